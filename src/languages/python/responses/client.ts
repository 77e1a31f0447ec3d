import { contains } from '../../../core/text.ts';
import type { ClientFacts, Made } from '../../../core/trace.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call } from '../ast/expressions.ts';
import type { ClassInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { conftestsOf } from '../inference/functions/conftests.ts';
import type { ClassRef, ClientType, Types } from '../inference/types.ts';
import { canonical, lastName } from '../names.ts';
import { walk, type AnyNode } from '../walk.ts';

/** What is asked about clients, in Python's spelling. */
interface Asked {
  readonly options: readonly string[];
  readonly overrides: readonly string[];
}

/** How the client of a call is made and what it is given; `hidden`: the options that may be unpacked into the call. */
export function clientOf(
  analysis: Analysis,
  module: Module,
  call: Call,
  hidden: readonly string[],
  asked: Asked,
): ClientFacts {
  const { callee } = call;
  const receivers = callee.kind === 'attribute' ? analysis.infer({ module, node: callee.object }) : [];
  const made = receivers.filter(isTestClient).map((type) => madeAs(type, asked));
  const isClear = made.length > 0 && made.every(({ open }) => !open);
  const around = aroundOf(analysis, module, asked);
  return {
    made,
    nearby: isClear ? [] : nearbyOf(analysis, around, asked),
    assigned: around.assigned,
    given: [
      ...analysis
        .infer({ module, node: callee })
        .flatMap((type) => (type.is === 'member' && type.given ? canonicals(type.given) : [])),
      ...(hidden.length > 0 && isAlwaysUnpacked(module, call, asked) ? hidden : []),
    ],
  };
}

const canonicals = (names: readonly string[]): readonly string[] => names.map(canonical);

function madeAs({ cls, given }: ClientType, asked: Asked): Made {
  const own = cls && ownOptions(cls.info, cls.module);
  const options = asked.options.filter((option) => given?.options.includes(option) || own?.has(option));
  return {
    options: canonicals(options),
    open: given?.open ?? true,
    handled: cls ? canonicals(handledBy(cls, asked)) : [],
  };
}

/** Names that a class assigns to its instances, `self.name = ...`, or gives to `super().__init__(name=...)`. */
const ownOptions = oncePer(({ def }: ClassInfo, { calls, stores }: Module): ReadonlySet<string> => {
  const assigned = stores.flatMap(({ target }) =>
    target.object.kind === 'name' && target.object.id === 'self' && contains(def, target)
      ? [target.attribute.id]
      : [],
  );
  const passed = calls
    .filter((call) => lastName(call.callee) === '__init__' && contains(def, call))
    .flatMap(({ args }) => args.flatMap(({ name }) => (name ? [name.id] : [])));
  return new Set([...assigned, ...passed]);
});

/** Options that are named in those methods of a class that are asked about. */
function handledBy({ info }: ClassRef, { options, overrides }: Asked): readonly string[] {
  const named = overrides
    .flatMap((method) => info.scope.bindings.get(method) ?? [])
    .flatMap(({ origin }) => (origin.by === 'function' ? [namesIn(origin.def)] : []));
  return options.filter((option) => named.some((names) => names.has(option)));
}

/** Every identifier and every text that is written in a part of the code. */
const namesIn = oncePer((part: AnyNode): ReadonlySet<string> => {
  const names = new Set<string>();
  walk([part], (node) => {
    if (node.kind === 'name') names.add(node.id);
    else if (node.kind === 'attribute') names.add(node.attribute.id);
    else if (node.kind === 'text') names.add(node.value ?? '');
    else if (node.kind === 'call') for (const { name } of node.args) names.add(name?.id ?? '');
    else if (node.kind === 'function' || node.kind === 'lambda')
      for (const { name } of node.parameters) names.add(name.id);
  });
  return names;
});

/** What the files around a call show of its client: its own file and the `conftest.py` files that apply to it. */
interface Around {
  readonly near: readonly Module[];
  /** Those in which an option that is asked about is written. */
  readonly speaking: readonly Module[];
  readonly assigned: readonly string[];
}

const aroundOf = oncePer((analysis: Analysis, module: Module, { options }: Asked): Around => {
  const near = [module, ...conftestsOf(analysis, module)];
  const speaking = near.filter(({ source }) => options.some((option) => source.includes(option)));
  const assigned = options.filter((option) => speaking.some((one) => isAssigned(analysis, one, option)));
  return { near, speaking, assigned: canonicals(assigned) };
});

/** `client.follow_redirects = False`. */
const isAssigned = (analysis: Analysis, module: Module, option: string): boolean =>
  module
    .storesOf(option)
    .some(({ target }) => mayBeTestClient(analysis.infer({ module, node: target.object })));

const isTestClient = (type: Types[number]): type is ClientType => type.is === 'client' && !type.httpx;

const mayBeTestClient = (types: Types): boolean =>
  types.some(isTestClient) || !types.some(({ is }) => is === 'client' || is === 'made');

const nearbyOf = oncePer((analysis: Analysis, { near, speaking }: Around, asked: Asked): readonly Made[] => {
  const telling = speaking.flatMap((one) => one.calls.flatMap((call) => toldBy(analysis, one, call, asked)));
  if (telling.length === 0) return [];
  const others = near.flatMap((one) =>
    one.calls
      .filter(isNamedAsClass)
      .flatMap((call) => analysis.infer({ module: one, node: call }))
      .flatMap((type) => (isTestClient(type) && type.given ? [type.given] : [])),
  );
  return [
    ...telling,
    ...others.map(({ options, open }) => ({ options: canonicals(options), open, handled: [] })),
  ];
});

/** A call that may make a test client and is given an option that is asked about. */
function toldBy(analysis: Analysis, module: Module, call: Call, asked: Asked): readonly Made[] {
  const options = asked.options.filter((option) => call.args.some(({ name }) => name?.id === option));
  if (options.length === 0) return [];
  const types = analysis.infer({ module, node: call });
  return types.some(isTestClient) || (isNamedAsClass(call) && mayBeTestClient(types))
    ? [{ options: canonicals(options), open: true, handled: [] }]
    : [];
}

const isNamedAsClass = ({ callee }: Call): boolean => /^[A-Z]/.test(lastName(callee) ?? '');

/**
 * Whether an option that is unpacked into a call is there whoever asks for it: it is written in the function itself, and not
 * only among what some of the callers pass on.
 */
const isAlwaysUnpacked = (module: Module, call: Call, { options }: Asked): boolean =>
  !isWrittenSometimes(module, call, options) &&
  call.args.some(({ form, value }) => {
    if (form !== 'double-splat') return false;
    const origins = value.kind === 'name' ? module.bindingsOf(value).map(({ origin }) => origin) : [];
    return !origins.some(
      (origin) =>
        origin.by === 'parameter' &&
        origin.parameter.form === 'kwargs' &&
        !options.some((option) => namesIn(origin.owner).has(option)),
    );
  });

/**
 * Whether the function around a call writes an option under a condition that is not about that option, and nothing where the condition
 * does not hold: `if follow is not None: kw["allow_redirects"] = follow`.
 */
function isWrittenSometimes(module: Module, call: Call, options: readonly string[]): boolean {
  const def = functionAround(module, call)?.def;
  const has = (...parts: readonly AnyNode[]): boolean =>
    parts.some((part) => options.some((option) => namesIn(part).has(option)));
  let found = false;
  walk(def?.body ?? [], (node) => {
    if (contains(node, call) || found) return;
    if (node.kind === 'if') found = has(...node.body) !== has(...node.otherwise) && !has(node.test);
    if (node.kind === 'conditional') found = has(node.then) !== has(node.otherwise) && !has(node.test);
  });
  return found;
}
