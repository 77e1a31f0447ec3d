/** The prefixes of string literals, for a regular expression. */
const PREFIX = '(?:[rR][bBfFtT]?|[bBfFtT][rR]?|[uU])';

const opening = new RegExp(`(${PREFIX}?)('''|"""|'|")`, 'y');
const prefixBefore = new RegExp(`(?<![\\p{L}\\p{N}_])${PREFIX}$`, 'u');

/** Python 3.12 takes 149 f-strings inside each other; more would cost the call stack. */
const MAX_NESTED = 150;

/**
 * Where the string literal ends whose prefix, or quotes without one, stand at an offset; `undefined` if there is none, or if it is
 * not closed. `level` counts the literals around it.
 */
export function stringEnd(source: string, at: number, level = 0): number | undefined {
  opening.lastIndex = at;
  const [start, prefix = '', quotes = ''] = opening.exec(source) ?? [];
  if (start === undefined || level > MAX_NESTED) return undefined;
  const interpolates = /[ft]/i.test(prefix);
  for (let index = at + start.length; index < source.length; index += 1) {
    if (source.startsWith(quotes, index)) return index + quotes.length;
    const here = source[index];
    // A brace opens an expression behind a backslash as well.
    if (here === '\\') index += interpolates && source[index + 1] === '{' ? 0 : 1;
    else if (quotes.length === 1 && (here === '\n' || here === '\r')) return undefined;
    else if (interpolates && here === '{') {
      if (source[index + 1] === '{') index += 1;
      else {
        const end = interpolationEnd(source, { at: index, quotes, level });
        if (end === undefined) return undefined;
        index = end;
      }
    }
  }
  return undefined;
}

interface Interpolation {
  readonly at: number;
  /** Those of the literal that it stands in. */
  readonly quotes: string;
  readonly level: number;
}

/**
 * Where the brace is that closes the one at an offset. Since Python 3.12 any string may stand between them; in a format
 * specification a quote is a character as others.
 */
function interpolationEnd(source: string, { at, quotes, level }: Interpolation): number | undefined {
  let depth = 0;
  let isFormat = false;
  for (let index = at + 1; index < source.length; index += 1) {
    const here = source.charAt(index);
    if (here === '}' && depth === 0) return index;
    if (isFormat) {
      if (source.startsWith(quotes, index)) return undefined;
      if (here !== '{') continue;
    }
    if (isFormat && here === '{') {
      const end =
        level > MAX_NESTED ? undefined : interpolationEnd(source, { at: index, quotes, level: level + 1 });
      if (end === undefined) return undefined;
      index = end;
    } else if ('([{'.includes(here)) depth += 1;
    else if (')]}'.includes(here)) depth -= 1;
    else if (here === ':' && depth === 0) isFormat = true;
    else if (here === '#') index = source.slice(index).search(/[\r\n]|$/) + index;
    else if (here === '"' || here === "'") {
      const end = stringEnd(source, startOfString(source, index), level + 1);
      if (end === undefined) return undefined;
      index = end - 1;
    }
  }
  return undefined;
}

/** Where the literal begins whose first quote stands at an offset: before its prefix. */
export function startOfString(source: string, at: number): number {
  const prefix = prefixBefore.exec(source.slice(Math.max(0, at - 3), at));
  return at - (prefix?.[0].length ?? 0);
}
