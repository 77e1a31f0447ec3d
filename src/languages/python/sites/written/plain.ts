import type { Value } from '../../../../core/model/values.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { valuesOf } from '../../inference/collections/mappings.ts';
import { isNone, textOf, type Type, type Types } from '../../inference/types.ts';
import { isOwnText } from '../values.ts';

/**
 * A value that is a mapping on some paths and text or bytes on others, with what is known of the mappings: whether all that they hold
 * is sent as it was by requests, and the texts are known and no JSON.
 */
export function withFields(analysis: Analysis, types: Types, value: Value): Value {
  const { kinds } = value;
  if (!kinds.includes('mapping') || !(kinds.includes('text') || kinds.includes('bytes'))) return value;
  const isPlain = types.every((type) =>
    type.is === 'data' && type.kind === 'mapping'
      ? holdsPlain(analysis, type)
      : isNone(type) || isNoJson(type),
  );
  return isPlain ? { ...value, plainFields: true } : value;
}

/** JSON would need a content type, which a form has already. */
const isNoJson = (type: Type): boolean => {
  const text = textOf(type);
  return text !== undefined && !/^\s*[[{"\d-]|^\s*(?:true|false|null)\s*$/.test(text);
};

const holdsPlain = (analysis: Analysis, mapping: Extract<Type, { is: 'data' }>): boolean =>
  (mapping.literal ?? mapping.holds) !== undefined &&
  valuesOf(analysis, mapping).every((one) => isPlain(analysis, one));

/** Text, a number, or a list of these. */
function isPlain(analysis: Analysis, type: Type): boolean {
  switch (type.is) {
    case 'data':
      return (type.kind === 'text' || type.kind === 'number') && !isOwnText(analysis, type);
    case 'many':
      return !type.lazy && areScalars(analysis, type.of);
    case 'tuple':
      return areScalars(analysis, type.items.flat());
    default:
      return false;
  }
}

const areScalars = (analysis: Analysis, types: Types): boolean =>
  types.every((type) => type.is === 'data' && isPlain(analysis, type));
