import type { Span } from '../text.ts';
import type { Name, Value } from './values.ts';

/** The shape of the code around an expression, as far as an edit of the expression needs to know it. */
export interface Surroundings {
  /** The whole negation, where the expression is directly negated: `not x`, `!x`. */
  readonly negated?: Span;
  /** The comparison that the expression is one side of. A chain of comparisons is not one of two sides. */
  readonly compared?: Comparison;
  /** Only the truth of the expression counts: a condition, an assertion, an operand of `and` in one. */
  readonly tested?: true;
  /** The statement, where the expression is one by itself and nothing uses its value. */
  readonly statement?: Span;
  /** How the code takes the value of a read, where it reads more from it, takes it apart or passes it on at once. */
  readonly use?: Use;
  /** What is read from the expression at once, one after the other: `headers`, `get` of `response.raw.headers.get("a")`. */
  readonly then?: readonly Name[];
  /** An item or a slice is taken of what was read last: `response.raw.headers["a"]`. */
  readonly thenItem?: true;
  /** What takes the expression as a whole, where that is a call, an operator or a pair of square brackets. */
  readonly taken?: Taken;
}

/**
 * What is done with a value where it stands. `member`: an attribute is read of it, and called perhaps; `statement`: that call is one by itself.
 * `item`: an item or a slice is taken, or assigned to. `operand`: an arithmetic operator is applied. `passed`: it is the argument `index` of
 * a call of something outside the project, whose dotted name is `to`; `statement`: nothing uses what that call gives. The methods
 * of unittest's test cases are called `unittest.TestCase.assertEqual` and so on. `named`: it is given to a name and nothing else, with what is
 * done with the name wherever that holds nothing but this value.
 */
export type Use =
  | { readonly is: 'member'; readonly attribute: Name; readonly called?: Called; readonly statement?: Span }
  /** `deleted`: `del x["key"]`; `statement` where that deletes nothing else, and nothing around it waits for a missing key. */
  | {
      readonly is: 'item';
      readonly span: Span;
      readonly assigned?: Assigned;
      readonly deleted?: Pick<Assigned, 'key'> & Partial<Pick<Assigned, 'statement'>>;
    }
  | { readonly is: 'operand'; readonly operator: string }
  | {
      readonly is: 'passed';
      readonly to: string;
      readonly index: number;
      readonly called: Called;
      /** What the call gives is one side of it. */
      readonly compared?: Comparison;
      readonly statement?: Span;
    }
  | { readonly is: 'named'; readonly uses: readonly Pick<Surroundings, 'compared' | 'use'>[] };

/** `x["key"] = value`, where the statement does nothing else. */
export interface Assigned {
  readonly key: Span;
  readonly value: Span;
  readonly statement: Span;
}

/**
 * `argument`: by position, of a call of what has this last name: `urlparse` of `parse.urlparse(x)`. `operand`: of `+`, `%` and others; the
 * side. `indexed`: `x[0]`, `x[1:]`.
 */
export type Taken =
  | { readonly by: 'argument'; readonly of: string; readonly index: number }
  | { readonly by: 'operand'; readonly operator: string; readonly side: 'left' | 'right' }
  | { readonly by: 'index' };

export interface Comparison extends Span {
  /** `==`, `!=`, `in`, `not in`, `is`, `is not`, `<`, `===`, ... as the language writes it. */
  readonly operator: string;
  /** The other side. */
  readonly with: Value;
  /** Which side the expression is. */
  readonly side: 'left' | 'right';
}

/** A call of what was read. `args` and `options` are complete unless `opaque`. */
export interface Called extends Span {
  readonly args: readonly Value[];
  readonly options: readonly { readonly key: Name; readonly value: Value }[];
  /** Some arguments are unpacked (`*args`, `**kwargs`, `...spread`) and not known. */
  readonly opaque: boolean;
}
