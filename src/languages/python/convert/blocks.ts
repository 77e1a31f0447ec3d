import type { Expr } from '../ast/expressions.ts';
import type {
  Case,
  ClassDef,
  For,
  FunctionDef,
  Handler,
  If,
  Match,
  Stmt,
  Try,
  While,
  With,
  WithItem,
} from '../ast/statements.ts';
import { sideBySide } from './containers.ts';
import { type Cst, field, fields, maybeField, named, nth, ofType } from './cst.ts';
import { argumentsOf, expression } from './expressions.ts';
import { identifier, parameters } from './parameters.ts';
import { captures, itemsOf, patternOf, constants, isIrrefutable } from './patterns.ts';
import { simpleStatement } from './statements.ts';

/** The statements of a module or of a block. */
export function statements(block: Cst, source: string): readonly Stmt[] {
  return named(block).flatMap((node) => statement(node, source));
}

/** Several only in broken code, where whole statements stand in an error. */
function statement(node: Cst, source: string): readonly Stmt[] {
  switch (node.type) {
    case 'function_definition':
      return [functionDef(node, [], source)];
    case 'class_definition':
      return [classDef(node, [], source)];
    case 'decorated_definition':
      return decorated(node, source);
    case 'if_statement':
      return [ifStatement(node, source)];
    case 'for_statement':
      return [forStatement(node, source)];
    case 'while_statement':
      return [whileStatement(node, source)];
    case 'with_statement':
      return [withStatement(node, source)];
    case 'try_statement':
      return [tryStatement(node, source)];
    case 'match_statement':
      return [matchStatement(node, source)];
    case 'ERROR':
    case 'block':
      return statements(node, source);
    default:
      return [simpleStatement(node, source)];
  }
}

/** What the block in a clause or a statement holds. */
function bodyOf(node: Cst | undefined, source: string): readonly Stmt[] {
  const block = node && ofType(node, 'block');
  return block ? statements(block, source) : [];
}

/** The end without the comments and the semicolon that the grammar counts to the last block. */
function endOf(node: Cst): number {
  let last = node;
  for (let next = lastInside(last); next; next = lastInside(next)) last = next;
  return last.end;
}

/** The last statement of a block, the last block or clause of a statement; `undefined` where there is none. */
const lastInside = ({ type, children }: Cst): Cst | undefined =>
  type === 'block'
    ? children.findLast((child) => child.type !== ';')
    : children.findLast((child) => holders.has(child.type) && child.children.length > 0);

const holders = new Set([
  ...['block', 'case_clause', 'elif_clause', 'else_clause', 'except_clause', 'finally_clause'],
  ...['function_definition', 'class_definition'],
]);

function decorated(node: Cst, source: string): readonly Stmt[] {
  const definition = field(node, 'definition');
  const decorators = named(node)
    .filter(({ type }) => type === 'decorator')
    .map((decorator) => expression(nth(decorator, 0), source));
  switch (definition.type) {
    case 'function_definition':
      return [functionDef(definition, decorators, source)];
    case 'class_definition':
      return [classDef(definition, decorators, source)];
    default:
      return [{ start: node.start, end: endOf(node), kind: 'other', what: node.type, parts: decorators }];
  }
}

function functionDef(node: Cst, decorators: readonly Expr[], source: string): FunctionDef {
  const returns = maybeField(node, 'return_type');
  return {
    start: node.start,
    end: endOf(node),
    kind: 'function',
    async: ofType(node, 'async') !== undefined,
    name: identifier(field(node, 'name'), source),
    parameters: parameters(maybeField(node, 'parameters'), source, (part) => expression(part, source)),
    ...(returns && { returns: expression(returns, source) }),
    decorators,
    body: bodyOf(node, source),
  };
}

function classDef(node: Cst, decorators: readonly Expr[], source: string): ClassDef {
  const bases = maybeField(node, 'superclasses');
  return {
    start: node.start,
    end: endOf(node),
    kind: 'class',
    name: identifier(field(node, 'name'), source),
    bases: bases ? argumentsOf(bases, source) : [],
    decorators,
    body: bodyOf(node, source),
  };
}

