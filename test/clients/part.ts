import type { Environment } from './environments.ts';

/** What a part of the proof is given. */
export interface Context {
  readonly old: Environment;
  readonly news: readonly Environment[];
  /** The interpreter of an environment. */
  readonly python: (environment: Environment) => string;
  readonly say: (line: string) => void;
  /** Of the command line, by name: `seed`, `calls`. */
  readonly options: Readonly<Record<string, number>>;
}

/** What a part found. */
export interface Found<Data> {
  /** Checks that passed. */
  readonly passed: number;
  /** Checks that failed, in words. */
  readonly failures: readonly string[];
  /** Plain, and the same on every machine: neither times nor paths. The pages are made of it alone. */
  readonly data: Data;
}

/** A part of the proof; its name is what `--only` takes and the key of its data. */
export interface Part<Data> {
  readonly name: string;
  readonly run: (context: Context) => Promise<Found<Data>>;
  /** For the summary of the page of results, in Markdown: a few lines. */
  readonly inShort: (data: Data) => string;
  /** For the page of results, in Markdown: from its heading (`## ...`) on. */
  readonly inFull: (data: Data) => string;
  /** For sections of the README, in Markdown, by the name in their markers. */
  readonly inReadme?: Readonly<Record<string, (data: Data) => string>>;
}

/** A part among others. */
export type AnyPart = Part<unknown>;

/** Forgets what the data of a part is: it gets back only what it wrote. */
export const part = <Data>({ inShort, inFull, inReadme = {}, ...rest }: Part<Data>): AnyPart => ({
  ...rest,
  inShort: (data) => inShort(data as Data),
  inFull: (data) => inFull(data as Data),
  inReadme: Object.fromEntries(
    Object.entries(inReadme).map(([section, write]) => [section, (data: unknown) => write(data as Data)]),
  ),
});

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
