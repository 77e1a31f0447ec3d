import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { onceWithin } from '../../../kernel/once.ts';
import type { Attribute } from '../../ast/expressions.ts';
import { takenFrom } from '../../binding/importing.ts';
import { stemOf } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import { isTestFunction } from '../../collected.ts';
import { moduleNamed, remembering, type Analysis } from '../analysis.ts';
import { conftestsOf } from '../functions/conftests.ts';
import { fixtureName, fixtureOption, isFixture } from '../functions/marked.ts';
import { changeAt, type Change } from './change.ts';
import { literalText } from '../../names.ts';

/** How a file names something of another module: by bindings of its own, as an attribute of the module, or in a patch. */
export interface Imported {
  readonly module: Module;
  readonly bindings: readonly Binding[];
  readonly reads: readonly Attribute[];
  /** `patch.dict("module.name", ...)`, as a change of what the name holds. */
  readonly patches: readonly Change[];
}

/** The other files that get hold of what a module binds to a name; `undefined` where those are too many. */
export const importsOf = (
  analysis: Analysis,
  home: Module,
  { name }: Binding,
): readonly Imported[] | undefined => importsBy(analysis, { home, name });

interface Named {
  readonly home: Module;
  readonly name: string;
}

const importsBy: (analysis: Analysis, of: Named) => readonly Imported[] | undefined = remembering(
  'imports of',
  ({ home, name }) => `${home.path} ${name}`,
  [],
  (analysis, { home, name }) => {
    const files = filesNaming(analysis, home, name);
    if (files.length > MAX_FILES) return undefined;
    return [home, ...files.flatMap((path) => analysis.module(path) ?? [])].map((module) => ({
      module,
      bindings: module === home ? [] : importedAs(analysis, module, home, name),
      reads: module === home ? [] : readAs(analysis, module, home, name),
      patches: patchesOf(analysis, module, home, name),
    }));
  },
);

function patchesOf(analysis: Analysis, module: Module, home: Module, name: string): readonly Change[] {
  if (!module.source.includes('.dict(')) return [];
  return module.calls.flatMap((call): Change[] => {
    const { callee, args } = call;
    const [first, ...others] = args;
    if (callee.kind !== 'attribute' || callee.attribute.id !== 'dict') return [];
    const path = literalText(first?.value);
    if (!path?.endsWith(`.${name}`)) return [];
    if (moduleNamed(analysis, module, 0, path.slice(0, -name.length - 1))?.path !== home.path) return [];
    return [{ module, by: 'method', method: 'update', call: { ...call, args: others } }];
  });
}

/** The files that mention a name together with the module, or with the package that may hand it on. */
function filesNaming({ project }: Analysis, home: Module, name: string): readonly string[] {
  const mentioning = project.mentioning(name).filter((path) => path !== home.path);
  if (mentioning.length === 0) return [];
  const [stem = '', folder] = stemOf(home.path).split('/').toReversed();
  const near = new Set([stem, folder].flatMap((word) => (word ? project.mentioning(word) : [])));
  return mentioning.filter((path) => near.has(path));
}

const importedAs = ({ project }: Analysis, module: Module, home: Module, name: string): readonly Binding[] =>
  takenFrom(project, module, home.path).bindings.filter(({ origin }) => origin.name === name);

const readAs = (analysis: Analysis, module: Module, home: Module, name: string): readonly Attribute[] =>
  (module.mentions.get(name) ?? []).flatMap((node) => {
    if (node.kind !== 'attribute') return [];
    const objects = analysis.infer({ module, node: node.object });
    return objects.some((type) => type.is === 'module' && type.module.path === home.path) ? [node] : [];
  });

/**
 * Parameters that are given the same object as one of a test or a fixture: those of fixtures in sight that ask for the same
 * fixture, and where tests share it, those of the other tests of the file.
 */
export function sharersOf(
  analysis: Analysis,
  module: Module,
  { name, origin }: Binding,
): readonly { readonly module: Module; readonly binding: Binding }[] {
  if (origin.by !== 'parameter' || origin.owner.kind !== 'function') return [];
  const own = module.functions.get(origin.owner);
  if (!own || (!isTestFunction(own) && !isFixture({ module, info: own }))) return [];
  const near = [module, ...conftestsOf(analysis, module)];
  const fixtures = near.flatMap((one) =>
    [...one.functions.values()]
      .map((info) => ({ module: one, info }))
      .filter((fn) => isFixture(fn) && fn.info !== own),
  );
  const isShared = fixtures.some(
    (fn) => fixtureName(fn) === name && fixtureOption(fn, 'scope') !== undefined,
  );
  const tests = isShared
    ? [...module.functions.values()]
        .filter((info) => info !== own && isTestFunction(info))
        .map((info) => ({ module, info }))
    : [];
  return [...fixtures, ...tests].flatMap((fn) => {
    const parameter = fn.info.def.parameters.find((one) => one.name.id === name);
    const binding = parameter && fn.module.bindingAt(parameter.name);
    return binding ? [{ module: fn.module, binding }] : [];
  });
}

/** An attribute that is read from `self`, `cls` or the class itself. */
interface OwnMention {
  readonly module: Module;
  readonly node: Attribute;
}

/** What may be done to what attributes of a name hold. */
interface Mentions {
  /** By the use of an attribute, or right where one is read that may be of something else. */
  readonly all: readonly (OwnMention | Change)[];
  readonly changes: readonly Change[];
}

/**
 * Where attributes of a name are used: in the file, and in those that name the class as well; `undefined`: those are too many. One that is
 * read from something else may be an attribute of that: only what is done to it right there counts.
 */
export const mentionsOf = (
  analysis: Analysis,
  home: Module,
  name: string,
  owner: string | undefined,
): Mentions | undefined => mentionsBy(analysis, { home, name, owner });

interface Member extends Named {
  readonly owner: string | undefined;
}

const mentionsBy = onceWithin(
  ({ home, name, owner = '' }: Member) => `${name} ${owner} ${home.path}`,
  undefined as Mentions | undefined,
  (analysis: Analysis, { home, name, owner }): Mentions | undefined => {
    const { project } = analysis;
    const naming = owner === undefined ? [] : project.mentioning(owner).filter((path) => path !== home.path);
    const mentioning = new Set(naming.length > 0 ? project.mentioning(name) : []);
    const others = naming.filter((path) => mentioning.has(path));
    if (others.length > MAX_FILES) return undefined;
    const modules = [home, ...others.flatMap((path) => analysis.module(path) ?? [])];
    const all = modules.flatMap((module) => usesIn(module, name, owner));
    return { all, changes: all.filter((one) => 'by' in one) };
  },
);

const usesIn = (module: Module, name: string, owner: string | undefined): Mentions['all'] =>
  (module.mentions.get(name) ?? []).flatMap((node): Mentions['all'] => {
    if (node.kind !== 'attribute') return [];
    if (isOwn(module, node, owner)) return [{ module, node }];
    const change = changeAt(module, node);
    return change ? [change] : [];
  });

/** `self.name` in a method, `Class.name`. */
function isOwn(module: Module, { object }: Attribute, owner: string | undefined): boolean {
  if (object.kind !== 'name') return false;
  if (object.id === owner) return true;
  const info = functionAround(module, object);
  return info?.owner !== undefined && info.def.parameters[0]?.name.id === object.id;
}
