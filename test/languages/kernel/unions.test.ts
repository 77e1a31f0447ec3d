import { describe, expect, test } from 'vitest';
import * as javascript from '../../../src/languages/javascript/inference/types.ts';
import { unionsOf } from '../../../src/languages/kernel/unions.ts';
import * as python from '../../../src/languages/python/inference/types.ts';

interface Type {
  readonly is: 'text' | 'list';
  readonly text?: string;
  readonly of?: readonly Type[];
}

const text = (value: string): Type => ({ is: 'text', text: value });
const list = (...of: readonly Type[]): Type => ({ is: 'list', of });

function counting() {
  const spelt: Type[] = [];
  const { unite } = unionsOf<Type>((type, keyOf) => {
    spelt.push(type);
    return type.text ?? keyOf(type.of ?? []);
  });
  return { unite, spelt };
}

describe('a union', () => {
  const { unite } = counting();

  test('holds each type once, where it comes first', () => {
    const [a, b] = [text('a'), text('b')];
    expect(unite([b, a], [text('a'), text('b')], [text('c')])).toEqual([b, a, text('c')]);
  });

  test('tells kinds apart that are spelt alike', () => {
    expect(unite([text(''), list()])).toHaveLength(2);
  });

  test('tells types apart that differ in one of those they are built of', () => {
    expect(unite([list(list(text('a'))), list(list(text('b'))), list(list(text('a')))])).toHaveLength(2);
  });

  test.each([10, 199, 200, 1999, 2000, 2001, 100_000])(
    'tells types apart that differ behind %i characters alone',
    (length) => {
      const long = 'x'.repeat(length);
      expect(unite([text(`${long}a`), text(`${long}b`), text(`${long}a`)])).toHaveLength(2);
    },
  );
});

test('a type is spelt once, however often it is part of others', () => {
  const { unite, spelt } = counting();
  const shared = list(text('a'), text('b'));
  unite([list(shared, shared), list(shared)], [shared]);
  unite([list(shared), shared]);
  expect(spelt.filter((type) => type === shared)).toHaveLength(1);
});

test('the union of a union and of nothing is the union itself, and its types are not looked at again', () => {
  const { unite, spelt } = counting();
  const union = unite([text('a')], [text('b'), text('a')]);
  const before = spelt.length;
  expect(unite([], union, [])).toBe(union);
  expect(unite(union)).toBe(union);
  expect(spelt).toHaveLength(before);
});

test('types that double with every step are told apart in little time and room', () => {
  const { unite } = counting();
  const nested = (innermost: string): Type =>
    Array.from({ length: 200 }).reduce<Type>((type) => list(type, type), text(innermost));
  expect(unite([nested('a'), nested('b'), nested('a')])).toHaveLength(2);
});

/** 300 names of things outside the project, and one more. */
const externals = (last: string) =>
  [...Array.from({ length: 300 }, (_, index) => `package${index}.thing`), last].map(
    (path) => [{ is: 'external', path } as const] as const,
  );

test('tuples of Python that differ in their last item alone are two', () => {
  const tuple = (last: string): python.Type => ({ is: 'tuple', items: externals(last) });
  expect(python.unite([tuple('a')], [tuple('b')], [tuple('a')])).toHaveLength(2);
});

test('arrays of JavaScript that differ in their last item alone are two', () => {
  const array = (last: string): javascript.Type => ({ is: 'array', items: externals(last) });
  expect(javascript.unite([array('a')], [array('b')], [array('a')])).toHaveLength(2);
});
