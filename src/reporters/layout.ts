const NO_WIDTH = /^[\p{M}\u200B-\u200F\u2060\uFE00-\uFE0F\uFEFF]$/u;
const DOUBLE_WIDTH =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303F\uFF01-\uFF60\uFFE0-\uFFE6]$/u;

/** What colours a text. None of it is left in a printable text that comes from files. */
const COLOUR = /\x1b\[[\d;]*m/g;

/** The number of terminal columns of a printable text, which may be coloured. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text.replace(COLOUR, '')) {
    if (NO_WIDTH.test(character)) continue;
    width += DOUBLE_WIDTH.test(character) ? 2 : 1;
  }
  return width;
}

/** As much of the beginning of a printable text without colour as these columns hold. */
export function clipped(text: string, columns: number): string {
  let [kept, width] = ['', 0];
  for (const character of text) {
    width += widthOf(character);
    if (width > columns) break;
    kept += character;
  }
  return kept;
}

/**
 * Breaks a paragraph at spaces. A word longer than the width gets a line of its own. Lines after the first leave room for an
 * indent of `hanging` columns.
 */
export function wrap(text: string, width: number, hanging = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const room = lines.length === 0 ? width : width - hanging;
    if (line && widthOf(line) + 1 + widthOf(word) > room) {
      lines.push(line);
      line = word;
    } else {
      line += (line && ' ') + word;
    }
  }
  return line ? [...lines, line] : lines;
}

/** Wraps a text after `lead`; further lines are indented by the width of `lead`. */
export function hang(lead: string, text: string, width: number): string {
  const indent = ' '.repeat(widthOf(lead));
  return lead + wrap(text, Math.max(20, width - indent.length)).join(`\n${indent}`);
}

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `3,120 requests` */
export const counted = (count: number, one: string): string =>
  plural(count, one).replace(String(count), thousands(count));

/** `3,120` */
export const thousands = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
