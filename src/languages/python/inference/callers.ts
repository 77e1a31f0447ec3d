import { addAll, groupPairs } from '../../../core/group.ts';
import { modulesCalling } from '../../kernel/mentioning.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Attribute, Call, Expr, NameExpr, Parameter } from '../ast/expressions.ts';
import type { FunctionDef } from '../ast/statements.ts';
import { moduleName } from '../binding/imports.ts';
import type { Module } from '../binding/module.ts';
import { remembering, type Analysis } from './analysis.ts';
import { ancestry } from './classes/classes.ts';
import { subclassesOf } from './classes/subclasses.ts';
import { argumentFor } from './functions/arguments.ts';
import { decoratorOf, isBound } from './functions/decorators.ts';
import { fixtureName, isFixture } from './functions/marked.ts';
import { overriddenBy } from './replaced/overrides.ts';
import {
  functionKey,
  sameClass,
  sameFunction,
  unite,
  unknown,
  type ClassRef,
  type FunctionRef,
  type Placed,
  type Type,
  type Types,
} from './types.ts';

/** A call of a function of the project. */
export interface Caller {
  readonly module: Module;
  readonly call: Call;
  /** Whether it is called on an instance, so that `self` is not among the arguments. */
  readonly bound: boolean;
}

export interface Callers {
  readonly calls: readonly Caller[];
  /** Why not every call may be in sight; absent when all are. */
  readonly incomplete?: string;
}

/**
 * Every call of a function that is found in the project. A function that calls itself, directly or not, adds nothing to
 * what others pass.
 */
export const callersOf: (analysis: Analysis, fn: FunctionRef) => Callers = remembering(
  'callers',
  functionKey,
  { calls: [] },
  findCallers,
);

function findCallers(analysis: Analysis, fn: FunctionRef): Callers {
  const names = namesFor(analysis, fn);
  const modules = modulesCalling(analysis, fn.module, names);
  if (!modules) return { calls: [], incomplete: `too many files mention \`${names.join('`, `')}\`` };
  // `super().__init__(...)` stands where a subclass is, which names the class.
  const called = isConstructor(fn.info.def) ? [...names, '__init__'] : names;
  const calls: Caller[] = [];
  const decorator = decoratorOf(analysis, fn);
  const holders = new Set<Module>();
  let incomplete = decorator && `\`@${decorator}\` may change the arguments of \`${fn.info.def.name.id}\``;
  const method = overriddenBy(analysis, fn);
  if (method !== undefined)
    incomplete = `\`${fn.info.def.name.id}\` stands in the place of the client's \`${method}\``;
  for (const module of modules) {
    for (const node of mentionsIn(module, called)) {
      const bound = refersTo(analysis, { module, node }, fn);
      if (bound === undefined) continue;
      if (bound === 'maybe') {
        incomplete = `a call in ${module.path} may be one of \`${fn.info.def.name.id}\``;
        continue;
      }
      const call = module.callOf(node);
      if (call) calls.push({ module, call, bound });
      else if (!isHarmless(analysis, { module, node }, fn)) {
        incomplete = `\`${fn.info.def.name.id}\` is passed as a value in ${module.path}`;
        if (method !== undefined) holdersOf(analysis, { module, node }).forEach((one) => holders.add(one));
      }
    }
  }
  for (const module of holders) addAll(calls, heldCalls(analysis, module, fn));
  return { calls, ...(incomplete && { incomplete }) };
}

/** The names a function is called by: its own; that of the function that returns it; that of a fixture. */
function namesFor(analysis: Analysis, fn: FunctionRef): string[] {
  const { module, info } = fn;
  const names = classesMadeBy(analysis, fn)?.map((cls) => cls.info.def.name.id) ?? [info.def.name.id];
  for (let outer = info.outer; outer; outer = outer.outer) {
    names.push(outer.def.name.id);
    if (isFixture({ module, info: outer })) names.push(fixtureName({ module, info: outer }));
  }
  return [...new Set(names)];
}

const isConstructor = ({ name }: FunctionDef): boolean => name.id === '__init__';

/** The classes whose call calls this constructor: its own, and subclasses that inherit it. */
function classesMadeBy(analysis: Analysis, { module, info }: FunctionRef): readonly ClassRef[] | undefined {
  if (!info.owner || !isConstructor(info.def)) return undefined;
  const own: ClassRef = { module, info: info.owner };
  return [own, ...subclassesOf(analysis, own).filter((one) => isMadeBy(analysis, one, own))];
}

const isMadeBy = (analysis: Analysis, cls: ClassRef, owner: ClassRef): boolean => {
  const first = ancestry(analysis, cls).find(({ info }) => info.scope.bindings.has('__init__'));
  return first !== undefined && sameClass(first, owner);
};

function mentionsIn(module: Module, names: readonly string[]): (NameExpr | Attribute)[] {
  const aliases = names.flatMap((name) => aliasesIn(module).get(name) ?? []);
  return [...names, ...aliases].flatMap((name) => module.mentions.get(name) ?? []);
}

/** The other names that a file gives to what it imports, by the names of that. */
const aliasesIn = oncePer(({ scope }: Module): ReadonlyMap<string, readonly string[]> =>
  groupPairs(
    [...scope.bindings.values()]
      .flat()
      .flatMap(({ name, origin }) =>
        origin.by === 'import-from' && name !== origin.name ? [[origin.name, name] as const] : [],
      ),
  ),
);

