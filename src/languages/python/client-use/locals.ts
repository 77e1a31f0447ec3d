import type { Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Binding } from '../binding/scope.ts';
import type { Analysis } from '../inference/analysis.ts';
import { parentOf } from '../parents.ts';
import { isConstruction } from './constructions.ts';

/** The call that makes a client, and the name that it is bound to, unless it is used where it is made. */
export interface Local {
  readonly made: Call;
  readonly binding?: Binding;
}

/**
 * How a client is made whose only use is this expression, in the function that it stands in; that it is entered with `with`
 * is no use. `undefined`: it has others, or is made elsewhere.
 */
export function localUse(analysis: Analysis, module: Module, use: Expr): Local | undefined {
  if (use.kind !== 'name') return isConstruction(analysis, module, use) ? { made: use } : undefined;
  const [binding, ...others] = module.bindingsOf(use);
  if (!binding || others.length > 0 || binding.scope.kind !== 'function') return undefined;
  const { origin, scope } = binding;
  if (origin.by !== 'value' && origin.by !== 'with') return undefined;
  if (origin.path.length > 0 || scope.remote.has(use.id) || scope.bindings.get(use.id)?.length !== 1)
    return undefined;
  const { value } = origin;
  if (!isConstruction(analysis, module, value) || isBoundTwice(module, value)) return undefined;
  const uses = module
    .readsOf(binding)
    .filter((read) => read !== use && !isEntered(module, read) && !isNeutral(module, read));
  return uses.length === 0 ? { made: value, binding } : undefined;
}

/** `a = self.client = TestClient(app)`. */
function isBoundTwice(module: Module, value: Expr): boolean {
  const statement = parentOf(module, value);
  return statement?.kind === 'assign' ? statement.targets.length > 1 : statement?.kind !== 'with';
}

/** `client.headers`: has nothing to do with the cookies of the client. */
function isNeutral(module: Module, read: Expr): boolean {
  const member = parentOf(module, read);
  return member?.kind === 'attribute' && member.object === read && NEUTRAL.has(member.attribute.id);
}

const NEUTRAL: ReadonlySet<string> = new Set([
  'headers',
  'base_url',
  'app',
  'params',
  'auth',
  'follow_redirects',
]);

/** `with client:`, without another name for it. */
function isEntered(module: Module, read: Expr): boolean {
  const statement = parentOf(module, read);
  return statement?.kind === 'with' && statement.items.some(({ value, target }) => value === read && !target);
}
