import type { Span } from '../../../core/text.ts';
import type { Argument, Collection, Comprehension, Expr, Literal, NameExpr } from '../ast/expressions.ts';
import { argument, comprehended, dictEntry } from './containers.ts';
import { type Cst, field, maybeField, named, nth, ofType } from './cst.ts';
import { identifier, parameters } from './parameters.ts';
import { hoistStar, starredPattern } from './stars.ts';
import { literalText } from './text.ts';

// Nodes have their fields spelled out. An object whose literal begins with a spread gets a hidden class of its own for each field that
// is added to it, which takes three times the room and ten times the time.
type Converter = (node: Cst, source: string, outer: Span) => Expr;

/** Converts any node; one that is no expression becomes `other` with the expressions inside it. */
export function expression(node: Cst, source: string): Expr {
  let inner = node;
  let outer: Span | undefined;
  // A loop, since parentheses may be nested deeper than the call stack allows.
  for (let next = unwrap(inner); next; next = unwrap(inner)) {
    if (!wrappers.has(inner.type)) outer ??= spanOf(inner);
    inner = next;
  }
  const convert = converters.get(inner.type) ?? other(inner.type);
  const whole = hoistStar(convert(inner, source, outer ?? spanOf(inner)));
  return patterns.has(node.type) ? starredPattern(whole, source) : whole;
}

export const expressions = (nodes: readonly Cst[], source: string): readonly Expr[] =>
  nodes.map((node) => expression(node, source));

/** Of an `argument_list`, or of the generator that stands in its place. */
export function argumentsOf(list: Cst, source: string): readonly Argument[] {
  const nodes = list.type === 'argument_list' ? named(list) : [list];
  return nodes.map((node) => argument(node, source, (part) => expression(part, source)));
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

const patterns = new Set(['tuple_pattern', 'list_pattern']);

// Nodes that add nothing, not even parentheses.
const wrappers = new Set(['type', 'as_pattern_target']);

/** What stands in parentheses or in a wrapper; `undefined` for any other node. */
function unwrap(node: Cst): Cst | undefined {
  switch (node.type) {
    case 'type':
    case 'as_pattern_target':
    case 'parenthesized_expression':
    case 'parenthesized_list_splat':
      return named(node)[0];
    case 'tuple_pattern':
      return ofType(node, ',') ? undefined : named(node)[0];
    default:
      return undefined;
  }
}

const literal =
  (kind: Literal['kind']): Converter =>
  ({ start, end }, _source, outer) => ({ start, end, outer, kind });

const collection =
  (kind: Collection['kind']): Converter =>
  (node, source, outer) => ({
    start: node.start,
    end: node.end,
    outer,
    kind,
    items: expressions(named(node), source),
  });

const comprehension =
  (kind: Comprehension['kind']): Converter =>
  (node, source, outer) => ({
    start: node.start,
    end: node.end,
    outer,
    kind,
    ...comprehended(node, (part) => expression(part, source)),
  });

const dict: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'dict',
  entries: named(node).map((entry) => dictEntry(entry, (part) => expression(part, source))),
});

const call: Converter = (node, source, outer) => {
  const list = nth(node, 1);
  return {
    start: node.start,
    end: node.end,
    outer,
    kind: 'call',
    callee: expression(nth(node, 0), source),
    args: argumentsOf(list, source),
    list: spanOf(list),
  };
};

const yielded: Converter = (node, source, outer) => {
  const value = named(node)[0];
  const from = ofType(node, 'from') !== undefined;
  return {
    start: node.start,
    end: node.end,
    outer,
    kind: 'yield',
    from,
    ...(value && { value: expression(value, source) }),
  };
};

const nameOf: (node: Cst, source: string, outer: Span) => NameExpr = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'name',
  id: source.slice(node.start, node.end),
});

/** Digits may stand in for a name: see `standins.ts`. */
const integer: Converter = (node, source, outer) =>
  /\d/.test(source.charAt(node.start)) ? literal('number')(node, source, outer) : nameOf(node, source, outer);

const walrus: Converter = (node, source, outer) => {
  const name = field(node, 'name');
  const target = nameOf(name, source, spanOf(name));
  return {
    start: node.start,
    end: node.end,
    outer,
    kind: 'walrus',
    target,
    value: expression(field(node, 'value'), source),
  };
};

