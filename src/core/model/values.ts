import type { Span } from '../text.ts';

/**
 * What a value is, as far as the clients care.
 * `buffer`: bytes that httpx cannot take as they are (bytearray, memoryview). `stream`: yields or reads
 * bytes. `text-stream`: yields or reads text. `sequence`: a list or tuple that is not (known to be) pairs.
 */
export type ValueKind =
  | 'text'
  | 'bytes'
  | 'buffer'
  | 'stream'
  | 'text-stream'
  | 'mapping'
  | 'pairs'
  | 'sequence'
  | 'number'
  | 'boolean'
  | 'none'
  | 'unknown';

/** A plain value that is written down. `null` is Python's `None` as well; `undefined` is JavaScript's alone. */
export type Constant = string | number | boolean | null | undefined;

/** An expression that is passed to a client. */
export interface Value extends Span {
  /** Everything it may be, without repeats; `unknown` beside others means that it may also be something not known. */
  readonly kinds: readonly ValueKind[];
  /** The plain values it may have, when all of them are known: `"delete"`, or the values of a parametrized test. */
  readonly constants?: readonly Constant[];
  /** Known to be empty: `""`, `b""`, `[]`, `{}`. */
  readonly empty?: boolean;
  /** Evaluating it has no other effect (a literal, a name), so an edit may drop it. */
  readonly inert?: boolean;
  /** How the expression itself is written, where that is one of the forms a rule may ask about. */
  readonly form?: Form;
  /** The literal whose items are key-value pairs, here or where the name is bound. */
  readonly pairs?: Pairs;
  /** A list of which every item is known to be a tuple of two scalars, though not which. */
  readonly scalarPairs?: true;
  /** Of a mapping that is given by position: whether a value in it is None. requests left such a key out, httpx sends it. */
  readonly holdsNone?: 'surely' | 'maybe';
  /** Of such a mapping: what is among its values that requests wrote as `True` or as text, and httpx as `true` or `b'...'`. */
  readonly holdsSpelled?: 'boolean' | 'bytes';
  /** Whatever it is, it makes its items as it is iterated over, like a generator; a file is none. */
  readonly generated?: true;
  /** Why `kinds` holds `unknown` or several kinds, for a person: "no call of `send` is found". */
  readonly because?: string;
}

/**
 * How an expression is written. `literal`: a constant in place. `call`: a call of `name`, which is read from `on` where there
 * is a dot: `httpx.ASGITransport(...)`, `pairs.items()`. `lazy`: a generator expression.
 */
export type Form =
  | { readonly is: 'literal' }
  | { readonly is: 'call'; readonly name: string; readonly on?: Span }
  | { readonly is: 'lazy' };

/** A list or tuple literal of pairs. Its span is that of the literal, which may stand before the call that uses it. */
export interface Pairs extends Span {
  readonly entries: readonly Entry[];
  /** The literal is written in the call, or bound once to a name that nothing but this argument uses. */
  readonly only: boolean;
  /** The name it is bound to carries an annotation that a mapping would contradict. */
  readonly annotated: boolean;
}

export interface Entry {
  readonly key: Value;
  readonly value: Value;
  /** Written as a tuple rather than as a list; always false in JavaScript. */
  readonly isTuple: boolean;
}

/** A name in the text, in canonical camelCase; the language spells it (`allowRedirects`, `allow_redirects`). */
export interface Name extends Span {
  readonly name: string;
}

/** Whether every kind the value may have is among `kinds`. */
export const isOnly = (value: Pick<Value, 'kinds'>, ...kinds: readonly ValueKind[]): boolean =>
  value.kinds.every((kind) => kinds.includes(kind));

/** Whether the value may have one of `kinds`. */
export const mayBe = (value: Pick<Value, 'kinds'>, ...kinds: readonly ValueKind[]): boolean =>
  value.kinds.some((kind) => kinds.includes(kind));

/** The strings a value may be, when it is a string and every one of them is known. */
export function textsOf({ constants }: Pick<Value, 'constants'>): readonly string[] | undefined {
  const texts = constants?.filter((one) => typeof one === 'string');
  return texts !== undefined && texts.length > 0 && texts.length === constants?.length ? texts : undefined;
}

/** Whether a value is one constant and nothing else. */
export const isConstant = ({ constants }: Pick<Value, 'constants'>, constant: Constant): boolean =>
  constants?.length === 1 && constants[0] === constant;
