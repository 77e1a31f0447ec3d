import type { Span } from '../../core/text.ts';

/** Where the line of an offset begins. */
export const startOfLine = (source: string, at: number): number =>
  Math.max(source.lastIndexOf('\n', at - 1), source.lastIndexOf('\r', at - 1)) + 1;

/** Where the line of an offset ends, before its line break. */
export function endOfLine(source: string, at: number): number {
  const found = source.slice(at).search(/\r\n|\n|\r/);
  return found < 0 ? source.length : at + found;
}

/** The whole lines that a span touches, without the last line break. */
export const linesAround = (source: string, { start, end }: Span): Span => ({
  start: startOfLine(source, start),
  end: endOfLine(source, end),
});
