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
export const isCompiled = (text: string): boolean => /^#.*auto-?generated|^[^#\n]*\s--hash=/im.test(text);

/** The paths of the files that a requirements file includes: `-r ../base.txt`. */
export function includedBy({ path, text }: Listed): readonly string[] {
  if (!/\.(?:txt|in)$/.test(path)) return [];
  return Array.from(text.matchAll(/^\s*(?:-r|--requirement)[ \t=]*([^\s#]+)/gm), ([, file = '']) =>
    joined(path, file),
  ).filter((file) => !file.startsWith('../') && !file.startsWith('/'));
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
