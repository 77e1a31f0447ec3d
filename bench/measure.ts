import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A whole process to be timed. */
export interface Command {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Exit codes that mean that it did its work. */
  readonly exits: readonly number[];
}

export interface Measured {
  readonly name: string;
  readonly milliseconds: readonly number[];
  /** The most memory it held, in MB; `undefined` where the machine has no GNU time. */
  readonly megabytes: number | undefined;
}

const GNU_TIME = '/usr/bin/time';

/** Runs the commands in turn, `rounds` times after one that warms the disk cache; throws when one fails. */
export function measure(commands: readonly Command[], rounds: number): readonly Measured[] {
  const megabytes = commands.map(peakMemory);
  const times = commands.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, command] of commands.entries()) times[index]!.push(timeOnce(command));
  }
  return commands.map(({ name }, index) => ({
    name,
    milliseconds: times[index]!,
    megabytes: megabytes[index],
  }));
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

function timeOnce(command: Command): number {
  const start = process.hrtime.bigint();
  run(command);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function peakMemory(command: Command): number | undefined {
  if (process.platform !== 'linux' || !existsSync(GNU_TIME)) {
    run(command);
    return undefined;
  }
  const { program, args } = command;
  const stderr = run({ ...command, program: GNU_TIME, args: ['-f', 'peak=%M', program, ...args] });
  return Number(/peak=(\d+)/.exec(stderr)?.[1]) / 1024;
}

function run({ name, program, args, cwd, exits }: Command): string {
  const { status, error, stderr } = spawnSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    maxBuffer: 2 ** 28,
  });
  if (error) throw error;
  if (status === null || !exits.includes(status))
    throw new Error(`${name} ended with ${String(status)}:\n${stderr}`);
  return stderr;
}
