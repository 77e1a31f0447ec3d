import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { platform } from 'node:process';

const NAME = platform === 'win32' ? 'git.exe' : 'git';

/**
 * The git to run, as an absolute path; `undefined` if there is none. Never one of the tree that is migrated: Windows looks into the working
 * directory first, PATH may have relative entries, and npx puts `node_modules/.bin` of each folder above in front.
 */
export function findGit(path: string | undefined): string | undefined {
  const folders = (path ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !IN_TREE.test(folder));
  return folders.map((folder) => join(folder, NAME)).find(isProgram);
}

const IN_TREE = /[\\/]node_modules[\\/]\.bin[\\/]*$/;

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** In kilobytes, far more than the index of a million files takes. */
const MEMORY = 750_000;
const SHELL = '/bin/sh';

/**
 * The command line of a program with a bound on its memory: the shell sets it and becomes the program. A repository may have a device
 * that never ends in the place of a file, and git reads some files whole. Linux alone holds programs to the bound.
 */
export const bounded = (program: string, args: readonly string[]): readonly [string, readonly string[]] =>
  platform === 'linux' && existsSync(SHELL)
    ? [SHELL, ['-c', `ulimit -Sd ${MEMORY} 2>/dev/null; exec "$0" "$@"`, program, ...args]]
    : [program, args];
