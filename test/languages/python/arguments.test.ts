import { expect, test } from 'vitest';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { python } from '../../../src/languages/python/index.ts';

const run = (source: string) => migrate(source, 'a.py', python, { rules: [] });

test.each([
  ['f(a=1, b)', 7, 'positional argument follows keyword argument'],
  ['f(**a, b)', 7, 'positional argument follows keyword argument unpacking'],
  ['f(**a, *b)', 7, 'iterable argument unpacking follows keyword argument unpacking'],
  ['f(a=1, b=2, **c, a=3)', 17, 'keyword argument repeated: a'],
  ['def g():\n  @f(x(a=1, a=2), b=1, c)\n  def h(): pass', 21, 'keyword argument repeated: a'],
])('arguments that no Python takes are refused: %s', async (source, at, detail) => {
  expect(await run(source)).toEqual({ status: 'failed', reason: 'syntax-error', detail, at });
});

test.each([
  'f(a, *b, c, d=1, *e, f=2, **g, h=3, **i)',
  'f(g(a=1), h(a=2), a=3)',
  'f(a := 1, a=2)',
  'f(x for x in y)',
  'f(**{"a": 1}, a=2)',
  'f(a == 1, b)',
])('arguments that Python takes are taken: %s', async (source) => {
  expect(await run(source)).toMatchObject({ status: 'unchanged' });
});
