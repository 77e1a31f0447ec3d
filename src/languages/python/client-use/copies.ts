import { contains } from '../../../core/text.ts';
import type { Call, Expr, NameExpr } from '../ast/expressions.ts';
import { moduleName } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import { lookup, type Binding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { parentOf } from '../parents.ts';
import { walk } from '../walk.ts';
import { isConstruction, isOfHttpx, isSteady } from './constructions.ts';

/**
 * The call that made a client, where the same call in another place of the file makes one like it: every name in it means the same
 * there, evaluating it has no other effect, and nothing but requests is ever done with the client.
 */
export function copyFor(analysis: Analysis, module: Module, client: NameExpr): Call | undefined {
  const [binding, ...others] = module.bindingsOf(client);
  if (!binding || others.length > 0 || binding.origin.by !== 'value' || binding.origin.path.length > 0)
    return undefined;
  const { value } = binding.origin;
  const { scope, name } = binding;
  const isBoundOnce = scope.bindings.get(name)?.length === 1 && !scope.remote.has(name);
  if (!isBoundOnce || !isConstruction(analysis, module, value)) return undefined;
  // A client of httpx has to be closed.
  if (isOfHttpx(analysis, module, value)) return undefined;
  const statement = parentOf(module, value);
  if (statement?.kind !== 'assign' || statement.targets.length > 1) return undefined;
  if (!value.args.every((one) => isSteady(one.value)) || isInner(module, client)) return undefined;
  if (!namesIn(value).every((one) => meansTheSame(module, one, client))) return undefined;
  const isLeftAlone = module.readsOf(binding).every((read) => isRequest(module, read));
  return isLeftAlone && !isTakenElsewhere(analysis, module, binding) ? value : undefined;
}

/** In a lambda or a comprehension, names of its own may hide others. */
function isInner(module: Module, node: Expr): boolean {
  for (let at = parentOf(module, node); at && at.kind !== 'function'; at = parentOf(module, at))
    if (
      at.kind === 'lambda' ||
      at.kind === 'class' ||
      at.kind === 'generator' ||
      at.kind.endsWith('comprehension')
    )
      return true;
  return false;
}

function namesIn(call: Call): readonly NameExpr[] {
  const names: NameExpr[] = [];
  walk([call], (node) => {
    if (node.kind === 'name') names.push(node);
  });
  return names;
}

/** A name that is bound once, to the same thing where the client is used. */
function meansTheSame(module: Module, name: NameExpr, use: NameExpr): boolean {
  const [binding, ...others] = module.bindingsOf(name);
  if (!binding || others.length > 0) return name.id === 'dict';
  const scope = functionAround(module, use)?.scope ?? module.scope;
  const [seen, ...more] = lookup(scope, name.id);
  return seen === binding && more.length === 0 && !binding.scope.remote.has(name.id);
}

/** `client.get(...)`. */
function isRequest(module: Module, read: NameExpr): boolean {
  const member = parentOf(module, read);
  if (member?.kind !== 'attribute' || member.object !== read || !CLIENT_METHODS.has(member.attribute.id))
    return false;
  const call = parentOf(module, member);
  return call?.kind === 'call' && call.callee === member;
}

/** Whether another file may take the client from its module, and do anything with it. */
function isTakenElsewhere({ project }: Analysis, { path }: Module, { name, scope }: Binding): boolean {
  if (scope.kind !== 'module') return false;
  const importing = new RegExp(`\\bimport\\b.*\\b${moduleName(path)}\\b|\\b${moduleName(path)}\\s+import\\b`);
  return project.mentioning(name).some((file) => file !== path && importing.test(project.read(file) ?? ''));
}

/** How many uses a client has in the function that an expression stands in. */
export function usesAround(module: Module, client: NameExpr): number {
  const around = functionAround(module, client)?.def ?? { start: 0, end: module.source.length };
  const reads = module.bindingsOf(client).flatMap((binding) => module.readsOf(binding));
  return new Set(reads.filter((read) => contains(around, read))).size;
}
