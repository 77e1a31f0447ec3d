import { isFunction, keyName, unwrap, type AnyFunction, type Node } from '../ast.ts';
import type { Analysis } from './analysis.ts';
import { callFunction, findInside } from './functions.ts';
import { because, isNone, unite, type Placed, type Type, type Types } from './types.ts';

/** What a fixture of `test.extend({ ... })` gives; `undefined` when none has the name. */
export function fixtureNamed(
  analysis: Analysis,
  fixtures: readonly Placed[],
  name: string,
): Types | undefined {
  for (const { module, node } of fixtures.toReversed()) {
    if (node.type !== 'ObjectExpression') continue;
    for (const property of node.properties) {
      if (property.type === 'SpreadElement' || keyName(property.key, property.computed) !== name) continue;
      const value = property.type === 'ObjectMethod' ? property : firstOf(unwrap(property.value));
      return because(
        'fixture',
        isFunction(value)
          ? given(analysis, { module, node: value })
          : analysis.infer({ module, node: value }),
      );
    }
  }
  return undefined;
}

/** `[async ({}, use) => { ... }, { scope: 'worker' }]`. */
function firstOf(node: Node): Node {
  const first = node.type === 'ArrayExpression' ? node.elements[0] : undefined;
  return first &&
    first.type !== 'SpreadElement' &&
    node.type === 'ArrayExpression' &&
    node.elements.length === 2
    ? unwrap(first)
    : node;
}

/** What a fixture's function hands to `use`, or returns. */
function given(analysis: Analysis, { module, node }: Placed<AnyFunction>): Types {
  const use = node.params[1];
  const name = use?.type === 'Identifier' ? module.variableOf(use) : undefined;
  const used = name
    ? findInside(node.body, (one) => {
        if (one.type !== 'CallExpression' || one.callee.type !== 'Identifier') return [];
        const [value] = one.arguments;
        return module.variableOf(one.callee) === name && value ? [value] : [];
      })
    : [];
  const returned: Type = { is: 'function', fn: { module, node } };
  const types = unite(...used.map((value) => analysis.infer({ module, node: value })));
  return used.length > 0 ? types : callFunction(analysis, returned).filter((type) => !isNone(type));
}
