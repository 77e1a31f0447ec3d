import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

/** The bytes of files by their paths below a folder, with `/`. */
export type Tree = ReadonlyMap<string, Buffer>;

const PER_FOLDER = 100;
const MODES = [0o644, 0o600, 0o755, 0o664] as const;

/**
 * A tree of small files in Python and TypeScript: every tenth has a test client with something to migrate. All are laid out
 * so badly, and those in Python import so much in vain, that formatters and linters change them too. `size`: pads each to so many bytes with a comment.
 */
export function makeTree(files: number, size = 0): Tree {
  const tree = new Map<string, Buffer>();
  for (let index = 0; index < files; index++) {
    const folder = `tests/part${String(Math.floor(index / PER_FOLDER)).padStart(3, '0')}`;
    const isTypeScript = index % 10 === 3;
    const path = isTypeScript ? `${folder}/case${index}.test.ts` : `${folder}/test_${index}.py`;
    const text = isTypeScript ? typeScript(index) : python(index);
    const comment = isTypeScript ? '//' : '#';
    const room = size - Buffer.byteLength(text) - comment.length - 2;
    tree.set(path, Buffer.from(room > 0 ? `${text}${comment} ${'x'.repeat(room)}\n` : text));
  }
  return tree;
}

function python(index: number): string {
  const head = 'import os\nimport json\n';
  const lines =
    index % 10 === 0
      ? `from fastapi.testclient import TestClient\n\nclient = TestClient(app)\n\ndef test_${index}( ):\n    client.post('/${index}', data=b'${index}')\n`
      : `\nvalue_${index} = {  'index':${index} }\n`;
  const text = head + lines;
  return index % 30 === 0 ? text.replaceAll('\n', '\r\n') : text;
}

const typeScript = (index: number): string => `export const value${index}={index:${index},all:[1,2,3]}\n`;

/** The mode that the file of the tree gets. Windows keeps none. */
export const modeOf = (path: string): number => MODES[path.length % MODES.length]!;

export function writeTree(folder: string, tree: Tree): void {
  const made = new Set<string>();
  for (const [path, bytes] of tree) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(file, bytes);
    chmodSync(file, modeOf(path));
  }
}

/** The folders of a tree, with the top one. */
export const foldersOf = (folder: string, tree: Tree): readonly string[] => [
  ...new Set([folder, ...Array.from(tree.keys(), (path) => dirname(join(folder, path)))]),
];

export interface Found {
  readonly bytes: Buffer;
  readonly mode: number;
}

/** All files below a folder, `.git` and caches left out. What is neither a file nor a folder has no bytes. */
export function readTree(folder: string): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const folders = [folder];
  for (let current = folders.pop(); current !== undefined; current = folders.pop()) {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      const file = join(current, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== '.git') folders.push(file);
        continue;
      }
      const bytes = entry.isFile() ? readFileSync(file) : Buffer.of();
      found.set(relative(folder, file).replaceAll(sep, '/'), { bytes, mode: lstatSync(file).mode & 0o7777 });
    }
  }
  return found;
}
