import { MAX_FILES } from '../../../kernel/mentioning.ts';
import type { Attribute, NameExpr } from '../../ast/expressions.ts';
import { takenFrom } from '../../binding/importing.ts';
import { stemOf } from '../../binding/imports.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import { isTestFunction } from '../../collected.ts';
import { moduleNamed, remembering, type Analysis } from '../analysis.ts';
import { conftestsOf } from '../functions/conftests.ts';
import { fixtureName, fixtureOption, isFixture } from '../functions/marked.ts';
import type { Change } from './change.ts';
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

/** A place where an attribute of some name is read. */
export interface Mention {
  readonly module: Module;
  readonly node: NameExpr | Attribute;
  /** It is read from `self`, `cls` or the class itself. */
  readonly isOwn: boolean;
}

/** Where attributes of a name are read: in the file, and in those that name the class as well; `undefined`: those are too many. */
export function mentionsOf(
  analysis: Analysis,
  home: Module,
  name: string,
  owner: string | undefined,
): readonly Mention[] | undefined {
  const { project } = analysis;
  const naming = owner === undefined ? [] : project.mentioning(owner).filter((path) => path !== home.path);
  const mentioning = new Set(naming.length > 0 ? project.mentioning(name) : []);
  const others = naming.filter((path) => mentioning.has(path));
  if (others.length > MAX_FILES) return undefined;
  return [home, ...others.flatMap((path) => analysis.module(path) ?? [])].flatMap((module) =>
    (module.mentions.get(name) ?? []).flatMap((node): Mention[] =>
      node.kind === 'attribute' ? [{ module, node, isOwn: isOwn(module, node, owner) }] : [],
    ),
  );
}

/** `self.name` in a method, `Class.name`. */
function isOwn(module: Module, { object }: Attribute, owner: string | undefined): boolean {
  if (object.kind !== 'name') return false;
  if (object.id === owner) return true;
  const info = functionAround(module, object);
  return info?.owner !== undefined && info.def.parameters[0]?.name.id === object.id;
}
