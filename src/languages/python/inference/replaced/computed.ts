import type { Project } from '../../../../core/language.ts';
import { MAX_FILES } from '../../../kernel/mentioning.ts';
import { onceWithin } from '../../../kernel/once.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { ancestry } from '../classes/classes.ts';
import { isClientOrClass } from '../types.ts';
import { homeOf, isOf, ownerKey, type Owner } from './owners.ts';
import { replacementsOf, type Replacement } from './replacements.ts';
import { ANY_NAME, filesReplacing } from './texts.ts';

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
  if (analysis.steps === 0) return false;
  const isOne = (one: Replacement): boolean => concerns(one) && isOf(analysis.owners(), one, owner);
  const home = homeOf(owner);
  // A project that does it all over has a way of its own to do it, and each file knows what it does itself.
  if (filesReplacing(analysis.project, ANY_NAME).length > MAX_FILES)
    return replacementsOf(home, ANY_NAME).some(isOne);
  const candidates = candidatesFor(analysis, owner);
  // What stands in a file at hand is taken from there: a round may have changed it since the project was read.
  const near = [home, ...(reader ? [reader] : [])];
  const current = near.filter(({ path }) => candidates.some(({ one }) => one.module.path === path));
  const far = candidates.filter(
    ({ one, isOfInstance }) => !isOfInstance && near.every(({ path }) => path !== one.module.path),
  );
  return [
    ...('cls' in owner ? replacementsOf(home, ANY_NAME).filter(isOfSelf) : []),
    ...('made' in owner ? replacementsOf(home, ANY_NAME) : []),
    ...current.flatMap((module) => replacementsOf(module, ANY_NAME)),
    ...far.map(({ one }) => one),
  ].some(isOne);
}

/** `setattr(self, name, value)`, which is not looked for in other files. */
const isOfSelf = ({ owner, within }: Replacement): boolean =>
  owner.by === 'expression' &&
  owner.node.kind === 'name' &&
  owner.node.id === within?.def.parameters[0]?.name.id;

/** Those of the project that may be of a client or of its class; with clients that the settings name, each may be. */
export function computedOfClients(analysis: Analysis): readonly Replacement[] {
  const files = filesReplacing(analysis.project, ANY_NAME);
  if (files.length > MAX_FILES) return [];
  return analysis.settings.clients.length > 0
    ? files.flatMap((path) => allIn(analysis, path))
    : indexOf(analysis.project, analysis).ofClients;
}

/** A replacement, and whether it is known to be of instances only: those of a class that stands elsewhere do not count. */
interface Candidate {
  readonly one: Replacement;
  readonly isOfInstance: boolean;
}

/** Those that may be of this owner; which they are has to be seen for each. */
function candidatesFor(analysis: Analysis, owner: Owner): readonly Candidate[] {
  const { always, ofModules, ofClasses, ofSubclasses } = indexOf(analysis.project, analysis);
  if ('module' in owner)
    return owner.path === undefined ? [...always, ...(ofModules.get(owner.module.path) ?? [])] : always;
  if ('made' in owner) return [...always, ...(ofModules.get(ownerKey(owner)) ?? [])];
  if (ofClasses.size === 0) return always;
  const names = ancestry(analysis, owner.cls).map(({ info }) => info.def.name.id);
  return [
    ...always,
    ...names.flatMap((name) => ofClasses.get(name) ?? []),
    ...(ofSubclasses.get(owner.cls.info.def.name.id) ?? []),
  ];
}

type Table = ReadonlyMap<string, readonly Candidate[]>;

/** By what they may be of: the path of a file, a namespace, or the name of a class, for a class that a round has changed stands elsewhere. */
interface Index {
  /** Of what is named by a text. */
  readonly always: readonly Candidate[];
  readonly ofModules: Table;
  readonly ofClasses: Table;
  /** By the names of the class and of its bases. */
  readonly ofSubclasses: Table;
  readonly ofClients: readonly Replacement[];
}

/**
 * Every name that is read asks for them, so what they may be of is found out once. Nothing is known of them meanwhile: a name that
 * one of them may replace is unknown, and what is unknown is no owner.
 */
const indexOf = onceWithin(
  () => '',
  { always: [], ofModules: new Map(), ofClasses: new Map(), ofSubclasses: new Map(), ofClients: [] },
  (project: Project, { anew }: Analysis): Index => {
    const always: Candidate[] = [];
    const ofClients: Replacement[] = [];
    const [ofModules, ofClasses, ofSubclasses] = [table(), table(), table()];
    for (const one of filesReplacing(project, ANY_NAME).flatMap((path) => allIn(anew(), path))) {
      const { module, owner } = one;
      if (owner.by !== 'expression' || owner.node.kind === 'subscript') {
        always.push({ one, isOfInstance: false });
        continue;
      }
      const analysis = anew().owners();
      const types = analysis.infer({ module, node: owner.node });
      if (types.some(isClientOrClass)) ofClients.push(one);
      for (const type of types)
        if (type.is === 'module') add(ofModules, type.module.path, { one, isOfInstance: false });
        else if (type.is === 'namespace')
          add(ofModules, ownerKey({ made: type.at }), { one, isOfInstance: false });
        else if (type.is === 'class' || type.is === 'instance') {
          const candidate = { one, isOfInstance: type.is === 'instance' };
          add(ofClasses, type.cls.info.def.name.id, candidate);
          for (const { info } of ancestry(analysis, type.cls)) add(ofSubclasses, info.def.name.id, candidate);
        }
    }
    return { always, ofModules, ofClasses, ofSubclasses, ofClients };
  },
);

function allIn(analysis: Analysis, path: string): readonly Replacement[] {
  const module = analysis.module(path);
  return module ? replacementsOf(module, ANY_NAME) : [];
}

const table = (): Map<string, Candidate[]> => new Map<string, Candidate[]>();

function add(to: Map<string, Candidate[]>, key: string, one: Candidate): void {
  const known = to.get(key);
  if (known) known.push(one);
  else to.set(key, [one]);
}
