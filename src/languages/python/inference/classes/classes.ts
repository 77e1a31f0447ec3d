import { contains } from '../../../../core/text.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Binding } from '../../binding/scope.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { classKey, sameClass, unite, type ClassRef, type Types } from '../types.ts';
import { classesAbove, positionalBases, type Heights } from './above.ts';
import { isOwnStore } from './stores.ts';
import { isGivenApp } from './transports.ts';

/** What the name of a class stands for: a maker of clients when it derives from one. */
export function classType(analysis: Analysis, cls: ClassRef): Types {
  const bases = basesOf(analysis, cls);
  const client = bases.find((base) => base.is === 'client-class');
  if (!client) return [{ is: 'class', cls }];
  return [{ ...client, cls, shortcut: client.shortcut && !bringsApp(analysis, cls) }];
}

/** `super().__init__(app=...)`: a class of httpx that needs no application, for it has one. */
const bringsApp = (analysis: Analysis, { module, info }: ClassRef): boolean =>
  module.calls.some(
    (call) =>
      contains(info.def, call) &&
      call.callee.kind === 'attribute' &&
      call.callee.attribute.id === '__init__' &&
      isGivenApp(analysis, { module, node: call }),
  );

/** What the bases of a class are, in order. */
export function basesOf(analysis: Analysis, cls: ClassRef): Types {
  settleAbove(analysis, cls);
  const { module, info } = cls;
  return positionalBases(info.def)
    .map((node) => analysis.infer({ module, node: node.kind === 'subscript' ? node.object : node }))
    .reduce((all, types) => both(all)(types), NONE);
}

/**
 * A long row of classes is answered from its top, so that each question goes up by one class. One from the bottom would go up all of
 * them, and where it meets the limit of depth the next one does so again.
 */
function settleAbove(analysis: Analysis, cls: ClassRef): void {
  const heights = heightsIn(analysis);
  if (heights.has(cls.info)) return;
  const above = classesAbove(cls, heights);
  if (above.length > FEW) for (const one of above) if (one !== cls) ancestry(analysis, one);
}

const heightsIn = oncePer((_: Analysis): Heights => new Map());

/** Classes in a row; code has hardly more. */
const FEW = 16;

const NONE: Types = [];

/** The bases of a class are asked for by each class that derives from it, and mostly given in the same two lists. */
const both = oncePer((some: Types) => oncePer((others: Types) => unite(some, others)));

/**
 * A class and all of the project's classes it derives from, in an order near enough to Python's: a base that several
 * share comes after all of them.
 */
export const ancestry = (analysis: Analysis, cls: ClassRef): readonly ClassRef[] =>
  ancestries(analysis, cls) ?? [cls];

const ancestries: (analysis: Analysis, cls: ClassRef) => readonly ClassRef[] | undefined = remembering(
  'ancestry',
  classKey,
  undefined,
  findAncestry,
);

function findAncestry(analysis: Analysis, cls: ClassRef): readonly ClassRef[] {
  const bases = ownBases(analysis, cls);
  const isHigh = (heightsIn(analysis).get(cls.info) ?? 0) > FEW;
  return (isHigh ? composed(analysis, cls, bases) : undefined) ?? gathered(analysis, cls);
}

/**
 * Made of what the bases derive from, so that a long row is not gone through for each class of it; `undefined` where that is not
 * known, and where classes derive from themselves.
 */
function composed(
  analysis: Analysis,
  cls: ClassRef,
  bases: readonly ClassRef[],
): readonly ClassRef[] | undefined {
  let all: readonly ClassRef[] = [];
  for (const base of bases.toReversed()) {
    const above = ancestries(analysis, base);
    if (!above || above.some((one) => sameClass(one, cls))) return undefined;
    const known = all.length > 0 ? keysOf(all) : undefined;
    all = known ? [...above.filter((one) => !known.has(classKey(one))), ...all] : above;
  }
  return [cls, ...all];
}

/** Bases before what derives from them, the last one first; turned around, each comes after all that derive from it. */
function gathered(analysis: Analysis, cls: ClassRef): readonly ClassRef[] {
  const found: ClassRef[] = [];
  const seen = new Set([classKey(cls)]);
  // No recursion: a chain of classes may be longer than the call stack.
  const open = [{ cls, bases: [...ownBases(analysis, cls)] }];
  for (let last = open.at(-1); last; last = open.at(-1)) {
    const base = last.bases.pop();
    if (!base) {
      found.push(last.cls);
      open.pop();
    } else if (!seen.has(classKey(base))) {
      seen.add(classKey(base));
      open.push({ cls: base, bases: [...ownBases(analysis, base)] });
    }
  }
  return found.reverse();
}

const ownBases = (analysis: Analysis, cls: ClassRef): readonly ClassRef[] =>
  classesAmong(basesOf(analysis, cls));

const classesAmong = oncePer((types: Types): readonly ClassRef[] =>
  types.flatMap((base) =>
    (base.is === 'class' || base.is === 'client-class') && base.cls ? [base.cls] : [],
  ),
);

/** Whether a class is another, or derives from it. */
export const derivesFrom = (analysis: Analysis, cls: ClassRef, other: ClassRef): boolean =>
  keysOf(ancestry(analysis, cls)).has(classKey(other));

const keysOf = oncePer((all: readonly ClassRef[]): ReadonlySet<string> => new Set(all.map(classKey)));

/** Finds the first class of an ancestry that fits for a name. Every test of a class asks the same of the same ancestry. */
export function firstOf(
  fits: (cls: ClassRef, name: string) => boolean,
): (all: readonly ClassRef[], name: string) => ClassRef | undefined {
  const knownOf = oncePer((_: readonly ClassRef[]) => new Map<string, ClassRef | undefined>());
  return (all, name) => {
    const known = knownOf(all);
    if (!known.has(name))
      known.set(
        name,
        all.find((one) => fits(one, name)),
      );
    return known.get(name);
  };
}

/** Dotted names of the classes outside the project that a class derives from. */
export const externalBases = (analysis: Analysis, cls: ClassRef): string[] =>
  ancestry(analysis, cls).flatMap((one) =>
    basesOf(analysis, one).flatMap((base) => (base.is === 'external' ? [base.path] : [])),
  );

/** Whether the project's own code decides what a method of a client class does. */
export const overrides = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  firstDefining(ancestry(analysis, cls), method) !== undefined;

/** Whether a class has its method from a function that is given the client's own: `post = logged(TestClient.post)`. */
export const wrapsClient = (analysis: Analysis, cls: ClassRef, method: string): boolean => {
  const first = firstDefining(ancestry(analysis, cls), method);
  return first?.info.scope.bindings.get(method)?.some((one) => isWrapping(analysis, first, one)) ?? false;
};

function isWrapping(analysis: Analysis, { module }: ClassRef, { name, origin }: Binding): boolean {
  if (origin.by !== 'value' || origin.value.kind !== 'call') return false;
  return origin.value.args.some(
    ({ value }) =>
      value.kind === 'attribute' &&
      value.attribute.id === name &&
      analysis.infer({ module, node: value.object }).some(({ is }) => is === 'client-class'),
  );
}

/** In the body of the class, or for each of its instances: `self.post = ...`. */
const firstDefining = firstOf(
  (cls, method) =>
    cls.info.scope.bindings.has(method) ||
    cls.module.storesOf(method).some((store) => isOwnStore(store, cls)),
);
