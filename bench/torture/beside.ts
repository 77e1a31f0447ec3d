import { appendFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate, setTimeout as wait } from 'node:timers/promises';
import type { Random } from '../random.ts';
import { told } from './inspect.ts';
import type { Known } from './kills.ts';
import { runTool, start, type Running } from './process.ts';
import { readTree, writeTree, type Tree } from './tree.ts';
import { runTrials, Tally, type PartResult, type Plan, type Trial } from './trial.ts';

/** Changes files at random while the tool runs: no change may be lost, whatever the tool makes of it. */
export function beside(known: Known, plan: Plan): Promise<PartResult> {
  const tally = new Tally();
  return runTrials('beside', plan, tally, (trial) => runBeside(known, trial, tally));
}

/** Somebody who works in the tree. */
interface Worker {
  readonly folder: string;
  readonly random: Random;
  readonly before: Tree;
  /** What each file holds as far as they know, by its path; `undefined`: they removed it. */
  readonly wanted: Map<string, string | undefined>;
  edits: number;
}

async function runBeside(
  known: Known,
  { random, folder: top }: Trial,
  tally: Tally,
): Promise<readonly string[]> {
  const { tool, before, lead } = known;
  const folder = join(top, 'tree');
  writeTree(folder, before);
  const texts = Array.from(before, ([path, bytes]) => [path, bytes.toString()] as const);
  const worker: Worker = { folder, random, before, wanted: new Map(texts), edits: 0 };
  const running = start(tool, folder);
  await Promise.race([wait(lead * 0.7), running.ended]);
  await workUntil(running, worker);
  const { status, output } = await running.ended;
  tally.add('changes made beside a run', worker.edits);
  const temporary = [...readTree(folder).keys()].filter((path) => tool.temporary.test(path));
  const lost = [...lostIn(worker)];
  const last = await runTool(tool, folder);
  return [
    ...lost,
    ...told('temporary file left', temporary),
    ...(status === 0 || (status === 2 && /test_|case/.test(output))
      ? []
      : [`ends with ${status}: ${output.slice(0, 500)}`]),
    ...told('the run after it ends with', last.status === tool.ok ? [] : [String(last.status)]),
    ...[...lostIn(worker)].map((one) => `after another run: ${one}`),
  ];
}

async function workUntil(running: Running, worker: Worker): Promise<void> {
  const over = new AbortController();
  void running.ended.then(() => over.abort());
  const paths = [...worker.before.keys()];
  while (!over.signal.aborted) {
    change(worker, worker.random.pick(paths));
    worker.edits++;
    // Faster than any person, slower than the disk: the tool goes on meanwhile.
    await (worker.edits % 4 === 0 ? wait(1) : setImmediate());
  }
}

function change(worker: Worker, path: string): void {
  const { folder, random, wanted } = worker;
  const known = wanted.get(path);
  const file = join(folder, path);
  const comment = path.endsWith('.py') ? '#' : '//';
  const line = `${comment} change ${worker.edits}\n`;
  if (known === undefined) {
    writeFileSync(file, line);
    wanted.set(path, line);
    return;
  }
  switch (random.below(10)) {
    case 0:
      rmSync(file);
      return void wanted.set(path, undefined);
    case 1: {
      const moved = path.replace(/([^/]*)$/, `moved_${worker.edits}_$1`);
      renameSync(file, join(folder, moved));
      wanted.set(moved, known);
      return void wanted.set(path, undefined);
    }
    case 2:
    case 3:
    case 4:
      appendFileSync(file, line);
      return void wanted.set(path, known + line);
    default:
      save(worker, file, readFileSync(file, 'utf8') + line);
      return void wanted.set(path, known + line);
  }
}

/** As editors save: in place, or with a new file that takes the place of the old one. */
function save({ random, edits }: Worker, file: string, text: string): void {
  if (random.below(2) === 0) return writeFileSync(file, text);
  const fresh = `${file}.save-${edits}`;
  writeFileSync(fresh, text);
  renameSync(fresh, file);
}

/** A file holds what was last made of it, or what the tool makes of that. */
function* lostIn({ folder, wanted }: Worker): Generator<string> {
  const found = readTree(folder);
  for (const [path, text] of wanted) {
    const now = found.get(path)?.bytes.toString();
    if (text === undefined) {
      if (now !== undefined) yield `${path} was removed and is back`;
    } else if (now === undefined) yield `${path} is gone`;
    else if (migrated(now) !== migrated(text))
      yield `${path} lost a change: ${JSON.stringify(now.slice(-60))}, not ${JSON.stringify(text.slice(-60))}`;
  }
}

/** What the tool makes of the files of the tree, as a replacement. */
export const migrated = (text: string): string => text.replace(/data=b'/g, "content=b'");
