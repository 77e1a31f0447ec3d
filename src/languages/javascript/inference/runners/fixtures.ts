import { isCall, isFunction, keyName, unwrap, type AnyFunction, type Node } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { findInside } from '../../binding/places.ts';
import type { Analysis } from '../analysis.ts';
import { callFunction } from '../functions/functions.ts';
import { because, isIdentified, isNone, unite, type Placed, type Type, type Types } from '../types.ts';

/** What a fixture of `test.extend({ ... })` gives; `undefined` when none has the name. */
export function fixtureNamed(
  analysis: Analysis,
  fixtures: readonly Placed[],
  name: string,
): Types | undefined {
  const found: Types[] = [];
  for (const { module, node } of fixtures.toReversed()) {
    if (isCall(node)) {
      const [key, ...values] = node.arguments;
      const value = values.at(-1);
      if (key?.type === 'StringLiteral' && key.value === name && value)
        found.push(fixture(analysis, module, value));
      continue;
    }
    if (node.type !== 'ObjectExpression') {
      const types = analysis.inferAnnotation({ module, node });
      found.push(because('annotated', unite(...types.map((type) => analysis.memberOf(type, name)))));
      continue;
    }
    for (const property of node.properties) {
      if (property.type === 'SpreadElement' || keyName(property.key, property.computed) !== name) continue;
      found.push(fixture(analysis, module, property.type === 'ObjectMethod' ? property : property.value));
    }
  }
  // The value of a fixture is better evidence than its type.
  return found.find(isIdentified) ?? found[0];
}

function fixture(analysis: Analysis, module: Module, node: Node): Types {
  const value = firstOf(unwrap(node));
  return because(
    'fixture',
    isFunction(value) ? given(analysis, { module, node: value }) : analysis.infer({ module, node: value }),
  );
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
