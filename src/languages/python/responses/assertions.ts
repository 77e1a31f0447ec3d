import { contains } from '../../../core/text.ts';
import type { Relation } from '../../../core/trace.ts';
import type { Call, Expr } from '../ast/expressions.ts';
import type { Stmt, With } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { isExpr, walk, type AnyNode } from '../walk.ts';

/** What a call of unittest or nose asserts of its first two arguments; `undefined` for any other call. */
export function relationAsserted({ callee, args }: Call): Relation | undefined {
  const [, relation = ''] = /^assert_?(equals?|is|in)$/i.exec(lastName(callee) ?? '') ?? [];
  if (relation === '' || args.length < 2) return undefined;
  return relation.toLowerCase() === 'in' ? 'in' : '==';
}

/** Whether the test fails unless an expression is true. */
export const isAsserted = (module: Module, node: Expr): boolean => assertedOf(module, node) === true;

/** Whether the test fails unless an expression is true, or unless it is false; `undefined`: either will do. */
export function assertedOf(module: Module, node: Expr): boolean | undefined {
  const demanded = demandedOf(module, node);
  return demanded === undefined || isExpectedToFail(module, node) ? undefined : demanded;
}

/** Whether `assert` or the like demands it, alone or joined to others by `and`, even where that is expected to fail. */
export const isDemanded = (module: Module, node: Expr): boolean => demandedOf(module, node) === true;

/** Whether it is demanded that an expression is true, or that it is false. */
function demandedOf(module: Module, node: Expr): boolean | undefined {
  const parent = parentOf(module, node);
  if (!parent) return undefined;
  if (!isExpr(parent)) return demandedBy(parent, node);
  switch (parent.kind) {
    case 'boolean': {
      const demanded = demandedOf(module, parent);
      return demanded === (parent.operator === 'and') ? demanded : undefined;
    }
    case 'call': {
      const [, truth = ''] = /^assert_?(true|false)$/i.exec(lastName(parent.callee) ?? '') ?? [];
      return truth === '' ? undefined : truth.toLowerCase() === 'true';
    }
    case 'other': {
      const demanded = parent.what === 'not' ? demandedOf(module, parent) : undefined;
      return demanded === undefined ? undefined : !demanded;
    }
    default:
      return undefined;
  }
}

/** `assert node`, and an `if node` of which one branch fails whenever it is taken. */
function demandedBy(statement: Stmt, node: Expr): boolean | undefined {
  if (statement.kind === 'other' && statement.what === 'assert')
    return contains(statement.parts[0]?.outer ?? statement, node) || undefined;
  if (statement.kind !== 'if' || statement.test !== node) return undefined;
  if (alwaysFails(statement.body)) return false;
  return alwaysFails(statement.otherwise) || undefined;
}

/** `raise`, `assert False`, `pytest.fail(...)` at the end of a block. */
function alwaysFails(block: readonly Stmt[]): boolean {
  const last = block.at(-1);
  if (last?.kind === 'expression')
    return last.value.kind === 'call' && lastName(last.value.callee) === 'fail';
  if (last?.kind !== 'other') return false;
  return last.what === 'raise' || (last.what === 'assert' && last.parts[0]?.kind === 'false');
}

/** `with pytest.raises(...)`. */
export function expectsFailure({ items }: With): boolean {
  let found = false;
  walk(
    items.map(({ value }) => value),
    (node) => {
      found ||= node.kind === 'call' && EXPECTING.test(lastName(node.callee) ?? '');
      return !found;
    },
  );
  return found;
}

const EXPECTING = /^(raises|assertRaises\w*|suppress)$/;

/** `pytest.raises(AssertionError)`: it may be what is asserted of a response that is expected to fail. */
function expectsAssertion({ items }: With): boolean {
  let found = false;
  walk(
    items.map(({ value }) => value),
    (node) => {
      found ||= node.kind === 'name' && ASSERTIONS.has(node.id);
      return !found;
    },
  );
  return found;
}

const ASSERTIONS: ReadonlySet<string> = new Set(['AssertionError', 'Exception', 'BaseException']);

/** Whether a call is expected to fail before it has a response. */
export function isCallToFail(module: Module, node: AnyNode): boolean {
  for (let at = parentOf(module, node); at && at.kind !== 'function'; at = parentOf(module, at))
    if (at.kind === 'with' && expectsFailure(at) && !expectsAssertion(at)) return true;
  return false;
}

/** Whether it is expected that an assertion fails where a node stands. */
export function isExpectedToFail(module: Module, node: AnyNode): boolean {
  for (let at = parentOf(module, node); at && at.kind !== 'function'; at = parentOf(module, at))
    if (at.kind === 'with' && expectsFailure(at)) return true;
  return false;
}
