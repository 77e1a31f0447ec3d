import { messageOf } from '../../errors.ts';

export type Failure =
  | { readonly kind: 'missing' }
  | { readonly kind: 'slow'; readonly seconds: number }
  | { readonly kind: 'large'; readonly megabytes: number }
  /** `said` is what git printed to stderr. `status`: its exit code, if it ended by itself. */
  | { readonly kind: 'failed'; readonly said: string; readonly status?: number };

/** Why git gave no answer, and what helps. */
export class GitError extends Error {
  override readonly name = 'GitError';
  /** Begins in the middle of a sentence: "install git". Absent where only a look at the repository helps. */
  readonly help?: string;
  /** The exit code of git. Absent where it did not end by itself. */
  readonly status?: number;

  constructor(failure: Failure) {
    super(lineOf(failure));
    if (failure.kind === 'failed' && failure.status !== undefined) this.status = failure.status;
    const help = helpOf(failure);
    if (help !== undefined) this.help = help;
  }
}

function lineOf(failure: Failure): string {
  switch (failure.kind) {
    case 'missing':
      return 'git is not installed, or not on PATH';
    case 'slow':
      return `git did not answer within ${failure.seconds} seconds`;
    case 'large':
      return `git took more than ${failure.megabytes} MB of memory`;
    case 'failed':
      return reasonIn(failure.said);
  }
}

/** The line that git ended with, the list that follows it if it ends with a colon, and what else went wrong before. */
function reasonIn(said: string): string {
  const lines = said.split(/\r?\n/).filter((line) => line.trim() !== '');
  const at = lines.findIndex((line) => line.startsWith('fatal: '));
  const line = lines[Math.max(at, 0)] ?? 'git failed';
  const listed = line.endsWith(':') ? lines.slice(at + 1).map((one) => one.trim()) : [];
  const before = lines.slice(0, Math.max(at, 0)).filter((one) => one.startsWith('error: '));
  const causes = before.length > 0 ? ` (${before.map(plain).join('; ')})` : '';
  return [plain(line) + causes, listed.join(', ')].filter(Boolean).join(' ');
}

const plain = (line: string): string => line.replace(/^(?:fatal|error): /, '');

function helpOf(failure: Failure): string | undefined {
  if (failure.kind === 'missing') return 'install git';
  if (failure.kind !== 'failed') return undefined;
  // Git names the command, with the path as a shell takes it.
  const trust = /^\s*(git config --global --add safe\.directory .+)$/m.exec(failure.said)?.[1];
  return trust === undefined ? undefined : `if you trust the repository, run \`${trust}\``;
}

/** What git could not do, in one line, and what helps. */
export interface GitProblem {
  readonly problem: string;
  readonly help: string;
}

/** Describes what a call of `git` threw. `folder` is where it worked. */
export const problemOf = (error: unknown, folder: string): GitProblem => ({
  problem: messageOf(error),
  help: (error instanceof GitError ? error.help : undefined) ?? `see what \`git status\` says in ${folder}`,
});
