import { oncePer } from '../../../kernel/once.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { ancestry } from '../classes/classes.ts';
import { homeOf, isOf, type Owner } from './owners.ts';
import { replacementsOf, type Replacement } from './replacements.ts';
import { ANY_NAME, filesReplacing, MAX_FILES } from './texts.ts';

/**
 * Whether an attribute of an owner may be replaced by a name that is computed, `setattr(owner, name, value)`, in a way that
 * `concerns` the caller. `reader`: the file that the attribute is read in.
 */
export function isReplacedByComputedName(
  analysis: Analysis,
  owner: Owner,
  reader: Module | undefined,
  concerns: (one: Replacement) => boolean,
): boolean {
  const near = new Map([homeOf(owner), ...(reader ? [reader] : [])].map((module) => [module.path, module]));
  const far = elsewhere(analysis, owner).filter(({ module }) => !near.has(module.path));
  const all = [...near.values()].flatMap((module) => replacementsOf(module, ANY_NAME));
  return [...all, ...far].some((one) => concerns(one) && isOf(analysis, one, owner));
}

/**
 * Those of the project that may be of this owner; which they are has to be seen for each. Every name that is read asks this, so
 * what they may be of is found out once, by the analysis that all files share. That one looks at them all: its own answers are
 * not complete while it finds out.
 */
function elsewhere(analysis: Analysis, owner: Owner): readonly Replacement[] {
  if (analysis === analysis.shared) return allIn(analysis);
  const { always, ofModules, ofClasses, ofSubclasses } = indexOf(analysis.shared);
  if ('module' in owner)
    return owner.path === undefined ? [...always, ...(ofModules.get(owner.module.path) ?? [])] : always;
  if (ofClasses.size === 0) return always;
  const names = ancestry(analysis, owner.cls).map(({ info }) => info.def.name.id);
  return [
    ...always,
    ...names.flatMap((name) => ofClasses.get(name) ?? []),
    ...(ofSubclasses.get(owner.cls.info.def.name.id) ?? []),
  ];
}

function allIn(analysis: Analysis): readonly Replacement[] {
  const files = filesReplacing(analysis.project, ANY_NAME);
  // A project that does it all over has a way of its own to do it, and no file is looked into for what others do.
  return files.length > MAX_FILES
    ? []
    : files.flatMap((path) => {
        const module = analysis.module(path);
        return module ? replacementsOf(module, ANY_NAME) : [];
      });
}

/** By what they may be of: the path of a file, or the name of a class, for a class that a round has changed stands elsewhere. */
interface Index {
  /** Of what is named by a text. */
  readonly always: readonly Replacement[];
  readonly ofModules: ReadonlyMap<string, readonly Replacement[]>;
  readonly ofClasses: ReadonlyMap<string, readonly Replacement[]>;
  /** By the names of the bases of the class. */
  readonly ofSubclasses: ReadonlyMap<string, readonly Replacement[]>;
}

const indexOf = oncePer((shared: Analysis): Index => {
  const always: Replacement[] = [];
  const [ofModules, ofClasses, ofSubclasses] = [table(), table(), table()];
  for (const one of allIn(shared)) {
    const { module, owner } = one;
    if (owner.by !== 'expression' || owner.node.kind === 'subscript') always.push(one);
    else
      for (const type of shared.infer({ module, node: owner.node }))
        if (type.is === 'module') add(ofModules, type.module.path, one);
        // One of an instance is looked at from the file of its class alone, which is near.
        else if (type.is === 'class') {
          add(ofClasses, type.cls.info.def.name.id, one);
          for (const { info } of ancestry(shared, type.cls)) add(ofSubclasses, info.def.name.id, one);
        }
  }
  return { always, ofModules, ofClasses, ofSubclasses };
});

const table = (): Map<string, Replacement[]> => new Map<string, Replacement[]>();

function add(to: Map<string, Replacement[]>, key: string, one: Replacement): void {
  const known = to.get(key);
  if (known) known.push(one);
  else to.set(key, [one]);
}
