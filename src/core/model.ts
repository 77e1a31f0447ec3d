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

/** A named option of a call; its span covers key and value. */
export interface Option extends Span {
  readonly key: Name;
  readonly value: Value;
  /**
   * Where it is written: in the call, or in a dictionary literal that is spread into it and used for nothing but
   * calls of clients.
   */
  readonly place: 'call' | 'spread';
  /** JavaScript: a later spread may override this option, because the last one counts. */
  readonly overruled?: true;
  /** JavaScript: an earlier spread may hold this option too, and counts once this one is removed. */
  readonly covers?: true;
}

/** What the sites of a rule are about: a client, or something that was read from a client or a response. */
export type SubjectKind = 'client' | 'response' | 'cookies' | 'headers' | 'url' | 'request';

/**
 * Whose client it is. `test-client`: a framework's, built on requests once and on httpx now. `httpx`: httpx's own, which
 * never changed its interface and, since httpx 0.20, follows redirects only where it is told to.
 */
export type Library = 'test-client' | 'httpx';

/** `mixed`: a client on one path, something else on another. Nothing is edited then. */
export type Certainty = 'proven' | 'likely' | 'mixed';

/** An expression that is a client, or something that came from one, and how sure that is. */
export interface Subject extends Span {
  readonly is: SubjectKind;
  /** The source text of the expression. */
  readonly text: string;
  readonly certainty: Certainty;
  /** The evidence for it. */
  readonly because: Evidence;
  readonly library: Library;
  /** Of what its name alone speaks for: what `--client` takes for proof, where that is not the text of the expression. */
  readonly hint?: string;
  /** The method that is called on it is replaced here, by a mock or a function, so that it is `mixed`: how sure it is without that. */
  readonly replaced?: Certainty;
  /** What cookies, headers, a URL or a request were read from. */
  readonly of?: 'client' | 'response' | 'request';
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
  | 'injected'
  | 'named';

/**
 * How the method is reached: `client.delete`, `getattr(client, name)`, or a bound method held in a name. `methods`: all that the
 * name may hold, canonical; absent where one of them is not known.
 */
export type Callee =
  /** `self`: the name of the object, where the method is read from `super()`. */
  | { readonly via: 'member'; readonly span: Span; readonly self?: string }
  | { readonly via: 'dynamic'; readonly span: Span; readonly name: Value }
  | { readonly via: 'bound'; readonly span: Span; readonly methods?: readonly string[] };

/** What the calls that rules look at have in common. */
interface Called extends Span {
  readonly receiver: Subject;
  /** Positional arguments in order, up to the first one that is unpacked. */
  readonly args: readonly Value[];
  readonly options: readonly Option[];
  /**
   * Options that unpacking may add and that are not in `options`: none, these names (canonical, with what is known of
   * their values), or any. An unpacked list of positional arguments counts as `anything` too.
   */
  readonly hidden: Hidden;
  /** Why the call is there on purpose although the new client may not take it. Absent: nothing shows that it is. */
  readonly purpose?: Purpose;
}

/**
 * Why code that the new client does not take is there on purpose, so that it has to stay.
 * `old-branch`: it runs with the old client alone. `at`: the condition, the type of an exception, or the mark that says so.
 * `expected`: a test expects an error, a warning or the absence of one where it stands. `text`: what says so. `isNew`: the file is
 * written for the new client, so that the error is the client's and not the application's.
 */
export type Purpose =
  | { readonly is: 'old-branch'; readonly at: Span; readonly because: string }
  | {
      readonly is: 'expected';
      readonly expects: 'error' | 'warning' | 'no-warning';
      readonly text: string;
      readonly isNew: boolean;
    };

/** A call of a method of a test client. */
export interface ClientCall extends Called {
  readonly kind: 'call';
  readonly callee: Callee;
  /** For a dynamic callee: an empty span, and the name only when just one is possible. */
  readonly method: Name;
  /** The call passes on what the method around it is given, and that method stands in the place of one of the client's. */
  readonly override?: Override;
  /** A `request` of the project that the client's method calls in its turn. */
  readonly through?: Through;
  /** The method is a mock or a spy here, and everything that the test expects of it is in sight. */
  readonly double?: Double;
}

/** What a test expects of a mocked method, so that an edit of the call has to be made there too. */
export interface Double {
  /** `spy.assert_called_once_with("/", data="x")`, `call("/", data="x")`. */
  readonly expected: readonly ClientCall[];
  /** `spy.call_args.kwargs["data"]`; arguments may be read by their position as well. */
  readonly keys: readonly Name[];
  readonly byPosition: boolean;
}

/** An override of `request` that calls of other methods go through. */
export interface Through {
  readonly where: Line;
  /** Options that it looks at, beyond passing them on; canonical, among other names. */
  readonly reads: readonly string[];
  /** An option that it does not name gets lost. */
  readonly closed: boolean;
}

/** A method of the project in the place of a client's, whose name is `method`. All names but `rest` are canonical. */
export interface Override {
  readonly method: string;
  /** Other methods of the client call it, with options of their own. */
  readonly byClient: boolean;
  /** Without the object's own. */
  readonly parameters: readonly string[];
  /** The name of its `**kwargs`, as written, where the call unpacks them. */
  readonly rest?: string;
  /** Options that it takes out of its `**kwargs`, or gives a default there. */
  readonly taken: readonly string[];
  readonly defaulted: readonly string[];
  /** A caller that gives more positional arguments than the method names, where the call unpacks its `*args`. */
  readonly extra?: Line;
}

/** A call that makes a client of httpx's own: `AsyncClient(...)`, or `super().__init__(...)` in a class derived from it. */
export interface ClientConstruction extends Called {
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
  /** Names of the other options that stand beside it. */
  readonly beside: readonly string[];
  readonly receiver: Subject;
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
  readonly where: Line;
  /** What the code around it says of the texts that names hold wherever the option is given. */
  readonly choices?: readonly Choice[];
}

/** What a condition says of the text that a name holds, in lower case: it is one of `only`, or none of `never`. */
export interface Choice {
  /** The name, as the source writes it. */
  readonly of: string;
  readonly only?: readonly string[];
  readonly never?: readonly string[];
}

/** A line of a file of the project: its project-relative path, and the 1-based number of the line. */
export interface Line {
  readonly path: string;
  readonly line: number;
}

/** A line as a message names it: `tests/test_a.py:12`. */
export const lineName = ({ path, line }: Line): string => `${path}:${line}`;

/** A call that takes options: of a client's method, or one that makes a client. */
export type Invocation = ClientCall | ClientConstruction;

export const option = (call: Invocation, name: string): Option | undefined =>
  call.options.find(({ key }) => key.name === name);

/** Options that a spread may hide under one of these names. */
export const hiddenOptions = ({ hidden }: Invocation, names: ReadonlySet<string>): readonly HiddenOption[] =>
  knownOf(hidden).filter(({ name }) => names.has(name));

/** What is known of options that are hidden. */
export function knownOf(hidden: Hidden): readonly HiddenOption[] {
  if (hidden.may === 'nothing') return [];
  return hidden.may === 'some' ? hidden.options : (hidden.with ?? []);
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

/** The methods a call may be of; undefined where that cannot be told. Canonical names; a dynamic call's are in lower case. */
export function methodsOf(call: Pick<ClientCall, 'callee' | 'method'>): readonly string[] | undefined {
  const { callee, method } = call;
  if (callee.via === 'dynamic') return textsOf(callee.name)?.map((name) => name.toLowerCase());
  if (callee.via === 'bound' && callee.methods) return callee.methods;
  return method.name === '' ? undefined : [method.name];
}

/** The place of a call to point at when what is wrong is written nowhere in it. */
export function placeOf(site: Invocation): Span {
  if (site.kind === 'construction') return site.receiver;
  const { callee, method } = site;
  return callee.via === 'member' && method.end > method.start ? method : callee.span;
}
