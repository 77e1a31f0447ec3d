import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatFile } from '../src/dev/rules/format.ts';
import type { Command } from './measure/command.ts';
import { timeOnce } from './measure/time.ts';
import { makeRepository } from './repository.ts';
import { astGrep, NAMES, nothing, own, SCRATCH, version } from './rivals/rivals.ts';
import { compared, verdictOf, type Ratios } from './ratios.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FILE = 'bench/results/ratios.json';
const FILES = 300;
/** At least as many rounds are run, and at most. */
const [LEAST, MOST] = [3, 9] as const;

interface Settings {
  /** Keeps the ratios instead of comparing with the ones that are kept. */
  readonly save: boolean;
  readonly say: (line: string) => void;
}

/**
 * Compares ratios of CPU time with the ones that are committed, in rounds in which all processes take turns. More rounds are run before
 * one that has grown counts as failed: the least of several runs is what a busy machine disturbs least. Resolves to the exit code.
 */
export async function checkRatios({ save, say }: Settings): Promise<number> {
  const pairs = pairsIn();
  const committed = readRatios();
  const commands = [...new Map(pairs.flat().map((command) => [command.name, command])).values()];
  const least = new Map<string, number>();
  for (const command of commands) timeOnce(command);
  for (let round = 1; round <= MOST; round++) {
    for (const command of commands) keepLeast(least, command);
    if (round >= LEAST && (save || verdictOf(compared(ratiosOf(pairs, least), committed)).failed === 0))
      break;
  }
  const ratios = ratiosOf(pairs, least);
  if (save) {
    writeFileSync(join(ROOT, FILE), await formatFile(ROOT, FILE, JSON.stringify(ratios)));
    say(`${FILE} holds ${Object.keys(ratios).length} ratios`);
    return 0;
  }
  const { lines, passed, failed } = verdictOf(compared(ratios, committed));
  for (const line of lines) say(line);
  say(`bench: ${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** What is compared with what. */
function pairsIn(): readonly (readonly [Command, Command])[] {
  const idle = makeRepository(SCRATCH, 10, 'idle');
  const tree = makeRepository(SCRATCH, FILES, 'python');
  const node = nothing(idle.path);
  return [
    [version(idle.path), node],
    [own(NAMES.idle, idle, [0]), node],
    [own(NAMES.own, tree, [1]), astGrep(tree)],
  ];
}

function keepLeast(least: Map<string, number>, command: Command): void {
  const { cpu, wall } = timeOnce(command);
  least.set(command.name, Math.min(least.get(command.name) ?? Infinity, cpu ?? wall));
}

const ratiosOf = (
  pairs: readonly (readonly [Command, Command])[],
  least: ReadonlyMap<string, number>,
): Ratios =>
  Object.fromEntries(
    pairs.map(([one, base]) => {
      const ratio = least.get(one.name)! / least.get(base.name)!;
      return [`${one.name} / ${base.name}`, Math.round(ratio * 100) / 100];
    }),
  );

const readRatios = (): Ratios =>
  // Written by this file.
  existsSync(join(ROOT, FILE)) ? (JSON.parse(readFileSync(join(ROOT, FILE), 'utf8')) as Ratios) : {};
