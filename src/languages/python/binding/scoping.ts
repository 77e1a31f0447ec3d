import type { Stmt } from '../ast/statements.ts';
import { moduleScopeOf, type Scope } from './scope.ts';

/** Notes the names that `global` and `nonlocal` lend to a scope. */
export function declareScoping(statement: Stmt, scope: Scope): void {
  if (statement.kind !== 'global' && statement.kind !== 'nonlocal') return;
  for (const { id } of statement.names) {
    const home = statement.kind === 'global' ? moduleScopeOf(scope) : enclosing(scope, id);
    if (home && home !== scope) scope.elsewhere.set(id, home);
  }
}

function enclosing(scope: Scope, name: string): Scope | undefined {
  for (let at = scope.parent; at; at = at.parent) {
    if (at.kind !== 'class' && at.kind !== 'module' && at.bindings.has(name)) return at;
  }
  // The function around it may bind the name further down.
  return scope.parent?.kind === 'function' ? scope.parent : undefined;
}
