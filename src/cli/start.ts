import { expectShortRun } from './engine.ts';
import { version } from '../runner/version.ts';
import { processIo, sinkOf, type Io } from './io.ts';
import { firstSign } from './output/first-sign.ts';

const FAILED = 2;

/** Runs the command in this process; its status becomes that of the process. */
export async function start(): Promise<void> {
  // Stands where `main` never settles: Node ends a process that has nothing to wait for, with 0 unless told otherwise.
  process.exitCode = FAILED;
  expectShortRun();
  const io = processIo();
  if (await toldVersion(io)) return;
  const erase = firstSign(io);
  // The modules of all rules take longer to load than a person waits without a sign.
  const { main } = await import('./main.ts').finally(erase);
  process.exitCode = await main(io);
}

/** Whether the version was asked for and printed. Scripts ask for it often, and nothing has to be loaded for it. */
async function toldVersion({ argv, stdout }: Io): Promise<boolean> {
  if (argv.length !== 1 || argv[0] !== '--version') return false;
  try {
    await sinkOf(stdout).write(`${version()}\n`);
  } catch {
    // `main` meets the same, and says what it is.
    return false;
  }
  process.exitCode = 0;
  return true;
}