/**
 * Whether it stands for the function: `true` when bound to an instance, `undefined` when it stands for something else,
 * `maybe` when that cannot be told.
 */
function refersTo(
  analysis: Analysis,
  at: Placed<NameExpr | Attribute>,
  fn: FunctionRef,
): boolean | 'maybe' | undefined {
  const { owner, def } = fn.info;
  const types = analysis.infer(at);
  for (const type of types) {
    if (type.is === 'function' && sameFunction(type.fn, fn)) return isBound(type);
    if (!owner || !isConstructor(def) || (type.is !== 'class' && type.is !== 'client-class') || !type.cls)
      continue;
    if (isMadeBy(analysis, type.cls, { module: fn.module, info: owner })) return true;
  }
  return types.some((type) => mayBe(type, at, fn)) ? 'maybe' : undefined;
}

/** A method of something unknown, or a function of a module that is not found where it is imported from. */
function mayBe(type: Type, { module, node }: Placed<NameExpr | Attribute>, fn: FunctionRef): boolean {
  const { owner, def, outer } = fn.info;
  if (owner) return !isConstructor(def) && node.kind === 'attribute' && isMemberOfUnknown(type);
  if (outer || module === fn.module) return false;
  if (type.is === 'unknown') return node.kind === 'name' && module.stars.length > 0;
  return type.is === 'external' && `.${type.path}`.endsWith(`.${moduleName(fn.module.path)}.${def.name.id}`);
}

const isMemberOfUnknown = (type: Type): boolean =>
  type.is === 'unknown' || (type.is === 'member' && isMemberOfUnknown(type.of));

/** A mention that no call out of sight can come from. */
function isHarmless(
  analysis: Analysis,
  { module, node }: Placed<NameExpr | Attribute>,
  { info, module: home }: FunctionRef,
): boolean {
  const { outer } = info;
  // The fixture around it returns it and is called by its own name.
  const isReturned =
    outer !== undefined && [...outer.returns, ...outer.yields].some(({ value }) => value === node);
  if (isReturned) return isFixture({ module: home, info: outer });
  if (info.owner && isConstructor(info.def)) {
    const known = subclassesOf(analysis, { module: home, info: info.owner });
    return basedOn(module, node).every((one) => known.some((cls) => cls.info === one));
  }
  return [...module.functions.values()].some(({ def }) => def.decorators.some((mark) => mark === node));
}

/** The files where a method that is read as a value may be called: its own, and that of a function that is given it. */
function holdersOf(analysis: Analysis, { module, node }: Placed<NameExpr | Attribute>): readonly Module[] {
  const takers = module.calls.filter(({ args }) => args.some(({ value }) => isInside(value, node)));
  const types = takers.flatMap(({ callee }) => analysis.infer({ module, node: callee }));
  return [module, ...types.flatMap((type) => (type.is === 'function' ? [type.fn.module] : []))];
}

const isInside = (outer: Expr, { start, end }: Expr): boolean => outer.start <= start && end <= outer.end;

/** `verbs["act"](...)`, `send(...)`: calls of what a file holds a function in. */
const heldCalls = (analysis: Analysis, module: Module, fn: FunctionRef): readonly Caller[] =>
  module.calls.flatMap((call): readonly Caller[] => {
    if (!mayHold(module, call.callee)) return [];
    const types = analysis.infer({ module, node: call.callee });
    const held = types.find((type) => type.is === 'function' && sameFunction(type.fn, fn));
    return held?.is === 'function' ? [{ module, call, bound: isBound(held) }] : [];
  });

function mayHold(module: Module, callee: Expr): boolean {
  switch (callee.kind) {
    case 'name':
      return module.bindingsOf(callee).some(({ origin }) => HOLDING.has(origin.by));
    case 'attribute':
      return module.storesOf(callee.attribute.id).length > 0;
    default:
      return callee.kind === 'subscript' || callee.kind === 'conditional';
  }
}

const HOLDING: ReadonlySet<string> = new Set(['value', 'iteration', 'parameter']);

/** The classes that name a class in this place as their base. */
const basedOn = ({ classes }: Module, node: NameExpr | Attribute): readonly ClassRef['info'][] =>
  [...classes.values()].filter(({ def }) => def.bases.some(({ value }) => value === node));

/** What the known callers pass for a parameter; `undefined` when there is no caller. `omitted`: some leave it to its default. */
export function callersPass(
  analysis: Analysis,
  fn: FunctionRef,
  parameter: Parameter,
): { types: Types; omitted: boolean } | undefined {
  const { calls, incomplete } = callersOf(analysis, fn);
  if (calls.length === 0) return undefined;
  let omitted = false;
  const types = calls.map(({ module, call, bound }): Types => {
    const passed = argumentFor(fn, parameter, call.args, bound);
    if (passed === 'omitted') omitted = true;
    if (passed === 'omitted') return [];
    if (passed === 'hidden')
      return [
        unknown(
          `a call of \`${fn.info.def.name.id}\` in ${module.path} unpacks arguments with \`*\` or \`**\``,
        ),
      ];
    return analysis.infer({ module, node: passed.value });
  });
  return { types: unite(...types, incomplete ? [unknown(incomplete)] : []), omitted };
}
