import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Allowed } from './inspect.ts';
import type { Tree } from './tree.ts';

/** A program that changes files in place. */
export interface Tool {
  readonly name: string;
  /** Program and arguments. It runs in the folder. */
  readonly command: (folder: string) => readonly [string, ...string[]];
  readonly env?: (folder: string) => Readonly<NodeJS.ProcessEnv>;
  /** Paths of files that it may leave when it is killed: names that nobody else would choose. */
  readonly temporary: RegExp;
  /** Whether it can be started with a module that makes calls of node:fs fail. */
  readonly isInjectable: boolean;
  /** Whether a file has the mode that it had. */
  readonly keepsModes: boolean;
  /** The exit code of a complete run. */
  readonly ok: number;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const TEMPORARY = /(^|\/)\.bump-testclient[^/]*$|\.[0-9a-f]{12}\.tmp$/;

const ours = (args: readonly string[]): Tool => ({
  name: 'bump-testclient',
  command: () => [process.execPath, ...args, '.'],
  temporary: TEMPORARY,
  isInjectable: true,
  keepsModes: true,
  ok: 0,
});

/** The command as it is published. */
export const built = (): Tool => {
  const bin = join(root, 'dist/bin/bump-testclient.js');
  if (!existsSync(bin)) throw new Error('dist/ is missing: run `npm run build`');
  return ours([bin]);
};

/** The command from source: slower to start, and always there. */
export const fromSource = (): Tool =>
  ours(['--import', import.meta.resolve('tsx'), join(root, 'bin/bump-testclient.ts')]);

/** None of the others writes a file that is not its own, as far as is known; a name like these would be taken for a temporary one. */
const TEMPORARY_OF_OTHERS = /(^|\/)(\.?[^/]*\.(tmp|orig|lock)[^/]*|\.?tmp[^/]*)$/;

/**
 * Other tools that change files in place, those that are there. `python`: the folder of the programs ruff and black. What
 * git is to apply is what our own command makes of the tree.
 */
export function otherTools(python: string, ours: Allowed): readonly Tool[] {
  const make = (name: string, command: Tool['command'], more: Partial<Tool> = {}): Tool => ({
    ...{
      name,
      command,
      temporary: TEMPORARY_OF_OTHERS,
      isInjectable: false,
      keepsModes: true,
      ok: 0,
      ...more,
    },
  });
  const [ruff, black] = [join(python, 'ruff'), join(python, 'black')];
  const bare = ['--quiet', '--isolated', '--no-cache'];
  const tools = [
    make(`prettier ${versionOf(process.execPath, PRETTIER)} --write`, () => [
      ...([process.execPath, PRETTIER, '--write', '--log-level', 'warn', '--no-config', '.'] as const),
    ]),
    make(
      `${versionOf('git')} apply`,
      (folder) => ['git', 'apply', '--whitespace=nowarn', patchBeside(folder, ours)],
      {
        keepsModes: false,
      },
    ),
  ];
  if (existsSync(ruff))
    tools.push(
      make(`${versionOf(ruff)} check --fix`, () => [
        ruff,
        'check',
        '--fix',
        ...bare,
        '--select',
        'F401',
        '.',
      ]),
      make(`${versionOf(ruff)} format`, () => [ruff, 'format', ...bare, '.']),
    );
  if (existsSync(black))
    tools.push(
      make(versionOf(black), () => [black, '--quiet', '.'], {
        // Outside the tree: a cache is no part of it.
        env: (folder) => ({ BLACK_CACHE_DIR: `${folder}-cache` }),
      }),
    );
  return tools;
}

const PRETTIER = join(root, 'node_modules/prettier/bin/prettier.cjs');

const versionOf = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, [...args, '--version'], { encoding: 'utf8' })
    .split('\n')[0]!
    .replace(/,? \(.*\)| version|,/g, '')
    .trim();

/** The patch lies beside the folder; git makes it of two trees that are no repositories. */
function patchBeside(folder: string, { before, after }: Allowed): string {
  const patch = `${folder}-patch`;
  if (existsSync(patch)) return patch;
  mkdirSync(dirname(patch), { recursive: true });
  writeFileSync(patch, patchOf(before, after));
  return patch;
}

/** One hunk a file, without context: the files are small. */
function patchOf(before: Tree, after: Tree): string {
  const hunks: string[] = [];
  for (const [path, old] of before) {
    const now = after.get(path);
    if (!now || now.equals(old)) continue;
    const [was, is] = [linesIn(old), linesIn(now)];
    hunks.push(
      `diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n@@ -1,${was.length} +1,${is.length} @@\n`,
      ...was.map((line) => `-${line}\n`),
      ...is.map((line) => `+${line}\n`),
    );
  }
  return hunks.join('');
}

const linesIn = (bytes: Buffer): string[] => bytes.toString('latin1').replace(/\n$/, '').split('\n');
