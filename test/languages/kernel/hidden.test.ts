import { expect, test } from 'vitest';
import type { HiddenOption } from '../../../src/core/model/options.ts';
import {
  anyArguments,
  anything,
  combine,
  nothing,
  some,
  whereIn,
} from '../../../src/languages/kernel/hidden.ts';

const option = (name: string): HiddenOption => ({ name, kinds: ['text'], where: { path: 'a.py', line: 1 } });
const [json, data] = [option('json'), option('data')];

test('what hides nothing adds nothing', () => {
  expect(combine([])).toEqual(nothing);
  expect(combine([nothing, nothing])).toEqual(nothing);
  expect(combine([some()])).toEqual(nothing);
  expect(combine([nothing, some(json)])).toEqual(some(json));
});

test('options of all parts are named in order', () => {
  expect(combine([some(json), nothing, some(data)])).toEqual(some(json, data));
});

test('where anything may come, the first reason is given, and what is known is named beside it', () => {
  expect(combine([some(json), anything('one'), anything('two'), some(data)])).toEqual({
    ...anything('one'),
    with: [json, data],
  });
  expect(combine([combine([anything('one'), some(json)]), some(data)])).toEqual({
    ...anything('one'),
    with: [json, data],
  });
});

// Python once gave the first reason, and forgot that arguments may come by position too.
test('that arguments may come by position counts for more than what comes first', () => {
  expect(combine([anything('named'), anyArguments('passed on')])).toEqual(anyArguments('passed on'));
});

test('a place is a file and a line of it', () => {
  const module = { path: 'tests/test_a.py', source: 'a\r\nb\nc' };
  expect(whereIn(module, 0)).toEqual({ path: 'tests/test_a.py', line: 1 });
  expect([0, 1, 3, 5, 99].map((offset) => whereIn(module, offset).line)).toEqual([1, 1, 2, 3, 3]);
});
