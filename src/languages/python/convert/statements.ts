import type { Expr, Identifier } from '../ast/expressions.ts';
import type { Assign, AugAssign, Import, ImportFrom, ImportedName, Stmt } from '../ast/statements.ts';
import { sideBySide } from './containers.ts';
import { type Cst, field, fields, maybeField, named, nth, ofType } from './cst.ts';
import { expression, expressions } from './expressions.ts';
import { identifier } from './parameters.ts';

/** A statement with no block of its own; one that the grammar does not know becomes `other`. */
export function simpleStatement(node: Cst, source: string): Stmt {
  const { start, end } = node;
  switch (node.type) {
    case 'expression_statement':
      return expressionStatement(node, source);
    case 'return_statement': {
      const value = named(node)[0];
      return { start, end, kind: 'return', ...(value && { value: expression(value, source) }) };
    }
    case 'import_statement':
      return importStatement(node, source);
    case 'import_from_statement':
    case 'future_import_statement':
      return importFrom(node, source);
    case 'delete_statement':
      return { start, end, kind: 'delete', targets: expressions(listed(nth(node, 0)), source) };
    case 'global_statement':
      return { start, end, kind: 'global', names: named(node).map((name) => identifier(name, source)) };
    case 'nonlocal_statement':
      return { start, end, kind: 'nonlocal', names: named(node).map((name) => identifier(name, source)) };
    case 'type_alias_statement':
      return typeAlias(node, source);
    default:
      return {
        start,
        end,
        kind: 'other',
        what: keywords.get(node.type) ?? node.type,
        parts: expressions(named(node).flatMap(listed), source),
      };
  }
}

const keywords = new Map([
  ['raise_statement', 'raise'],
  ['assert_statement', 'assert'],
  ['pass_statement', 'pass'],
  ['break_statement', 'break'],
  ['continue_statement', 'continue'],
]);

/** The items where a list without brackets stands for several. */
const listed = (node: Cst): readonly Cst[] => (node.type === 'expression_list' ? named(node) : [node]);

function expressionStatement(node: Cst, source: string): Stmt {
  const inside = nth(node, 0);
  if (inside.type === 'assignment') return assignment(inside, source);
  if (inside.type === 'augmented_assignment') return augmented(inside, source);
  const value = sideBySide(node, named(node), (part) => expression(part, source));
  return { start: node.start, end: node.end, kind: 'expression', value };
}

/** `a = b = 1` is an assignment inside an assignment to the grammar. */
function assignment(node: Cst, source: string): Assign {
  const targets: Expr[] = [];
  let last = node;
  for (let next: Cst | undefined = node; next?.type === 'assignment'; next = maybeField(next, 'right')) {
    targets.push(expression(field(next, 'left'), source));
    last = next;
  }
  const { start, end } = node;
  const right = maybeField(last, 'right');
  const value = right && expression(right, source);
  const type = maybeField(node, 'type');
  if (!type && value) return { start, end, kind: 'assign', targets, value };
  const annotation = type && expression(type, source);
  return { start, end, kind: 'assign', targets, ...(annotation && { annotation }), ...(value && { value }) };
}

const augmented = (node: Cst, source: string): AugAssign => ({
  start: node.start,
  end: node.end,
  kind: 'augmented',
  target: expression(field(node, 'left'), source),
  operator: node.children.find(({ type }) => type.endsWith('='))?.type.slice(0, -1) ?? '',
  value: expression(field(node, 'right'), source),
});

/** `type A = B` binds the name. The grammar takes `type(self).client = ...` for an alias too, of `(self).client`. */
function typeAlias(node: Cst, source: string): Stmt {
  const value = expression(field(node, 'right'), source);
  const left = nth(field(node, 'left'), 0);
  const isAnnotated = left.type === 'constrained_type';
  const keyword = ofType(node, 'type');
  const target = keyword && calling(keyword, isAnnotated ? nth(nth(left, 0), 0) : left);
  if (!target) {
    // The parameters of `type A[T] = ...` say nothing that anybody asks for.
    const name = left.type === 'generic_type' ? nth(left, 0) : left;
    return { start: node.start, end: node.end, kind: 'assign', targets: [expression(name, source)], value };
  }
  return {
    start: node.start,
    end: node.end,
    kind: 'assign',
    targets: [expression(target, source)],
    ...(isAnnotated && { annotation: expression(nth(left, 1), source) }),
    value,
  };
}

/** The tree of `type(a).b` from those of `type` and of `(a).b`. */
function calling(callee: Cst, node: Cst): Cst | undefined {
  const { start } = callee;
  if (node.type === 'parenthesized_expression' || node.type === 'tuple') {
    const name: Cst = { ...callee, type: 'identifier', named: true, field: 'function' };
    const list: Cst = { ...node, type: 'argument_list', field: 'arguments' };
    return { ...node, type: 'call', start, children: [name, list] };
  }
  const [first, ...rest] = node.children;
  const called = first && calling(callee, first);
  return called && { ...node, start, children: [called, ...rest] };
}

const importStatement = (node: Cst, source: string): Import => ({
  start: node.start,
  end: node.end,
  kind: 'import',
  names: fields(node, 'name').map((name) => ({
    start: name.start,
    end: name.end,
    path: pathOf(name.type === 'aliased_import' ? field(name, 'name') : name, source),
    ...aliasOf(name, source),
  })),
});

function importFrom(node: Cst, source: string): ImportFrom {
  const module = maybeField(node, 'module_name');
  const dots = module && ofType(module, 'import_prefix');
  const dotted = module?.type === 'relative_import' ? ofType(module, 'dotted_name') : module;
  return {
    start: node.start,
    end: node.end,
    kind: 'import-from',
    level: dots ? source.slice(dots.start, dots.end).split('.').length - 1 : 0,
    path: node.type === 'future_import_statement' ? '__future__' : dotted ? pathOf(dotted, source) : '',
    star: ofType(node, 'wildcard_import') !== undefined,
    names: fields(node, 'name').map((name) => importedName(name, source)),
    parenthesized: source.charAt(node.end - 1) === ')',
  };
}

const importedName = (node: Cst, source: string): ImportedName => ({
  start: node.start,
  end: node.end,
  name: identifier(node.type === 'aliased_import' ? field(node, 'name') : node, source),
  ...aliasOf(node, source),
});

function aliasOf(node: Cst, source: string): { readonly alias?: Identifier } {
  const alias = maybeField(node, 'alias');
  return alias ? { alias: identifier(alias, source) } : {};
}

/** Without the space that may stand around the dots. */
const pathOf = (dotted: Cst, source: string): string =>
  named(dotted)
    .map(({ start, end }) => source.slice(start, end))
    .join('.');
