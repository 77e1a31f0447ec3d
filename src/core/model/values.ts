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
  /** Of such a list: no key is there twice, and every value is text or a number. */
  readonly plainPairs?: true;
  /** Of a mapping that is given by position: whether a value in it is None. requests left such a key out, httpx sends it. */
  readonly holdsNone?: 'surely' | 'maybe';
  /** Of such a mapping: what is among its values that requests wrote as `True` or as text, and httpx as `true` or `b'...'`. */
  readonly holdsSpelled?: 'boolean' | 'bytes';
  /**
   * Of what is a mapping on some paths and text or bytes on others: every client sends the mappings as the same form, and the texts are
   * known and no JSON.
   */
  readonly plainFields?: true;
  /** How it is written, in an option that a rule asks this of (`Wanted.written`), and in its parts. */
  readonly written?: Written;
  /** Of such an option: what it may be that is written somewhere else, in a function that returns it, a fixture or another file. */
  readonly elsewhere?: readonly Elsewhere[];
  /** Of such an option that is a mapping: a value in it is None, or may be, when the call is made. */
  readonly givenNone?: true;
  /** A member of a class derived from `str` and `Enum`: text to requests, `Class.NAME` to whoever calls `str` on it. */
  readonly member?: true;
  /**
   * Something to iterate over that is neither a list, a tuple or a mapping nor text or bytes. `lazy`: it makes its items as it is iterated
   * over, like a generator; a file is none. `whole`: a set, a range or a view, in an option that a rule asks of how it is written.
   */
  readonly iterable?: 'lazy' | 'whole';
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

/** How a value is written, where the expression stands or where the name that holds it is bound. The span is that of what is written. */
export interface Written extends Span {
  /** It is written in the call, or bound once to a name that nothing but this argument uses: it may be edited. */
  readonly only: boolean;
  readonly shape: Shape;
  /** It is made once and reaches the call more than once: a name that is bound before a loop, or outside a function, and read in it. */
  readonly again?: true;
  /** A name holds it that was read from or sent before, and is not taken back to its start. */
  readonly spent?: true;
  /** Attributes that are set on the name that holds it: `file.name = "a.txt"`. */
  readonly sets?: readonly string[];
}

/** A value at another place than the one that uses it. */
export interface Elsewhere {
  /** The file it is written in, and the text of that, which its spans are into. */
  readonly path: string;
  readonly source: string;
  /** That file is the one of the site, as it is read now, so that a finding may point at it. */
  readonly here: boolean;
  readonly value: Value;
}

export type Shape =
  /** A dictionary, or a call of `dict` with names: then the key has no quotes. */
  | { readonly is: 'mapping'; readonly entries: readonly Item[]; readonly named: boolean }
  /** Items that are unpacked are among them as they are. */
  | { readonly is: 'list' | 'tuple' | 'set'; readonly items: readonly Value[] }
  | TextShape
  | MadeShape;

/** One literal. `inside`: what stands between its quotes. `tail`: what follows its last interpolation; absent where either has escapes. */
export interface TextShape {
  readonly is: 'text';
  readonly bytes: boolean;
  /** The text; that of bytes is Latin-1. Absent where something is interpolated. */
  readonly text?: string;
  readonly tail?: Span & { readonly text: string };
  /** What is interpolated, in order. */
  readonly holes: readonly Value[];
}

/** A call. */
export interface MadeShape {
  readonly is: 'call';
  /** The dotted name of what is called, outside the project: `builtins.open`. */
  readonly path?: string;
  /** What is called, as it is written, and the name that it ends with. */
  readonly callee: Span;
  readonly name: string;
  /** What the method is called on. */
  readonly on?: Value;
  readonly args: readonly Value[];
  readonly options: readonly { readonly key: Name; readonly value: Value }[];
  /** Some arguments are unpacked. */
  readonly opaque: boolean;
  /** Of `dict` or `model_dump` of a class that is all in sight: whether one of its fields may be None. */
  readonly nullable?: boolean;
}

/** An entry of a mapping; without a key where another mapping is unpacked. */
export interface Item extends Span {
  readonly key?: Value;
  readonly value: Value;
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
