import { wasRun, type Measured, type Row } from '../measure/measure.ts';
import type { Contest } from './results.ts';

/** The cells of a contest's table, with its head; the first column is text and the others are numbers. */
export function cellsOf({ base, rows }: Contest): readonly (readonly string[])[] {
  const measured = rows.find((row) => row.name === base);
  const reference = measured !== undefined && wasRun(measured) ? measured : undefined;
  const short = base.split(',')[0]!;
  return [
    ['process', 'wall', 'least to most', `of ${short}`, 'CPU', `of ${short}`, 'MB', 'MB in all', 'rounds'],
    ...rows.map((row) => cellsOfRow(row, reference)),
  ];
}

function cellsOfRow(row: Row, base: Measured | undefined): readonly string[] {
  if (!wasRun(row)) return [`${row.name}: ${row.notRun}`, ...Array<string>(8).fill('-')];
  const { name, wall, cpu, biggest, together, rounds } = row;
  return [
    name,
    inSeconds(wall.median),
    `${inSeconds(wall.least)} to ${inSeconds(wall.most)}`,
    ratio(wall.median, base?.wall.median),
    cpu === undefined ? '-' : inSeconds(cpu.median),
    ratio(cpu?.median, base?.cpu?.median),
    megabytes(biggest),
    megabytes(together),
    String(rounds),
  ];
}

/** "0.046 s", "12.3 s": three digits. */
export const inSeconds = (milliseconds: number): string => `${threeDigits(milliseconds / 1000)} s`;

export const ratio = (value: number | undefined, base: number | undefined): string =>
  value === undefined || base === undefined || base === 0 ? '-' : `${threeDigits(value / base)}x`;

const megabytes = (value: number | undefined): string => (value === undefined ? '-' : value.toFixed(0));

function threeDigits(value: number): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
  return value.toFixed(digits);
}

/** For a terminal. */
export function plainTable(contest: Contest): string {
  const lines = cellsOf(contest);
  const widths = lines[0]!.map((_, column) =>
    // A process that was not run says why across all columns.
    lines.reduce((most, line) => Math.max(most, line[1] === '-' ? 0 : line[column]!.length), 0),
  );
  const padded = lines.map((line) =>
    line[1] === '-'
      ? line[0]!
      : line
          .map((cell, column) =>
            column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
          )
          .join('  ')
          .trimEnd(),
  );
  return padded.join('\n');
}
