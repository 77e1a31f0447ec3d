import { contains, type Span } from '../../../../core/text.ts';
import type { Stmt } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { sourceOf } from '../../binding/places.ts';
import { namesOf } from '../../guards/leaving.ts';
import { statementsIn } from '../../walk.ts';

/**
 * Whether code deals with several versions of a package: in a `try`, or a handler of it, that is there for a name that is missing, or on
 * a side of an `if` that asks for a version or an attribute.
 */
export function isGuarded(module: Module, place: Span): boolean {
  for (const statement of statementsIn(module.ast.body))
    if (contains(statement, place) && isGuard(module, statement)) return true;
  return false;
}

function isGuard(module: Module, statement: Stmt): boolean {
  if (statement.kind === 'if') return /version|hasattr/i.test(sourceOf(module, statement.test));
  return (
    statement.kind === 'try' &&
    statement.handlers.some(({ type }) => !type || namesOf(type).some((name) => MISSING.has(name)))
  );
}

const MISSING: ReadonlySet<string> = new Set([
  'ImportError',
  'ModuleNotFoundError',
  'AttributeError',
  'TypeError',
  'Exception',
]);
