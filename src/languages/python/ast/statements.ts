import type { SyntaxProblem } from '../../../core/language.ts';
import type { Span } from '../../../core/text.ts';
import type { Argument, Expr, Identifier, Parameter } from './expressions.ts';

export type Stmt =
  | FunctionDef
  | ClassDef
  | Assign
  | AugAssign
  | ExprStmt
  | Return
  | Import
  | ImportFrom
  | If
  | For
  | While
  | With
  | Try
  | Match
  | Scoping
  | Delete
  | OtherStmt;

export interface FunctionDef extends Span {
  readonly kind: 'function';
  readonly async: boolean;
  readonly name: Identifier;
  readonly parameters: readonly Parameter[];
  readonly returns?: Expr;
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}

export interface ClassDef extends Span {
  readonly kind: 'class';
  readonly name: Identifier;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}

/** `a = b = value` has two targets; `a: T` has an annotation and maybe no value; `type X = ...` is one too. */
export interface Assign extends Span {
  readonly kind: 'assign';
  readonly targets: readonly Expr[];
  readonly annotation?: Expr;
  readonly value?: Expr;
}

export interface AugAssign extends Span {
  readonly kind: 'augmented';
  readonly target: Expr;
  /** Without the `=`: `+`, `|`. */
  readonly operator: string;
  readonly value: Expr;
}

export interface ExprStmt extends Span {
  readonly kind: 'expression';
  readonly value: Expr;
}

export interface Return extends Span {
  readonly kind: 'return';
  readonly value?: Expr;
}

/** `import a.b as c, d`. */
export interface Import extends Span {
  readonly kind: 'import';
  readonly names: readonly ImportedModule[];
}

export interface ImportedModule extends Span {
  readonly path: string;
  readonly alias?: Identifier;
}

/** `from ..a import b as c`: `level` counts the dots, `path` may be empty. `future` imports are included. */
export interface ImportFrom extends Span {
  readonly kind: 'import-from';
  readonly level: number;
  readonly path: string;
  readonly star: boolean;
  readonly names: readonly ImportedName[];
  /** Whether the names stand in parentheses. */
  readonly parenthesized: boolean;
}

export interface ImportedName extends Span {
  readonly name: Identifier;
  readonly alias?: Identifier;
}

/** `elif` is an `if` alone in `otherwise`. */
export interface If extends Span {
  readonly kind: 'if';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly otherwise: readonly Stmt[];
}

export interface For extends Span {
  readonly kind: 'for';
  readonly target: Expr;
  readonly iterable: Expr;
  readonly body: readonly Stmt[];
  readonly otherwise: readonly Stmt[];
}

export interface While extends Span {
  readonly kind: 'while';
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly otherwise: readonly Stmt[];
}

export interface With extends Span {
  readonly kind: 'with';
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}

export interface WithItem extends Span {
  readonly value: Expr;
  readonly target?: Expr;
}

export interface Try extends Span {
  readonly kind: 'try';
  readonly body: readonly Stmt[];
  readonly handlers: readonly Handler[];
  readonly otherwise: readonly Stmt[];
  readonly finally: readonly Stmt[];
}

export interface Handler extends Span {
  readonly type?: Expr;
  readonly name?: Identifier;
  readonly body: readonly Stmt[];
}

export interface Match extends Span {
  readonly kind: 'match';
  readonly subject: Expr;
  readonly cases: readonly Case[];
}

/** A name that a pattern binds, and the way to the part of the subject that it is given; absent where that is not told. */
export interface Capture extends Identifier {
  readonly path?: readonly number[];
}

/** What a pattern asks of a value. `something`: what is not read here. */
export type Pattern =
  | { readonly asks: 'anything' | 'something' }
  | { readonly asks: 'none' | 'true' | 'false' }
  /** As it is written. */
  | { readonly asks: 'number'; readonly text: string }
  | { readonly asks: 'text'; readonly value: string }
  | { readonly asks: 'items' | 'either'; readonly of: readonly Pattern[] };

export interface Case extends Span {
  /** Names the pattern binds. */
  readonly captures: readonly Capture[];
  readonly pattern: Pattern;
  /** The numbers and texts in the pattern, but for negative numbers; not those in the guard. */
  readonly constants: readonly (number | string)[];
  /** Whether the pattern takes anything that comes (`case _`, `case name`) without a guard. */
  readonly irrefutable: boolean;
  readonly guard?: Expr;
  readonly body: readonly Stmt[];
}

export interface Scoping extends Span {
  readonly kind: 'global' | 'nonlocal';
  readonly names: readonly Identifier[];
}

export interface Delete extends Span {
  readonly kind: 'delete';
  readonly targets: readonly Expr[];
}

/** `raise`, `assert`, `pass`, `break`, `continue`, Python 2's `print` and `exec`. */
export interface OtherStmt extends Span {
  readonly kind: 'other';
  /** `raise`, `assert`, `pass`, `break`, `continue`, or the grammar's own name. */
  readonly what: string;
  readonly parts: readonly Expr[];
}

/** A parsed file. */
export interface Ast {
  readonly body: readonly Stmt[];
  /** Every comment with its `#`, in source order. */
  readonly comments: readonly Span[];
  /** The first place that does not parse. */
  readonly problem?: SyntaxProblem;
}
