import { expect, test } from 'vitest';
import type { Mode } from '../../src/core/report.ts';
import { exitCode } from '../../src/runner/exit-code.ts';

const none = { changed: 0, manual: 0, failed: 0 };

test.each<[Mode, boolean, Partial<typeof none>, number]>([
  ['write', false, {}, 0],
  ['write', false, { changed: 1, manual: 1 }, 0],
  ['write', true, { changed: 1 }, 0],
  ['write', true, { manual: 1 }, 1],
  ['dry-run', false, { changed: 1, manual: 1 }, 0],
  ['dry-run', true, { manual: 1 }, 1],
  ['check', false, {}, 0],
  ['check', false, { manual: 1 }, 0],
  ['check', false, { changed: 1 }, 1],
  ['check', true, { manual: 1 }, 1],
  ['write', false, { failed: 1 }, 2],
  ['dry-run', false, { failed: 1 }, 2],
  ['check', true, { changed: 1, manual: 1, failed: 1 }, 2],
])('%s, strict %s, %j: %i', (mode, strict, counts, expected) => {
  expect(exitCode(mode, strict, { ...none, ...counts })).toBe(expected);
});
