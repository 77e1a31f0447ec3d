import type { Level } from '../../core/rule.ts';

/** What the page shows below its summary: JSON within it. No text of it holds a character that cannot be seen. */
export interface PageData {
  /** Each text that items name, once. */
  readonly texts: readonly string[];
  /** The rules of the items, with the addresses of their pages. */
  readonly rules: readonly (readonly [name: string, url: string])[];
  /** How each level is shown. */
  readonly levels: Readonly<Record<Level, string>>;
  /** In the order of the report; files without items are absent. */
  readonly files: readonly PageFile[];
}

export interface PageFile {
  readonly path: string;
  readonly items: readonly PageItem[];
  /** What was changed, or would be. */
  readonly hunks: readonly Hunk[];
}

/** `left`: a finding that is left for a person. */
export type Kind = 'left' | 'edit' | 'failed' | 'skipped';

export interface PageItem {
  readonly kind: Kind;
  /** An index of `rules`. Absent: a file as a whole. */
  readonly rule?: number;
  readonly level?: Level;
  /** The first version where the old code does so: an index of `texts`, as all numbers below but those of places. */
  readonly since?: number;
  /** Absent: the file as a whole. */
  readonly at?: readonly [line: number, column: number];
  readonly message: number;
  readonly details: readonly (readonly [term: number, text: number])[];
  /** Of an edit: an index of `hunks`. */
  readonly hunk?: number;
  /** Of a finding: its code, and what a fix would write. */
  readonly code?: Hunk;
}

/** Lines that follow each other in a file. */
export interface Hunk {
  /** The 1-based number of the first line, before and after. */
  readonly from: readonly [before: number, after: number];
  readonly lines: readonly Line[];
}

/** Space: on both sides. `-`, `+`: before and after. `!`: of a finding. A backslash: a remark, no line. */
export type Sign = ' ' | '-' | '+' | '!' | '\\';

/** `runs`: how the text is to look: letters of `Look`, upper case where the characters are marked, each with its number of UTF-16 units. Empty: plain. */
export type Line = readonly [sign: Sign, text: string, runs: string];

/** Plain, a keyword, a string, a comment, a number, and a name that is called. */
export type Look = 'p' | 'k' | 's' | 'c' | 'n' | 'f';
