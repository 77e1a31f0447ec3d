import { linesOf } from '../../core/lines.ts';
import { UsageError } from '../errors.ts';
import { JsonProblem, parseJson, type Json } from './json.ts';

/** What a finding is known by: the text of its line and of the lines around it, and never the number of the line. */
export interface Fingerprint {
  readonly line: string;
  /** Digests of the nearest lines above and below that are not blank: `1a2b3c4d`, or `-` where there is none. */
  readonly above: string;
  readonly below: string;
}

/** Findings that look the same. */
export interface Entry extends Fingerprint {
  readonly count: number;
}

/** By path, relative to the folder of the file, with `/`; then by rule. */
export type Held = ReadonlyMap<string, ReadonlyMap<string, readonly Entry[]>>;

/** A baseline file that was read. */
export interface Baseline {
  /** As typed. */
  readonly path: string;
  /** The real path of its folder. */
  readonly folder: string;
  /** Empty: it is yet to be written. */
  readonly text: string;
  readonly held: Held;
}

/** Increased when older releases would take a file for something else. */
const VERSION = 1;

const REGENERATE = 'correct it, or remove it and write it again with --update-baseline';

/** Reads the text of a baseline. `path` is for messages. Throws a `UsageError` that tells the place. */
export function parseBaseline(text: string, path: string): Held {
  const source = text.replace(/^\uFEFF/, '');
  const conflict = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?\r?$/m.exec(source);
  try {
    if (conflict) throw new JsonProblem('it has the conflict markers of a merge', conflict.index);
    return heldIn(parseJson(source));
  } catch (error) {
    if (!(error instanceof JsonProblem)) throw error;
    const { line, column } = linesOf(source).at(error.at);
    throw new UsageError(
      `--baseline: ${path}:${line}:${column}: ${error.message}`,
      conflict
        ? 'keep the entries of both sides and remove the markers, then run with --update-baseline'
        : REGENERATE,
    );
  }
}

function heldIn(json: Json): Held {
  const whole = objectOf(json, 'an object');
  const version = whole.get('version');
  if (version?.is !== 'number') throw new JsonProblem('"version" is missing: this is no baseline', json.at);
  if (version.value !== VERSION)
    throw new JsonProblem('this version of the format is not known: update bump-testclient', version.at);
  const files = objectOf(whole.get('files') ?? json, 'an object "files"');
  return mapped(files, (rules) =>
    mapped(objectOf(rules, 'the findings of a file by rule'), (entries) => {
      if (entries.is !== 'array') throw new JsonProblem('expected a list of findings', entries.at);
      return entries.items.map(entryIn);
    }),
  );
}

function entryIn(json: Json): Entry {
  const entry = objectOf(json, 'a finding');
  const [line, near, count] = ['line', 'near', 'count'].map((key) => entry.get(key));
  const [, above, below] =
    (near?.is === 'string' && /^([\da-f]{8}|-) ([\da-f]{8}|-)$/.exec(near.value)) || [];
  if (line?.is !== 'string') throw new JsonProblem('expected a text "line"', line?.at ?? json.at);
  if (above === undefined || below === undefined)
    throw new JsonProblem('expected "near": two digests of lines', near?.at ?? json.at);
  if (count === undefined) return { line: line.value, above, below, count: 1 };
  if (count.is !== 'number' || !Number.isSafeInteger(count.value) || count.value < 1)
    throw new JsonProblem('expected "count": how many findings look like this', count.at);
  return { line: line.value, above, below, count: count.value };
}

function objectOf(json: Json, expected: string): ReadonlyMap<string, Json> {
  if (json.is !== 'object') throw new JsonProblem(`expected ${expected}`, json.at);
  return json.entries;
}

const mapped = <From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): ReadonlyMap<string, To> =>
  new Map([...map].map(([key, value]) => [key, to(value)]));

/** The text of a baseline: sorted, and each entry on a line of its own, so that a diff shows what was added. */
export function printBaseline(held: Held): string {
  const files = sorted(held).flatMap(([path, rules]) => {
    const lists = sorted(rules).flatMap(([rule, entries]) =>
      entries.length > 0 ? [`      ${JSON.stringify(rule)}: [\n${entryLines(entries)}\n      ]`] : [],
    );
    return lists.length > 0 ? [`    ${JSON.stringify(path)}: {\n${lists.join(',\n')}\n    }`] : [];
  });
  const all = files.length > 0 ? `{\n${files.join(',\n')}\n  }` : '{}';
  return `{\n  "version": ${VERSION},\n  "tool": "bump-testclient",\n  "files": ${all}\n}\n`;
}

const entryLines = (entries: readonly Entry[]): string =>
  [...entries]
    .sort((a, b) => compare(keyOf(a), keyOf(b)))
    .map(({ line, above, below, count }) => {
      const many = count > 1 ? `, "count": ${count}` : '';
      return `        { "line": ${JSON.stringify(line)}, "near": "${above} ${below}"${many} }`;
    })
    .join(',\n');

/** The same for fingerprints that are the same. */
export const keyOf = ({ line, above, below }: Fingerprint): string => JSON.stringify([line, above, below]);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const sorted = <T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] =>
  [...map].sort(([a], [b]) => compare(a, b));
