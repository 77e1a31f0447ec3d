import type { Call, Expr } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import type { Module } from '../binding/module.ts';
import { parentOf } from '../parents.ts';
import { isExpr, type AnyNode } from '../walk.ts';

/**
 * What may run a place many times, or at another time: the innermost loop, comprehension, function or class around it; `undefined` for the
 * code of the module itself.
 */
export function repeaterOf(module: Module, node: AnyNode): AnyNode | undefined {
  for (let at = parentOf(module, node); at; at = parentOf(module, at)) if (REPEATING.has(at.kind)) return at;
  return undefined;
}

const REPEATING: ReadonlySet<AnyNode['kind']> = new Set([
  'for',
  'while',
  'list-comprehension',
  'set-comprehension',
  'dict-comprehension',
  'generator',
  'lambda',
  'function',
  'class',
]);

/** The statement that an expression stands in. */
export function statementOf(module: Module, node: Expr): Stmt | undefined {
  let at = parentOf(module, node);
  while (at && isExpr(at)) at = parentOf(module, at);
  return at;
}

/**
 * The statement of a call that is made once whenever the statement begins, before anything in it that may have an effect. `free`:
 * whatever else it evaluates may come after.
 */
export function statementBefore(module: Module, call: Call, free: boolean): Stmt | undefined {
  let node: AnyNode = call;
  for (let at = parentOf(module, node); at; node = at, at = parentOf(module, at)) {
    if (!isExpr(at)) return isEvaluatedFirst(at, node, free) ? at : undefined;
    if (!isFirstIn(at, node) && !free) return undefined;
  }
  return undefined;
}

/** Whether a part of an expression is what it evaluates first. */
function isFirstIn(whole: Expr, part: AnyNode): boolean {
  switch (whole.kind) {
    case 'attribute':
    case 'subscript':
      return whole.object === part;
    case 'call':
      return whole.callee === part;
    case 'comparison':
      return whole.parts[0] === part;
    case 'binary':
    case 'boolean':
      return whole.left === part;
    case 'await':
      return true;
    default:
      return whole.kind === 'other' && (whole.what === 'not' || whole.what === 'unary');
  }
}

function isEvaluatedFirst(statement: Stmt, part: AnyNode, free: boolean): boolean {
  switch (statement.kind) {
    case 'assign':
    case 'expression':
    case 'return':
    case 'augmented':
      return statement.value === part;
    case 'with':
      return (
        statement.items[0]?.value === part || (free && statement.items.some(({ value }) => value === part))
      );
    case 'if':
      return statement.test === part;
    case 'other':
      return statement.what === 'assert' && statement.parts[0] === part;
    default:
      return false;
  }
}