function ifStatement(node: Cst, source: string): If {
  const end = endOf(node);
  const branch = (clause: Cst, otherwise: readonly Stmt[]): If => ({
    start: clause.start,
    end,
    kind: 'if',
    test: expression(field(clause, 'condition'), source),
    body: bodyOf(clause, source),
    otherwise,
  });
  const otherwise = fields(node, 'alternative').reduceRight<readonly Stmt[]>(
    (rest, clause) => (clause.type === 'elif_clause' ? [branch(clause, rest)] : bodyOf(clause, source)),
    [],
  );
  return branch(node, otherwise);
}

const forStatement = (node: Cst, source: string): For => ({
  start: node.start,
  end: endOf(node),
  kind: 'for',
  target: expression(field(node, 'left'), source),
  iterable: expression(field(node, 'right'), source),
  body: bodyOf(node, source),
  otherwise: bodyOf(ofType(node, 'else_clause'), source),
});

const whileStatement = (node: Cst, source: string): While => ({
  start: node.start,
  end: endOf(node),
  kind: 'while',
  test: expression(field(node, 'condition'), source),
  body: bodyOf(node, source),
  otherwise: bodyOf(ofType(node, 'else_clause'), source),
});

const withStatement = (node: Cst, source: string): With => ({
  start: node.start,
  end: endOf(node),
  kind: 'with',
  items: named(ofType(node, 'with_clause') ?? node)
    .filter(({ type }) => type === 'with_item')
    .map((item) => withItem(nth(item, 0), source)),
  body: bodyOf(node, source),
});

function withItem(node: Cst, source: string): WithItem {
  // `with (a as b):` is an item in parentheses here, unlike `with (a as b, c):`
  const item = node.type === 'parenthesized_expression' && ofType(node, 'as_pattern');
  if (item) return withItem(item, source);
  const { start, end } = node;
  if (node.type !== 'as_pattern') return { start, end, value: expression(node, source) };
  const target = expression(field(node, 'alias'), source);
  return { start, end, value: expression(nth(node, 0), source), target };
}

const tryStatement = (node: Cst, source: string): Try => ({
  start: node.start,
  end: endOf(node),
  kind: 'try',
  body: bodyOf(node, source),
  handlers: named(node)
    .filter(({ type }) => type === 'except_clause')
    .map((clause) => handlerOf(clause, source)),
  otherwise: bodyOf(ofType(node, 'else_clause'), source),
  finally: bodyOf(ofType(node, 'finally_clause'), source),
});

function handlerOf(node: Cst, source: string): Handler {
  const values = fields(node, 'value');
  const [first] = values;
  const bound = first?.type === 'as_pattern' ? first : undefined;
  const types = bound ? [nth(bound, 0)] : values;
  const name = maybeField(bound ?? node, 'alias');
  return {
    start: node.start,
    end: endOf(node),
    // Python 3.14 takes `except A, B:` for a tuple.
    ...(types.length > 0 && { type: sideBySide(node, types, (part) => expression(part, source)) }),
    ...(name && { name: identifier(name, source) }),
    body: bodyOf(node, source),
  };
}

function matchStatement(node: Cst, source: string): Match {
  return {
    start: node.start,
    end: endOf(node),
    kind: 'match',
    subject: sideBySide(node, fields(node, 'subject'), (part) => expression(part, source)),
    cases: named(field(node, 'body'))
      .filter(({ type }) => type === 'case_clause')
      .map((clause) => caseOf(clause, source)),
  };
}

function caseOf(node: Cst, source: string): Case {
  const patterns = named(node).filter(({ type }) => type === 'case_pattern');
  const guard = maybeField(node, 'guard');
  const only = patterns.length === 1 && !ofType(node, ',') ? patterns[0] : undefined;
  return {
    start: node.start,
    end: endOf(node),
    captures: only ? captures(only, source, []) : patterns.flatMap((one, at) => captures(one, source, [at])),
    pattern: only ? patternOf(only, source) : itemsOf(patterns, source),
    constants: patterns.flatMap((pattern) => constants(pattern, source)),
    irrefutable: !guard && only !== undefined && isIrrefutable(only),
    ...(guard && { guard: expression(nth(guard, 0), source) }),
    body: bodyOf(node, source),
  };
}
