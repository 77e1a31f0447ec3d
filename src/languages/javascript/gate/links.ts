import type { Project } from '../../../core/language.ts';
import { oncePer } from '../../kernel/once.ts';
import { resolveAlias } from '../binding/aliases.ts';
import { resolveRelative } from '../binding/resolve.ts';

const COMMENT = String.raw`(?:/\*[^*]{0,300}\*/\s{0,20})?`;
const IMPORT = new RegExp(
  [
    String.raw`\b(?:from|import|require)\b\s{0,100}\(?\s{0,100}${COMMENT}(?:"([^"\n]{1,1000})"|'([^'\n]{1,1000})')`,
    String.raw`<reference\s{1,20}path\s{0,20}=\s{0,20}(?:"([^"\n]{1,1000})"|'([^'\n]{1,1000})')`,
  ].join('|'),
  'g',
);

/** The module specifiers of a text, as they are written. */
export function linksIn(text: string): readonly string[] {
  const found = Array.from(text.matchAll(IMPORT), (match) => match.slice(1).find(Boolean) ?? '');
  return [...new Set(found)].map(decoded);
}

/** The text was decoded as Latin-1; most files are UTF-8. */
function decoded(link: string): string {
  if (!/[\x80-\xff]/.test(link)) return link;
  return new TextDecoder().decode(Uint8Array.from(link, (char) => char.charCodeAt(0)));
}

const resolvedIn = oncePer((_: Project) => new Map<string, string | undefined>());

/** Files that a file imports, requires or refers to. */
export function neighbours(project: Project, path: string, links: readonly string[]): readonly string[] {
  const known = resolvedIn(project);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return links.flatMap((link) => {
    const key = `${folder} ${link}`;
    if (!known.has(key)) known.set(key, resolve(project, path, link));
    return known.get(key) ?? [];
  });
}

const resolve = (project: Project, path: string, link: string): string | undefined =>
  resolveRelative(project, path, link) ?? resolveAlias(project, path, link);
