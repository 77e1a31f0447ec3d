import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON_FILES, readOutcomes, type Outcome } from './execute.ts';
import { run } from './process.ts';

interface Options {
  /** Makes each warning of the client an error. */
  readonly strict?: boolean;
  /** Further arguments of pytest, such as the paths of the tests. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the suite in a folder with its own configuration of pytest; throws where pytest itself cannot run. */
export async function runSuite(
  python: string,
  folder: string,
  { strict = false, args = [], env = {} }: Options = {},
): Promise<readonly Outcome[]> {
  const results = mkdtempSync(join(tmpdir(), 'clients-'));
  const file = join(results, 'outcomes.jsonl');
  const own = ['-p', 'outcomes', '--outcomes', file, ...(strict ? ['--client-warnings', 'error'] : [])];
  const quiet = ['-q', '--tb=no', '-p', 'no:cacheprovider', '--continue-on-collection-errors'];
  try {
    const { status, stdout, stderr } = await run(python, ['-B', '-m', 'pytest', ...own, ...quiet, ...args], {
      cwd: folder,
      env: { PYTHONPATH: PYTHON_FILES, ...env },
    });
    // 1: tests failed; 2: some could not be collected, which the outcomes tell.
    if (status === undefined || status > 2)
      throw new Error(`pytest cannot run ${folder}:\n${stdout}${stderr}`);
    return readOutcomes(readFileSync(file, 'utf8'));
  } finally {
    rmSync(results, { recursive: true, force: true });
  }
}