const operands = (node: Cst, source: string): { readonly left: Expr; readonly right: Expr } => ({
  left: expression(nth(node, 0), source),
  right: expression(nth(node, 1), source),
});

const binary: Converter = (node, source, outer) => {
  const operator = node.children.find((child) => !child.named)?.type ?? '';
  return { start: node.start, end: node.end, outer, kind: 'binary', operator, ...operands(node, source) };
};

const comparison: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'comparison',
  // `not in` and `is not` may hold any space; their types hold one.
  operators: node.children.filter((child) => !child.named).map(({ type }) => type),
  parts: expressions(named(node), source),
});

const boolean: Converter = (node, source, outer) => {
  const operator = ofType(node, 'or') ? 'or' : 'and';
  return { start: node.start, end: node.end, outer, kind: 'boolean', operator, ...operands(node, source) };
};

const conditional: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'conditional',
  then: expression(nth(node, 0), source),
  test: expression(nth(node, 1), source),
  otherwise: expression(nth(node, 2), source),
});

const lambda: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'lambda',
  parameters: parameters(maybeField(node, 'parameters'), source, (part) => expression(part, source)),
  body: expression(field(node, 'body'), source),
});

const attribute: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'attribute',
  object: expression(nth(node, 0), source),
  attribute: identifier(nth(node, 1), source),
});

const subscript: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'subscript',
  object: expression(nth(node, 0), source),
  indices: expressions(named(node).slice(1), source),
});

/** The grammar's reading of `Optional[int]` where it expects a type. */
const genericType: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'subscript',
  object: expression(nth(node, 0), source),
  indices: expressions(named(nth(node, 1)), source),
});

const unionType: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'binary',
  operator: '|',
  ...operands(node, source),
});

const text: Converter = (node, source, outer) =>
  literalText(node, source, outer, (part) => expression(part, source));

const other =
  (what: string): Converter =>
  (node, source, outer) => ({
    start: node.start,
    end: node.end,
    outer,
    kind: 'other',
    what,
    parts: expressions(named(node), source),
  });

const starred: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  kind: 'starred',
  value: expression(nth(node, 0), source),
});

/** A minus may stand in for a star: see `standins.ts`. */
const unary: Converter = (node, source, outer) =>
  source.charAt(node.start) === '*' ? starred(node, source, outer) : other('unary')(node, source, outer);

const converters: ReadonlyMap<string, Converter> = new Map<string, Converter>([
  ['identifier', nameOf],
  ['attribute', attribute],
  ['member_type', attribute],
  ['call', call],
  ['subscript', subscript],
  ['generic_type', genericType],
  ['string', text],
  ['concatenated_string', text],
  ['integer', integer],
  ['float', literal('number')],
  ['true', literal('true')],
  ['false', literal('false')],
  ['none', literal('none')],
  ['ellipsis', literal('ellipsis')],
  ['list', collection('list')],
  ['list_pattern', collection('list')],
  ['set', collection('set')],
  ['tuple', collection('tuple')],
  ['tuple_pattern', collection('tuple')],
  ['pattern_list', collection('tuple')],
  ['expression_list', collection('tuple')],
  ['dictionary', dict],
  ['list_comprehension', comprehension('list-comprehension')],
  ['set_comprehension', comprehension('set-comprehension')],
  ['dictionary_comprehension', comprehension('dict-comprehension')],
  ['generator_expression', comprehension('generator')],
  ['binary_operator', binary],
  ['union_type', unionType],
  ['boolean_operator', boolean],
  ['conditional_expression', conditional],
  ['lambda', lambda],
  [
    'await',
    (node, source, outer) => ({
      start: node.start,
      end: node.end,
      outer,
      kind: 'await',
      value: expression(nth(node, 0), source),
    }),
  ],
  ['yield', yielded],
  ['list_splat', starred],
  ['list_splat_pattern', starred],
  ['splat_type', starred],
  ['named_expression', walrus],
  ['comparison_operator', comparison],
  ['not_operator', other('not')],
  ['unary_operator', unary],
]);
