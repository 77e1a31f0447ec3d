import { textsOf, type Value } from '../../../../core/model/values.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Attribute, Call, Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import { choicesAt } from '../../guards/choices.ts';
import { moduleNamed, type Analysis } from '../../inference/analysis.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { CLIENT_METHODS } from '../../inference/knowledge.ts';
import type { Placed } from '../../inference/types.ts';
import { canonical, lastName } from '../../names.ts';
import { reachBound, reachPassed, type Reached } from '../bound.ts';
import { metAt } from '../doubles/doubles.ts';
import { receiverOf } from '../subjects.ts';
import { toValue } from '../values.ts';

/** How a call of a file reaches a client's method; undefined where it reaches none. */
export function reachedBy(analysis: Analysis, module: Module, call: Call): Reached | undefined {
  const found = reach(analysis, module, call, heldIn(module)) ?? reachPassed(analysis, module, call);
  const met = found && metAt(analysis, module, call.callee, found.receiver);
  return met && { ...found, ...met };
}

/** The attributes that a file assigns. */
const heldIn = oncePer(
  ({ stores }: Module): ReadonlySet<string> => new Set(stores.map(({ target }) => target.attribute.id)),
);

/** How a call reaches a client's method by what is called; `held`: attributes that its file assigns. */
function reach(
  analysis: Analysis,
  module: Module,
  call: Call,
  held: ReadonlySet<string>,
): Reached | undefined {
  const { callee } = call;
  switch (callee.kind) {
    case 'attribute':
      return (
        reachMember(analysis, module, callee) ??
        reachUnbound(analysis, module, call, callee) ??
        (mayBeHeld(analysis, module, callee, held) ? reachBound(analysis, module, callee) : undefined)
      );
    case 'call':
      return isGetter(callee)
        ? reachDynamically(analysis, module, callee)
        : reachBound(analysis, module, callee);
    case 'name':
      return mayHoldMethod(analysis, module, callee) ? reachBound(analysis, module, callee) : undefined;
    case 'subscript':
    case 'conditional':
      return reachBound(analysis, module, callee);
    default:
      return undefined;
  }
}

/** `client.post(...)`. */
function reachMember(analysis: Analysis, module: Module, callee: Attribute): Reached | undefined {
  const { id, start, end } = callee.attribute;
  if (!CLIENT_METHODS.has(id)) return undefined;
  const receiver = receiverOf(analysis, module, callee.object, id);
  const self = selfOf(module, callee.object);
  return (
    receiver && {
      receiver,
      callee: { via: 'member', span: callee.outer, ...(self !== undefined && { self }) },
      method: { start, end, name: canonical(id) },
    }
  );
}

/** `TestClient.post(client, ...)`. */
function reachUnbound(
  analysis: Analysis,
  module: Module,
  { args }: Call,
  callee: Attribute,
): Reached | undefined {
  if (!CLIENT_METHODS.has(callee.attribute.id) || !positional(args, 0)) return undefined;
  const isOfClass = analysis
    .infer({ module, node: callee.object })
    .some((type) => type.is === 'client-class' && !type.httpx);
  return isOfClass ? reachBound(analysis, module, callee) : undefined;
}

/** The name of the object that `super()` is about. */
function selfOf(module: Module, object: Expr): string | undefined {
  const isSuper = object.kind === 'call' && lastName(object.callee) === 'super' && object.args.length === 0;
  return isSuper ? functionAround(module, object)?.def.parameters[0]?.name.id : undefined;
}

/** In an attribute that the file sets, or behind a class that hands on to a client; not where it is the client's own. */
function mayBeHeld(
  analysis: Analysis,
  module: Module,
  { object, attribute: { id } }: Attribute,
  held: ReadonlySet<string>,
): boolean {
  if (!held.has(id) && !CLIENT_METHODS.has(id)) return false;
  const types = analysis.infer({ module, node: object });
  if (held.has(id)) return !types.some(({ is }) => is === 'client');
  // Tests put a client's method in the place of a function of requests.
  return types.some((type) => type.is === 'instance' || (type.is === 'external' && isForRequests(type.path)));
}

