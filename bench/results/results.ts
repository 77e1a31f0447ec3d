import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatFile } from '../../src/dev/rules/format.ts';
import type { Row } from '../measure/measure.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FILE = 'bench/results/results.json';

/** What one run over one tree came to: its rows can be compared with each other, and with no others. */
export interface Contest {
  /** What `--only` takes: "python-1000". */
  readonly name: string;
  /** What it runs over, for the heading of its table. */
  readonly title: string;
  /** The name of the row that the others are compared with. */
  readonly base: string;
  readonly rows: readonly Row[];
}

/** A contest, and where and when it was run. */
export interface Kept extends Contest {
  /** The day, as YYYY-MM-DD. */
  readonly date: string;
  readonly machine: Machine;
}

export interface Machine {
  readonly cpus: number;
  readonly model: string;
  /** What else ran, as the load of the minute before. */
  readonly load: number;
  /** Of what was run, by name. */
  readonly versions: Readonly<Record<string, string>>;
}

export const readResults = (): readonly Kept[] =>
  existsSync(join(ROOT, FILE))
    ? // Written by `saveResults`.
      (JSON.parse(readFileSync(join(ROOT, FILE), 'utf8')) as readonly Kept[])
    : [];

/** Keeps contests in place of older ones of their names; returns all. */
export async function saveResults(fresh: readonly Kept[]): Promise<readonly Kept[]> {
  const names = new Set(fresh.map(({ name }) => name));
  const all = [...readResults().filter(({ name }) => !names.has(name)), ...fresh].sort(byName);
  const text = await formatFile(ROOT, FILE, JSON.stringify(all));
  writeFileSync(join(ROOT, FILE), text);
  return all;
}

/** "start" first, then each language by its number of files. */
const byName = (a: Kept, b: Kept): number => orderOf(a) - orderOf(b) || a.name.localeCompare(b.name);

const orderOf = ({ name }: Kept): number => {
  const files = Number(/\d+$/.exec(name)?.[0] ?? 0);
  return files + (name.startsWith('typescript') ? 1e9 : 0);
};
