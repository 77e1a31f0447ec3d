import type { Span } from '../../../core/text.ts';

/**
 * A small Python syntax tree in plain data: what name resolution and the rewriting of calls need, no more.
 * Spans leave out comments around a node; `outer` of an expression adds the parentheses written around it.
 */

export type Expr =
  | NameExpr
  | Attribute
  | Call
  | Subscript
  | Text
  | Literal
  | Collection
  | Dict
  | Comprehension
  | Binary
  | Comparison
  | BoolOp
  | Conditional
  | Lambda
  | Await
  | Yield
  | Starred
  | NamedExpr
  | OtherExpr;

interface Node extends Span {
  /** The span with the parentheses around the expression, when there are any; otherwise the node's own span. */
  readonly outer: Span;
}

/** An identifier that is read, or bound when it stands in a target. */
export interface NameExpr extends Node {
  readonly kind: 'name';
  readonly id: string;
}

export interface Attribute extends Node {
  readonly kind: 'attribute';
  readonly object: Expr;
  readonly attribute: Identifier;
}

/** A name that is not an expression: of an attribute, a keyword, a parameter, a definition. */
export interface Identifier extends Span {
  readonly id: string;
}

export interface Call extends Node {
  readonly kind: 'call';
  readonly callee: Expr;
  /** In source order. A generator expression as the sole argument is one positional argument. */
  readonly args: readonly Argument[];
  /** The span of the argument list with its parentheses (of the generator expression when that is the sole argument). */
  readonly list: Span;
}

/** One argument; its span covers name and value, with the parentheses of the value and the stars of a splat. */
export interface Argument extends Span {
  /** `splat`: `*value`; `double-splat`: `**value`. */
  readonly form: 'positional' | 'keyword' | 'splat' | 'double-splat';
  /** Only of a keyword. */
  readonly name?: Identifier;
  readonly value: Expr;
}

export interface Subscript extends Node {
  readonly kind: 'subscript';
  readonly object: Expr;
  /** More than one for `x[1, 2]`; a slice is `other`. */
  readonly indices: readonly Expr[];
}

/** A string or bytes literal, or several of them side by side. */
export interface Text extends Node {
  readonly kind: 'text';
  readonly bytes: boolean;
  /** The value, when it has no interpolation and no escape beyond the simple ones; text of bytes is Latin-1. */
  readonly value?: string;
  /** Of one plain literal (not several, no prefix but `b`, `r`, `u`): what stands between the quotes. */
  readonly inside?: Span;
  /** The expressions interpolated in f-strings. */
  readonly parts: readonly Expr[];
}

/** `number` is any int, float or complex; `ellipsis` is `...`. */
export interface Literal extends Node {
  readonly kind: 'number' | 'true' | 'false' | 'none' | 'ellipsis';
}

/** A tuple may stand without parentheses. */
export interface Collection extends Node {
  readonly kind: 'list' | 'tuple' | 'set';
  readonly items: readonly Expr[];
}

export interface Dict extends Node {
  readonly kind: 'dict';
  readonly entries: readonly DictEntry[];
}

/** `key: value`, or `**value` when there is no key. */
export interface DictEntry extends Span {
  readonly key?: Expr;
  readonly value: Expr;
}

export interface Comprehension extends Node {
  readonly kind: 'list-comprehension' | 'set-comprehension' | 'dict-comprehension' | 'generator';
  /** The element; of a dictionary comprehension the value. */
  readonly element: Expr;
  /** Only of a dictionary comprehension. */
  readonly key?: Expr;
  readonly clauses: readonly ComprehensionClause[];
}

export type ComprehensionClause =
  | { readonly kind: 'for'; readonly target: Expr; readonly iterable: Expr }
  | { readonly kind: 'if'; readonly test: Expr };

/** Arithmetic and bit operators. Unary operators are `other`. */
export interface Binary extends Node {
  readonly kind: 'binary';
  readonly operator: string;
  readonly left: Expr;
  readonly right: Expr;
}

/** `a < b`, `a not in b`; a chain `a < b <= c` has three parts. */
export interface Comparison extends Node {
  readonly kind: 'comparison';
  /** Each stands between two parts, with one space in `not in` and `is not`; one less than the parts. */
  readonly operators: readonly string[];
  readonly parts: readonly Expr[];
}

export interface BoolOp extends Node {
  readonly kind: 'boolean';
  readonly operator: 'and' | 'or';
  readonly left: Expr;
  readonly right: Expr;
}

export interface Conditional extends Node {
  readonly kind: 'conditional';
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

export interface Lambda extends Node {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expr;
}

export interface Await extends Node {
  readonly kind: 'await';
  readonly value: Expr;
}

export interface Yield extends Node {
  readonly kind: 'yield';
  readonly from: boolean;
  readonly value?: Expr;
}

/** `*value` in a list, a tuple, a target. */
export interface Starred extends Node {
  readonly kind: 'starred';
  readonly value: Expr;
}

/** `name := value`. */
export interface NamedExpr extends Node {
  readonly kind: 'walrus';
  readonly target: NameExpr;
  readonly value: Expr;
}

/** `not`, unary operators, slices and whatever else: `parts` are the expressions directly inside. */
export interface OtherExpr extends Node {
  readonly kind: 'other';
  /** `not`, `unary`, `slice`, or the grammar's own name. */
  readonly what: string;
  readonly parts: readonly Expr[];
}

export interface Parameter extends Span {
  /** `args`: `*args`; `kwargs`: `**kwargs`. The bare `*` and `/` are not listed. */
  readonly form: 'positional' | 'keyword-only' | 'args' | 'kwargs';
  readonly name: Identifier;
  readonly annotation?: Expr;
  readonly default?: Expr;
}
