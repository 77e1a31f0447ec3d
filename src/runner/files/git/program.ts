import { accessSync, constants, statSync } from 'node:fs';
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
