import { printable } from '../visible.ts';

/** What Markdown and HTML act on; a bar ends the cell of a table. */
const ACTIVE = /[\\`*_{}[\]<>|~!&$]/g;

/**
 * Text in which Markdown and HTML mean nothing, on one line. GitHub makes mentions and references (`@name`, `#12`) of the text that is shown,
 * whatever it was written with, but not of code.
 */
export const plainText = (text: string): string =>
  printable(text)
    .replace(ACTIVE, (found) => `&#${found.charCodeAt(0)};`)
    .replace(/[@#]+/g, (found, at: number, all: string) => (isEntity(all, at) ? found : `\`${found}\``))
    // GFM makes links of addresses as they are written.
    .replace(/:(?=\/\/)/g, '&#58;')
    .replace(/(?<=\bwww)\./gi, '&#46;');

const isEntity = (all: string, at: number): boolean => all[at] === '#' && all[at - 1] === '&';

/** Text as code, on one line. Not for the cell of a table. */
export function code(text: string): string {
  const shown = printable(text);
  if (shown === '') return '';
  const longest = (shown.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 0);
  const fence = '`'.repeat(longest + 1);
  // One space at each end belongs to the fences; text that is nothing but spaces keeps them.
  const apart = /^[ `]|[ `]$/.test(shown) && shown.trim() !== '' ? ' ' : '';
  return `${fence}${apart}${shown}${apart}${fence}`;
}

/** As code in the cell of a table, where it can be told from the end of the cell. */
export const codeInCell = (text: string): string =>
  /[`|\\]/.test(printable(text)) ? plainText(text) : code(text);

/** A message: what stands between backticks is code, and nothing else is active. */
export const prose = (text: string): string =>
  text
    .split(/`([^`\n]+)`/)
    .map((part, index) => (index % 2 === 1 ? code(part) : plainText(part)))
    .reduce(joined, '');

/** Fences that meet would be one fence. */
const joined = (before: string, next: string): string =>
  before.endsWith('`') && next.startsWith('`') ? `${before} ${next}` : before + next;

/** A text of at most so many UTF-16 units, with an ellipsis where it was cut. No character is halved. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** A link whose text is Markdown already. */
export const link = (text: string, url: string): string =>
  `[${text}](${url.replace(/[()\s<>\\]/g, (found) => `%${found.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)})`;
