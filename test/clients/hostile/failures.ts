import type { Environment } from '../environments.ts';
import type { JudgedTest } from './batch.ts';
import { reasonFor } from './known.ts';
import type { Project } from './project.ts';

/** A test that an edit broke, or that differs where nothing was said, on the first version where it does. */
export interface Failure {
  readonly test: JudgedTest;
  readonly environment: Environment;
  readonly words: string;
}

/** Whether a test comes out as it must not, on the version of this index. */
export function isBad(test: JudgedTest, version: number): boolean {
  const verdict = test.verdicts[version]?.verdict;
  const isWorst = verdict === 'wrong' || verdict === 'silent';
  return isWorst && reasonFor(test, verdict) === undefined;
}

/** One test of each scene that fails, or of each client. */
export function failuresOf(judged: readonly JudgedTest[], news: readonly Environment[]): readonly Failure[] {
  const found = new Map<string, Failure>();
  for (const test of judged) {
    const version = news.findIndex((_, index) => isBad(test, index));
    const key = `${test.project.id} ${test.unit.id}`;
    if (version < 0 || found.has(key)) continue;
    const { verdict, difference = '' } = test.verdicts[version]!;
    const environment = news[version]!;
    const words = `${test.unit.name}, ${test.project.id} ${test.test}: ${verdict} on ${environment.name}: ${difference}`;
    found.set(key, { test, environment, words });
  }
  return [...found.values()];
}

/** The first failure of each project, but of those that are known. */
export const onePerProject = (failures: readonly Failure[], known: readonly Project[]): readonly Failure[] =>
  failures.filter(
    ({ test: { project } }, index) =>
      !known.includes(project) && failures.findIndex((one) => one.test.project === project) === index,
  );
