import { MAX_FILES } from '../../kernel/mentioning.ts';
import type { Attribute, Call, Expr } from '../ast/expressions.ts';
import type { FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import { filesImportedBy } from '../binding/importing.ts';
import { classOfSelf, functionAround } from '../binding/places.ts';
import type { Binding } from '../binding/scope.ts';
import { isTestFunction } from '../collected.ts';
import { moduleNamed, type Analysis } from './analysis.ts';
import { callersOf } from './callers.ts';
import { argumentFor } from './functions/arguments.ts';
import { conftestsOf } from './functions/conftests.ts';
import { fixtureOption, isFixture } from './functions/marked.ts';
import { fixturesFor } from './pytest/fixtures.ts';
import { computedOfClients } from './replaced/computed.ts';
import { handsOn, isMock } from './replaced/mocks.ts';
import { replacementsOf, type Replacement } from './replaced/replacements.ts';
import { ANY_NAME, filesReplacing } from './replaced/texts.ts';
import { textOf, type FunctionRef, type Placed } from './types.ts';

/** Whether something else is assigned to a method of what an expression gives, or may be by a name that is not known. */
export const isAssigned = (analysis: Analysis, at: Placed, method: string): boolean =>
  assignedTo(analysis, at, method).length > 0 ||
  under(analysis, at, ANY_NAME).some(
    (one) => isOfAnyMethod(analysis, one) && isLoadedWith(analysis, at.module, one.module.path),
  );

/**
 * Whether nothing but mocks, or functions that call no client, is put in the place of a method, one of them by the file of the
 * expression, when it is imported or before the expression in the same function.
 */
export function isMockedForGood(analysis: Analysis, at: Placed, method: string): boolean {
  const found = assignedTo(analysis, at, method);
  const types = found.flatMap((one) => one.types(analysis));
  return (
    types.length > 0 &&
    found.some((one) => isInForce(one, at)) &&
    types.every((type) =>
      type.is === 'function' || type.is === 'lambda' ? !handsOn(type) : type.is === 'made' && isMock(type),
    )
  );
}

function isInForce({ module, within, owner }: Replacement, at: Placed): boolean {
  if (module.path !== at.module.path || owner.by !== 'expression') return false;
  if (!within) return functionAround(at.module, at.node) !== undefined;
  return (
    functionAround(at.module, at.node)?.def.start === within.def.start && owner.node.end <= at.node.start
  );
}

/** What is assigned to a method of what an expression gives: `client.post = fake`, `TestClient.post = fake`. */
export const assignedTo = (analysis: Analysis, at: Placed, method: string): readonly Replacement[] => [
  ...under(analysis, at, method),
  ...under(analysis, at, ANY_NAME).filter((one) => namesOf(analysis, one)?.includes(method)),
];

function under(analysis: Analysis, at: Placed, name: string): readonly Replacement[] {
  return [...replacementsOf(at.module, name), ...elsewhere(analysis, at.module, name)].filter(
    (one) => !one.temporary && concerns(analysis, one, at),
  );
}

/** What other files replace under a name. */
function elsewhere(analysis: Analysis, { path: own }: Module, name: string): readonly Replacement[] {
  if (name === ANY_NAME) return computedOfClients(analysis).filter(({ module }) => module.path !== own);
  const files = filesReplacing(analysis.project, name).filter((path) => path !== own);
  return files
    .slice(0, MAX_FILES)
    .flatMap((path) => analysis.module(path) ?? [])
    .flatMap((module) => replacementsOf(module, name));
}

/** The names that a `setattr` computes, where they are known: those of a loop over texts. */
function namesOf(analysis: Analysis, { module, computed }: Replacement): readonly string[] | undefined {
  const texts = computed ? analysis.infer({ module, node: computed }).map(textOf) : [];
  const known = texts.filter((text) => text !== undefined);
  return known.length > 0 && known.length === texts.length ? known : undefined;
}

/** Whether a `setattr` may be of any method. An object that sets whatever it is given on itself sets options, as a rule. */
function isOfAnyMethod(analysis: Analysis, one: Replacement): boolean {
  const { module, owner, computed } = one;
  if (!computed || owner.by !== 'expression' || namesOf(analysis, one)) return false;
  return owner.node.kind !== 'name' || !classOfSelf(module, owner.node);
}

/**
 * Whether a file runs where the tests of a module run: it is that module or a `conftest.py` above it, or these import it, directly or
 * through others. A script elsewhere in the repository that sets whatever it is given says nothing of these tests.
 */
function isLoadedWith(analysis: Analysis, module: Module, path: string): boolean {
  const seen = new Set<string>();
  let files = [module, ...conftestsOf(analysis, module)];
  for (let step = 0; step < MAX_IMPORTS && files.length > 0; step++) {
    if (files.some((one) => one.path === path)) return true;
    const next = files.flatMap((one) => [...filesImportedBy(one, analysis.project)]);
    if (next.includes(path)) return true;
    const unseen = next.filter((one) => !seen.has(one));
    for (const one of unseen) seen.add(one);
    files = [...new Set(unseen)].flatMap((one) => analysis.module(one) ?? []);
  }
  return false;
}

/** A helper of tests is seldom further away. */
const MAX_IMPORTS = 3;

function concerns(analysis: Analysis, { module, owner, within }: Replacement, at: Placed): boolean {
  if (owner.by !== 'expression') return false;
  const types = analysis.infer({ module, node: owner.node });
  if (types.some(({ is }) => is === 'client-class')) return true;
  if (!types.some(({ is }) => is === 'client')) return false;
  const known = objectsOf(analysis, { module, node: owner.node }, 0);
  const isElsewhere = isOtherTest(module, within, at);
  return objectsOf(analysis, at, 0).some(({ key, fresh }) =>
    known.some((one) => one.key === key && !(isElsewhere && (fresh || one.fresh))),
  );
}

/** Whether something is done in one test and read in another: each has fixtures of its own. */
function isOtherTest(module: Module, within: FunctionInfo | undefined, at: Placed): boolean {
  const reader = functionAround(at.module, at.node);
  if (!within || !reader || !isTestFunction(within) || !isTestFunction(reader)) return false;
  return module.path !== at.module.path || within.def.start !== reader.def.start;
}

/** What tells an object from others. `fresh`: each test gets another one. */
interface Known {
  readonly key: string;
  readonly fresh: boolean;
}

/** Names may lead to names again. */
const MAX_DEPTH = 6;

/** The objects that an expression may give, by the places that hold them: bindings, attributes, calls that make them. */
function objectsOf(analysis: Analysis, { module, node }: Placed, depth: number): readonly Known[] {
  if (depth > MAX_DEPTH) return [];
  const of = (expr: Expr): readonly Known[] => objectsOf(analysis, { module, node: expr }, depth + 1);
  switch (node.kind) {
    case 'name':
      return module.bindingsOf(node).flatMap((binding) => ofBinding(analysis, module, binding, depth));
    case 'attribute':
      return ofAttribute(analysis, { module, node }, depth);
    case 'call':
      return ofCall(analysis, { module, node }, depth);
    case 'conditional':
      return [...of(node.then), ...of(node.otherwise)];
    case 'boolean':
      return [...of(node.left), ...of(node.right)];
    case 'walrus':
    case 'await':
      return of(node.value);
    default:
      return [];
  }
}

const keyOf = ({ path }: Module, { start }: { readonly start: number }): string => `${path} ${start}`;

function ofBinding(analysis: Analysis, module: Module, binding: Binding, depth: number): readonly Known[] {
  const { origin, scope, target } = binding;
  const own = { key: keyOf(module, target), fresh: isFresh(module, target) };
  const of = (node: Expr): readonly Known[] => objectsOf(analysis, { module, node }, depth + 1);
  switch (origin.by) {
    case 'value':
    case 'with':
      return origin.path.length > 0 ? [own] : [own, ...of(origin.value)];
    case 'import-from': {
      const source = moduleNamed(analysis, module, origin.from.level, origin.from.path);
      const bindings = source?.scope.bindings.get(origin.name) ?? [];
      return source ? bindings.flatMap((one) => ofBinding(analysis, source, one, depth + 1)) : [own];
    }
    case 'parameter': {
      const info = scope.node?.kind === 'function' ? module.functions.get(scope.node) : undefined;
      return info ? [own, ...ofParameter(analysis, { module, info }, binding, depth)] : [own];
    }
    default:
      return [own];
  }
}

/** A fixture gives what it returns, a helper gets what its callers pass. */
function ofParameter(
  analysis: Analysis,
  fn: FunctionRef,
  { name, origin }: Binding,
  depth: number,
): readonly Known[] {
  if (depth > MAX_DEPTH || origin.by !== 'parameter') return [];
  const { module, info } = fn;
  if (isFixture(fn) || isTestFunction(info))
    return fixturesFor(analysis, { module, owner: info.owner }, fn, name).flatMap((one) =>
      givenBy(analysis, one, depth),
    );
  const { parameter } = origin;
  return callersOf(analysis, fn).calls.flatMap(({ module: caller, call, bound }) => {
    const passed = argumentFor(fn, parameter, call.args, bound);
    return typeof passed === 'string'
      ? []
      : objectsOf(analysis, { module: caller, node: passed.value }, depth + 1);
  });
}

function givenBy(analysis: Analysis, { module, info }: FunctionRef, depth: number): readonly Known[] {
  const values = info.yields.length > 0 ? info.yields : info.returns;
  return values.flatMap(({ value }) =>
    value ? objectsOf(analysis, { module, node: value }, depth + 1) : [],
  );
}

/** `clients.client` is what the module binds; an attribute of anything else is told by its name alone. */
function ofAttribute(
  analysis: Analysis,
  { module, node }: Placed<Attribute>,
  depth: number,
): readonly Known[] {
  const name = node.attribute.id;
  const bound = analysis
    .infer({ module, node: node.object })
    .flatMap((type) =>
      type.is === 'module'
        ? (type.module.scope.bindings.get(name) ?? []).flatMap((binding) =>
            ofBinding(analysis, type.module, binding, depth + 1),
          )
        : [],
    );
  return bound.length > 0 ? bound : [{ key: `attribute ${name}`, fresh: false }];
}

function ofCall(analysis: Analysis, { module, node }: Placed<Call>, depth: number): readonly Known[] {
  const functions = analysis
    .infer({ module, node: node.callee })
    .flatMap((type) => (type.is === 'function' ? [type.fn] : []));
  if (functions.length > 0) return functions.flatMap((fn) => givenBy(analysis, fn, depth));
  return [{ key: keyOf(module, node), fresh: isFresh(module, node) }];
}

/** Whether a place runs anew for each test: in a function, but for a fixture that several tests share. */
function isFresh(module: Module, node: { readonly start: number; readonly end: number }): boolean {
  const info = functionAround(module, node);
  return info !== undefined && fixtureOption({ module, info }, 'scope') === undefined;
}
