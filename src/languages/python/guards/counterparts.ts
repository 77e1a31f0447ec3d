import { successorsOf } from '../../../clients/eras.ts';
import { BODYLESS } from '../../../clients/methods.ts';
import { BODIES, NEW_OPTIONS } from '../../../clients/options.ts';
import { groupPairs } from '../../../core/group.ts';
import { contains } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { keyword, plainArguments } from '../inference/functions/arguments.ts';
import { passesOn } from '../inference/knowledge.ts';
import { canonical, lastName } from '../names.ts';
import { walk, type AnyNode } from '../walk.ts';

/** How alike two calls have to be: `likely` where the code around them speaks of versions already. */
export type Likeness = 'strict' | 'likely';

/** Whether one of some nodes holds the new form of a call that is written in its old form. */
export function hasCounterpart(
  module: Module,
  old: Call,
  others: readonly AnyNode[],
  likeness: Likeness,
): boolean {
  const url = urlOf(module, old);
  const isNewForm = (form: Form, call: Call): boolean => {
    const found = form.of(call);
    if (!found) return false;
    const isHere = urlOf(module, call) === url;
    return isHere ? found.isSame || likeness === 'likely' : likeness === 'likely' && found.isSame;
  };
  return formsOf(module, old).some((form) =>
    isReached(
      module,
      others,
      callsGiving(module, form.given).filter((call) => isNewForm(form, call)),
    ),
  );
}

interface Found {
  /** The value is the same in both, and the old client does not take the other form as well. */
  readonly isSame: boolean;
}

/** A new form of a call. */
interface Form {
  /** A call in this form gives one of these by name. */
  readonly given: readonly string[];
  /** Whether a call has this form; `undefined`: it has not. */
  readonly of: (other: Call) => Found | undefined;
}

/** What the new form of a call has, for each part of it that is in its old form. */
function formsOf(module: Module, old: Call): readonly Form[] {
  const same = (a: Expr, b: Expr): boolean => sourceOf(module, a) === sourceOf(module, b);
  const renamed = old.args.flatMap(({ name, value }): Form[] => {
    const given = name ? successorsOf(name.id) : [];
    return name && given.length > 0
      ? [{ given, of: (other) => successor(other, name.id, (found) => same(found, value)) }]
      : [];
  });
  const method = methodOf(old);
  const args = argumentsOf(old);
  const urls = method === 'request' ? 2 : 1;
  const body = plainArguments(args)[urls]?.value;
  const named = (value: Expr): Form['of'] => {
    return (other) => {
      if (plainArguments(argumentsOf(other)).length >= plainArguments(args).length) return undefined;
      const given = NAMED.flatMap((name) => keyword(other.args, name) ?? []);
      // The old client takes `data=` and `json=` too: these alone are no sign that the other call is for the new one.
      const isNewer = keyword(other.args, 'content') !== undefined;
      return given[0] && { isSame: isNewer && given.some((one) => same(one, value)) };
    };
  };
  const asRequest: Form['of'] = (other) =>
    methodOf(other) === 'request' && other.args.some(({ name }) => isBody(name?.id))
      ? { isSame: true }
      : undefined;
  const isBodyless = BODYLESS.includes(canonical(method)) && args.some(({ name }) => isBody(name?.id));
  return [
    ...renamed,
    ...(body ? [{ given: NAMED, of: named(body) }] : []),
    ...(isBodyless ? [{ given: BODIES, of: asRequest }] : []),
  ];
}

/** What a body that is given by its place alone may be called. */
const NAMED = ['data', 'content', 'json', 'params'] as const;

const isBody = (name: string | undefined): boolean => BODIES.includes(name ?? '');

/** Whether the old client had no option of this name, as Python spells it. */
const isNewer = (name: string): boolean => NEW_OPTIONS.includes(canonical(name));

function successor(other: Call, old: string, isSame: (value: Expr) => boolean): Found | undefined {
  if (keyword(other.args, old)) return undefined;
  const names = successorsOf(old).filter((name) => keyword(other.args, name));
  // The old client takes `json=` too: a helper that passes text as `data` and all else as `json` is no guard.
  return names.length === 0
    ? undefined
    : { isSame: names.some((name) => isNewer(name) && isSame(keyword(other.args, name)!)) };
}

/** `partial(client.get, "/x")`: the method and what it is given. */
const isPassing = ({ callee }: Call): boolean => passesOn(lastName(callee) ?? '');

function methodOf(call: Call): string {
  const callee = isPassing(call) ? plainArguments(call.args)[0]?.value : call.callee;
  return (callee && lastName(callee)) ?? '';
}

const argumentsOf = (call: Call): readonly Argument[] => (isPassing(call) ? call.args.slice(1) : call.args);

function urlOf(module: Module, call: Call): string {
  const plain = plainArguments(argumentsOf(call));
  const url = keyword(call.args, 'url') ?? plain[methodOf(call) === 'request' ? 1 : 0]?.value;
  return url ? sourceOf(module, url) : '';
}

const callsGiving = (module: Module, names: readonly string[]): readonly Call[] =>
  names.flatMap((name) => callsByName(module).get(name) ?? []);

/** Few calls give what only a new form has. */
const callsByName = oncePer((module: Module) =>
  groupPairs(
    module.calls.flatMap((call) => call.args.flatMap(({ name }) => (name ? [[name.id, call] as const] : []))),
  ),
);

/** Whether one of some calls stands in some nodes, or in the functions of the file that are named there. */
function isReached(module: Module, nodes: readonly AnyNode[], calls: readonly Call[]): boolean {
  if (calls.length === 0) return false;
  return [...nodes, ...namedIn(module, nodes)].some((node) => calls.some((call) => contains(node, call)));
}

function namedIn(module: Module, nodes: readonly AnyNode[]): ReadonlySet<AnyNode> {
  const found = new Set<AnyNode>();
  walk(nodes, (node) => {
    if (node.kind === 'name')
      for (const { origin } of module.bindingsOf(node))
        if (origin.by === 'function' || origin.by === 'class') found.add(origin.def);
    if (node.kind === 'attribute')
      for (const def of functionsByName(module).get(node.attribute.id) ?? []) found.add(def);
  });
  return found;
}

const functionsByName = oncePer((module: Module) =>
  groupPairs([...module.functions.values()].map(({ def }) => [def.name.id, def] as const)),
);

/** Whether code calls a client with an option that the old one had none of. */
export const speaksNew = (module: Module, nodes: readonly AnyNode[]): boolean =>
  isReached(module, nodes, callsThatSpeakNew(module));

const callsThatSpeakNew = oncePer((module: Module) =>
  module.calls.filter(({ args }) => args.some(({ name }) => isNewer(name?.id ?? ''))),
);

/** Whether some nodes give an option, or write a key, that took the place of `name`, and that the old client had none of. */
export function hasSuccessor(nodes: readonly AnyNode[], name: string): boolean {
  const wanted = successorsOf(name).filter(isNewer);
  let found = false;
  walk(nodes, (node) => {
    found ||=
      (node.kind === 'text' && wanted.includes(node.value ?? '')) ||
      (node.kind === 'call' && node.args.some((one) => wanted.includes(one.name?.id ?? '')));
    return !found;
  });
  return found;
}
