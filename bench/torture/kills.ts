import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { callsOf, faultEnv, writeInjector, type Fault } from './faults.ts';
import { damageIn, inspect, remainsIn, told, type Allowed } from './inspect.ts';
import { runTool, start, watchFolders, type Ended } from './process.ts';
import type { Tool } from './tools.ts';
import { foldersOf, readTree, writeTree, type Tree } from './tree.ts';
import { runTrials, Tally, type PartResult, type Plan, type Trial } from './trial.ts';

/** What is known from runs that nobody disturbs. */
export interface Known extends Allowed {
  readonly tool: Tool;
  /** From the start to the first change, and from there to the end, in milliseconds. */
  readonly lead: number;
  readonly window: number;
  /** How often a run calls each function of node:fs; empty if the tool cannot be asked. */
  readonly calls: Readonly<Record<string, number>>;
  readonly injector: string;
}

/**
 * Runs the tool over the tree to the end, to learn what it makes of it, how long it takes and what it calls. `top` is a
 * folder for files that the trials need.
 */
export async function learn(tool: Tool, before: Tree, top: string): Promise<Known> {
  mkdirSync(top, { recursive: true });
  const folder = join(top, 'tree');
  const injector = writeInjector(top);
  writeTree(folder, before);
  const began = performance.now();
  const watched = watchFolders(foldersOf(folder, before));
  let first = Infinity;
  void watched.changed.then(() => (first = performance.now()));
  const { status, ms, output } = await runTool(tool, folder);
  watched.close();
  if (status !== tool.ok)
    throw new Error(`${tool.name} ends with ${status} when nobody disturbs it:\n${output.slice(0, 500)}`);
  const after = new Map(Array.from(readTree(folder), ([path, { bytes }]) => [path, bytes]));
  let calls: Known['calls'] = {};
  if (tool.isInjectable) {
    writeTree(folder, before);
    const fault: Fault = { kind: 'record', root: folder, log: join(top, 'calls.json') };
    await runTool(tool, folder, faultEnv(fault, injector));
    calls = callsOf(fault);
  }
  rmSync(folder, { recursive: true });
  const lead = Math.min(ms, first - began);
  return { tool, before, after, lead, window: ms - lead, calls, injector };
}

type Aim = 'anywhere' | 'while writing' | 'at a call';
const SIGNALS: readonly (readonly NodeJS.Signals[])[] = [
  ...Array.from({ length: 3 }, () => ['SIGKILL'] as const),
  ['SIGTERM'],
  ['SIGINT'],
  ['SIGINT', 'SIGINT'],
  ['SIGHUP'],
];
/** Those that change something, or come right before one that does. */
const WRITER_CALLS =
  /^(open|write|writeFile|rename|rm|unlink|link|copyFile|chmod|fchmod|chown|fchown|fsync|fdatasync|close|utimes|futimes|mkdir|symlink)Sync$/;

/** Kills a tool at some moment of its run, looks at what is left, and runs it again to the end. */
export function kills(known: Known, plan: Plan): Promise<PartResult> {
  const tally = new Tally();
  return runTrials('kills', plan, tally, (trial) => killOnce(known, trial, tally));
}

async function killOnce(
  known: Known,
  { random, folder: top }: Trial,
  tally: Tally,
): Promise<readonly string[]> {
  const { tool, before } = known;
  const folder = join(top, 'tree');
  writeTree(folder, before);
  const signals = random.pick(SIGNALS);
  const aim = aimOf(known, random);
  const what = `${signals.join(' and ')} ${aim}`;
  const ended = await runAndKill(known, folder, { signals, aim, random });
  const cut = inspect(folder, known, tool);
  const isWithin = cut.done.length > 0 && cut.left.length > 0;
  tally.add(`killed with ${signals.join(' twice, ').replace('SIGINT twice, SIGINT', 'SIGINT twice')}`);
  tally.add(
    isWithin
      ? 'killed between the first file and the last'
      : 'killed before the first file or after the last',
  );
  const damage = damageIn(cut);
  if (damage.length > 0) tally.add('files damaged');
  if (cut.temporary.length > 0) tally.add('a temporary file left by the kill');
  const again = await runTool(tool, folder);
  const whole = inspect(folder, known, tool);
  const remains = remainsIn(whole);
  if (whole.narrowed.length > 0) tally.add('a file left with fewer rights');
  if (remains.length > 0) tally.add('not made whole by a rerun');
  return [
    ...damage.map((one) => `${what}: ${one}`),
    ...hangOf(ended, what),
    ...remains.map((one) => `${what}; after a rerun: ${one}`),
    ...(again.status === tool.ok
      ? []
      : [`${what}: the rerun ends with ${again.status}: ${again.output.slice(0, 500)}`]),
  ];
}

const hangOf = ({ status }: Ended, what: string): string[] => told('hangs', status === 'hang' ? [what] : []);

function aimOf({ calls }: Known, random: Random): Aim {
  const dice = random.below(10);
  if (dice < 2) return 'anywhere';
  return dice < 6 || Object.keys(calls).length === 0 ? 'while writing' : 'at a call';
}

interface Kill {
  readonly signals: readonly NodeJS.Signals[];
  readonly aim: Aim;
  readonly random: Random;
}

async function runAndKill(known: Known, folder: string, { signals, aim, random }: Kill): Promise<Ended> {
  const { tool, before, lead, window, calls, injector } = known;
  if (aim === 'at a call') {
    const call = random.pick(Object.keys(calls).filter((name) => WRITER_CALLS.test(name)));
    // The readers call first, the writer last.
    const count = calls[call] ?? 1;
    const nth = count - random.below(Math.min(count, 2 * (calls['renameSync'] ?? count)));
    const when = random.pick(['before', 'after'] as const);
    const fault: Fault = { kind: 'kill', root: folder, log: `${folder}-hit.json`, call, nth, signals, when };
    return runTool(tool, folder, faultEnv(fault, injector));
  }
  const part = random.below(1000) / 1000;
  const watched = watchFolders(aim === 'while writing' ? foldersOf(folder, before) : []);
  const running = start(tool, folder);
  if (aim === 'anywhere') await Promise.race([wait(part * (lead + window)), running.ended]);
  else {
    await Promise.race([watched.changed, running.ended]);
    await Promise.race([wait(part * 0.8 * window), running.ended]);
  }
  watched.close();
  for (const [index, signal] of signals.entries()) {
    if (index > 0) await wait(random.below(20));
    running.signal(signal);
  }
  return running.ended;
}
