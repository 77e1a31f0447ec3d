import { counted } from '../layout.ts';

/** The bytes of a text in UTF-8: never fewer than it has characters, whatever counts them. */
export const sizeOf = (text: string): number => Buffer.byteLength(text);

/** As many items as there is room for, one a line, and how many were left out. Empty where there is none. */
export function fitting(items: readonly string[], room: number, what: string): string {
  let left = room - MORE;
  const shown: string[] = [];
  for (const item of items) {
    left -= sizeOf(item) + 1;
    if (left < 0) break;
    shown.push(item);
  }
  const more = items.length - shown.length;
  return [
    shown.join('\n'),
    ...(more > 0 ? [`and ${counted(more, `more ${what}`)} that there is no room for`] : []),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** For the line that tells what was left out. */
const MORE = 100;

/** Items below a title, folded. Empty without items. */
export function folded(title: string, items: readonly string[], room: number, what: string): string {
  if (items.length === 0) return '';
  const [open, close] = [`<details><summary>${title}</summary>\n\n`, '\n\n</details>'];
  return open + fitting(items, room - sizeOf(open + close), what) + close;
}
