import type { Name, Value } from '../../../core/model/values.ts';
import { keyName, spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { toValue } from './values.ts';

interface Options {
  readonly options: readonly { readonly key: Name; readonly value: Value }[];
  /** Nothing is spread into them, and every key is known. */
  readonly isComplete: boolean;
}

/** The properties of an object literal; none of any other node. */
export function toOptions(analysis: Analysis, module: Module, node: Node | undefined): Options {
  if (node?.type !== 'ObjectExpression') return { options: [], isComplete: true };
  const found = node.properties.map((property) => {
    if (property.type !== 'ObjectProperty') return undefined;
    const name = keyName(property.key, property.computed);
    if (name === undefined) return undefined;
    const value = toValue(analysis, { module, node: property.value });
    return { key: { ...spanOf(property.key), name }, value };
  });
  const options = found.filter((one) => one !== undefined);
  return { options, isComplete: options.length === found.length };
}
