import { basename, resolve } from 'node:path';
import { isMissing, type Entry } from './measure/command.ts';
import { measure, wasRun, type Limits, type Row } from './measure/measure.ts';
import { makeRepository, treeAt, type Repository } from './repository.ts';
import type { Contest } from './results/results.ts';
import {
  astGrep,
  jscodeshift,
  libcst,
  NAMES,
  nothing,
  own,
  previous,
  ripgrep,
  SCRATCH,
  version,
} from './rivals/rivals.ts';

/** What can be run, and compared within. */
export interface Plan {
  readonly name: string;
  readonly base: string;
  /** Makes what it runs over. */
  readonly prepare: () => Prepared;
}

interface Prepared {
  readonly title: string;
  readonly files: number;
  readonly entries: readonly Entry[];
}

/** Starting, and finding out that there is nothing to do. */
const start: Plan = {
  name: 'start',
  base: NAMES.nothing,
  prepare: () => {
    const idle = makeRepository(SCRATCH, 10, 'idle');
    return {
      title: 'Start: ten small Python files without a test',
      files: idle.files.length,
      entries: [nothing(idle.path), version(idle.path), own(NAMES.idle, idle, [0])],
    };
  },
};

const python = (count: number): Plan => ({
  name: `python-${count}`,
  base: NAMES.astGrep,
  prepare: () => {
    const repository = makeRepository(SCRATCH, count, 'python');
    return { ...titled('Python', repository), entries: besidePython(repository, [1]) };
  },
});

const besidePython = (tree: Repository, exits?: readonly number[]): readonly Entry[] => [
  nothing(tree.path),
  ripgrep(tree),
  astGrep(tree),
  own(NAMES.own, tree, exits),
  libcst(tree),
  previous(tree),
];

/** Code whose receivers are known by their names, and code where only the compiler knows them. */
const typeScript = (count: number): Plan => ({
  name: `typescript-${count}`,
  base: NAMES.jscodeshift,
  prepare: () => {
    const repository = makeRepository(SCRATCH, count, 'typescript');
    const typed = makeRepository(SCRATCH, count, 'typed');
    const entries = [
      nothing(repository.path),
      jscodeshift(repository),
      own(NAMES.own, repository, [1]),
      own(NAMES.typed, typed, [1]),
    ];
    return { ...titled('TypeScript', repository), entries };
  },
});

/** Any Python code; nothing is written. */
export const treePlan = (folder: string): Plan => ({
  name: basename(resolve(folder)),
  base: NAMES.astGrep,
  prepare: () => {
    const tree = treeAt(resolve(folder));
    if (tree.files.length === 0) throw new Error(`there is no Python file below ${folder}`);
    return { ...titled('Python', tree), entries: besidePython(tree) };
  },
});

const titled = (
  language: string,
  { files, bytes }: Repository,
): { readonly title: string; readonly files: number } => ({
  title: `${files.length.toLocaleString('en')} ${language} files, ${(bytes / 1e6).toFixed(1)} MB`,
  files: files.length,
});

/** All that the page shows but the one that takes an hour. */
export const USUAL: readonly Plan[] = [start, python(1_000), python(10_000), typeScript(1_000)];

export const sized = (language: 'python' | 'typescript', count: number): Plan =>
  language === 'python' ? python(count) : typeScript(count);

/** What contests of a language took before, for each process: in milliseconds for each file, or that it took too long. */
export type Pace = Map<string, number>;

/** Runs a plan. A process that would take too long, by what it took for fewer files, is not run. */
export async function runPlan(plan: Plan, limits: Limits, pace: Pace): Promise<Contest> {
  const { title, files, entries } = plan.prepare();
  limits.say(`\n${title}`);
  const chosen = entries.map((entry) => unlessTooSlow(entry, files, limits.limit, pace));
  const rows = await measure(chosen, limits);
  for (const row of rows) pace.set(row.name, wasRun(row) ? row.wall.median / files : Infinity);
  return { name: plan.name, title, base: plan.base, rows: [...rows].sort(byTime) };
}

function unlessTooSlow(entry: Entry, files: number, limit: number, pace: Pace): Entry {
  const expected = (pace.get(entry.name) ?? 0) * files;
  if (isMissing(entry) || entry.limit !== undefined || expected <= limit) return entry;
  const minutes = (limit / 60_000).toFixed(0);
  const missing = `not run: with what it took for fewer files, it would take over ${minutes} minutes`;
  return { name: entry.name, missing };
}

/** The fastest first; what was not run last. */
const byTime = (a: Row, b: Row): number => timeOf(a) - timeOf(b);

const timeOf = (row: Row): number => (wasRun(row) ? row.wall.median : Number.MAX_VALUE);
