import { dirname, join, relative, sep } from 'node:path';
import type { Random } from '../random.ts';
import { ERRORS, faultEnv, hitOf, type ErrorName, type Fault, type Hit } from './faults.ts';
import { damageIn, inspect, remainsIn, told, type Inspection } from './inspect.ts';
import type { Known } from './kills.ts';
import { runTool, type Ended } from './process.ts';
import { writeTree } from './tree.ts';
import { runTrials, Tally, type PartResult, type Plan, type Trial } from './trial.ts';

/** Lets one call of node:fs fail, looks at what is left and what was said, and runs the tool again to the end. */
export function errors(known: Known, plan: Plan): Promise<PartResult> {
  const tally = new Tally();
  return runTrials('errors', plan, tally, (trial) => failOnce(known, trial, tally));
}

async function failOnce(known: Known, { random, folder }: Trial, tally: Tally): Promise<readonly string[]> {
  const { problems, hit, left } = await meet(faultIn(known, random), known, folder);
  tally.add(hit ? 'errors injected' : 'call not reached');
  tally.add(left === 0 ? 'all files done all the same' : 'files left and told');
  return problems;
}

type Chosen = Pick<Extract<Fault, { kind: 'error' }>, 'call' | 'nth' | 'error' | 'times'>;

interface Met {
  readonly problems: readonly string[];
  /** Absent: the run did not call the function so often. */
  readonly hit: Hit | undefined;
  /** How many files were not done. */
  readonly left: number;
}

/** Runs the tool with one fault, below the folder `top`, and again without. */
export async function meet(chosen: Chosen, known: Known, top: string): Promise<Met> {
  const { tool, before, injector } = known;
  const folder = join(top, 'tree');
  writeTree(folder, before);
  const fault: Fault = { kind: 'error', root: folder, log: join(top, 'hit.json'), ...chosen };
  const ended = await runTool(tool, folder, faultEnv(fault, injector));
  const hit = hitOf(fault);
  const state = inspect(folder, known, tool);
  const what = `${fault.error} at ${fault.call} ${fault.nth}${hit ? ` (${relative(folder, hit.path)})` : ''}`;
  const again = await runTool(tool, folder);
  const remains = remainsIn(inspect(folder, known, tool));
  const wrong = [...damageIn(state), ...complaints(fault, hit, state, ended, folder)];
  const problems = [
    ...wrong.map((one) => `${what}: ${one}`),
    ...remains.map((one) => `${what}; after a rerun: ${one}`),
    ...told(`${what}; the rerun ends with`, again.status === tool.ok ? [] : [String(again.status)]),
  ];
  return { problems, hit, left: state.left.length };
}

/** Functions of which a failure may leave a temporary file, if that is told. */
const REMOVERS = /^(promises\.)?(rm|unlink)(Sync)?$/;
const SHORTENED = new Set(['writeSync', 'promises.write']);

function faultIn({ calls }: Known, random: Random): Chosen {
  const call = random.pick(Object.keys(calls));
  const nth = 1 + random.below(calls[call] ?? 1);
  const error: ErrorName = SHORTENED.has(call) && random.below(3) === 0 ? 'SHORT' : random.pick(ERRORS);
  // What is removed after an error may fail to be removed, too: a second failure comes with the first.
  return { call, nth, error, times: random.below(4) === 0 ? 3 : 1 };
}

function complaints(
  fault: Extract<Fault, { kind: 'error' }>,
  hit: Hit | undefined,
  { left, temporary, narrowed }: Inspection,
  { status, output }: Ended,
  folder: string,
): string[] {
  const wrong: string[] = [];
  if (typeof status !== 'number' || status > 2) wrong.push(`ends with ${status}: ${output.slice(0, 500)}`);
  if (output.includes('this is a bug in')) wrong.push(`takes it for a bug: ${output.slice(0, 500)}`);
  if (temporary.length > 0 && !(REMOVERS.test(fault.call) && temporary.every((one) => output.includes(one))))
    wrong.push(...told('temporary file left', temporary));
  wrong.push(
    ...told(
      'fewer rights, not told',
      narrowed.filter((one) => !output.includes(one)),
    ),
  );
  if (!hit) return [...wrong, ...told('not done, though nothing failed', left)];
  if (left.length === 0) return wrong;
  const path = relative(folder, hit.path).replaceAll(sep, '/');
  // The system says that a file is not there when it was removed since it was listed: nothing to tell.
  const isGone = fault.error === 'ENOENT' && /^(l?stat|open|realpath)/.test(fault.call);
  if (status !== 2 && !isGone) wrong.push(`files are left, but it ends with ${status}`);
  const isOfOne = left.length <= (fault.times ?? 1) && left.every((one) => dirname(one) === dirname(path));
  const isFile = /\.(py|ts|tmp)$/.test(path);
  if (isFile && !isOfOne) wrong.push(...told('others not done', left));
  const silent = left.filter((one) => !output.includes(one));
  if (isFile && !isGone) wrong.push(...told('not named', silent));
  // The folder itself is called `.`.
  else if (!isFile && !isGone && !(path === '' ? /^\.:/m.test(output) : output.includes(path)))
    wrong.push(`does not name ${path || 'the folder itself'}`);
  return wrong;
}
