import { expectShortRun } from './engine.ts';
import { processIo } from './io.ts';
import { main } from './main.ts';

const FAILED = 2;

/** Runs the command in this process; its status becomes that of the process. */
export async function start(): Promise<void> {
  // Stands where `main` never settles: Node ends a process that has nothing to wait for, with 0 unless told otherwise.
  process.exitCode = FAILED;
  expectShortRun();
  process.exitCode = await main(processIo());
}
