import type { Span } from '../../../core/text.ts';
import type { Expr, Text } from '../ast/expressions.ts';
import { type Cst, field, fields, named, ofType } from './cst.ts';

/** Converts a `string` or `concatenated_string`; `interpolated` converts what stands in braces. */
export function literalText(node: Cst, source: string, outer: Span, interpolated: (node: Cst) => Expr): Text {
  const { start, end } = node;
  const pieces = (node.type === 'string' ? [node] : named(node)).map((one) => readPiece(one, source));
  const [first] = pieces;
  if (first && pieces.length === 1 && first.plain && first.value !== undefined) {
    const { bytes, value, inside } = first;
    return { start, end, outer, kind: 'text', bytes, value, inside, parts: [] };
  }
  const values = pieces.map(({ value }) => value);
  return {
    start,
    end,
    outer,
    kind: 'text',
    bytes: first?.bytes ?? false,
    ...(!values.includes(undefined) && { value: values.join('') }),
    ...(pieces.length === 1 && first?.plain && { inside: first.inside }),
    parts: pieces.flatMap(({ holes }) => holes.flatMap(expressionsOf)).map(interpolated),
  };
}

interface Piece {
  readonly bytes: boolean;
  /** Neither an f-string nor a template string. */
  readonly plain: boolean;
  readonly inside: Span;
  readonly holes: readonly Cst[];
  readonly value: string | undefined;
}

function readPiece(node: Cst, source: string): Piece {
  const [opening = '', prefix = '', quotes = ''] = /^([a-z]*)("""|'''|["'])/.exec(start(node, source)) ?? [];
  const inside = { start: node.start + opening.length, end: node.end - quotes.length };
  const holes = node.children.filter(({ type }) => type === 'interpolation');
  // A template string is no string at run time.
  const isFixed = holes.length === 0 && !prefix.includes('t');
  return {
    bytes: prefix.includes('b'),
    plain: !/[ft]/.test(prefix),
    inside,
    holes,
    value: isFixed ? readValue(source.slice(inside.start, inside.end), prefix) : undefined,
  };
}

const longestOpening = 'rb"""'.length;

const start = (node: Cst, source: string): string =>
  source.slice(node.start, node.start + longestOpening).toLowerCase();

function readValue(inside: string, prefix: string): string | undefined {
  const lines = inside.replace(/\r\n?/g, '\n');
  const body = prefix.includes('f') ? lines.replaceAll('{{', '{').replaceAll('}}', '}') : lines;
  return prefix.includes('r') || !body.includes('\\') ? body : unescape(body, prefix.includes('b'));
}

const escapes = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** `undefined` where there is an escape that is rare (`\N{...}`, `\U...`) or none of Python's. */
function unescape(body: string, bytes: boolean): string | undefined {
  let unknown = 0;
  const value = body.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|[0-7]{1,3}|[^])/g, (_, escape: string) => {
    const simple = escapes.get(escape);
    if (simple !== undefined) return simple;
    if (/^x.|^u./.test(escape) && !(bytes && escape.startsWith('u'))) {
      return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    }
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    unknown += 1;
    return '';
  });
  return unknown === 0 ? value : undefined;
}

/** The expressions in an interpolation, those of its format specification included. */
function expressionsOf(hole: Cst): readonly Cst[] {
  const nested = ofType(hole, 'format_specifier')?.children ?? [];
  const holes = nested.filter(({ type }) => type === 'format_expression');
  // `{x:=10}` is `x` with a format to Python, `:=` counts only in parentheses.
  const values = fields(hole, 'expression').map((one) =>
    one.type === 'named_expression' ? field(one, 'name') : one,
  );
  return [...values, ...holes.flatMap(expressionsOf)];
}
