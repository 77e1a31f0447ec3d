import { contains } from '../../../../core/text.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
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
  const bases = info.def.bases.filter(({ form }) => form === 'positional');
  return unite(
    ...bases.map(({ value }) =>
      analysis.infer({ module, node: value.kind === 'subscript' ? value.object : value }),
    ),
  );
}

/**
 * A class and all of the project's classes it derives from, in an order near enough to Python's: a base that several
 * share comes after all of them.
 */
export function ancestry(analysis: Analysis, cls: ClassRef): ClassRef[] {
  const all: ClassRef[] = [];
  const open = new Set<string>();
  const add = (one: ClassRef): void => {
    const key = classKey(one);
    if (open.has(key) || all.length > MAX_ANCESTORS) return;
    open.add(key);
    all.push(one);
    for (const base of basesOf(analysis, one))
      if ((base.is === 'class' || base.is === 'client-class') && base.cls) add(base.cls);
    open.delete(key);
  };
  add(cls);
  const last = new Map(all.map((one, index) => [classKey(one), index]));
  return all.filter((one, index) => last.get(classKey(one)) === index);
}

/** Bases that share bases are met once for each way that leads to them. */
const MAX_ANCESTORS = 1000;

/** Dotted names of the classes outside the project that a class derives from. */
export const externalBases = (analysis: Analysis, cls: ClassRef): string[] =>
  ancestry(analysis, cls).flatMap((one) =>
    basesOf(analysis, one).flatMap((base) => (base.is === 'external' ? [base.path] : [])),
  );

/** Whether the project's own code decides what a method of a client class does. */
export const overrides = (analysis: Analysis, cls: ClassRef, method: string): boolean =>
  ancestry(analysis, cls).some((one) => definesItself(one, method));

/** Whether a class has its method from a function that is given the client's own: `post = logged(TestClient.post)`. */
export const wrapsClient = (analysis: Analysis, cls: ClassRef, method: string): boolean => {
  const first = ancestry(analysis, cls).find((one) => definesItself(one, method));
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
const definesItself = (cls: ClassRef, method: string): boolean =>
  cls.info.scope.bindings.has(method) || cls.module.storesOf(method).some((store) => isOwnStore(store, cls));