const isForRequests = (path: string): boolean => /^(?:requests|httpx2?)$/.test(path);

const isGetter = ({ callee }: Call): boolean => callee.kind === 'name' && callee.id === 'getattr';

/** `getattr(client, method)(...)`. */
function reachDynamically(analysis: Analysis, module: Module, getter: Call): Reached | undefined {
  const [object, name] = [positional(getter.args, 0), positional(getter.args, 1)];
  if (!object || !name) return undefined;
  const written = methodName(analysis, { module, node: name });
  const value = narrowed(analysis, module, written, { name, at: getter });
  const names = textsOf(value)?.map((one) => one.toLowerCase());
  if (names && !names.every((one) => CLIENT_METHODS.has(one))) return undefined;
  const receivers = (names ?? ['request']).map((one) => receiverOf(analysis, module, object, one));
  const [first] = receivers.filter((one) => one !== undefined);
  // Where one of the methods is the project's own, the call is of either.
  const isMixed = receivers.some((one) => one?.certainty === 'mixed' || one === undefined);
  const receiver = first && isMixed ? ({ ...first, certainty: 'mixed' } as const) : first;
  // A computed attribute of something called `client` says too little of both.
  if (!receiver || (!names && receiver.because === 'named')) return undefined;
  const only = names?.length === 1 ? (names[0] ?? '') : '';
  return {
    receiver,
    callee: { via: 'dynamic', span: getter.outer, name: value },
    method: { start: getter.end, end: getter.end, name: canonical(only) },
  };
}

/** The name of a method, whatever its case: `method.lower()` is one of those that `method` may be. */
function methodName(analysis: Analysis, { module, node }: Placed): Value {
  const value = toValue(analysis, { module, node });
  if (node.kind !== 'call' || node.callee.kind !== 'attribute' || node.args.length > 0) return value;
  const { object, attribute } = node.callee;
  if (attribute.id !== 'lower' && attribute.id !== 'upper') return value;
  const { constants } = toValue(analysis, { module, node: object });
  return constants ? { ...value, constants } : value;
}

/** Only the methods that the conditions around a call leave: `if method in ("post", "put"): getattr(client, method)(...)`. */
function narrowed(analysis: Analysis, module: Module, value: Value, { name, at }: Named): Value {
  const text = sourceOf(module, name).replace(/\.(lower|upper)\(\)$/, '');
  const choices = choicesAt(analysis, module, at).filter(({ of }) => of === text);
  const known = textsOf(value) ?? choices.find(({ only }) => only)?.only;
  if (choices.length === 0 || !known) return value;
  const constants = known.filter((one) =>
    choices.every(({ only, never }) => {
      const method = one.toLowerCase();
      return (only?.includes(method) ?? true) && !never?.includes(method);
    }),
  );
  return constants.length > 0 ? { ...value, constants } : value;
}

/** The name of a method, and where it is called. */
interface Named {
  readonly name: Expr;
  readonly at: Call;
}

/** Functions and classes are never a client's method; what is imported is one if a file of the project assigns it, or by its name. */
const mayHoldMethod = (analysis: Analysis, module: Module, name: NameExpr): boolean =>
  module.bindingsOf(name).some(({ origin }) => {
    if (origin.by !== 'import-from') return HOLDING.has(origin.by);
    if (CLIENT_METHODS.has(origin.name)) return true;
    const source = moduleNamed(analysis, module, origin.from.level, origin.from.path);
    return source?.scope.bindings.get(origin.name)?.some((one) => HOLDING.has(one.origin.by)) ?? false;
  });

const HOLDING: ReadonlySet<string> = new Set(['value', 'iteration', 'parameter']);
