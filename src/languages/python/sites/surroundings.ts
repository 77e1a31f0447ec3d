import type { Name } from '../../../core/model/values.ts';
import type { Comparison, Surroundings } from '../../../core/model/surroundings.ts';
import type { Span } from '../../../core/text.ts';
import type { Attribute, Call, Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { plainArguments, positional } from '../inference/functions/arguments.ts';
import { canonical, lastName } from '../names.ts';
import { awaited, parentExpr, parentOf } from '../parents.ts';
import { isExpr, type AnyNode } from '../walk.ts';
import { toValue } from './values.ts';

export const spanOf = ({ start, end }: Span): Span => ({ start, end });

/** What stands around an expression, or around the `await` of it. */
export function surroundingsOf(analysis: Analysis, module: Module, node: Expr): Surroundings {
  const at = awaited(module, node);
  const parent = parentOf(module, at);
  if (!parent) return {};
  const compared = isExpr(parent) ? comparisonOf(analysis, module, at, parent) : undefined;
  return {
    ...(isNegation(parent) && { negated: spanOf(parent) }),
    ...(compared && { compared }),
    ...(isTested(module, at) && { tested: true }),
    ...(parent.kind === 'expression' && { statement: spanOf(parent) }),
    ...(parent.kind === 'attribute' && readsFrom(module, parent)),
    ...takenBy(parent, at),
  };
}

function takenBy(parent: AnyNode, node: Expr): Pick<Surroundings, 'taken'> {
  switch (parent.kind) {
    case 'call': {
      const index = plainArguments(parent.args).findIndex(({ value }) => value === node);
      const of = lastName(parent.callee);
      return of !== undefined && index >= 0 ? { taken: { by: 'argument', of, index } } : {};
    }
    case 'binary': {
      const side = parent.left === node ? 'left' : 'right';
      return { taken: { by: 'operand', operator: parent.operator, side } };
    }
    case 'subscript':
      return parent.object === node ? { taken: { by: 'index' } } : {};
    default:
      return {};
  }
}

/** The attribute that an expression reads, those that are read from it at once, and whether an item is taken of the last. */
function readsFrom(module: Module, node: Attribute): Pick<Surroundings, 'then' | 'thenItem'> {
  const name: Name = { ...spanOf(node.attribute), name: canonical(node.attribute.id) };
  const parent = parentOf(module, node);
  if (parent?.kind === 'attribute') {
    const { then = [], ...rest } = readsFrom(module, parent);
    return { then: [name, ...then], ...rest };
  }
  const isItem = parent?.kind === 'subscript' && parent.object === node;
  return { then: [name], ...(isItem && { thenItem: true }) };
}

const isNegation = (node: AnyNode): boolean => node.kind === 'other' && node.what === 'not' && isExpr(node);

function comparisonOf(analysis: Analysis, module: Module, node: Expr, parent: Expr): Comparison | undefined {
  if (parent.kind !== 'comparison' || parent.parts.length !== 2) return undefined;
  const [operator = ''] = parent.operators;
  const side = parent.parts[0] === node ? 'left' : 'right';
  const other = parent.parts[side === 'left' ? 1 : 0]!;
  return { ...spanOf(parent), operator, with: toValue(analysis, { module, node: other }), side };
}

/** Whether nothing but the truth of an expression counts. */
function isTested(module: Module, node: Expr): boolean {
  const parent = parentOf(module, node);
  if (!parent) return false;
  if (isExpr(parent) && parent.kind === 'boolean') return isTested(module, parent);
  const around = parentOf(module, parent);
  const given = around?.kind === 'call' ? testedEach(module, around) : undefined;
  return testsIn(parent).includes(node) || (given === parent && itemsWritten(given).includes(node));
}

/** The builtin that a call is of, by its name; absent where the file calls something of its own so. */
export const builtinCalled = (module: Module, { callee }: Call): string | undefined =>
  callee.kind === 'name' && module.bindingsOf(callee).length === 0 ? callee.id : undefined;

/** What a builtin is given whose answer is about the truth of the items alone: `all(x)`, `any(x)`. */
export function testedEach(module: Module, call: Call): Expr | undefined {
  const name = builtinCalled(module, call);
  return name === 'all' || name === 'any' ? positional(call.args, 0) : undefined;
}

/** What a builtin takes the items of that are true: `filter(None, x)`. */
export const siftedBy = (module: Module, call: Call): Expr | undefined =>
  builtinCalled(module, call) === 'filter' && positional(call.args, 0)?.kind === 'none'
    ? positional(call.args, 1)
    : undefined;

/** The items of a collection as they are written, or the element of a comprehension. */
export function itemsWritten(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'list':
    case 'tuple':
    case 'set':
      return node.items;
    case 'list-comprehension':
    case 'set-comprehension':
    case 'generator':
      return [node.element];
    default:
      return [];
  }
}

/** The expressions directly inside a node of which it uses the truth alone; of `and` and `or` see `isTested`. */
export function testsIn(node: AnyNode): readonly Expr[] {
  switch (node.kind) {
    case 'if':
    case 'while':
    case 'conditional':
      return [node.test];
    case 'match':
      return node.cases.flatMap(({ guard }) => guard ?? []);
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return node.clauses.flatMap((clause) => (clause.kind === 'if' ? [clause.test] : []));
    case 'call': {
      const first = isTruthCall(node) ? positional(node.args, 0) : undefined;
      return first ? [first] : [];
    }
    case 'other': {
      const [first] = node.parts;
      return first && (node.what === 'not' || node.what === 'assert') ? [first] : [];
    }
    default:
      return [];
  }
}

/** `bool(x)`, and unittest's `self.assertTrue(x)`. */
const isTruthCall = ({ callee }: Call): boolean =>
  callee.kind === 'name'
    ? callee.id === 'bool'
    : /^(assert(True|False|_)|fail(Unless|If))$/.test(lastName(callee) ?? '');

/** Whether an expression is assigned to, or deleted, rather than read. */
export function isTarget(module: Module, node: Expr): boolean {
  const parent = parentOf(module, node);
  switch (parent?.kind) {
    case 'assign':
      return parent.targets.some((target) => target === node);
    case 'augmented':
    case 'for':
      return parent.target === node;
    case 'with':
      return parent.items.some(({ target }) => target === node);
    case 'delete':
      return true;
    case 'tuple':
    case 'list':
    case 'starred': {
      const outer = parentExpr(module, node);
      return outer !== undefined && isTarget(module, outer);
    }
    default:
      return false;
  }
}
