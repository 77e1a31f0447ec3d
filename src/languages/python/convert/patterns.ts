import type { Capture, Pattern } from '../ast/statements.ts';
import { type Cst, named, nth, ofType } from './cst.ts';
import { expression } from './expressions.ts';
import { identifier } from './parameters.ts';
import { literalText } from './text.ts';

/**
 * The names that a pattern of `match` binds, in source order. `path`: the way from the subject to what the pattern is compared with.
 */
export function captures(pattern: Cst, source: string, path?: readonly number[]): readonly Capture[] {
  const inside = named(pattern);
  const all = (parts: readonly Cst[], to?: readonly number[]): readonly Capture[] =>
    parts.flatMap((part) => captures(part, source, to));
  switch (pattern.type) {
    case 'identifier':
      return [{ ...identifier(pattern, source), ...(path && { path }) }];
    case 'dotted_name':
      // One with dots is a value to compare with.
      return inside.length === 1 ? all(inside, path) : [];
    case 'case_pattern':
    case 'as_pattern':
    case 'union_pattern':
      return all(inside, path);
    case 'tuple_pattern':
    case 'list_pattern':
      return capturesOfItems(pattern, source, path);
    case 'class_pattern':
      return inside.slice(1).flatMap((part) => captures(part, source, path));
    case 'keyword_pattern':
      return all(inside.slice(1), partNamed(inside[0], source, path));
    case 'dict_pattern':
      return all(inside.filter((child) => child.field !== 'key'));
    default:
      return all(inside);
  }
}

/** What stands behind a starred item is counted from the other end. */
function capturesOfItems(pattern: Cst, source: string, path?: readonly number[]): readonly Capture[] {
  const items = named(pattern);
  if (isGroup(pattern)) return items.flatMap((item) => captures(item, source, path));
  const starred = items.findIndex((item) => ofType(item, 'splat_pattern') !== undefined);
  return items.flatMap((item, at) =>
    captures(item, source, path && (starred < 0 || at < starred) ? [...path, at] : undefined),
  );
}

/** `Version(major=0, minor=minor)`: the parts of a version by name. */
function partNamed(name: Cst | undefined, source: string, path?: readonly number[]) {
  const part = name ? ['major', 'minor', 'micro'].indexOf(source.slice(name.start, name.end)) : -1;
  return path && part >= 0 ? [...path, part] : undefined;
}

/** `(pattern)`, which is no tuple. */
const isGroup = (pattern: Cst): boolean =>
  pattern.type === 'tuple_pattern' && named(pattern).length === 1 && !ofType(pattern, ',');

/** What a pattern asks of the value that it is compared with. */
export function patternOf(pattern: Cst, source: string): Pattern {
  const inside = named(pattern);
  const [first] = inside;
  switch (pattern.type) {
    case '_':
      return { asks: 'anything' };
    case 'case_pattern':
      // `-1` is a token and a number.
      if (pattern.children.length !== 1) return { asks: 'something' };
      return patternOf(nthChild(pattern), source);
    case 'dotted_name':
      return { asks: inside.length === 1 ? 'anything' : 'something' };
    case 'as_pattern':
      return first ? patternOf(first, source) : { asks: 'something' };
    case 'integer':
    case 'float':
      return { asks: 'number', text: source.slice(pattern.start, pattern.end) };
    case 'none':
    case 'true':
    case 'false':
      return { asks: pattern.type };
    case 'string': {
      const [value] = constants(pattern, source);
      return typeof value === 'string' ? { asks: 'text', value } : { asks: 'something' };
    }
    case 'tuple_pattern':
    case 'list_pattern':
      return isGroup(pattern) && first ? patternOf(first, source) : itemsOf(inside, source);
    case 'union_pattern':
      return {
        asks: 'either',
        of: pattern.children
          .filter((child) => child.named || child.type === '_')
          .map((child) => patternOf(child, source)),
      };
    default:
      return { asks: 'something' };
  }
}

/** Patterns side by side are those of the items of a sequence. */
export const itemsOf = (patterns: readonly Cst[], source: string): Pattern => ({
  asks: 'items',
  of: patterns.map((one) => patternOf(one, source)),
});

const nthChild = ({ children: [only], ...pattern }: Cst): Cst =>
  only ?? { ...pattern, type: 'ERROR', children: [] };

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
