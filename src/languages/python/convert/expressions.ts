import type { Span } from '../../../core/text.ts';
import type { Argument, Collection, Comprehension, ComprehensionClause, DictEntry, Expr } from '../ast.ts';
import type { Literal, NameExpr } from '../ast.ts';
import { type Cst, field, fields, maybeField, named, nth, ofType } from './cst.ts';
import { identifier, parameters } from './parameters.ts';
import { hoistStar } from './stars.ts';
import { literalText } from './text.ts';

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
  return hoistStar(convert(inner, source, outer ?? spanOf(inner)));
}

export const expressions = (nodes: readonly Cst[], source: string): readonly Expr[] =>
  nodes.map((node) => expression(node, source));

/** Of an `argument_list`. */
export const argumentsOf = (list: Cst, source: string): readonly Argument[] =>
  named(list).map((node) => argument(node, source));

/** A tuple of several expressions that stand side by side; one alone is itself. */
export function tupleOf(nodes: readonly Cst[], at: Span, source: string): Expr {
  const [only] = nodes;
  if (only && nodes.length === 1) return expression(only, source);
  return { ...at, outer: at, kind: 'tuple', items: expressions(nodes, source) };
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

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

function argument(node: Cst, source: string): Argument {
  switch (node.type) {
    case 'keyword_argument': {
      const name = identifier(nth(node, 0), source);
      return {
        start: node.start,
        end: node.end,
        form: 'keyword',
        name,
        value: expression(nth(node, 1), source),
      };
    }
    case 'list_splat':
      return { start: node.start, end: node.end, form: 'splat', value: expression(nth(node, 0), source) };
    case 'dictionary_splat':
      return {
        start: node.start,
        end: node.end,
        form: 'double-splat',
        value: expression(nth(node, 0), source),
      };
    default: {
      const value = expression(node, source);
      return value.kind === 'starred'
        ? { start: node.start, end: node.end, form: 'splat', value: value.value }
        : { start: node.start, end: node.end, form: 'positional', value };
    }
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
  (node, source, outer) => {
    const body = field(node, 'body');
    const element = body.type === 'pair' ? keyAndValue(body, source) : { element: expression(body, source) };
    return {
      start: node.start,
      end: node.end,
      outer,
      kind,
      ...element,
      clauses: named(node).flatMap((child) => clauseOf(child, source)),
    };
  };

const keyAndValue = (pair: Cst, source: string): { readonly key: Expr; readonly element: Expr } => ({
  key: expression(nth(pair, 0), source),
  element: expression(nth(pair, 1), source),
});

function clauseOf(node: Cst, source: string): readonly ComprehensionClause[] {
  switch (node.type) {
    case 'for_in_clause': {
      const values = fields(node, 'right');
      const at = { start: values[0]?.start ?? node.end, end: values.at(-1)?.end ?? node.end };
      const target = expression(field(node, 'left'), source);
      // Python 2: `[x for x in 1, 2]`
      return [{ kind: 'for', target, iterable: tupleOf(values, at, source) }];
    }
    case 'if_clause':
      return [{ kind: 'if', test: expression(nth(node, 0), source) }];
    default:
      return [];
  }
}

function entryOf(node: Cst, source: string): DictEntry {
  if (node.type !== 'pair')
    return { start: node.start, end: node.end, value: expression(nth(node, 0), source) };
  const [key, value] = [nth(node, 0), nth(node, 1)];
  return { start: node.start, end: node.end, key: expression(key, source), value: expression(value, source) };
}

const call: Converter = (node, source, outer) => {
  const list = nth(node, 1);
  return {
    start: node.start,
    end: node.end,
    outer,
    kind: 'call',
    callee: expression(nth(node, 0), source),
    args: list.type === 'argument_list' ? argumentsOf(list, source) : [argument(list, source)],
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

const text: Converter = (node, source, outer) => ({
  start: node.start,
  end: node.end,
  outer,
  ...literalText(node, source, (part) => expression(part, source)),
});

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

const converters: ReadonlyMap<string, Converter> = new Map<string, Converter>([
  ['identifier', nameOf],
  ['attribute', attribute],
  ['member_type', attribute],
  ['call', call],
  ['subscript', subscript],
  ['generic_type', genericType],
  ['string', text],
  ['concatenated_string', text],
  ['integer', literal('number')],
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
  [
    'dictionary',
    (node, source, outer) => ({
      start: node.start,
      end: node.end,
      outer,
      kind: 'dict',
      entries: named(node).map((entry) => entryOf(entry, source)),
    }),
  ],
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
  ['comparison_operator', other('comparison')],
  ['not_operator', other('not')],
  ['unary_operator', other('unary')],
]);
