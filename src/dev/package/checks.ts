/** A check that takes longer, or needs more of the machine, than a test may. */
export interface Check {
  /** What holds where it passes. */
  readonly name: string;
  /** May return what was found, to be printed. Throws where it fails, `Unavailable` where it cannot be run here. */
  readonly run: () => string | undefined | Promise<string | undefined>;
}

/** Says in one sentence what was not run, and why. */
export class Unavailable extends Error {}

/**
 * Runs checks in order and prints a line for each, with `<name>: N passed, N failed` as the last; one that cannot be run
 * here counts as neither. Resolves to the exit code.
 */
export async function runChecks(name: string, checks: readonly Check[]): Promise<number> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of checks) counts[await runCheck(check)]++;
  console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed`);
  return counts.failed > 0 ? 1 : 0;
}

async function runCheck({ name, run }: Check): Promise<'passed' | 'failed' | 'skipped'> {
  try {
    const found = await run();
    console.log(`passed: ${name}${found === undefined ? '' : ` (${found})`}`);
    return 'passed';
  } catch (error) {
    if (error instanceof Unavailable) {
      console.log(`skipped: ${name}. ${error.message}`);
      return 'skipped';
    }
    console.error(`FAILED: ${name}\n${error instanceof Error ? error.message : String(error)}`);
    return 'failed';
  }
}
