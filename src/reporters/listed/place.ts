import type { ReporterOptions } from '../reporter.ts';

/**
 * A path as it is from the root of the repository, where that is known: what reads these formats does not know the folder that the command was run
 * in. `../` at the front is resolved as far as it leads.
 */
export function fromRoot(path: string, { repository }: Pick<ReporterOptions, 'repository'>): string {
  if (!repository || isAbsolute(path)) return path;
  const parts: string[] = [];
  for (const part of `${repository.prefix}${path}`.split('/'))
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  return parts.join('/');
}

const isAbsolute = (path: string): boolean => path.startsWith('/') || DRIVE.test(path);

/** `D:/` */
const DRIVE = /^[A-Za-z]:\//;

/** A path as a relative reference of RFC 3986, or as a URI where it is absolute. */
export function uriOf(path: string): string {
  const encoded = path.split('/').map(encodedSegment).join('/');
  if (DRIVE.test(path)) return `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}`;
  return path.startsWith('/') ? `file://${encoded}` : encoded;
}

/** A name of a file may hold half a surrogate pair, for which there is no encoding. */
const encodedSegment = (segment: string): string => encodeURIComponent(wellFormed(segment));

/** U+FFFD for each half of a surrogate pair. */
export const wellFormed = (text: string): string =>
  text.replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (found) =>
    found.length === 2 ? found : '\uFFFD',
  );
