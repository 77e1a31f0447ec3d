import { readdirSync, readFileSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * The declarations that the given ones are made of, themselves among them; relative to `folder`, with `/`. Throws where one names a
 * package: users have none beside this one.
 */
export function reachable(folder: string, entries: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path)) return;
    found.add(path);
    for (const { fileName } of ts.preProcessFile(readFileSync(join(folder, path), 'utf8')).importedFiles) {
      if (!fileName.startsWith('.')) throw new Error(`${path} needs the types of ${fileName}`);
      visit(join(dirname(path), fileName.replace(/\.[jt]s$/, '.d.ts')).replaceAll('\\', '/'));
    }
  };
  entries.forEach(visit);
  return found;
}

/** Removes the declarations below `folder` that are not kept, and folders that are empty then. */
export function prune(folder: string, kept: ReadonlySet<string>): void {
  const clear = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) clear(inner);
      else if (entry.name.endsWith('.d.ts') && !kept.has(relative(folder, inner).replaceAll('\\', '/')))
        rmSync(inner);
    }
    if (readdirSync(path).length === 0) rmdirSync(path);
  };
  clear(folder);
}
