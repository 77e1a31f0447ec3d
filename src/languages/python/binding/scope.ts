import type { Comprehension, Expr, Identifier, Lambda, NameExpr, Parameter } from '../ast/expressions.ts';
import type { ClassDef, FunctionDef, ImportFrom } from '../ast/statements.ts';

/** How a name comes by its value. */
export type Origin =
  /** Assignment or walrus; `path` leads into an unpacked value. */
  | { readonly by: 'value'; readonly value: Expr; readonly path: UnpackPath; readonly annotation?: Expr }
  /** `name: T` without a value. */
  | { readonly by: 'annotation'; readonly annotation: Expr }
  | { readonly by: 'with'; readonly value: Expr; readonly path: UnpackPath }
  | { readonly by: 'iteration'; readonly iterable: Expr; readonly path: UnpackPath }
  | { readonly by: 'parameter'; readonly parameter: Parameter; readonly owner: FunctionDef | Lambda }
  | { readonly by: 'function'; readonly def: FunctionDef }
  | { readonly by: 'class'; readonly def: ClassDef }
  /** `import path`, bound to its first part unless there is an alias. */
  | { readonly by: 'import'; readonly path: string; readonly whole: boolean }
  | { readonly by: 'import-from'; readonly from: ImportFrom; readonly name: string }
  | { readonly by: 'augmented'; readonly value: Expr }
  /**
   * Bound to something no client can be: an exception, a match capture, a deleted name. `value`, `path`: of a capture, the subject
   * and the way to the part that it is given.
   */
  | { readonly by: 'other'; readonly value?: Expr; readonly path?: readonly number[] };

/** Indices into nested tuples; `rest` is a starred target, `after` a target behind one. */
export type UnpackPath = readonly (number | 'rest' | 'after')[];

export interface Binding {
  readonly name: string;
  readonly target: NameExpr | Identifier;
  readonly origin: Origin;
  readonly scope: Scope;
}

export type ScopeKind = 'module' | 'class' | 'function' | 'lambda' | 'comprehension';

export interface Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  readonly node: FunctionDef | ClassDef | Lambda | Comprehension | undefined;
  /** In source order. */
  readonly bindings: Map<string, Binding[]>;
  /** Names declared `global` or `nonlocal` here, with the scope they belong to. */
  readonly elsewhere: Map<string, Scope>;
  /** Names that functions inside bind as well, by `global` or `nonlocal`, whenever they are called. */
  readonly remote: Set<string>;
}

export const newScope = (kind: ScopeKind, parent: Scope | undefined, node: Scope['node']): Scope => ({
  kind,
  parent,
  node,
  bindings: new Map(),
  elsewhere: new Map(),
  remote: new Set(),
});

/**
 * Every binding a name may have when the code of `scope` runs at some later time (a function body sees its enclosing
 * scopes as they are then). Class scopes are seen only by their own statements. Empty: not bound in this file.
 */
export function lookup(scope: Scope, name: string): readonly Binding[] {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (at.kind === 'class' && at !== scope) continue;
    const other = at.elsewhere.get(name);
    if (other) return other.bindings.get(name) ?? [];
    const found = at.bindings.get(name);
    if (found) return found;
  }
  return [];
}

/** The function or lambda whose body `scope` belongs to. */
export function frameOf(scope: Scope): Scope {
  let at = scope;
  while (at.kind === 'comprehension' && at.parent) at = at.parent;
  return at;
}

export const moduleScopeOf = (scope: Scope): Scope => (scope.parent ? moduleScopeOf(scope.parent) : scope);
