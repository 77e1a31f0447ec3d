import { CALLED_BY_CLIENT } from '../../../../clients/overrides/overrides.ts';
import { methodNamed, urlIndex } from '../../../../clients/methods.ts';
import type { Line } from '../../../../core/lines.ts';
import type { Override } from '../../../../core/model/calls.ts';
import { whereIn } from '../../../kernel/hidden.ts';
import type { Call, NameExpr, Parameter, Expr } from '../../ast/expressions.ts';
import type { FunctionDef } from '../../ast/statements.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { callersOf } from '../../inference/callers.ts';
import { plainArguments } from '../../inference/functions/arguments.ts';
import { isStatic } from '../../inference/functions/decorators.ts';
import { isOfClient, overriddenBy } from '../../inference/replaced/overrides.ts';
import type { FunctionRef } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { walk, type AnyNode } from '../../walk.ts';
import { entriesOf } from './entries.ts';

/** The override that a call stands in, where it passes on what the override is given. */
export function overrideAround(analysis: Analysis, module: Module, call: Call): Override | undefined {
  for (let info = functionAround(module, call); info; info = info.outer) {
    const fn = { module, info };
    const method = overriddenBy(analysis, fn) ?? feederOf(analysis, fn);
    if (method === undefined || !passesOn(module, call, info)) continue;
    const own = ownParameters(module, info);
    const rest = own.find(({ form }) => form === 'kwargs');
    const isUnpacked = rest !== undefined && unpacks(module, call, rest);
    const extra = extraCaller(analysis, fn, call);
    const entries = rest ? entriesOf(module, info, rest) : [];
    return {
      method: canonical(method),
      byClient: CALLED_BY_CLIENT.includes(canonical(method)),
      parameters: own.map(({ name }) => canonical(name.id)),
      ...(extra && { extra }),
      ...(isUnpacked && { rest: rest.name.id }),
      taken: entries.flatMap(({ how, key }) => (how === 'taken' ? [key.name] : [])),
      defaulted: entries.flatMap(({ how, key }) => (how === 'default' ? [key.name] : [])),
      makes: call.args.flatMap(({ name, value }) =>
        name && isMadeIn(module, value, info) ? [canonical(name.id)] : [],
      ),
    };
  }
  return undefined;
}

/** The method that is overridden where an override hands what it is given to another method of its class. */
function feederOf(analysis: Analysis, fn: FunctionRef): string | undefined {
  const { owner } = fn.info;
  if (!owner || !isOfClient(analysis, { module: fn.module, info: owner })) return undefined;
  for (const { module, call } of callersOf(analysis, fn).calls) {
    const info = functionAround(module, call);
    const method = info && overriddenBy(analysis, { module, info });
    if (method !== undefined && passesOn(module, call, info!)) return method;
  }
  return undefined;
}

/** The parameters of a method without the first one, which stands for the object. */
export const ownParameters = (module: Module, info: FunctionInfo): readonly Parameter[] =>
  isStatic({ module, info }) ? info.def.parameters : info.def.parameters.slice(1);

/** Whether an argument of a call comes from a parameter of the function, perhaps by way of other names. */
function passesOn(module: Module, { args }: Call, info: FunctionInfo): boolean {
  const own = new Set(ownParameters(module, info));
  const visited = new Set<Binding>();
  const comesFrom = (node: AnyNode): boolean => {
    let found = false;
    walk([node], (one) => {
      if (one.kind === 'name' && module.bindingsOf(one).some(isOwn)) found = true;
      return !found;
    });
    return found;
  };
  const isOwn = (binding: Binding): boolean => {
    if (visited.has(binding)) return false;
    visited.add(binding);
    const { origin } = binding;
    switch (origin.by) {
      case 'parameter':
        return own.has(origin.parameter);
      case 'value':
      case 'with':
      case 'augmented':
        return isWithin(binding, info.def) && comesFrom(origin.value);
      case 'iteration':
        return isWithin(binding, info.def) && comesFrom(origin.iterable);
      default:
        return false;
    }
  };
  return args.some(({ value }) => comesFrom(value));
}

/** Whether the value is one that the function may make itself: anything but a parameter that it does not assign to. */
const isMadeIn = (module: Module, value: Expr, { def }: FunctionInfo): boolean =>
  value.kind !== 'name' ||
  module.bindingsOf(value).some((one) => one.origin.by === 'value' && isWithin(one, def));

const isWithin = ({ target }: Binding, def: FunctionDef): boolean =>
  def.start <= target.start && target.end <= def.end;

const unpacks = (module: Module, { args }: Call, rest: Parameter): boolean =>
  args.some(
    ({ form, value }) => form === 'double-splat' && value.kind === 'name' && isRest(module, value, rest),
  );

/** The first caller that fills the `*args` which a call unpacks. */
function extraCaller(analysis: Analysis, fn: FunctionRef, { args }: Call): Line | undefined {
  const { module, info } = fn;
  const splat = args.find(({ form }) => form === 'splat')?.value;
  const own = ownParameters(module, info);
  const rest = own.find(({ form }) => form === 'args');
  if (splat?.kind !== 'name' || !rest || !isRest(module, splat, rest)) return undefined;
  const named = own.filter(({ form }) => form === 'positional').length;
  // What stands before the URL, and the URL, may come in `*args` as well.
  const method = methodNamed(canonical(overriddenBy(analysis, fn) ?? ''));
  const lead = Math.max(named, method ? urlIndex(method) + 1 : 0);
  const found = callersOf(analysis, fn).calls.find(
    ({ call, bound }) => plainArguments(call.args).length - (bound ? 0 : 1) > lead,
  );
  return found && whereIn(found.module, found.call.start);
}

/** Whether a name may still hold what a `**kwargs` got. */
const isRest = (module: Module, node: NameExpr, rest: Parameter): boolean =>
  module.bindingsOf(node).some(({ origin }) => origin.by === 'parameter' && origin.parameter === rest);
