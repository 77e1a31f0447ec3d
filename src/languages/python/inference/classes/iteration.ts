import type { Analysis } from '../analysis.ts';
import { elementsOf } from '../collections/elements.ts';
import { unite, type Type, type Types } from '../types.ts';
import { isTextEnum, membersOf } from './enums.ts';
import { callSpecial } from './special.ts';

type Instance = Extract<Type, { is: 'instance' }>;

/** Types with each instance of a class that can be iterated over or unpacked, and each Enum of texts, as what that gives. */
export const asCollections = (analysis: Analysis, types: Types): Types =>
  types.some(({ is }) => is === 'instance' || is === 'class')
    ? unite(...types.map((type) => collectionOf(analysis, type)))
    : types;

function collectionOf(analysis: Analysis, type: Type): Types {
  if (type.is === 'instance') return iterated(analysis, type);
  if (type.is !== 'class' || !isTextEnum(analysis, type.cls)) return [type];
  return [{ is: 'many', of: unite(...membersOf(type.cls).map((at) => analysis.infer(at))), lazy: true }];
}

function iterated(analysis: Analysis, type: Instance): Types {
  if (isNamedTuple(analysis, type)) return [{ is: 'tuple', items: fieldsOf(analysis, type) }];
  const iterators = callSpecial(analysis, type, '__iter__') ?? callSpecial(analysis, type, '__aiter__');
  if (!iterators) return many(callSpecial(analysis, type, '__getitem__')) ?? [type];
  return unite(
    ...iterators.map((one): Types => {
      if (one.is !== 'instance') return [one];
      return many(callSpecial(analysis, one, '__next__') ?? callSpecial(analysis, one, '__anext__')) ?? [one];
    }),
  );
}

const many = (of: Types | undefined): Types | undefined => of && [{ is: 'many', of, lazy: true }];

const isNamedTuple = (analysis: Analysis, { cls: { module, info } }: Instance): boolean =>
  info.def.bases.some(({ value: node }) =>
    analysis
      .infer({ module, node })
      .some((type) => type.is === 'external' && /^typing(_extensions)?\.NamedTuple$/.test(type.path)),
  );

/** The annotated names of the class, in their order. */
const fieldsOf = (analysis: Analysis, type: Instance): readonly Types[] =>
  [...type.cls.info.scope.bindings].flatMap(([name, bindings]) =>
    bindings.some(({ origin }) => 'annotation' in origin && origin.annotation)
      ? [analysis.classMemberOf(type.cls, name, type) ?? []]
      : [],
  );

/** What `instance[...]` gives by a method of its class; `undefined` for any other type. */
export function itemOf(analysis: Analysis, type: Type): Types | undefined {
  if (type.is !== 'instance') return undefined;
  const [tuple] = iterated(analysis, type);
  return (
    callSpecial(analysis, type, '__getitem__') ?? (tuple?.is === 'tuple' ? elementsOf([tuple]) : undefined)
  );
}
