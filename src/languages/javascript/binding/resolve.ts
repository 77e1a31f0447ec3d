import type { Project } from '../../../core/language.ts';

const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

const DECLARATIONS = ['.d.ts', '.d.mts', '.d.cts'];

/** What may stand in place of the extension that an import names: `./a.js` is `a.ts` before it is built. */
const BEFORE_BUILD: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.jsx'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
};

/** The file that a relative import leads to. */
export function resolveRelative(project: Project, importer: string, from: string): string | undefined {
  if (!/^\.{1,2}(?:\/|$)/.test(from)) return undefined;
  const base = join(folderOf(importer), from);
  return base === undefined ? undefined : fileAt(project, base);
}

/** The folder that a file stands in, as the names on the way to it. */
export const folderOf = (path: string): readonly string[] => path.split('/').slice(0, -1);

/** A path without its extension, or a folder, as a file of the project. */
export function fileAt(project: Project, base: string): string | undefined {
  const extension = /\.[mc]?[jt]sx?$/.exec(base)?.[0] ?? '';
  const stem = base.slice(0, base.length - extension.length);
  const inside = base === '' ? '' : `${base}/`;
  const candidates = [
    ...(BEFORE_BUILD[extension]?.map((one) => stem + one) ?? []),
    base,
    ...EXTENSIONS.map((one) => base + one),
    ...EXTENSIONS.map((one) => `${inside}index${one}`),
    // Declarations alone: of a package, or of code that is made elsewhere.
    ...DECLARATIONS.flatMap((one) => [stem + one, base + one, `${inside}index${one}`]),
  ];
  return candidates.find((one) => project.has(one));
}

/** `undefined` where the way leads out of the project. */
export function join(folder: readonly string[], from: string): string | undefined {
  const parts = [...folder];
  for (const part of from.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
