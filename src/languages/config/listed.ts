import type { Requirements } from '../../core/sites.ts';
import type { Span } from '../../core/text.ts';
import type { Specified } from './specifiers.ts';

/** A requirement in a list that another can be added to. The span is that of the requirement, without a comment. */
export interface Entry extends Span, Specified {
  readonly form: Requirements['form'];
}

/** A file with its text, without its byte-order mark. */
export interface Listed {
  readonly path: string;
  readonly text: string;
}

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a tool has written a requirements file: it is no place to add to. */
export const isCompiled = (text: string): boolean =>
  /^#.*auto-?generated|^[^#\n\r\u2028\u2029]*\s--hash=/im.test(text);

/** Files with those that they include, each once. `read` gives the text of one, or undefined where there is none. */
export function withIncluded(
  paths: readonly string[],
  read: (path: string) => string | undefined,
): readonly Listed[] {
  const found = new Map<string, Listed>();
  const add = (path: string): void => {
    const text = found.has(path) ? undefined : read(path);
    if (text === undefined) return;
    found.set(path, { path, text });
    includedBy({ path, text }).forEach(add);
  };
  paths.forEach(add);
  return [...found.values()];
}

/** The paths of the files that a list includes: `-r ../base.txt`, `-r{toxinidir}/base.txt`, `file = ["base.txt"]`. */
function includedBy({ path, text }: Listed): readonly string[] {
  return namedIn(path, text)
    .map((file) => joined(path, file))
    .filter((file) => !file.startsWith('../') && !file.startsWith('/'));
}

function namedIn(path: string, text: string): readonly string[] {
  if (/\.(?:txt|in|ini)$/.test(path))
    return Array.from(
      text.matchAll(/(?:^|deps\s*=)[ \t]*(?:-r|--requirement)[ \t=]*(?:\{toxinidir\}\/)?([^\s#]+)/gm),
      ([, file = '']) => file,
    );
  // Setuptools, and the plugin of hatch, read what the project requires from other files; and a README, a license and a version too.
  const lists = path.endsWith('.toml')
    ? text.matchAll(/\bfiles?\s*=\s*(\[[^\]]*\]|["'][^"'\n]*["'])/g)
    : text.matchAll(/=\s*file:([^\n]*)/g);
  return Array.from(lists, ([, list = '']) => list)
    .flatMap((list) => list.match(/[\w./-]+\.(?:txt|in)\b/g) ?? [])
    .filter((file) => /req|dep/i.test(file));
}

/** The path that a file means by another one. */
function joined(path: string, file: string): string {
  const parts: string[] = [];
  for (const part of [...path.split('/').slice(0, -1), ...file.split('/')]) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
