import type { Expr, NameExpr } from '../ast/expressions.ts';
import type { Stmt } from '../ast/statements.ts';
import { lastName } from '../names.ts';
import type { Binding, Scope } from './scope.ts';

/** Which bindings may hold at a point; a name that is absent is unbound there. Changed in place, copied at branches. */
export type Env = Map<string, readonly Binding[]>;

/** Which bindings each read of a name sees. */
export interface Reads {
  /** Reads of names of their own scope: the bindings that reach them, none when it is not bound yet. */
  readonly reaching: Map<NameExpr, readonly Binding[]>;
  /** The scope every read stands in; what is not in `reaching` is looked up from there. */
  readonly scopes: Map<NameExpr, Scope>;
  /** What the names of a module or a class are bound to once its body has run. */
  readonly ends: Map<Scope, Env>;
}

export function mergeInto(env: Env, other: Env): void {
  for (const [name, bindings] of other) env.set(name, unite(env.get(name) ?? [], bindings));
}

/** A name that more bindings reach is taken to be reached by all of its scope: each read would keep a list of thousands. */
const MANY = 1_000;

export function unite(a: readonly Binding[], b: readonly Binding[]): readonly Binding[] {
  const [first] = a;
  if (a === b || b.length === 0) return a;
  if (!first) return b;
  const all = first.scope.bindings.get(first.name);
  if (a === all || b === all) return all;
  const both = new Set([...a, ...b]);
  return all && both.size > MANY ? all : [...both];
}

/** Adds whatever some statements bind, in whatever order they run. */
export function addAllBoundIn(
  body: readonly Stmt[],
  { scope, env }: { readonly scope: Scope; readonly env: Env },
): void {
  const [first, last] = [body[0], body.at(-1)];
  if (!first || !last) return;
  for (const [name, bindings] of scope.bindings) {
    const inside = bindings.filter(({ target }) => target.start >= first.start && target.end <= last.end);
    if (inside.length > 0) env.set(name, unite(env.get(name) ?? [], inside));
  }
}

/** Makes an environment the union of the branches that reach their end. */
export function join(
  ends: readonly { readonly completes: boolean; readonly env: Env }[],
  into: Env,
): boolean {
  const live = ends.filter(({ completes }) => completes);
  into.clear();
  // Code after branches that all leave is dead; it sees what any of them bound.
  for (const { env } of live.length > 0 ? live : ends) mergeInto(into, env);
  return live.length > 0;
}

/** `suppress(...)` and `raises(...)`: what follows runs although an exception has left the block. */
export const swallows = (value: Expr): boolean =>
  value.kind === 'call' && /^(suppress|raises|assertRaises\w*)$/.test(lastName(value.callee) ?? '');
