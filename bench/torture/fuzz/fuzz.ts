import { fork, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  keep,
  progressOf,
  randomOf,
  scratch,
  Tally,
  type Failure,
  type PartResult,
  type Plan,
} from '../trial.ts';
import { compileAll, type Compiled } from './compile.ts';
import type { Verdict } from './judge.ts';
import { mutantOf } from './mutate.ts';
import { readSeeds, type Seed } from './seeds.ts';
import type { Answer, Order } from './worker.ts';

/** In milliseconds, milliseconds more for the start of a process, bytes, and how often the clock may run out. */
const LIMITS = { hang: 10_000, start: 30_000, memory: 2 ** 30, waits: 12 } as const;
/** A worker is replaced after so many mutants, so that what one keeps in memory is not blamed on a later one. */
const LIFE = 2000;
/** Python compiles so many pairs in one process. */
const BATCH = 500;

/** Mutates sources and migrates them in processes that may hang, crash or eat memory. */
export async function fuzz(plan: Plan): Promise<PartResult> {
  const tally = new Tally();
  const seeds = readSeeds();
  const failures: Failure[] = [];
  const fail = (trial: number, problems: readonly string[]): void => {
    failures.push(keepMutant({ plan, trial, problems, seeds }));
  };
  const compiled = pythonChecker(tally, fail);
  const ends = performance.now() + plan.minutes * 60_000;
  const tell = progressOf('fuzz', plan.trials);
  let next = plan.first;
  let done = 0;
  const work = async (): Promise<void> => {
    const mill = newMill(plan.seed);
    while (next < plan.first + plan.trials && performance.now() < ends) {
      const trial = next++;
      const { outcome, problems, compile } = await mill.judge(trial);
      done++;
      tally.add(outcome);
      if (problems.length > 0) fail(trial, problems);
      if (compile) await compiled.add({ trial, ...compile });
      tell(done, failures.length);
    }
    mill.close();
  };
  await Promise.all(Array.from({ length: plan.jobs }, work));
  await compiled.finish();
  failures.sort((a, b) => a.trial - b.trial);
  return { name: 'fuzz', seed: plan.seed, trials: done, failures, figures: tally.counts };
}

/** Migrates mutants in a process of its own, and starts another when that one is worn out. */
interface Mill {
  readonly judge: (trial: number) => Promise<Verdict>;
  readonly close: () => void;
}

function newMill(seed: number): Mill {
  const folder = scratch('fuzz');
  let worker = newWorker();
  let since: number[] = [];
  const renew = (): void => {
    worker.kill('SIGKILL');
    worker = newWorker();
    since = [];
  };
  const once = async (trial: number): Promise<Verdict> => {
    const isFresh = since.length === 0;
    since.push(trial);
    const answer = await ask(worker, { seed, trial, folder }, LIMITS.hang + (isFresh ? LIMITS.start : 0));
    const verdict =
      typeof answer === 'string'
        ? { outcome: 'died or hung', problems: [answer] }
        : { ...answer, problems: problemsOf(answer) };
    if (verdict.problems.length > 0 || since.length >= LIFE) renew();
    return verdict;
  };
  return {
    judge: async (trial) => {
      const before = [...since];
      const verdict = await once(trial);
      if (verdict.problems.length === 0 || before.length === 0) return verdict;
      // Whether it is the mutant, or what one before it left in the process.
      const alone = await once(trial);
      if (alone.problems.length > 0) return alone;
      const others = `only in a process that did trials ${before[0]} to ${before.at(-1)} before`;
      return { ...verdict, problems: [...verdict.problems, others] };
    },
    close: () => {
      worker.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function problemsOf({ problems, memory }: Answer): readonly string[] {
  const grew = memory > LIMITS.memory ? [`takes ${Math.round(memory / 2 ** 20)} MB of memory`] : [];
  return [...problems, ...grew];
}

const newWorker = (): ChildProcess =>
  fork(fileURLToPath(new URL('worker.ts', import.meta.url)), {
    execArgv: ['--import', import.meta.resolve('tsx'), `--max-old-space-size=${LIMITS.memory / 2 ** 20}`],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

/** Resolves to what the worker answers, or to how it failed to. */
function ask(worker: ChildProcess, order: Order, patience: number): Promise<Answer | string> {
  return new Promise((resolve) => {
    const end = (value: Answer | string): void => {
      clearTimeout(watchdog);
      worker.off('message', end);
      worker.off('exit', onExit);
      resolve(value);
    };
    const onExit = (code: number | null, signal: string | null): void =>
      end(`the process dies: ${signal ?? code}`);
    const began = { wall: performance.now(), cpu: cpuOf(worker) };
    const look = (): void => {
      const used = cpuOf(worker) - began.cpu;
      // On a busy machine a process may wait long for its turn.
      const isIdle = used < LIMITS.hang && performance.now() - began.wall < patience * LIMITS.waits;
      if (isIdle) watchdog = setTimeout(look, LIMITS.hang / 2);
      else end(`hangs: no answer in ${LIMITS.hang / 1000} s`);
    };
    let watchdog = setTimeout(look, patience);
    worker.once('message', end);
    worker.once('exit', onExit);
    worker.send(order, (error) => {
      if (error) end(`the process is gone: ${error.message}`);
    });
  });
}

/** The time that a process has computed, in milliseconds. Where the system does not tell: no end of it, so that the clock alone counts. */
function cpuOf({ pid }: ChildProcess): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Infinity;
  }
}

interface Kept {
  readonly plan: Plan;
  readonly trial: number;
  readonly problems: readonly string[];
  readonly seeds: readonly Seed[];
}

/** Makes the mutant again, and writes it beside what is wrong with it. */
function keepMutant({ plan, trial, problems, seeds }: Kept): Failure {
  const folder = scratch('mutant');
  mkdirSync(folder, { recursive: true });
  const { path, bytes, unsafe } = mutantOf(randomOf(plan.seed, trial), seeds);
  writeFileSync(join(folder, path), bytes);
  return keep({
    trial,
    problems: [`${path}${unsafe ? ', unsafe fixes' : ''}: ${problems.join('; ')}`],
    folder,
  });
}

interface Checker {
  readonly add: (one: Compiled) => Promise<void>;
  readonly finish: () => Promise<void>;
}

function pythonChecker(tally: Tally, fail: (trial: number, problems: readonly string[]) => void): Checker {
  let waiting: Compiled[] = [];
  const finish = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    const answers = await compileAll(batch);
    if (!answers) return tally.add('not compiled: no python3', batch.length);
    for (const [index, { trial, after }] of batch.entries()) {
      const { before, after: result } = answers[index]!;
      tally.add(
        before
          ? 'given to Python, which compiles the original'
          : 'given to Python, which refuses the original',
      );
      if (!before) continue;
      if (after === undefined) fail(trial, ['Python takes it, but it is refused as broke-syntax']);
      else if (result !== '') fail(trial, [`Python compiles the original, not the result: ${result}`]);
    }
  };
  return {
    add: async (one) => {
      waiting.push(one);
      if (waiting.length >= BATCH) await finish();
    },
    finish,
  };
}
