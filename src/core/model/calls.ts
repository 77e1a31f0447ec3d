import { groupBy } from '../group.ts';
import type { Line } from '../lines.ts';
import type { Witness } from './recorded.ts';
import type { Span } from '../text.ts';
import { knownOf, type Option, type Hidden, type HiddenOption } from './options.ts';
import type { Subject } from './subjects.ts';
import { textsOf, type Value, type Name } from './values.ts';

/**
 * How a call gets at a method that is not read from a client in front of its arguments.
 * `name`, `place`: it is held in a name, or in an item or an attribute. `passed`: it is an argument of the call (`partial(client.get)`).
 * `forwarded`: `__getattr__` hands it out. `class`: it is read from the class of the client.
 */
export type Holder = 'name' | 'place' | 'passed' | 'forwarded' | 'class';

/**
 * How the method is reached: `client.delete`, `getattr(client, name)`, or a bound method held somewhere. `methods`: all that
 * it may be, canonical; absent where one of them is not known. `request`: source text that reaches the client's `request` in the same
 * way, where there is one: `client.request`.
 */
export type Callee =
  /** `self`: the name of the object, where the method is read from `super()`. */
  | { readonly via: 'member'; readonly span: Span; readonly self?: string }
  | { readonly via: 'dynamic'; readonly span: Span; readonly name: Value }
  | {
      readonly via: 'bound';
      readonly span: Span;
      readonly methods?: readonly string[];
      readonly holder: Holder;
      readonly request?: string;
    };

/** What the calls that rules look at have in common. */
interface Call extends Span {
  readonly receiver: Subject;
  /** Positional arguments in order, up to the first one that is unpacked. */
  readonly args: readonly Value[];
  readonly options: readonly Option[];
  /**
   * Options that unpacking may add and that are not in `options`: none, these names (canonical, with what is known of
   * their values), or any. An unpacked list of positional arguments counts as `anything` too.
   */
  readonly hidden: Hidden;
  /** What is unpacked with `**`, where that is one expression. */
  readonly unpacked?: Span;
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
      /** The call has an option that no client takes: that is the error, on either client. */
      readonly isRefused?: true;
    };

/** A call of a method of a test client. */
export interface ClientCall extends Call {
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
  /** What a recorded run says of it. Absent: nothing was recorded of the file. */
  readonly witness?: Witness;
  /** The same call with what reading left open answered by the recorded run. Absent: that answers nothing. */
  readonly seen?: ClientCall;
}

/** What a test expects of a mocked method, so that an edit of the call has to be made there too. */
export interface Double {
  /** `spy.assert_called_once_with("/", data="x")`, `call("/", data="x")`. */
  readonly expected: readonly ClientCall[];
  /** `spy.call_args.kwargs["data"]`; arguments may be read by their position as well. */
  readonly keys: readonly Name[];
  readonly byPosition: boolean;
}

/** An override of `request`, or what is put in its place, that calls of other methods go through. */
export interface Through {
  readonly where: Line;
  /** It is a mock, and the file looks at what mocks were called with. */
  readonly mocked?: boolean;
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
  /** Options of the call whose value the override makes itself, on some way at least: no caller can give another. */
  readonly makes: readonly string[];
  /** A caller that gives more positional arguments than the method names, where the call unpacks its `*args`. */
  readonly extra?: Line;
}

/**
 * A call that makes a client: `AsyncClient(...)`, `TestClient(...)`, or `super().__init__(...)` in a class derived from it. Of a test
 * client only what is written in the call is listed, what is given by position too.
 */
export interface ClientConstruction extends Call {
  readonly kind: 'construction';
  readonly makes: 'async' | 'sync';
  /** The package whose client it is: `httpx`, `httpx2`; of a test client the module, `starlette.testclient`. */
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

/** A call that takes options: of a client's method, or one that makes a client. */
export type Invocation = ClientCall | ClientConstruction;

export const option = (call: Invocation, name: string): Option | undefined =>
  call.options.find(({ key }) => key.name === name);

/** Options that a spread may hide under one of these names. */
export function hiddenOptions({ hidden }: Invocation, names: ReadonlySet<string>): readonly HiddenOption[] {
  const known = knownOf(hidden);
  const isWanted = ({ name }: HiddenOption): boolean => names.has(name);
  if (known.length <= FEW) return known.filter(isWanted);
  // Calls may share what one object of thousands of options hides, and each rule asks about each call.
  const groups = indexOf(known);
  const [found = [], ...others] = [...names].flatMap((name) => {
    const group = groups.get(name);
    return group ? [group] : [];
  });
  return others.length > 0 ? known.filter(isWanted) : found;
}

const FEW = 20;

const indexes = new WeakMap<readonly HiddenOption[], ReadonlyMap<string, readonly HiddenOption[]>>();

function indexOf(options: readonly HiddenOption[]): ReadonlyMap<string, readonly HiddenOption[]> {
  const known = indexes.get(options) ?? groupBy(options, ({ name }) => name);
  indexes.set(options, known);
  return known;
}

/**
 * Those that can only be changed together with what they are given to: they are no sites where they are written. The same list where
 * there are no others.
 */
export const unrelayed = (hidden: readonly HiddenOption[]): readonly HiddenOption[] =>
  hidden.some(({ relayed }) => relayed === true) ? hidden.filter(({ relayed }) => relayed !== true) : hidden;

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
