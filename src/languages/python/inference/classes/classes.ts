import { contains } from '../../../../core/text.ts';
import { oncePer } from '../../../kernel/once.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { ClassDef } from '../../ast/statements.ts';
import type { Binding } from '../../binding/scope.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { classKey, unite, type ClassRef, type Types } from '../types.ts';
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
export function basesOf(analysis: Analysis, { module, info }: ClassRef): Types {
  return positionalBases(info.def)
    .map((node) => analysis.infer({ module, node: node.kind === 'subscript' ? node.object : node }))
    .reduce((all, types) => both(all)(types), NONE);
}

const positionalBases = oncePer(({ bases }: ClassDef): readonly Expr[] =>
  bases.filter(({ form }) => form === 'positional').map(({ value }) => value),
);

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

/** Bases before what derives from them, the last one first; turned around, each comes after all that derive from it. */
function findAncestry(analysis: Analysis, cls: ClassRef): readonly ClassRef[] {
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
