import type { Environment } from '../environments.ts';
import type { JudgedTest } from './batch.ts';

/** A test that differs where nothing was said, on the first version where it does. */
export interface Silent {
  readonly test: JudgedTest;
  readonly environment: Environment;
  readonly words: string;
}

/** Each of them once. */
export function silentTests(
  judged: readonly (readonly JudgedTest[])[],
  news: readonly Environment[],
): readonly Silent[] {
  const found = new Map<string, Silent>();
  for (const [version, tests] of judged.entries()) {
    const environment = news[version]!;
    for (const test of tests) {
      const call = test.calls.find(({ verdict }) => verdict === 'silent');
      const key = `${test.module.id} ${test.test.name}`;
      if (!call || found.has(key)) continue;
      const words = `${key} differs on ${environment.name}, and nothing was said: ${call.difference ?? ''}`;
      found.set(key, { test, environment, words });
    }
  }
  return [...found.values()];
}
