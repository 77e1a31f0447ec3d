import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { sinkOf } from '../../src/cli/io.ts';

test.each([
  ['a terminal', { isTTY: true, columns: 120 }, 120],
  ['a terminal that does not know its size', { isTTY: true, columns: 0 }, 80],
  ['a terminal that says nothing of it', { isTTY: true }, 80],
  ['a pipe', {}, 100],
])('the width of %s', (_, is, columns) => {
  expect(sinkOf(Object.assign(new PassThrough(), is)).columns).toBe(columns);
});
