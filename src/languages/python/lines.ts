import type { Span } from '../../core/text.ts';

/** Where the line of an offset begins. */
export function startOfLine(source: string, at: number): number {
  const before = source.slice(0, at);
  const line = before.lastIndexOf('\n') + 1;
  // Most files have no such break: to look for one above the line is to read the file to its beginning.
  return line + before.slice(line).lastIndexOf('\r') + 1;
}

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
