import { methodNamed, REQUESTS, urlIndex } from '../../../clients/methods.ts';
import {
  noAddresses,
  type Addressed,
  type Addresses,
  type Beginning,
} from '../../../core/model/addresses.ts';
import type { Span } from '../../../core/text.ts';
import { whereIn } from '../../kernel/hidden.ts';
import { modulesMentioning } from '../../kernel/mentioning.ts';
import type { Attribute, Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { ancestry } from '../inference/classes/classes.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { fixtureName, isFixture } from '../inference/functions/marked.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { sameClass, type ClassRef, type Placed, type Type, type Types } from '../inference/types.ts';
import { canonical } from '../names.ts';
import { parentOf } from '../parents.ts';
import { ANY, NAMED, PART } from '../routes/patterns.ts';
import { textsOf } from '../routes/texts.ts';
import { isExpr } from '../walk.ts';

/** Where the calls of the client go that a call makes or sets up; `value`: one of its arguments. */
export function addressesOfMade(analysis: Analysis, module: Module, made: Call, value: Span): Addresses {
  const argument = made.args.find((one) => one.value.start === value.start);
  const isOfClient = clientsMadeBy(analysis, module, made);
  const modules = modulesMentioning(analysis, module, namesAround(module, made)) ?? [module];
  const calls = isToldApart(analysis, module, made)
    ? modules.flatMap((one) => callsOf(analysis, one, isOfClient))
    : callsOn(module, made);
  return toAddresses(analysis, argument && { module, node: argument.value }, calls);
}

const toAddresses = (
  analysis: Analysis,
  value: Placed | undefined,
  calls: readonly Placed<Call>[],
): Addresses => {
  const requests = calls.flatMap((call) => addressedBy(analysis, call) ?? []);
  return {
    value: value ? beginningsOf(analysis, value) : [],
    calls: requests,
    others: calls.length > requests.length,
  };
};

/** A client that a function of the project makes is one of many to the inference: its calls are those on the name that it is given. */
function callsOn(module: Module, made: Call): readonly Placed<Call>[] {
  const isMade = (object: Expr): boolean => {
    if (object.kind !== 'name') return object === made;
    const [binding, ...others] = module.bindingsOf(object);
    return others.length === 0 && binding?.origin.by === 'value' && binding.origin.value === made;
  };
  return callsIn(module).filter(
    ({ node: { callee } }) => callee.kind === 'attribute' && isMade(callee.object),
  );
}

const callsIn = (module: Module): readonly Placed<Call>[] => module.calls.map((node) => ({ module, node }));

/** Whether the inference knows what the call makes from what other calls make. */
const isToldApart = (analysis: Analysis, module: Module, made: Call): boolean =>
  isSetUp(made) ||
  analysis
    .infer({ module, node: made.callee })
    .some(
      (type) => type.is === 'client-class' || (type.is === 'external' && type.path === 'functools.partial'),
    );

const isSetUp = ({ callee }: Call): boolean =>
  callee.kind === 'attribute' && callee.attribute.id === '__init__';

/** Where the calls of the client go whose attribute is assigned; those before it in the same function are not among them. */
export function addressesOfStore(analysis: Analysis, module: Module, store: Span): Addresses {
  const found = module.stores.find(({ target }) => target.start === store.start && target.end === store.end);
  if (found?.origin.by !== 'value') return noAddresses;
  const { target, origin } = found;
  const around = functionAround(module, target);
  const isLater = ({ node: { start, end } }: Placed<Call>): boolean =>
    start > target.start || functionAround(module, { start, end }) !== around;
  const calls = callsIn(module).filter(
    (call) => isLater(call) && isSamePlace(module, call.node.callee, target),
  );
  return toAddresses(analysis, { module, node: origin.value }, calls);
}

/** `client.get` beside `client.base_url`: read from the same name, or from what is written in the same way. */
function isSamePlace(module: Module, callee: Expr, { object }: Attribute): boolean {
  if (callee.kind !== 'attribute' || sourceOf(module, callee.object) !== sourceOf(module, object))
    return false;
  if (callee.object.kind !== 'name' || object.kind !== 'name') return true;
  const bindings = module.bindingsOf(object);
  return module.bindingsOf(callee.object).some((one) => bindings.includes(one));
}

type IsOfClient = (type: Type) => boolean;

/** What a call made, or instances of the class that it sets up. */
function clientsMadeBy(analysis: Analysis, module: Module, made: Call): IsOfClient {
  const info = isSetUp(made) ? functionAround(module, made)?.owner : undefined;
  const owner: ClassRef | undefined = info && { module, info };
  return (type) => {
    if (type.is !== 'client') return false;
    const { at } = type.given ?? {};
    if (at?.module.path === module.path && at.node.start === made.start) return true;
    return owner !== undefined && type.cls !== undefined && isOrDerives(analysis, type.cls, owner);
  };
}

const isOrDerives = (analysis: Analysis, cls: ClassRef, owner: ClassRef): boolean =>
  ancestry(analysis, cls).some((one) => sameClass(one, owner));

/** What other files may know a client by: the functions and classes around it, and what it is assigned to. */
function namesAround(module: Module, made: Call): readonly string[] {
  const names = targetsOf(module, made);
  for (let info = functionAround(module, made); info; info = info.outer) {
    names.push(info.def.name.id);
    if (info.owner) names.push(info.owner.def.name.id);
    if (isFixture({ module, info })) names.push(fixtureName({ module, info }));
  }
  return names.filter((name) => !/^(?:self|__init__|setUp(?:Class)?|setup_(?:method|class))$/.test(name));
}

function targetsOf(module: Module, made: Call): string[] {
  let parent = parentOf(module, made);
  while (parent && isExpr(parent)) parent = parentOf(module, parent);
  if (parent?.kind !== 'assign') return [];
  return parent.targets.flatMap((target) => {
    if (target.kind === 'name') return [target.id];
    return target.kind === 'attribute' ? [target.attribute.id] : [];
  });
}

const callsOf = (analysis: Analysis, module: Module, isOfClient: IsOfClient): readonly Placed<Call>[] =>
  callsIn(module).filter(({ node }) => clientsOf(analysis, module, node).some(isOfClient));

/** What the method of a call is read from. */
function clientsOf(analysis: Analysis, module: Module, { callee }: Call): Types {
  if (callee.kind === 'attribute')
    return CLIENT_METHODS.has(callee.attribute.id) ? analysis.infer({ module, node: callee.object }) : [];
  return analysis
    .infer({ module, node: callee })
    .flatMap((type) => (type.is === 'member' && type.of.is === 'client' ? [type.of] : []));
}

/** `undefined`: it is no call of a method that sends a request of its own making. */
function addressedBy(analysis: Analysis, { module, node }: Placed<Call>): Addressed | undefined {
  const [name, ...others] = methodsOf(analysis, module, node);
  if (name !== undefined && !REQUESTS.includes(name)) return undefined;
  const method = name === undefined || others.length > 0 ? undefined : methodNamed(name);
  const url = keyword(node.args, 'url') ?? (method && positional(node.args, urlIndex(method)));
  return {
    where: whereIn(module, node.start),
    text: sourceOf(module, node),
    url: url ? beginningsOf(analysis, { module, node: url }) : [NOT_KNOWN],
  };
}

/** What the method may be; where it is chosen at run time, nothing. */
function methodsOf(analysis: Analysis, module: Module, { callee }: Call): readonly string[] {
  if (callee.kind === 'attribute') return [canonical(callee.attribute.id)];
  const names = analysis
    .infer({ module, node: callee })
    .flatMap((type) => (type.is === 'member' && !type.filled ? [canonical(type.name)] : []));
  return names.includes('') ? [] : names;
}

const NOT_KNOWN: Beginning = { head: '', open: true };

const beginningsOf = (analysis: Analysis, at: Placed): readonly Beginning[] =>
  textsOf(analysis, at).map((text) => {
    if (text.startsWith(NAMED)) return NOT_KNOWN;
    const end = text.search(UNKNOWN);
    return end < 0 ? { head: text, open: false } : { head: text.slice(0, end), open: true };
  });

const UNKNOWN = new RegExp(`[${ANY}${PART}]`);
