import type { Report } from '../core/report.ts';

type Paint = (text: string) => string;

/** Puts a style on a text, or leaves it alone; an instance of chalk is one. */
export interface Painter {
  /** 0: no colour at all. */
  readonly level: number;
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
  readonly cyan: Paint;
}

export interface ReporterOptions {
  readonly paint: Painter;
  /** Columns to lay out for. */
  readonly width: number;
  /** Lists what was changed too, and shows the stack of a crash. */
  readonly verbose: boolean;
}

/** Turns a report into text; ends with a line ending unless it is empty. */
export type Reporter = (report: Report, options: ReporterOptions) => string;

const same: Paint = (text) => text;

export const plain: Painter = {
  level: 0,
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  cyan: same,
};
