import type { Span } from '../../../core/text.ts';
import type { Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Ast, ImportFrom } from '../ast/statements.ts';
import { groupBy } from '../../../core/group.ts';
import type { AttributeStore, Declarations } from './declarations.ts';
import { declare } from './declare.ts';
import { flow } from './flow.ts';
import { lookup, type Binding, type Scope } from './scope.ts';

/** One file, read and bound. */
export interface Module extends Omit<Declarations, 'module' | 'bindings'> {
  /** Project-relative, with `/`. */
  readonly path: string;
  readonly source: string;
  readonly ast: Ast;
  readonly scope: Declarations['module'];
  /** `from x import *`, in source order. */
  readonly stars: readonly ImportFrom[];
  /** The bindings a read may see; none when it is unbound, or bound by a star import or a builtin. */
  bindingsOf(name: NameExpr): readonly Binding[];
  /** A name of its own scope that is read before it is bound, or after it is deleted. */
  isUnbound(name: NameExpr): boolean;
  /** The binding that a target makes: a name or an identifier where it is bound. */
  bindingAt(target: Span): Binding | undefined;
  /** The bindings that a name of the module or of a class may have once its body has run. */
  finalBindings(scope: Scope, name: string): readonly Binding[];
  /** Whether anything in the file, outside of the bodies of classes, gives a name a meaning: a name of Python itself is something else then. */
  binds(name: string): boolean;
  /** The call that an expression is the callee of. */
  callOf(callee: Expr): Call | undefined;
  /** What is stored to attributes of a name, whatever they are attributes of. */
  storesOf(attribute: string): readonly AttributeStore[];
  /** The reads that may see a binding. */
  readsOf(binding: Binding): readonly NameExpr[];
}

export function bindModule(path: string, source: string, ast: Ast): Module {
  const { module: scope, bindings: bound, ...declared } = declare(ast.body);
  const reads = flow(ast.body, { module: scope, bindings: bound, ...declared });
  const bindingsOf = (name: NameExpr): readonly Binding[] => {
    const reaching = reads.reaching.get(name);
    if (reaching) return reaching;
    const from = reads.scopes.get(name);
    // A class body that has not bound a name yet sees the one outside.
    const start = from?.kind === 'class' && !from.elsewhere.has(name.id) ? outsideClasses(from) : from;
    return start ? lookup(start, name.id) : [];
  };
  let callees: Map<Expr, Call> | undefined;
  let names: ReadonlySet<string> | undefined;
  let users: Map<Binding, NameExpr[]> | undefined;
  let stores: ReadonlyMap<string, readonly AttributeStore[]> | undefined;
  return {
    path,
    source,
    ast,
    scope,
    ...declared,
    stars: starsOf(ast),
    bindingsOf,
    isUnbound: (name) => reads.reaching.get(name)?.length === 0,
    bindingAt: (target) => bound.get(target),
    finalBindings: (scope, name) =>
      (scope.remote.has(name) ? scope.bindings : reads.ends.get(scope))?.get(name) ?? [],
    binds: (name) => (names ??= namesBound(bound.values())).has(name),
    callOf: (callee) => (callees ??= new Map(declared.calls.map((call) => [call.callee, call]))).get(callee),
    storesOf: (attribute) =>
      (stores ??= groupBy(declared.stores, ({ target }) => target.attribute.id)).get(attribute) ?? [],
    readsOf: (binding) => (users ??= usersOf([...reads.scopes.keys()], bindingsOf)).get(binding) ?? [],
  };
}

const namesBound = (bindings: Iterable<Binding>): ReadonlySet<string> =>
  new Set([...bindings].filter(({ scope }) => scope.kind !== 'class').map(({ name }) => name));

/** The nearest scope around a class that code in it sees: another class around it is not seen. */
function outsideClasses(scope: Scope): Scope | undefined {
  const { parent } = scope;
  return parent?.kind === 'class' ? outsideClasses(parent) : parent;
}

function usersOf(names: readonly NameExpr[], bindingsOf: Module['bindingsOf']): Map<Binding, NameExpr[]> {
  const users = new Map<Binding, NameExpr[]>();
  for (const name of names) {
    for (const binding of bindingsOf(name)) {
      const known = users.get(binding);
      if (known) known.push(name);
      else users.set(binding, [name]);
    }
  }
  return users;
}

/** Star imports stand at module level, at most inside `try` or `if`. */
function starsOf({ body }: Pick<Ast, 'body'>): ImportFrom[] {
  return body.flatMap((statement) => {
    switch (statement.kind) {
      case 'import-from':
        return statement.star ? [statement] : [];
      case 'if':
        return [...starsOf(statement), ...starsOf({ body: statement.otherwise })];
      case 'try':
        return [
          ...starsOf(statement),
          ...statement.handlers.flatMap(starsOf),
          ...starsOf({ body: statement.otherwise }),
        ];
      default:
        return [];
    }
  });
}
