import { contains, type Span } from '../../../../core/text.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { classOfSelf, functionAround, sourceOf } from '../../binding/places.ts';
import { isTestFunction } from '../../collected.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';
import { lastName, literalText } from '../../names.ts';
import { parentOf } from '../../parents.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { conftestsOf } from '../functions/conftests.ts';
import { isClientOrClass, textOf } from '../types.ts';

/** A call that puts something in place of an attribute for a time: `monkeypatch.setattr(client, "get", fake)`. */
export interface Replacement {
  /** Absent where it is computed. */
  readonly method?: string;
  /** What gives the method, where it is computed; absent where that is an f-string. */
  readonly computed?: Expr;
  /** What it is an attribute of; absent where that is told by a dotted name. */
  readonly owner?: Expr;
  /** The dotted name before the method: `tests.test_it.client` of `patch("tests.test_it.client.get")`. */
  readonly named?: string;
  /** The file that does it, and the call that does. */
  readonly home: Module;
  readonly call: Call;
  /** What is put there, where it is given. */
  readonly by?: Expr;
  /** The test, the class or the `with` statement that it is made for; absent where it may be in force anywhere in the file. */
  readonly within?: Span;
}

const replacementsIn = oncePer((module: Module): readonly Replacement[] =>
  module.calls.flatMap((call) => replacements(module, call)),
);

const REPLACING = /(?:^|\.)(setattr|patch|patch\.object|patch\.multiple|spy)$/;

function replacements(module: Module, call: Call): readonly Replacement[] {
  const { callee, args } = call;
  if (callee.kind !== 'attribute' && callee.kind !== 'name') return [];
  const kind = REPLACING.exec(sourceOf(module, callee))?.[1];
  const [first, second, third] = [0, 1, 2].map((index) => positional(args, index));
  if (kind === undefined || !first) return [];
  const given = keyword(args, 'new') ?? keyword(args, 'side_effect') ?? keyword(args, 'wraps');
  const within = scopeOf(module, call);
  const common = { home: module, call, ...(within && { within }) };
  if (kind === 'patch.multiple')
    return args.flatMap(({ name, value }) =>
      name ? [{ ...common, owner: first, method: name.id, by: value }] : [],
    );
  if (first.kind === 'text') {
    const [, named, method] = /([\w.]+)\.(\w+|\{[^{}]+\})["']*$/.exec(sourceOf(module, first)) ?? [];
    const by = second ?? given;
    if (method === undefined || named === undefined) return [];
    return [{ ...common, named, ...(!method.startsWith('{') && { method }), ...(by && { by }) }];
  }
  if (!second) return [];
  const by = third ?? given;
  const method = literalText(second);
  const name = method === undefined ? { computed: second } : { method };
  return [{ ...common, owner: first, ...name, ...(by && { by }) }];
}

/** Where a patch is in force: below a `with`, in what it decorates, in the test that makes it. */
function scopeOf(module: Module, call: Call): Span | undefined {
  const parent = parentOf(module, call);
  const around = functionAround(module, call);
  // What a fixture yields to runs inside of its `with`.
  const isOpen = around?.yields.some((one) => parent && contains(parent, one));
  if (parent?.kind === 'with' && !isOpen) return parent;
  const decorated = [...module.functions.keys(), ...module.classes.keys()].find(({ decorators }) =>
    decorators.includes(call),
  );
  if (decorated) return decorated;
  return around && isTestFunction(around) ? around.def : undefined;
}

/** What a test, or a fixture in sight, puts in place of a client's method where it is read from `object`. */
export function replacementsAt(
  analysis: Analysis,
  module: Module,
  object: Expr,
  method: string,
): readonly Replacement[] {
  const isOf = (one: Module, { owner, named }: Replacement): boolean =>
    owner
      ? analysis.infer({ module: one, node: owner }).some(isClientOrClass)
      : isNamed(analysis, one, named ?? '', object);
  return [module, ...conftestsOf(analysis, module)].flatMap((one) =>
    replacementsIn(one).filter(
      (found) =>
        isForMethod(analysis, found, method) &&
        (one === module ? !found.within || contains(found.within, object) : !found.within) &&
        isOf(one, found),
    ),
  );
}

/** The methods that are replaced, where they are known: the one that is written, those of a loop over texts. */
export function methodsReplaced(
  analysis: Analysis,
  { home, method, computed }: Replacement,
): readonly string[] | undefined {
  if (method !== undefined) return [method];
  const texts = computed ? analysis.infer({ module: home, node: computed }).map(textOf) : [];
  const known = texts.filter((text) => text !== undefined);
  return known.length > 0 && known.length === texts.length ? known : undefined;
}

/** Whether a replacement may be of a method. A class that sets whatever it is given on itself sets options, as a rule. */
function isForMethod(analysis: Analysis, found: Replacement, method: string): boolean {
  const known = methodsReplaced(analysis, found);
  if (known) return known.includes(method);
  return found.owner?.kind !== 'name' || !classOfSelf(found.home, found.owner);
}

/** Whether a dotted name is that of a client or of its class: by what stands in the file that it leads to, or by its look. */
function isNamed(analysis: Analysis, module: Module, path: string, object: Expr): boolean {
  const [, file = '', name = ''] = /^(?:(.*)\.)?(\w+)$/.exec(path) ?? [];
  if (name === lastName(object) || /[cC]lient$/.test(name)) return true;
  const home = moduleNamed(analysis, module, 0, file);
  const types = home?.scope.bindings.get(name)?.flatMap((binding) => analysis.inferBinding(home, binding));
  return types?.some(isClientOrClass) ?? false;
}

/** Whether a test, or a fixture in sight, puts something in place of a client's method where a call stands. */
export const isReplaced = (analysis: Analysis, module: Module, at: Expr, method: string): boolean =>
  replacementsAt(analysis, module, at, method).length > 0;
