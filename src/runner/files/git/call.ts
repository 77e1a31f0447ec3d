import { spawn, type ChildProcess } from 'node:child_process';
import { env } from 'node:process';
import { environmentOf, OPTIONS } from './environment.ts';
import { findGit } from './program.ts';
import { GitError } from './problem.ts';
import { hasChildren, sightOf } from './watch.ts';

/** In which repository a call works. */
export interface Place {
  /** Real and absolute. */
  readonly folder: string;
  /** The index to use in place of the repository's own. */
  readonly index?: string;
}

export interface CallOptions {
  /** What git reads from stdin, which is empty otherwise. */
  readonly input?: string;
  /** More options of git itself, behind those of every call. */
  readonly options?: readonly string[];
  /** How long git may take. */
  readonly seconds?: number;
  /** How much memory git may take, on Linux. */
  readonly megabytes?: number;
}

/** A listing of a million files takes a few seconds. A file that never ends takes for ever. */
const SECONDS = 60;
/** How long git may sleep without a break, on Linux: it waits for what does not come, as where `.gitignore` is a FIFO. */
const ASLEEP = 5;
/** The index of a million files takes a third of it. Git reads some files whole, and a repository may have a device in their place. */
const MEGABYTES = 750;
/** In milliseconds. A call that is over before is not looked at. */
const LOOK = 50;
/** In bytes. */
const MAX_OUTPUT = 256 * 1024 * 1024;
const MAX_SAID = 64 * 1024;

/** Runs git in a folder and hands out what it printed. Throws a `GitError`. */
export const git = async (place: Place, args: readonly string[], options?: CallOptions): Promise<string> =>
  (await gitBytes(place, args, options)).toString('utf8');

/** Like `git`, for output that is no text. */
export function gitBytes(
  { folder, index }: Place,
  args: readonly string[],
  { input, options = [], seconds = SECONDS, megabytes = MEGABYTES }: CallOptions = {},
): Promise<Buffer> {
  const program = findGit(env['PATH'] ?? env['Path']);
  if (program === undefined) return Promise.reject(new GitError({ kind: 'missing' }));
  const child = spawn(program, ['-C', folder, ...OPTIONS, ...options, ...args], {
    env: environmentOf(env, index),
    stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // Git may end before it has read everything. What it says then tells why.
  child.stdin?.on('error', () => undefined).end(input);
  return outputOf(child, seconds, megabytes);
}

function outputOf(child: ChildProcess, seconds: number, megabytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const printed: Buffer[] = [];
    let size = 0;
    let said = '';
    const settled = (): void => {
      clearTimeout(timer);
      clearInterval(look);
    };
    const stop = (error: GitError): void => {
      settled();
      child.kill('SIGKILL');
      // A program that git started may hold these open.
      child.stdout?.destroy();
      child.stderr?.destroy();
      reject(error);
    };
    const timer = setTimeout(() => stop(new GitError({ kind: 'slow', seconds })), seconds * 1000);
    const isStuck = sleeper(child.pid ?? 0);
    const look = setInterval(() => {
      const sight = sightOf(child.pid ?? 0);
      if ((sight?.megabytes ?? 0) > megabytes) stop(new GitError({ kind: 'large', megabytes }));
      else if (isStuck(sight?.asleep)) stop(new GitError({ kind: 'slow', seconds: ASLEEP }));
    }, LOOK);
    child.stdout?.on('data', (chunk: Buffer) => {
      printed.push(chunk);
      size += chunk.length;
      if (size > MAX_OUTPUT) stop(new GitError({ kind: 'failed', said: 'its output is too large' }));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (said.length < MAX_SAID) said += chunk.toString('utf8');
    });
    child.on('error', (error) => stop(new GitError({ kind: 'failed', said: error.message })));
    child.on('close', (code, signal) => {
      settled();
      if (code === 0) resolve(Buffer.concat(printed));
      else {
        const status = code === null ? {} : { status: code };
        reject(new GitError({ kind: 'failed', said: said || `git ended with ${code ?? signal}`, ...status }));
      }
    });
  });
}

/** Counts the looks at a process that slept since the one before: looks, not time, for this process may be busy itself. */
function sleeper(pid: number): (asleep: string | undefined) => boolean {
  let before: string | undefined;
  let looks = 0;
  return (asleep) => {
    looks = asleep !== undefined && asleep === before ? looks + 1 : 0;
    before = asleep;
    return looks * LOOK >= ASLEEP * 1000 && !hasChildren(pid);
  };
}

/** The only line of what git printed; undefined where it ended with 1, which some commands answer "no" with. */
export async function answerOf(place: Place, args: readonly string[]): Promise<string | undefined> {
  try {
    return lineOf(await git(place, args));
  } catch (error) {
    if (error instanceof GitError && error.status === 1) return undefined;
    throw error;
  }
}

/** Splits the output of `-z`. */
export const records = (output: string): string[] => output.split('\0').filter(Boolean);

/** The only line of the output, without its end. A path may hold line feeds. */
export const lineOf = (output: string): string => output.replace(/\r?\n$/, '');
