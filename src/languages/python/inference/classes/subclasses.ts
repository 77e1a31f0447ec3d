import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { classKey, sameClass, type ClassRef, type Type } from '../types.ts';
import { basesOf, derivesFrom, overrides } from './classes.ts';
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
  return [cls.module, ...files.flatMap((path) => analysis.module(path) ?? [])]
    .flatMap((module) => [...module.classes.values()].map((info): ClassRef => ({ module, info })))
    .filter((one) => !sameClass(one, cls) && derivesFrom(analysis, one, cls));
}

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
