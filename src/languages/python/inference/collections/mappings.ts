import type { Call, Comprehension, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../analysis.ts';
import { oncePer } from '../../../kernel/once.ts';
import { isNone, textOf, unite, type Mapping, type Placed, type Types } from '../types.ts';
import { shownTypes } from './not-none.ts';
import { inside, putInto, withAdded } from './added.ts';
import { elementsOf, hidden, unpack } from './elements.ts';
import { literalText } from '../../names.ts';

/** What the values of a mapping may be, whatever their keys. */
export const valuesOf = (analysis: Analysis, mapping: Mapping): Types => {
  const { added = [] } = mapping;
  return withAdded(unite(originalValues(analysis, mapping), putInto(added)), inside(added));
};

/** What they are before anything is put in. */
function originalValues(analysis: Analysis, { literal, holds }: Mapping): Types {
  if (holds) return holds;
  // A mapping may be put into itself: `a.update(b); b.update(a)`.
  return literal ? analysis.once(valuesIn(literal.node), () => valuesWritten(analysis, literal)) : [hidden];
}

/** The key of the question what the values of a mapping are. What the mapping is, is another question about its node. */
const valuesIn = oncePer((_: Expr): object => ({}));

function valuesWritten(analysis: Analysis, { module, node }: Placed): Types {
  const of = (value: Expr): Types => analysis.infer({ module, node: value });
  switch (node.kind) {
    case 'dict':
      return unite(...node.entries.map(({ key, value }) => (key ? of(value) : addedTo(analysis, of(value)))));
    case 'dict-comprehension':
      return isWithoutNone(module, node)
        ? of(node.element).filter((type) => !isNone(type))
        : of(node.element);
    case 'call':
      return valuesGiven(analysis, { module, node });
    default:
      return [hidden];
  }
}

/** `{k: v for k, v in pairs if v is not None}`, or `if v`. */
const isWithoutNone = ({ source }: Module, { element, clauses }: Comprehension): boolean =>
  element.kind === 'name' &&
  clauses.some((clause) => {
    const test = clause.kind === 'if' && source.slice(clause.test.start, clause.test.end);
    return test && test.replace(/\s+(?:is\s+not|!=)\s+None$/, '') === element.id;
  });

/** The values that the arguments of `dict(...)` or of `update(...)` bring. */
const valuesGiven = (analysis: Analysis, { module, node }: Placed<Call>): Types =>
  unite(
    ...node.args.map(({ form, value }) => {
      const types = analysis.infer({ module, node: value });
      return form === 'keyword' ? types : addedTo(analysis, types);
    }),
  );

/** The values of what is put into a mapping as a whole: another mapping, or pairs. */
const addedTo = (analysis: Analysis, types: Types): Types =>
  unite(
    ...types.map((type) => {
      if (type.is !== 'data') return unpack(elementsOf([type]), [1]);
      return type.kind === 'mapping' ? valuesOf(analysis, type) : [hidden];
    }),
  );

/** Whether a value of mappings is None, or may be; `undefined` where nothing shows that one is. */
export function noneIn(analysis: Analysis, types: Types): 'surely' | 'maybe' | undefined {
  const all = types.flatMap((type): ('surely' | 'maybe')[] => {
    if (type.is !== 'data' || type.kind !== 'mapping') return [];
    const { literal } = type;
    const written =
      literal?.node.kind === 'dict'
        ? literal.node.entries.map(({ key, value }) =>
            key ? shownHere(analysis, { module: literal.module, node: value }) : [],
          )
        : [];
    if (written.some(isAllNone)) return ['surely'];
    const isAllSeen =
      literal?.node.kind === 'dict' && !type.added?.length && literal.node.entries.every(({ key }) => key);
    return [...written, isAllSeen ? [] : valuesOf(analysis, type)].some(isSomeNone) ? ['maybe'] : [];
  });
  return all.includes('surely') ? 'surely' : all[0];
}

const shownHere = (analysis: Analysis, at: Placed): Types => shownTypes(at, analysis.infer(at));

/** What is among the values of mappings that requests and httpx write differently in a form: `True`, `b"x"`. */
export function spelledIn(analysis: Analysis, types: Types): 'boolean' | 'bytes' | undefined {
  const kinds = types.flatMap((type) =>
    type.is === 'data' && type.kind === 'mapping'
      ? itemsOf(valuesOf(analysis, type)).flatMap((one) => (one.is === 'data' ? [one.kind] : []))
      : [],
  );
  return (['boolean', 'bytes'] as const).find((kind) => kinds.includes(kind));
}

const itemsOf = (types: Types): Types =>
  types.flatMap((type) => (type.is === 'many' ? type.of : type.is === 'tuple' ? type.items.flat() : [type]));

const isAllNone = (types: Types): boolean => types.length > 0 && types.every(isNone);
const isSomeNone = (types: Types): boolean => itemsOf(types).some(isNone);

/** The value under a key: where the key is written in sight, what stands there; else any value. */
export function entry(analysis: Analysis, mapping: Mapping, key: Expr): Types {
  const { literal, added = [] } = mapping;
  if (!literal) return valuesOf(analysis, mapping);
  const { module, node } = literal;
  if (key.kind !== 'text' || key.value === undefined || node.kind === 'dict-comprehension')
    return valuesOf(analysis, mapping);
  const types = unite(valuesUnder(analysis, { module, node }, key.value), putInto(added, key.value));
  return types.length === 0 ? [hidden] : withAdded(types, inside(added));
}

/** What is written under a key, in order: what comes later replaces it, and what is computed or unpacked may. */
function valuesUnder(analysis: Analysis, { module, node }: Placed, wanted: string): Types {
  const of = (value: Expr): Types => analysis.infer({ module, node: value });
  if (node.kind === 'call')
    return unite(...node.args.map(({ name, value }) => (name?.id === wanted ? of(value) : [])));
  if (node.kind !== 'dict') return [];
  return node.entries.reduce<Types>((before, { key, value }) => {
    if (!key) return unpackedOver(analysis, before, of(value), wanted);
    if (key.kind === 'text') return key.value === undefined || key.value === wanted ? of(value) : before;
    const texts = of(key).map(textOf);
    const isOther = texts.length > 0 && texts.every((text) => text !== undefined && text !== wanted);
    return isOther || isPlain(key) ? before : unite(before, of(value));
  }, []);
}

const isPlain = ({ kind }: Expr): boolean => ['number', 'true', 'false', 'none'].includes(kind);

/** `{"a": x, **other}`: another dictionary that is all in sight replaces what it names. */
function unpackedOver(analysis: Analysis, before: Types, other: Types, wanted: string): Types {
  return unite(
    ...other.map((type) => {
      const literal = type.is === 'data' && !type.added && !type.holds ? type.literal : undefined;
      if (literal?.node.kind !== 'dict') return unite(before, [hidden]);
      const { entries } = literal.node;
      if (!entries.every(({ key }) => literalText(key) !== undefined)) return unite(before, [hidden]);
      const found = valuesUnder(analysis, literal, wanted);
      return found.length > 0 ? found : before;
    }),
  );
}
