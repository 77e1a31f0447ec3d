import type { AnyFunction, Class, Identifier, Node, TSDeclareFunction } from '../ast.ts';

/** One step into a value that is taken apart: `{ key }`, `[index]`, `...rest`, or none, for a default on the whole. */
export interface Step {
  readonly to:
    | { readonly by: 'key'; readonly key: string | undefined }
    | { readonly by: 'index'; readonly index: number }
    /** Of an object: all but what is taken out of it by name. */
    | { readonly by: 'rest'; readonly without?: readonly string[] }
    | { readonly by: 'itself' };
  /** What it is where nothing is found there. */
  readonly fallback?: Node;
}

/** How a place gives a name its value. */
export type Origin =
  | { readonly by: 'value'; readonly value: Node; readonly path: readonly Step[] }
  | {
      readonly by: 'parameter';
      readonly fn: AnyFunction;
      readonly index: number;
      readonly rest: boolean;
      readonly path: readonly Step[];
    }
  | { readonly by: 'element'; readonly of: Node; readonly keys: boolean; readonly path: readonly Step[] }
  | { readonly by: 'function'; readonly fn: AnyFunction | TSDeclareFunction }
  | { readonly by: 'class'; readonly cls: Class }
  /** `name` is what the other file exports it as; `*` for all of it, `=` for what CommonJS makes of all of it. */
  | { readonly by: 'import'; readonly from: string; readonly name: string }
  | { readonly by: 'compound'; readonly operator: string; readonly value: Node }
  /** `let name;` */
  | { readonly by: 'nothing' }
  /** `name++` */
  | { readonly by: 'count' }
  /** `what` says what it is, for a person. */
  | { readonly by: 'other'; readonly what: string; readonly node: Node };

/** A type written beside a name, and the way from it to what the name holds. */
export interface Annotation {
  readonly type: Node;
  readonly path: readonly Step[];
}

/** A place that gives a variable its value. */
export interface Binding {
  readonly variable: Variable;
  readonly target: Node;
  readonly origin: Origin;
  readonly annotation?: Annotation;
}

export interface Variable {
  readonly name: string;
  readonly scope: Scope;
  /** In source order. */
  readonly bindings: Binding[];
  readonly reads: Identifier[];
}

export interface Scope {
  readonly node: Node;
  /** `function`: where `var` goes. */
  readonly kind: 'function' | 'block';
  readonly parent: Scope | undefined;
  readonly variables: Map<string, Variable>;
  /** Interfaces and aliases. */
  readonly types: Map<string, Node[]>;
}

export const newScope = (node: Node, kind: Scope['kind'], parent: Scope | undefined): Scope => ({
  node,
  kind,
  parent,
  variables: new Map(),
  types: new Map(),
});

/** The only place that gives a variable its value; `undefined` where there are more, or none. */
export const onlyBinding = (variable: Variable | undefined): Binding | undefined =>
  variable?.bindings.length === 1 ? variable.bindings[0] : undefined;

/** The variable a name stands for in a scope. */
export function lookup(scope: Scope | undefined, name: string): Variable | undefined {
  for (let one = scope; one; one = one.parent) {
    const found = one.variables.get(name);
    if (found) return found;
  }
  return undefined;
}

/** The declarations of a type name that a scope sees. */
export function lookupType(scope: Scope | undefined, name: string): readonly Node[] {
  for (let one = scope; one; one = one.parent) {
    const found = one.types.get(name);
    if (found) return found;
  }
  return [];
}

export function variableIn(scope: Scope, name: string): Variable {
  const known = scope.variables.get(name);
  if (known) return known;
  const variable: Variable = { name, scope, bindings: [], reads: [] };
  scope.variables.set(name, variable);
  return variable;
}

/** The scope that a `var` written here belongs to. */
export function functionScope(scope: Scope): Scope {
  let one = scope;
  while (one.kind === 'block' && one.parent) one = one.parent;
  return one;
}
