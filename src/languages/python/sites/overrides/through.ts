import type { Through } from '../../../../core/model/calls.ts';
import { whereIn } from '../../../kernel/hidden.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Parameter } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { ancestry } from '../../inference/classes/classes.ts';
import type { ClassRef, Types } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { walk, type AnyNode } from '../../walk.ts';

/** The override of `request` that a call of another method of these clients goes through. */
export function throughOf(analysis: Analysis, receiver: Types): Through | undefined {
  for (const type of receiver)
    if (type.is === 'client' && type.cls)
      for (const cls of ancestry(analysis, type.cls)) {
        const found = requestOf(cls);
        if (found) return found;
      }
  return undefined;
}

function requestOf({ module, info }: ClassRef): Through | undefined {
  const [binding] = info.scope.bindings.get('request') ?? [];
  if (binding?.origin.by !== 'function') return undefined;
  return ofFunction(binding.origin.def, module);
}

const ofFunction = oncePer((def: FunctionDef, module: Module): Through => {
  const rest = def.parameters.find(({ form }) => form === 'kwargs');
  return {
    where: whereIn(module, def.name.start),
    reads: [...namesRead(module, def)].map(canonical),
    closed: rest === undefined || !isHandedOn(module, def, rest),
  };
});

/** Unpacked, or made a part of something that may be. */
function isHandedOn(module: Module, { body }: FunctionDef, { name }: Parameter): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind !== 'name' || node.id !== name.id) return;
    const parent = parentOf(module, node);
    found ||= parent !== undefined && (parent.kind === 'dict' || isArgument(parent, node));
  });
  return found;
}

const isArgument = (parent: AnyNode, node: AnyNode): boolean =>
  parent.kind === 'call' && parent.callee !== node;

/** Names and texts in a function, but those that are only passed on: `data=data`. */
function namesRead(module: Module, { body }: FunctionDef): ReadonlySet<string> {
  const found = new Set<string>();
  walk(body, (node) => {
    if (node.kind === 'text') found.add(node.value ?? '');
    if (node.kind !== 'name') return;
    const parent = parentOf(module, node);
    if (!parent || !isArgument(parent, node)) found.add(node.id);
  });
  return found;
}
