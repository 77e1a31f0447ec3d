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
  /** What is told of a rule besides its name. Absent: nothing. */
  readonly ruleText?: (rule: string) => RuleText | undefined;
  /** Absent: the files are in no repository that is known. */
  readonly repository?: Repository;
}

/** What a rule is for. */
export interface RuleText {
  /** One sentence. */
  readonly summary: string;
  /** As `explain` tells it. */
  readonly sections: readonly (readonly [title: string, text: string])[];
}

/** Where the files of a run are, for what reads a report without knowing the working directory. */
export interface Repository {
  /** The way from its root to the working directory: empty, or with `/` at the end. */
  readonly prefix: string;
  /** The address that shows a file when its path from the root is added to it; with `/` at the end. Absent: not known. */
  readonly files?: string;
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
