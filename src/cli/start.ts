import { expectShortRun } from './engine.ts';
import { processIo } from './io.ts';
import { firstSign } from './output/first-sign.ts';

const FAILED = 2;

/** Runs the command in this process; its status becomes that of the process. */
export async function start(): Promise<void> {
  // Stands where `main` never settles: Node ends a process that has nothing to wait for, with 0 unless told otherwise.
  process.exitCode = FAILED;
  expectShortRun();
  const io = processIo();
  const erase = firstSign(io);
  // The modules of all rules take longer to load than a person waits without a sign.
  const { main } = await import('./main.ts').finally(erase);
  process.exitCode = await main(io);
}
