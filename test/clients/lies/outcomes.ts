import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, recorderConfig } from '../../../src/runner/record/environment.ts';
import { versionsOf, type Environment } from '../environments.ts';
import { run } from '../process.ts';
import { readRecording } from './recording.ts';

/** How the tests of `outcomes/test_outcomes.py` end, by their names behind that of the file. */
const EXPECTED: Readonly<Record<string, string>> = {
  test_passed: 'passed',
  test_failed: 'failed',
  test_setup: 'error',
  test_teardown: 'error',
  test_failed_and_teardown: 'failed',
  test_skipped: 'skipped',
  test_known: 'expected-failure',
  test_mended: 'unexpected-success',
  test_mended_strictly: 'failed',
  'test_values[1]': 'passed',
  'test_values[a b]': 'passed',
  'TestGroup::test_passed': 'passed',
  'Case::test_passed': 'passed',
  'Case::test_failed': 'failed',
  'Case::test_parts': 'passed',
};

const ARGS = ['-B', '-m', 'pytest', '-v', '-rA', '--full-trace', '-p', 'no:cacheprovider'];

/** What is recorded of how tests end and should not be, and what pytest shows only because it is recorded; in words. */
export async function wrongOutcomes(
  environment: Environment,
  python: string,
  folder: string,
): Promise<readonly string[]> {
  const root = join(folder, `outcomes-${environment.name}`);
  cpSync(join(import.meta.dirname, 'outcomes'), root, { recursive: true });
  const config = recorderConfig({ to: `${root}.jsonl`, root, mode: 'record', values: false });
  const [plain, watched] = [
    await run(python, ARGS, { cwd: root }),
    await run(python, ARGS, { cwd: root, env: environmentOf(config, process.env) }),
  ];
  const { tests } = readRecording(config.to);
  const name = (id: string): string => id.replace('test_outcomes.py::', '');
  const told = new Map(Array.from(tests, ([id, [one]]) => [name(id), one?.outcome ?? 'no outcome']));
  const versions = versionsOf(environment);
  return [
    ...[...new Set([...Object.keys(EXPECTED), ...told.keys()])]
      .filter((id) => told.get(id) !== EXPECTED[id])
      .map((id) => `${id} on ${versions}: recorded as ${told.get(id) ?? 'not run'}`),
    ...(shown(plain.stdout) === shown(watched.stdout)
      ? []
      : [`pytest on ${versions} shows something else where it is recorded:\n${watched.stdout}`]),
  ];
}

/** What pytest prints, without times and addresses. */
const shown = (text: string): string => text.replace(/in [\d.]+s/g, '').replace(/0x[\da-f]+/g, '');
