import { successorsOf } from '../../../clients/eras.ts';
import { BODYLESS } from '../../../clients/methods.ts';
import { BODIES, NEW_OPTIONS } from '../../../clients/options.ts';
import { groupPairs } from '../../../core/group.ts';
import { contains } from '../../../core/text.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Argument, Call, Expr } from '../ast/expressions.ts';
import type { ClassDef, FunctionDef } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { keyword, plainArguments } from '../inference/functions/arguments.ts';
import { passesOn } from '../inference/knowledge.ts';
import { canonical, lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { nodesIn } from '../walk.ts';
import { holdsAny, placesOf, type Places, type Region } from './regions.ts';

/** How alike two calls have to be: `likely` where the code around them speaks of versions already. */
export type Likeness = 'strict' | 'likely';

/** The calls of a file that are the new form of one in its old form, by how alike they are. */
export interface Counterparts {
  /** Nothing is alike. */
  readonly areNone: boolean;
  areIn(region: Region, likeness: Likeness): boolean;
}

/** Where the new form of a call stands that is written in its old form. */
export function counterpartsOf(module: Module, old: Call): Counterparts {
  const alike = formsOf(module, old);
  const all = { strict: alike.flatMap((one) => one.strict), likely: alike.flatMap((one) => one.likely) };
  return {
    areNone: all.likely.length === 0,
    areIn: (region, likeness) => all[likeness].some((calls) => holdsAny(region, reaching(calls, module))),
  };
}

/** Calls in a new form, in groups of those that are alike. */
interface Alike {
  readonly strict: readonly (readonly Call[])[];
  readonly likely: readonly (readonly Call[])[];
}

/** Calls in one new form: by their URL, by a value that they give, and by both. */
interface Form {
  readonly byUrl: ReadonlyMap<string, readonly Call[]>;
  readonly byValue: ReadonlyMap<string, readonly Call[]>;
  readonly byBoth: ReadonlyMap<string, readonly Call[]>;
}

/** What is alike, for each part of a call that is in its old form. */
function formsOf(module: Module, old: Call): readonly Alike[] {
  const url = urlOf(module, old);
  const method = methodOf(old);
  const args = argumentsOf(old);
  const urls = method === 'request' ? 2 : 1;
  const plain = plainArguments(args);
  const body = plain[urls]?.value;
  const alike = (form: Form, value: Expr): Alike => {
    const text = sourceOf(module, value);
    const [here, same, both] = [
      form.byUrl.get(url),
      form.byValue.get(text),
      form.byBoth.get(pair(url, text)),
    ];
    return { strict: both ? [both] : [], likely: [here, same].filter((one) => one !== undefined) };
  };
  const renamed = old.args.flatMap(({ name, value }): readonly Alike[] =>
    name && successorsOf(name.id).length > 0 ? [alike(renamedForms(module)(name.id, module), value)] : [],
  );
  const isBodyless = BODYLESS.includes(canonical(method)) && args.some(({ name }) => isBody(name?.id));
  return [
    ...renamed,
    ...(body ? [alike(namedForms(module)(plain.length, module), body)] : []),
    ...(isBodyless ? [requestsAt(module, url)] : []),
  ];
}

const pair = (url: string, value: string): string => JSON.stringify([url, value]);

function formOf(module: Module, calls: Iterable<readonly [call: Call, values: readonly Expr[]]>): Form {
  const all = [...calls].map(([call, values]) => ({
    call,
    url: urlOf(module, call),
    texts: [...new Set(values.map((value) => sourceOf(module, value)))],
  }));
  return {
    byUrl: groupPairs(all.map(({ call, url }) => [url, call] as const)),
    byValue: groupPairs(all.flatMap(({ call, texts }) => texts.map((text) => [text, call] as const))),
    byBoth: groupPairs(
      all.flatMap(({ call, url, texts }) => texts.map((text) => [pair(url, text), call] as const)),
    ),
  };
}

/** Calls that give what took the place of an option, and not the option itself. */
const renamedForms = oncePer((_: Module) =>
  keyed((old: string, module: Module): Form => {
    const names = successorsOf(old);
    const calls = callsGiving(module, names).filter(({ args }) => !keyword(args, old));
    // The old client takes `json=` too: a helper that passes text as `data` and all else as `json` is no guard.
    return formOf(
      module,
      calls.map(
        (call) => [call, names.flatMap((name) => (isNewer(name) && keyword(call.args, name)) || [])] as const,
      ),
    );
  }),
);

/** Calls that give their body by name, with fewer arguments by their place than `count`. */
const namedForms = oncePer((_: Module) =>
  keyed((count: number, module: Module): Form => {
    const calls = callsGiving(module, NAMED).filter(
      (call) => plainArguments(argumentsOf(call)).length < count,
    );
    return formOf(
      module,
      calls.map((call) => {
        // The old client takes `data=` and `json=` too: these alone are no sign that the other call is for the new one.
        const isForNew = keyword(call.args, 'content') !== undefined;
        const given = isForNew ? NAMED.flatMap((name) => keyword(call.args, name) ?? []) : [];
        return [call, given] as const;
      }),
    );
  }),
);

/** `client.request("DELETE", ...)` with a body. */
function requestsAt(module: Module, url: string): Alike {
  const { all, byUrl } = requestsIn(module);
  const here = byUrl.get(url);
  return { strict: here ? [here] : [], likely: all.length > 0 ? [all] : [] };
}

const requestsIn = oncePer((module: Module) => {
  const all = callsGiving(module, BODIES).filter((call) => methodOf(call) === 'request');
  return { all, byUrl: groupPairs(all.map((call) => [urlOf(module, call), call] as const)) };
});

function keyed<Key, Rest extends readonly unknown[], Found>(
  find: (key: Key, ...rest: Rest) => Found,
): (key: Key, ...rest: Rest) => Found {
  const known = new Map<Key, Found>();
  return (key, ...rest) => {
    const found = known.get(key) ?? find(key, ...rest);
    known.set(key, found);
    return found;
  };
}

/** What a body that is given by its place alone may be called. */
const NAMED = ['data', 'content', 'json', 'params'] as const;

const isBody = (name: string | undefined): boolean => BODIES.includes(name ?? '');

/** Whether the old client had no option of this name, as Python spells it. */
const isNewer = (name: string): boolean => NEW_OPTIONS.includes(canonical(name));

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

const callsGiving = (module: Module, names: readonly string[]): readonly Call[] => [
  ...new Set(names.flatMap((name) => callsByName(module).get(name) ?? [])),
];

/** Few calls give what only a new form has. */
const callsByName = oncePer((module: Module) =>
  groupPairs(
    module.calls.flatMap((call) => call.args.flatMap(({ name }) => (name ? [[name.id, call] as const] : []))),
  ),
);

/** Whether code calls a client with an option that the old one had none of. */
export const speaksNew = (module: Module, region: Region): boolean =>
  holdsAny(region, reaching(callsThatSpeakNew(module), module));

const callsThatSpeakNew = oncePer((module: Module) =>
  module.calls.filter(({ args }) => args.some(({ name }) => isNewer(name?.id ?? ''))),
);

/** Where code leads to some calls of its file: to the calls themselves, and to the functions and classes that they stand in, by name. */
const reaching = oncePer((calls: readonly Call[], module: Module): Places => {
  const around = new Set(calls.flatMap((call) => defsAround(module, call)));
  return placesOf([...calls, ...[...around].flatMap((def) => namedAt(module, def))]);
});

type Def = FunctionDef | ClassDef;

function defsAround(module: Module, call: Call): readonly Def[] {
  const found: Def[] = [];
  for (let at = parentOf(module, call); at; at = parentOf(module, at))
    if ((at.kind === 'function' || at.kind === 'class') && contains(at, call)) found.push(at);
  return found;
}

/** Where a function or a class is named; an attribute of a function's name may be a method. */
function namedAt(module: Module, def: Def): Places {
  return (module.mentions.get(def.name.id) ?? []).filter((node) =>
    node.kind === 'name'
      ? module
          .bindingsOf(node)
          .some(({ origin }) => (origin.by === 'function' || origin.by === 'class') && origin.def === def)
      : def.kind === 'function',
  );
}

/**
 * Where a file gives an option, or writes a key, that took the place of `name`, and that the old client had none of.
 */
export const successorsIn = (module: Module, name: string): Places => writtenAs(module)(name, module);

const writtenAs = oncePer((_: Module) =>
  keyed((old: string, { ast }: Module): Places => {
    const wanted = successorsOf(old).filter(isNewer);
    if (wanted.length === 0) return [];
    const found = nodesIn(ast.body).all.filter(
      (node) =>
        (node.kind === 'text' && wanted.includes(node.value ?? '')) ||
        (node.kind === 'call' && node.args.some((one) => wanted.includes(one.name?.id ?? ''))),
    );
    return placesOf(found);
  }),
);
