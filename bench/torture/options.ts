import { parseArgs } from 'node:util';
import type { Plan } from './trial.ts';

export const PARTS = ['kills', 'errors', 'pairs', 'beside', 'disk', 'fuzz'] as const;
export type PartName = (typeof PARTS)[number];

/** What a part runs if no number is given. */
const USUAL: Readonly<Record<PartName, number>> = {
  kills: 500,
  errors: 250,
  pairs: 20,
  beside: 20,
  disk: 40,
  fuzz: 50_000,
};
const USUAL_FILES = 2000;

export interface Options {
  readonly parts: readonly PartName[];
  readonly plan: (part: PartName) => Plan;
  /** How many files the tree of a run has. */
  readonly files: number;
  /** The folder of ruff and black; the kills and the full disk are tried on them too, and on prettier and git. */
  readonly compare?: string;
  readonly isSource: boolean;
  readonly update: boolean;
}

export const USAGE = `npm run torture -- [options]
  --only <parts>     of ${PARTS.join(', ')}; separated by commas (default: all)
  --trials <n>       trials of each part (default: ${PARTS.map((part) => `${part} ${USUAL[part]}`).join(', ')})
  --seed <n>         a trial is told by seed and number (default: a random seed, which is printed)
  --first <n>        the number of the first trial: with --trials 1, one trial again
  --jobs <n>         trials at the same time (default: 1)
  --minutes <n>      no trial of a part starts later (default: 45)
  --files <n>        files of the tree of a run (default: ${USUAL_FILES})
  --compare <folder> tries kills and disk on prettier, git, and the ruff and black of this folder, too
  --source           runs the command from source, not from dist/
  --update           writes what came out into docs/reliability.md`;

/** Throws an `Error` for arguments that mean nothing. */
export function parseOptions(argv: readonly string[]): Options {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args: [...argv],
    options: {
      ...{ only: text, trials: text, seed: text, first: text, jobs: text, minutes: text, files: text },
      ...{ compare: text, source: flag, update: flag },
    },
  });
  const parts = (values.only?.split(',') ?? [...PARTS]).map(partNamed);
  const seed = number('seed', values.seed) ?? Date.now() % 1_000_000;
  const trials = number('trials', values.trials);
  const first = number('first', values.first) ?? 0;
  const jobs = number('jobs', values.jobs) ?? 1;
  const minutes = number('minutes', values.minutes) ?? 45;
  return {
    parts,
    plan: (part) => ({ seed, first, trials: trials ?? USUAL[part], jobs, minutes }),
    files: number('files', values.files) ?? USUAL_FILES,
    ...(values.compare !== undefined && { compare: values.compare }),
    isSource: values.source,
    update: values.update,
  };
}

function partNamed(name: string): PartName {
  const part = PARTS.find((one) => one === name);
  if (!part) throw new Error(`--only: no part is called ${name}\n${USAGE}`);
  return part;
}

function number(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${option}: ${text} is not a whole number`);
  return Number(text);
}
