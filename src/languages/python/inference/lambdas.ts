import type { Call, Lambda, NameExpr, Parameter } from '../ast/expressions.ts';
import type { FunctionDef } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from './analysis.ts';
import { elementsOf } from './collections/elements.ts';
import { positional } from './functions/arguments.ts';
import { CLIENT_METHODS } from './knowledge.ts';
import { unite, unknown, type Type, type Types } from './types.ts';

const unseen = unknown('it is a parameter of a lambda');
const CALLED = new RegExp(String.raw`\.(?:${[...CLIENT_METHODS].join('|')})\b`);

/**
 * What is passed for a parameter of a lambda by the calls in its file, and what is not known: it may be called out of sight. Looked
 * for only where it may be a client.
 */
export function passedToLambda(
  analysis: Analysis,
  module: Module,
  owner: FunctionDef | Lambda,
  parameter: Parameter,
): Types {
  const index = owner.parameters.indexOf(parameter);
  if (index < 0 || !CALLED.test(module.source.slice(owner.start, owner.end))) return [unseen];
  const passed = module.calls.map(({ callee, args }): Types => {
    if (args.some(({ value }) => value === owner))
      return callee.kind === 'name' && callee.id === 'map' ? mapped(analysis, module, args, index) : [];
    const node = positional(args, index);
    if (!node || callee.kind !== 'name' || !mayHold(module, callee)) return [];
    const isCalled = analysis.infer({ module, node: callee }).some((type) => isSame(type, owner));
    return isCalled ? analysis.infer({ module, node }) : [];
  });
  return unite(...passed, [unseen]);
}

/** `map(lambda api, url: ..., apis, urls)`. */
function mapped(analysis: Analysis, module: Module, args: Call['args'], index: number): Types {
  const node = positional(args, index + 1);
  return node ? elementsOf(analysis.infer({ module, node })) : [];
}

const mayHold = (module: Module, name: NameExpr): boolean =>
  module
    .bindingsOf(name)
    .some(({ origin: { by } }) => by === 'value' || by === 'iteration' || by === 'parameter');

const isSame = (type: Type, owner: FunctionDef | Lambda): boolean =>
  type.is === 'lambda' && type.at.node.start === owner.start;
