import { expect, test } from 'vitest';
import type { Mode } from '../../src/core/report.ts';
import type { Level } from '../../src/core/rule.ts';
import { exitCode } from '../../src/runner/exit-code.ts';

const none = { changed: 0, fails: 0, warns: 0, differs: 0, failed: 0 };
const some = { fails: 1, warns: 1, differs: 1 };

test.each<[Mode, Level | undefined, Partial<typeof none>, number]>([
  ['write', undefined, {}, 0],
  ['write', undefined, { changed: 1, ...some }, 0],
  ['write', 'warns', { changed: 1 }, 0],
  ['write', 'warns', { fails: 1 }, 1],
  ['write', 'warns', { warns: 1 }, 1],
  ['write', 'warns', { differs: 1 }, 0],
  ['write', 'differs', { differs: 1 }, 1],
  ['write', 'fails', { warns: 1, differs: 1 }, 0],
  ['write', 'fails', { fails: 1 }, 1],
  ['dry-run', undefined, { changed: 1, ...some }, 0],
  ['dry-run', 'warns', { fails: 1 }, 1],
  ['check', undefined, {}, 0],
  ['check', undefined, some, 0],
  ['check', undefined, { changed: 1 }, 1],
  ['check', 'warns', { fails: 1 }, 1],
  ['write', undefined, { failed: 1 }, 2],
  ['dry-run', undefined, { failed: 1 }, 2],
  ['check', 'warns', { changed: 1, fails: 1, failed: 1 }, 2],
])('%s, strict %s, %j: %i', (mode, strict, counts, expected) => {
  const { changed, failed, ...levels } = { ...none, ...counts };
  expect(exitCode(mode, strict, { changed, failed, levels })).toBe(expected);
});
