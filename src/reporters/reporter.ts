import type { Report } from '../core/report.ts';

type Paint = (text: string) => string;

/** Styles text, or returns it unchanged. An instance of chalk is a painter. */
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
  /** The width of the output, in columns. */
  readonly width: number;
  /** Also list what was changed, and show the stack of a crash. */
  readonly verbose: boolean;
}

/** Renders a report as text. The text ends with a newline unless it is empty. */
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
