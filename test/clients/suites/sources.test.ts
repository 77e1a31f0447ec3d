import { expect, test } from 'vitest';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isFetched, labelOf, OTHERS, SUITES } from './sources.ts';

test.each([...SUITES.filter(isFetched), ...OTHERS])(
  '$name is pinned to one file of one version',
  ({ version, sha256 }) => {
    expect(version).toMatch(/^\d+(\.\d+)+$/);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  },
);

test('no distribution stands in the lists twice', () => {
  const labels = [...SUITES, ...OTHERS].map(labelOf);
  expect(new Set(labels).size).toBe(labels.length);
});

test.each(SUITES)('$name: what is run and what is migrated is kept', ({ keep, migrate, tests }) => {
  for (const path of [...migrate, ...tests]) expect(keep).toContain(path.split('/')[0]);
});

test.each(SUITES)('$name: every package of its own is pinned exactly', ({ packages }) => {
  for (const one of packages) expect(one).toMatch(/^[\w.-]+==[\w.]+$/);
});

test.each(SUITES.filter((suite) => !isFetched(suite)))(
  '$name: what is kept stands here',
  ({ name, keep }) => {
    for (const one of keep) expect(existsSync(join(import.meta.dirname, 'own', name, one)), one).toBe(true);
  },
);
