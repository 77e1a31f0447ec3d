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
import type { FunctionDef } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { functionAround, sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { ancestry } from '../inference/classes/classes.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import { fixtureName, isFixture } from '../inference/functions/marked.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { sameClass, type ClassRef, type Placed, type Type, type Types } from '../inference/types.ts';
import { canonical, lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { ANY, NAMED, PART } from '../routes/patterns.ts';
import { textsOf } from '../routes/texts.ts';
import { isExpr, walk } from '../walk.ts';

/** Where the calls of the client go that a call makes or sets up; `value`: one of its arguments. */
export function addressesOfMade(analysis: Analysis, module: Module, made: Call, value: Span): Addresses {
  const argument = made.args.find((one) => one.value.start === value.start);
  const isOfClient = clientsMadeBy(analysis, module, made);
  const modules = modulesMentioning(analysis, module, namesAround(module, made)) ?? [module];
  const calls = isToldApart(analysis, module, made)
    ? modules.flatMap((one) => callsOf(analysis, one, isOfClient))
    : callsOn(module, made);
  const lasting = calls.filter((call) => !isReplaced(call, made));
  return toAddresses(analysis, argument && { module, node: argument.value }, lasting, calls);
}

const toAddresses = (
  analysis: Analysis,
  value: Placed | undefined,
  calls: readonly Placed<Call>[],
  seen = calls,
): Addresses => {
  const requests = calls.flatMap((call) => addressedBy(analysis, call) ?? []);
  return {
    value: value ? beginningsOf(analysis, value) : [],
    calls: requests,
    others: seen.length > requests.length,
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
  const lasting = calls.filter((call) => !isReplaced(call, target));
  return toAddresses(analysis, { module, node: origin.value }, lasting, calls);
}

/** Whether another base URL is sure to be assigned before a call, and behind the place that gave the one that is asked about. */
function isReplaced({ module, node }: Placed<Call>, asked: Span): boolean {
  const around = functionAround(module, node);
  const from = functionAround(module, asked) === around ? asked.end : 0;
  return module.storesOf('base_url').some(({ target }) => {
    const store = parentOf(module, target);
    const block = store && parentOf(module, store);
    return (
      functionAround(module, target) === around &&
      from < target.start &&
      target.start < node.start &&
      (!block || block.kind === 'function' || block.kind === 'with') &&
      isSamePlace(module, node.callee, target)
    );
  });
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
  if (
    name !== undefined &&
    clientsOf(analysis, module, node).some((type) => rewritesUrl(analysis, type, name))
  )
    return undefined;
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

/** Whether a class of the project sends a method's requests to another URL than the one that it is given. */
function rewritesUrl(analysis: Analysis, type: Type, method: string): boolean {
  if (type.is !== 'client' || !type.cls) return false;
  return ancestry(analysis, type.cls).some(({ module, info }) =>
    [method, 'request'].some((one) =>
      info.scope.bindings
        .get(one)
        ?.some(({ origin }) => origin.by === 'function' && handsOnOther(module, origin.def, one)),
    ),
  );
}

/** `super().get("/api" + url)`. */
function handsOnOther(module: Module, { body }: FunctionDef, name: string): boolean {
  const method = methodNamed(name);
  let found = false;
  walk(body, (node) => {
    if (node.kind !== 'call' || node.callee.kind !== 'attribute') return;
    const { object, attribute } = node.callee;
    if (object.kind !== 'call' || lastName(object.callee) !== 'super' || !method) return;
    const index = urlIndex(methodNamed(attribute.id) ?? method);
    const url = keyword(node.args, 'url') ?? positional(node.args, index);
    found ||= url !== undefined && !isParameter(module, url);
  });
  return found;
}

const isParameter = (module: Module, url: Expr): boolean =>
  url.kind === 'name' && module.bindingsOf(url).every(({ origin }) => origin.by === 'parameter');

const NOT_KNOWN: Beginning = { head: '', open: true };

function beginningsOf(analysis: Analysis, at: Placed): readonly Beginning[] {
  const { module, node } = at;
  if (node.kind === 'call' && lastName(node.callee) === 'urljoin') {
    const [base, url] = node.args.map(({ value }) => beginningsOf(analysis, { module, node: value }));
    return (base ?? [NOT_KNOWN]).flatMap((one) => (url ?? [NOT_KNOWN]).map((other) => joinedTo(one, other)));
  }
  return textsOf(analysis, at).map((text) => {
    if (text.startsWith(NAMED)) return NOT_KNOWN;
    const end = text.search(UNKNOWN);
    return end < 0 ? { head: text, open: false } : { head: text.slice(0, end), open: true };
  });
}

/** What `urljoin` makes of two texts; of a base with a host at least that is kept, as far as is known. */
function joinedTo(base: Beginning, url: Beginning): Beginning {
  if (!base.open && !url.open && URL.canParse(url.head, base.head))
    return { head: new URL(url.head, base.head).href, open: false };
  const [origin] = /^[a-z][\w+.-]*:\/\/[^/?#]+\//i.exec(base.head) ?? [];
  return origin === undefined ? NOT_KNOWN : { head: origin, open: true };
}

const UNKNOWN = new RegExp(`[${ANY}${PART}]`);
