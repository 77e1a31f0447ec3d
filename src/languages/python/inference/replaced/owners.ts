import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { moduleNamed, type Analysis } from '../analysis.ts';
import { ancestry } from '../classes/classes.ts';
import { classKey, sameClass, unknown, type ClassRef, type Placed, type Type } from '../types.ts';
import type { Replacement } from './replacements.ts';
import { ANY_NAME } from './texts.ts';

/** What has an attribute that may be replaced: a file, a class, or something outside the project that a file reads from. */
export type Owner =
  | { readonly module: Module; readonly path?: string }
  | { readonly cls: ClassRef }
  /** A namespace, by the call that makes it. */
  | { readonly made: Placed };

/** What an analysis that takes no step says of a name that something may be put in the place of. It may be any owner. */
export const replaceable = unknown('something else may be put in its place');

const isReplaceable = (type: Type): boolean =>
  type.is === 'member'
    ? isReplaceable(type.of)
    : type.is === 'unknown' && type.because === replaceable.because;

/** The same for both readings of a file. */
export function ownerKey(owner: Owner): string {
  if ('made' in owner) return `${owner.made.module.path}#${owner.made.node.start}`;
  return 'cls' in owner ? classKey(owner.cls) : (owner.path ?? owner.module.path);
}

/** The file of a class or a namespace, or the file itself. */
export function homeOf(owner: Owner): Module {
  if ('made' in owner) return owner.made.module;
  return 'module' in owner ? owner.module : owner.cls.module;
}

/** Whether a replacement is one of this owner's. */
export function isOf(analysis: Analysis, { module, owner: of, name }: Replacement, owner: Owner): boolean {
  switch (of.by) {
    case 'file':
      return 'module' in owner && owner.path === undefined && module.path === owner.module.path;
    case 'path':
      return isAtPath(analysis, module, of.path, owner);
    case 'expression': {
      if ('made' in owner) return isPutInto(analysis, { module, node: of.node }, owner.made);
      const written = sourceOf(module, of.node);
      const listed = /^(?:\w+\.)?modules\[(?:(__name__)|["']([\w.]+)["'])\]$/.exec(written);
      if (listed) {
        if (!('module' in owner)) return false;
        return listed[1]
          ? module.path === owner.module.path
          : isAtPath(analysis, module, listed[2] ?? '', owner);
      }
      return analysis.infer({ module, node: of.node }).some((type) => {
        if (isReplaceable(type)) return name !== ANY_NAME;
        if ('module' in owner)
          return owner.path === undefined
            ? type.is === 'module' && type.module.path === owner.module.path
            : type.is === 'external' && type.path === owner.path && name !== ANY_NAME;
        if (type.is !== 'class' && type.is !== 'instance') return false;
        // A computed attribute of an instance is one of very many.
        if (type.is === 'instance' && name === ANY_NAME && module.path !== owner.cls.module.path)
          return false;
        return isRelated(analysis, type.cls, owner.cls);
      });
    }
  }
}

/** Whether something may be put into a namespace; what is not known may be it, in its own file. */
const isPutInto = (analysis: Analysis, { module, node }: Placed, made: Placed): boolean =>
  analysis.infer({ module, node }).some((type) => {
    if (type.is === 'unknown') return isReplaceable(type) || module.path === made.module.path;
    return type.is === 'namespace' && ownerKey({ made: type.at }) === ownerKey({ made });
  });

/** Whether what is set on the one class may be seen on the other. */
const isRelated = (analysis: Analysis, a: ClassRef, b: ClassRef): boolean =>
  sameClass(a, b) ||
  ancestry(analysis, a).some((one) => sameClass(one, b)) ||
  ancestry(analysis, b).some((one) => sameClass(one, a));

/** Whether a dotted name, as `patch` takes it, leads to the file, or to the class in its file. */
function isAtPath(analysis: Analysis, importer: Module, path: string, owner: Owner): boolean {
  if ('made' in owner) return false;
  if ('module' in owner && owner.path !== undefined)
    return path === owner.path || leadsTo(analysis, importer, path, owner.path);
  if ('module' in owner) return moduleNamed(analysis, importer, 0, path)?.path === owner.module.path;
  const { module, info } = owner.cls;
  const name = `.${info.def.name.id}`;
  return (
    path.endsWith(name) &&
    moduleNamed(analysis, importer, 0, path.slice(0, -name.length))?.path === module.path
  );
}

/** Whether a dotted name leads out of the project through a file of it: `pkg.api.requests`, where `pkg/api.py` imports it. */
function leadsTo(analysis: Analysis, importer: Module, path: string, outside: string): boolean {
  const at = path.lastIndexOf('.');
  const home = at < 0 ? undefined : moduleNamed(analysis, importer, 0, path.slice(0, at));
  if (!home) return false;
  const bindings = home.scope.bindings.get(path.slice(at + 1)) ?? [];
  return bindings.some((binding) =>
    analysis.inferBinding(home, binding).some((type) => type.is === 'external' && type.path === outside),
  );
}
