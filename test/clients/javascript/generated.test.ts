import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as v1 from '../../../examples/legacy-suite-ts/testclient/v1.ts';
import * as v2 from '../../../examples/legacy-suite-ts/testclient/v2.ts';
import { migrate } from '../../../src/core/engine/migrate.ts';
import type { Reported } from '../../../src/core/engine/result.ts';
import { contains, slice, type Span } from '../../../src/core/text.ts';
import { javascript } from '../../../src/languages/javascript/index.ts';
import { rules } from '../../../src/registry.ts';
import { moduleOf, plan, type Plan } from './calls.ts';
import { run } from './record.ts';

const CALLS = 40;

const plans = fc.tuple(
  ...Array.from({ length: CALLS }, (_, index) => plan(`/${index % 3 === 0 ? 'moved' : 'there'}/${index}`)),
);

async function migrated(source: string): Promise<{ text: string; left: readonly Reported[] }> {
  const result = await migrate(source, 'tests/it.test.ts', javascript, { rules });
  if (result.status !== 'changed' && result.status !== 'unchanged') throw new Error(JSON.stringify(result));
  return {
    text: result.status === 'changed' ? result.text : source,
    left: result.findings.filter(({ fix }) => fix !== 'applied'),
  };
}

/** Tests whose application receives something else than before, without a word said of them. */
async function astray(
  all: readonly Plan[],
): Promise<{ readonly wrong: readonly string[]; readonly equal: number }> {
  const { source, tests } = moduleOf(all);
  const { text, left } = await migrated(source);
  const [before, after] = [await run(source, v1), await run(text, v2)];
  const wrong: string[] = [];
  let equal = 0;
  // Of an object that one test alone spreads, what is said stands where the object does.
  const isAbove = (place: Span, at: Span): boolean =>
    at.end <= (tests[0]?.start ?? 0) && /\b(?:RAW|QUIET|FORM)\b/.test(slice(source, place));
  for (const [index, place] of tests.entries()) {
    const [old, now] = [before[index]!, after[index]!];
    // What the first version refused has no meaning to keep.
    if (old.error !== undefined) continue;
    if (now.error === undefined && old.requests.join() === now.requests.join()) equal++;
    else if (!left.some(({ at }) => contains(place, at) || isAbove(place, at)))
      wrong.push(
        [source.slice(place.start, place.end), ...old.requests, now.error, ...now.requests].join('\n'),
      );
  }
  return { wrong, equal };
}

test('the application receives the same requests, or a person is told', { timeout: 300_000 }, async () => {
  let equal = 0;
  let total = 0;
  const property = fc.asyncProperty(plans, async (all) => {
    const found = await astray(all);
    expect(found.wrong).toEqual([]);
    equal += found.equal;
    total += all.length;
  });
  await fc.assert(property, { seed: 4, numRuns: 25, endOnFailure: true });
  expect(equal / total).toBeGreaterThan(0.5);
});

test('most calls fail on the second version as they stand', async () => {
  const { source } = moduleOf(fc.sample(plans, { seed: 4, numRuns: 1 })[0]!);
  const outcomes = await run(source, v2);
  expect(outcomes.filter(({ error }) => error !== undefined).length).toBeGreaterThan(CALLS / 2);
});
