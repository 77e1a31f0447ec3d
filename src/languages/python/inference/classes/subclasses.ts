import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Module } from '../../binding/module.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { classKey, sameClass, type ClassRef, type Type } from '../types.ts';
import { ancestry, basesOf, derivesFrom, overrides } from './classes.ts';
import { filesOfDescendants, mayDefine } from './descendants.ts';

/** Classes that derive from a class, in its own file and in others; of very many those in its own file. */
export const subclassesOf: (analysis: Analysis, cls: ClassRef) => readonly ClassRef[] = remembering(
  'subclasses of',
  classKey,
  [],
  (analysis, cls) =>
    subclassesIn(analysis, cls, filesOfDescendants(analysis, cls)) ?? subclassesIn(analysis, cls, []) ?? [],
);

/** The subclasses that may set an attribute, or have a base beside this one that may; `undefined` where those are too many. */
export const subclassesSetting = (
  analysis: Analysis,
  cls: ClassRef,
  name: string,
): readonly ClassRef[] | undefined =>
  filesOfDescendants(analysis, cls).length <= MAX_FILES
    ? subclassesOf(analysis, cls)
    : someSetting(analysis, { cls, name });

interface Setting {
  readonly cls: ClassRef;
  readonly name: string;
}

const someSetting: (analysis: Analysis, of: Setting) => readonly ClassRef[] | undefined = remembering(
  'subclasses setting',
  ({ cls, name }) => `${name} ${classKey(cls)}`,
  [],
  (analysis, { cls, name }) =>
    subclassesIn(
      analysis,
      cls,
      filesOfDescendants(analysis, cls).filter((path) => mayDefine(analysis.project, path, name)),
    ),
);

function subclassesIn(
  analysis: Analysis,
  cls: ClassRef,
  files: readonly string[],
): readonly ClassRef[] | undefined {
  if (files.length > MAX_FILES) return undefined;
  const own = derivedIn(analysis, cls.module, cls);
  if (files.length === 0) return own;
  const modules = files.flatMap((path) => analysis.module(path) ?? []);
  return [...own, ...modules.flatMap((module) => derivedIn(analysis, module, cls))];
}

/** The classes of a file that derive from a class. While those of the file are gathered, each is asked by itself. */
const derivedIn = (analysis: Analysis, module: Module, cls: ClassRef): readonly ClassRef[] => {
  const gathered = derivedBy(analysis, module);
  return gathered
    ? (gathered.get(classKey(cls)) ?? [])
    : classesIn(module).filter((one) => !sameClass(one, cls) && derivesFrom(analysis, one, cls));
};

/** The classes of a file by each class that they derive from: a file may have thousands, all made from one. */
const derivedBy: (
  analysis: Analysis,
  module: Module,
) => ReadonlyMap<string, readonly ClassRef[]> | undefined = remembering(
  'classes by their bases',
  ({ ast }) => ast,
  undefined,
  (analysis, module) => {
    const derived = new Map<string, ClassRef[]>();
    for (const one of classesIn(module)) {
      for (const other of ancestry(analysis, one)) {
        if (sameClass(one, other)) continue;
        const list = derived.get(classKey(other));
        if (list) list.push(one);
        else derived.set(classKey(other), [one]);
      }
    }
    return derived;
  },
);

const classesIn = oncePer((module: Module): readonly ClassRef[] =>
  Array.from(module.classes.values(), (info) => ({ module, info })),
);

/** Whether a class derived from one decides what a method does that the class calls on itself. */
export const overriddenBelow = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  subclassesOf(analysis, cls).some((one) => overrides(analysis, one, method));

/** Whether a class is a base beside a client that it does not derive from: its methods come before that client's. */
export function isMixedIntoClient(analysis: Analysis, cls: ClassRef): boolean {
  const isClient = basesOf(analysis, cls).some(({ is }) => is === 'client-class');
  const isBeside = (base: Type): boolean => {
    if (base.is !== 'client-class' || base.shortcut) return false;
    const { cls: other } = base;
    // The client of the package comes behind all that derives from it.
    if (!other) return !isClient;
    return !derivesFrom(analysis, cls, other) && !derivesFrom(analysis, other, cls);
  };
  return subclassesOf(analysis, cls).some((one) => basesOf(analysis, one).some(isBeside));
}
