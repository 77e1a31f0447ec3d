import { linesOf, type Lines } from '../lines.ts';
import type { Region } from '../report.ts';

/** A finding or an edit, as far as it tells one from others. */
export interface Identified extends Pick<Region, 'line' | 'column'> {
  readonly rule: string;
}

/**
 * A fingerprint for each finding of a file, in their order: 28 hexadecimal digits. It stays the same while the file keeps its path, and the line of the
 * finding and the lines with text above and below it keep their words, wherever they move. Of findings of one rule that stand in the same words, each
 * has its number by position. `text`: what the places are of; without it the numbers of the lines stand for the words.
 */
export function fingerprints(
  path: string,
  text: string | undefined,
  findings: readonly Identified[],
): readonly string[] {
  // Columns and lines do not count the byte-order mark.
  const lines = text === undefined ? undefined : linesOf(text.replace(/^\uFEFF/, ''));
  const keys = findings.map(({ rule, line }) => [path, rule, ...wordsAround(lines, line)].join('\0'));
  const numbers = new Map<string, number>();
  const prints = findings.map((): string => '');
  for (const index of byPosition(findings)) {
    const key = keys[index]!;
    const number = numbers.get(key) ?? 0;
    numbers.set(key, number + 1);
    prints[index] = hash(`${key}\0${number}`);
  }
  return prints;
}

const byPosition = (findings: readonly Identified[]): readonly number[] =>
  findings
    .map((_, index) => index)
    .sort((a, b) => {
      const [one, other] = [findings[a]!, findings[b]!];
      return one.line - other.line || one.column - other.column || a - b;
    });

/** The line above that has text, the line itself, and the one below; white space at their ends does not count. */
function wordsAround(lines: Lines | undefined, line: number): readonly string[] {
  if (!lines) return [String(line)];
  return [nearest(lines, line, -1), lines.text(line).trim(), nearest(lines, line, 1)];
}

/** More empty lines than these are a border. */
const FAR = 10;

function nearest(lines: Lines, from: number, step: 1 | -1): string {
  for (
    let line = from + step;
    line >= 1 && line <= lines.count && Math.abs(line - from) <= FAR;
    line += step
  ) {
    const text = lines.text(line).trim();
    if (text !== '') return text;
  }
  return '';
}

/** A hash of a text, for what is to be told apart and not to be kept secret: 28 hexadecimal digits. */
export const hash = (text: string): string => half(text, 0) + half(text, 1);

/** cyrb53 by bryc, which is in the public domain: https://github.com/bryc/code/blob/master/jshash/experimental/cyrb53.js */
function half(text: string, seed: number): string {
  let [a, b] = [0xdeadbeef ^ seed, 0x41c6ce57 ^ seed];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0');
}
