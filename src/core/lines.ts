import { firstWhere } from './search.ts';

/** A place a person can go to: 1-based line, 1-based column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A line of a file of the project: its project-relative path, and the 1-based number of the line. */
export interface Line {
  readonly path: string;
  readonly line: number;
}

/** A line as a message names it: `tests/test_a.py:12`. */
export const lineName = ({ path, line }: Line): string => `${path}:${line}`;

/** Finds lines of one text quickly. CRLF, LF and a lone CR each end a line. */
export interface Lines {
  /** The position of an offset; an offset past the end is the position of the end. */
  at(offset: number): Position;
  /** The offset where a 1-based line starts; the end where there is no such line. */
  start(line: number): number;
  /** The text of a 1-based line without its line ending; empty when there is no such line. */
  text(line: number): string;
  readonly count: number;
}

export function linesOf(source: string): Lines {
  const starts = [0];
  for (const { index, 0: ending } of source.matchAll(/\r\n|\n|\r/g)) starts.push(index + ending.length);
  return {
    count: starts.length,
    at(offset) {
      const within = Math.min(offset, source.length);
      // The number of lines that start at or before it.
      const line = Math.max(
        1,
        firstWhere(starts, (start) => start > within),
      );
      return { line, column: within - starts[line - 1]! + 1 };
    },
    start: (line) => starts[line - 1] ?? source.length,
    text: (line) =>
      source.slice(starts[line - 1] ?? source.length, starts[line] ?? source.length).replace(/[\r\n]+$/, ''),
  };
}

/** The line ending a text uses most; `\n` when it has none. New lines are written with it. */
export function lineEnding(source: string): '\n' | '\r\n' | '\r' {
  const count = (ending: RegExp): number => source.match(ending)?.length ?? 0;
  const windows = count(/\r\n/g);
  const [unix, lone] = [count(/\n/g) - windows, count(/\r/g) - windows];
  if (lone > unix && lone > windows) return '\r';
  return windows > unix ? '\r\n' : '\n';
}
