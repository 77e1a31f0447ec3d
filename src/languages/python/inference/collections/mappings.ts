import type { Call, Dict, Expr } from '../../ast.ts';
import type { Analysis } from '../analysis.ts';
import { oncePer } from '../../../kernel/once.ts';
import { isNone, unite, type Mapping, type Placed, type Types } from '../types.ts';
import { inside, putInto, withAdded } from './added.ts';
import { elementsOf, hidden, unpack } from './elements.ts';

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
      return of(node.element);
    case 'call':
      return valuesGiven(analysis, { module, node });
    default:
      return [hidden];
  }
}

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
            key ? analysis.infer({ module: literal.module, node: value }) : [],
          )
        : [];
    if (written.some(isAllNone)) return ['surely'];
    return [...written, valuesOf(analysis, type)].some(isSomeNone) ? ['maybe'] : [];
  });
  return all.includes('surely') ? 'surely' : all[0];
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
  const found = entriesUnder(node, key.value).map((one) => analysis.infer({ module, node: one }));
  const types = unite(...found, putInto(added, key.value));
  return types.length === 0 ? [hidden] : withAdded(types, inside(added));
}

function entriesUnder(node: Expr, wanted: string): readonly Expr[] {
  if (node.kind === 'dict') return valuesUnder(node, wanted);
  if (node.kind !== 'call') return [];
  return node.args.flatMap(({ name, value }) => (name?.id === wanted ? [value] : []));
}

const valuesUnder = ({ entries }: Dict, wanted: string): readonly Expr[] =>
  entries.flatMap(({ key, value }) => (key?.kind === 'text' && key.value === wanted ? [value] : []));
