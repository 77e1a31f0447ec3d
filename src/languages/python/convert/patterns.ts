import type { Identifier } from '../ast/expressions.ts';
import { type Cst, named, nth, ofType } from './cst.ts';
import { expression } from './expressions.ts';
import { identifier } from './parameters.ts';
import { literalText } from './text.ts';

/** The names that a pattern of `match` binds, in source order. */
export function captures(pattern: Cst, source: string): readonly Identifier[] {
  return capturing(pattern).map((name) => identifier(name, source));
}

function capturing(pattern: Cst): readonly Cst[] {
  const inside = named(pattern);
  switch (pattern.type) {
    case 'identifier':
      return [pattern];
    case 'dotted_name':
      // One with dots is a value to compare with.
      return inside.length === 1 ? inside : [];
    case 'class_pattern':
    case 'keyword_pattern':
      return inside.slice(1).flatMap(capturing);
    case 'dict_pattern':
      return inside.filter((child) => child.field !== 'key').flatMap(capturing);
    default:
      return inside.flatMap(capturing);
  }
}

/** The numbers and texts of a pattern, in source order, but for negative numbers. */
export function constants(pattern: Cst, source: string): readonly (number | string)[] {
  const { type, start, end, children } = pattern;
  switch (type) {
    case 'integer':
    case 'float':
      return [Number(source.slice(start, end).replaceAll('_', ''))];
    case 'string':
    case 'concatenated_string': {
      const { bytes, value } = literalText(pattern, source, pattern, (part) => expression(part, source));
      return bytes || value === undefined ? [] : [value];
    }
    default:
      return children.flatMap((child, index) =>
        children[index - 1]?.type === '-' ? [] : constants(child, source),
      );
  }
}

/** Whether the pattern takes anything. */
export function isIrrefutable(pattern: Cst): boolean {
  switch (pattern.type) {
    case 'case_pattern':
      return (
        pattern.children.length === 1 &&
        (ofType(pattern, '_') !== undefined || isIrrefutable(nth(pattern, 0)))
      );
    case 'dotted_name':
      return named(pattern).length === 1;
    case 'as_pattern':
      return isIrrefutable(nth(pattern, 0));
    case 'tuple_pattern':
      return named(pattern).length === 1 && !ofType(pattern, ',') && isIrrefutable(nth(pattern, 0));
    case 'union_pattern':
      return pattern.children.some((one) => one.type === '_' || isIrrefutable(one));
    default:
      return false;
  }
}
