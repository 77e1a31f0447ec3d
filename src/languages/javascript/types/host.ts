import type { FileSystemHost } from 'ts-morph';
import type { Project } from '../../../core/language.ts';

/** Where the project lies for the compiler, which wants absolute paths. */
export const ROOT = '/';

export const toHost = (path: string): string => ROOT + path;
export const fromHost = (path: string): string => path.replace(/^\/+/, '');

/**
 * A file system that is the project as it was before the run, and nothing else: what the port does not hand out is not
 * there. Nothing can be written.
 */
export function hostFor(project: Project): FileSystemHost {
  const folders = foldersOf(project.files());
  const has = (path: string): boolean => project.has(fromHost(path));
  const hasFolder = (path: string): boolean => {
    const folder = fromHost(path).replace(/\/$/, '');
    // The port lists no packages; whether one is there is seen when a file of it is asked for.
    return folder === '' || folders.has(folder) || /(?:^|\/)node_modules(?:\/|$)/.test(folder);
  };
  const read = (path: string): string => {
    const text = project.read(fromHost(path));
    if (text === undefined) throw new Error(`${path} is not in the project`);
    return text;
  };
  const refuse = (): never => {
    throw new Error('the project is only read');
  };
  return {
    isCaseSensitive: () => true,
    fileExistsSync: has,
    fileExists: (path) => Promise.resolve(has(path)),
    directoryExistsSync: hasFolder,
    directoryExists: (path) => Promise.resolve(hasFolder(path)),
    readFileSync: read,
    readFile: (path) => Promise.resolve(read(path)),
    readDirSync: () => [],
    globSync: () => [],
    glob: () => Promise.resolve([]),
    realpathSync: (path) => path,
    getCurrentDirectory: () => ROOT,
    delete: refuse,
    deleteSync: refuse,
    writeFile: refuse,
    writeFileSync: refuse,
    mkdir: refuse,
    mkdirSync: refuse,
    move: refuse,
    moveSync: refuse,
    copy: refuse,
    copySync: refuse,
  };
}

/** Every folder that a file stands in, directly or not. */
function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files) {
    for (let at = file.lastIndexOf('/'); at > 0; at = file.lastIndexOf('/', at - 1)) {
      const folder = file.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}
