import type { Span } from './text.ts';

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

/** An expression that is passed to a client. */
export interface Value extends Span {
  /** Everything it may be, without repeats; `unknown` beside others means "or something that cannot be seen". */
  readonly kinds: readonly ValueKind[];
  /** The strings it may be, when every one of them is known: `"delete"`, or the values a test is parametrized with. */
  readonly constants?: readonly string[];
  /** Known to be empty: `""`, `b""`, `[]`, `{}`. */
  readonly empty?: boolean;
  /** Evaluating it does nothing else (a literal, a name), so that it may be dropped. */
  readonly inert?: boolean;
  /** The literal whose items are key-value pairs, here or where the name is bound. */
  readonly pairs?: Pairs;
  /** Why `kinds` holds `unknown` or disagrees, for a person: "`payload` is a parameter that nothing here calls". */
  readonly because?: string;
}

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
}

/** A name in the text, in canonical camelCase; the language spells it (`allowRedirects`, `allow_redirects`). */
export interface Name extends Span {
  readonly name: string;
}

/** A named option of a call; its span covers key and value. */
export interface Option extends Span {
  readonly key: Name;
  readonly value: Value;
  /**
   * Where it is written: in the call, or in a dictionary literal that is spread into it and used for nothing but
   * calls of clients.
   */
  readonly place: 'call' | 'spread';
  /** What cannot be seen stands behind it and may give it again: the last one counts in JavaScript. */
  readonly overruled?: true;
  /** What is given elsewhere stands before it, and may count once it is gone. */
  readonly covers?: true;
}

/** How sure it is that a receiver is a test client, and what says so. */
export interface Receiver extends Span {
  readonly text: string;
  /** `mixed`: a client on one path, something else on another. Nothing is edited then. */
  readonly certainty: 'proven' | 'likely' | 'mixed';
  readonly because: Evidence;
  /**
   * `test`: of a framework, on requests once and on httpx now. `httpx`: httpx's own, which has always been what it is
   * and follows redirects only if told to.
   */
  readonly client: 'test' | 'httpx';
}

export type Evidence =
  | 'constructed'
  | 'annotated'
  | 'fixture'
  | 'factory'
  | 'imported'
  | 'caller'
  | 'subclass'
  | 'typed'
  | 'configured'
  | 'named';

/** How the method is reached: `client.delete`, `getattr(client, name)`, or a bound method held in a name. */
export type Callee =
  | { readonly via: 'member'; readonly span: Span }
  | { readonly via: 'dynamic'; readonly span: Span; readonly name: Value }
  | { readonly via: 'bound'; readonly span: Span };

/** What the calls that rules look at have in common. */
interface Invocation extends Span {
  readonly receiver: Receiver;
  /** Positional arguments in order, up to the first `*args`. */
  readonly args: readonly Value[];
  readonly options: readonly Option[];
  /**
   * Options that a spread may add and that are not in `options`: none, these names (canonical, and what is known of
   * their values), or any. `...args` makes positional arguments invisible and counts as `anything` too.
   */
  readonly hidden: Hidden;
}

/** A call of a method of a test client. */
export interface ClientCall extends Invocation {
  readonly kind: 'call';
  readonly callee: Callee;
  /** For a dynamic callee: an empty span, and the name only when just one is possible. */
  readonly method: Name;
}

/** A call that makes a client of httpx's own: `AsyncClient(...)`, or `super().__init__(...)` in a class derived from it. */
export interface ClientConstruction extends Invocation {
  readonly kind: 'construction';
  readonly makes: 'async' | 'sync';
  /** The package whose client it is: `httpx`, `httpx2`. */
  readonly from: string;
  /** What that package is called here (`httpx`, an alias), where its names are read from it rather than imported one by one. */
  readonly module?: string;
}

/**
 * A place that names an option of a client without giving it to one: in a type of the options, or where a test expects
 * a method to have been called with it.
 */
export interface Mention extends Span {
  readonly kind: 'mention';
  readonly in: 'type' | 'expectation';
  /** The method that the option is declared for, or expected of. */
  readonly method: string;
  readonly option: Option;
  readonly receiver: Receiver;
}

/**
 * What the code makes of a call's response, as far as it tells a redirect from other answers. `redirect`: its status
 * is compared with a redirect's, or it is asked whether it is one. `hint`: something is read from it that a redirect has as a
 * rule, and the answer behind it has not (a location, a cookie). `final`: it is asserted to be no redirect.
 */
export interface ResponseUse {
  readonly seen: 'redirect' | 'hint' | 'final' | 'untold';
  /** For a person: "`status_code` is compared with 303". */
  readonly because: string;
}

export type Hidden =
  | { readonly may: 'nothing' }
  | { readonly may: 'some'; readonly options: readonly HiddenOption[] }
  | {
      readonly may: 'anything';
      readonly positional: boolean;
      readonly because: string;
      /** Options that are known to be among them. */
      readonly with?: readonly HiddenOption[];
    };

export interface HiddenOption {
  readonly name: string;
  readonly kinds: readonly ValueKind[];
  /** Where the option is written, for a person: `tests/test_a.py:12` or "line 12". */
  readonly where: string;
}

export type Site = ClientCall | ClientConstruction;

export const option = (call: Site, name: string): Option | undefined =>
  call.options.find(({ key }) => key.name === name);

/** Options that a spread may hide under one of these names. */
export const hiddenOptions = ({ hidden }: Site, names: ReadonlySet<string>): readonly HiddenOption[] =>
  knownOf(hidden).filter(({ name }) => names.has(name));

/** What is known of options that are hidden. */
export function knownOf(hidden: Hidden): readonly HiddenOption[] {
  switch (hidden.may) {
    case 'nothing':
      return [];
    case 'some':
      return hidden.options;
    case 'anything':
      return hidden.with ?? [];
  }
}

/** Whether every kind the value may have is among `kinds`. */
export const isOnly = (
  value: { readonly kinds: readonly ValueKind[] },
  ...kinds: readonly ValueKind[]
): boolean => value.kinds.every((kind) => kinds.includes(kind));

/** Whether the value may have one of `kinds`. */
export const mayBe = (
  value: { readonly kinds: readonly ValueKind[] },
  ...kinds: readonly ValueKind[]
): boolean => value.kinds.some((kind) => kinds.includes(kind));
