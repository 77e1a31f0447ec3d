import { typeArgumentsOf, unwrap, type AnyCall } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { calledMethod } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { elementsOf, itemOf } from '../collections/elements.ts';
import { unite, unknown, type Type, type Types } from '../types.ts';

type Tests = Extract<Type, { is: 'tests' }>;

/** `test.extend({ ... })` and `test.each([...])` give a `test` again. */
export function resultOfTests(module: Module, node: AnyCall, callee: Tests): Types {
  const [first] = node.arguments;
  const name = calledMethod(node);
  if (name === 'extend' && first) {
    const literal = unwrap(first);
    const added = [typeArgumentsOf(node)[0], literal.type === 'StringLiteral' ? node : literal];
    const fixtures = added.flatMap((one) => (one ? [{ module, node: one }] : []));
    return [{ ...callee, fixtures: [...callee.fixtures, ...fixtures] }];
  }
  if (name === 'each' || name === 'for')
    return first ? [{ ...callee, table: { module, node: first, by: name } }] : [callee];
  return [callee];
}

/** What a test or a hook is called back with: the items of its table first, then the context. */
export function givenByTests(
  analysis: Analysis,
  module: Module,
  { fixtures, table }: Tests,
  index: number,
): Types {
  if (table?.by === 'each') return fromTable(analysis.infer(table), index);
  if (table && index === 0) return elementsOf(analysis.infer(table));
  return index === (table ? 1 : 0)
    ? [{ is: 'context', module, fixtures }]
    : [unknown('a test framework passes it')];
}

/** `each([[a, b], ...])` gives the columns, `each([a, b])` the values. */
function fromTable(table: Types, index: number): Types {
  return unite(
    ...elementsOf(table).map((row): Types => {
      if (row.is === 'array') return itemOf(row, index);
      return index === 0 ? [row] : [unknown('a test framework passes it')];
    }),
  );
}
