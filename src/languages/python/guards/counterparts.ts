import { successorsOf } from '../../../clients/eras.ts';
import { BODYLESS } from '../../../clients/methods.ts';
import { BODIES, NEW_OPTIONS } from '../../../clients/options.ts';
import { contains } from '../../../core/text.ts';
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
  const forms = formsOf(module, old);
  if (forms.length === 0) return false;
  return callsIn(module, others).some((call) => {
    const isHere = urlOf(module, call) === urlOf(module, old);
    return forms.some((form) => {
      const found = form(call);
      return (
        found && (isHere ? found.isSame || likeness === 'likely' : likeness === 'likely' && found.isSame)
      );
    });
  });
}

interface Found {
  /** The value is the same in both, and the old client does not take the other form as well. */
  readonly isSame: boolean;
}

/** Whether a call is the new form of another; `undefined`: it is not. */
type Form = (other: Call) => Found | undefined;

/** What the new form of a call has, for each part of it that is in its old form. */
function formsOf(module: Module, old: Call): readonly Form[] {
  const same = (a: Expr, b: Expr): boolean => sourceOf(module, a) === sourceOf(module, b);
  const renamed = old.args.flatMap(({ name, value }): Form[] =>
    name && successorsOf(name.id).length > 0
      ? [(other) => successor(other, name.id, (found) => same(found, value))]
      : [],
  );
  const method = methodOf(old);
  const args = argumentsOf(old);
  const urls = method === 'request' ? 2 : 1;
  const body = plainArguments(args)[urls]?.value;
  const named: Form | undefined =
    body &&
    ((other) => {
      if (plainArguments(argumentsOf(other)).length >= plainArguments(args).length) return undefined;
      const given = ['data', 'content', 'json', 'params'].flatMap((name) => keyword(other.args, name) ?? []);
      // The old client takes `data=` and `json=` too: these alone are no sign that the other call is for the new one.
      const isNewer = keyword(other.args, 'content') !== undefined;
      return given[0] && { isSame: isNewer && given.some((one) => same(one, body)) };
    });
  const asRequest: Form | undefined =
    BODYLESS.includes(canonical(method)) && args.some(({ name }) => isBody(name?.id))
      ? (other) =>
          methodOf(other) === 'request' && other.args.some(({ name }) => isBody(name?.id))
            ? { isSame: true }
            : undefined
      : undefined;
  return [...renamed, ...(named ? [named] : []), ...(asRequest ? [asRequest] : [])];
}

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

/** The calls in some nodes, and in the functions of the file that are named there. */
function callsIn(module: Module, nodes: readonly AnyNode[]): readonly Call[] {
  const all = [...nodes, ...namedIn(module, nodes)];
  return module.calls.filter((call) => all.some((node) => contains(node, call)));
}

const namedIn = (module: Module, nodes: readonly AnyNode[]): readonly AnyNode[] => {
  const found: AnyNode[] = [];
  walk(nodes, (node) => {
    if (node.kind === 'name')
      for (const { origin } of module.bindingsOf(node))
        if (origin.by === 'function' || origin.by === 'class') found.push(origin.def);
    if (node.kind === 'attribute')
      for (const { def } of module.functions.values()) if (def.name.id === node.attribute.id) found.push(def);
  });
  return found;
};

/** Whether code calls a client with an option that the old one had none of. */
export const speaksNew = (module: Module, nodes: readonly AnyNode[]): boolean =>
  callsIn(module, nodes).some(({ args }) =>
    args.some(({ name }) => NEW_OPTIONS.includes(canonical(name?.id ?? ''))),
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
