import { onceWithin } from '../../../kernel/once.ts';
import type { Attribute, NameExpr } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';

/** So many files that mention a name and its module are read; each of them costs a parse. */
const MAX_FILES = 40;

/** How a file names something of another module: by bindings of its own, or as an attribute of the module. */
export interface Imported {
  readonly module: Module;
  readonly bindings: readonly Binding[];
  readonly reads: readonly Attribute[];
}

/** The other files that get hold of what a module binds to a name. */
export const importsOf = (analysis: Analysis, home: Module, { name }: Binding): readonly Imported[] =>
  importsBy(analysis, { home, name });

const importsBy = onceWithin(
  ({ home, name }: { readonly home: Module; readonly name: string }) => `${home.path} ${name}`,
  [],
  (analysis: Analysis, { home, name }): readonly Imported[] =>
    filesNaming(analysis, home, name)
      .flatMap((path) => analysis.module(path) ?? [])
      .map((module) => ({
        module,
        bindings: importedAs(analysis, module, home, name),
        reads: readAs(analysis, module, home, name),
      }))
      .filter(({ bindings, reads }) => bindings.length + reads.length > 0),
);

/** The files that mention a name together with the module, or with the package that may hand it on. */
function filesNaming({ project }: Analysis, home: Module, name: string): readonly string[] {
  const mentioning = project.mentioning(name).filter((path) => path !== home.path);
  if (mentioning.length === 0) return [];
  const [stem = '', folder] = home.path
    .replace(/(\/__init__)?\.py$/, '')
    .split('/')
    .toReversed();
  const near = new Set([stem, folder].flatMap((word) => (word ? project.mentioning(word) : [])));
  return mentioning.filter((path) => near.has(path)).slice(0, MAX_FILES);
}

function importedAs(analysis: Analysis, module: Module, home: Module, name: string): readonly Binding[] {
  return [...module.scope.bindings.values()].flat().filter(({ origin }) => {
    if (origin.by !== 'import-from' || origin.name !== name) return false;
    return moduleNamed(analysis, module, origin.from.level, origin.from.path)?.path === home.path;
  });
}

const readAs = (analysis: Analysis, module: Module, home: Module, name: string): readonly Attribute[] =>
  (module.mentions.get(name) ?? []).flatMap((node) => {
    if (node.kind !== 'attribute') return [];
    const objects = analysis.infer({ module, node: node.object });
    return objects.some((type) => type.is === 'module' && type.module.path === home.path) ? [node] : [];
  });

/** A place where an attribute of some name is read. */
export interface Mention {
  readonly module: Module;
  readonly node: NameExpr | Attribute;
  /** It is read from `self`, `cls` or the class itself. */
  readonly isOwn: boolean;
}

/** Where attributes of a name are read: in the file, and in those that name the class as well. */
export function mentionsOf(
  analysis: Analysis,
  home: Module,
  name: string,
  owner: string | undefined,
): readonly Mention[] {
  const { project } = analysis;
  const naming = owner === undefined ? [] : project.mentioning(owner).filter((path) => path !== home.path);
  const mentioning = new Set(naming.length > 0 ? project.mentioning(name) : []);
  const others = naming.filter((path) => mentioning.has(path)).slice(0, MAX_FILES);
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
