import type { ClientCall, ClientConstruction, Invocation, Mention } from './model/calls.ts';
import type { Meeting } from './model/meetings.ts';
import type { Witness } from './model/recorded.ts';
import type { Subject } from './model/subjects.ts';
import type { Versions } from './model/target.ts';
import type { Name, Value } from './model/values.ts';
import type { Line } from './lines.ts';
import type { Called, Surroundings } from './model/surroundings.ts';
import type { Span } from './text.ts';

/**
 * The places in a text that rules look at. All are plain data: spans are UTF-16 offsets, and no node of a parser is kept.
 * A language lists only the kinds, names and subjects that the chosen rules want (`wants.ts`).
 */
export type Site =
  | ClientCall
  | ClientConstruction
  | Mention
  | Relay
  | Read
  | Truth
  | Iteration
  | Enter
  | Taking
  | Store
  | Reference
  | Definition
  | Requirements
  | Escape;

/**
 * A call of a function of the project that hands options on to calls of a client's methods, and does nothing else with them. `call` is
 * read as if it were the client's: its options are those handed on, its methods all that they reach. It has no other arguments.
 */
export interface Relay extends Span {
  readonly kind: 'relay';
  readonly call: ClientCall;
}

/** `response.ok`, `response.json()`, `client.cookies`: an attribute of a subject is read. */
export interface Read extends Span {
  readonly kind: 'read';
  readonly subject: Subject;
  readonly attribute: Name;
  /** The call, where what is read is called at once; the arguments given by position and by keyword. */
  readonly called?: Called;
  /** What stands around the read, or around the call of it. */
  readonly around: Surroundings;
  /** What a matcher expects of it: `toMatchObject({ ok: true })`. The span is that of the key. */
  readonly expected?: Value | 'any';
  /** What a recorded run says of it. Absent: nothing was recorded of the file. */
  readonly witness?: Witness;
}

/** `if response:`, `assert response`, `not response`: a subject is used for its truth. */
export interface Truth extends Span {
  readonly kind: 'truth';
  readonly subject: Subject;
  /** It may also be None (`null`, `undefined`), which the test tells from a response as well. */
  readonly optional?: true;
  /** What is tested is each item of this: `all(responses)`, `filter(None, responses)`. */
  readonly each?: true;
  readonly around: Surroundings;
}

/** `for line in response`, `list(response)`: a subject is iterated over. The span is that of the subject. */
export interface Iteration extends Span {
  readonly kind: 'iteration';
  readonly subject: Subject;
  /** What is read of each item, where a loop or a comprehension gives it a name; as the source writes it. */
  readonly members?: readonly string[];
}

/** `with client.get(url) as response`: a subject is entered as a context manager. The span is that of the subject. */
export interface Enter extends Span {
  readonly kind: 'enter';
  readonly subject: Subject;
}

/** `urlparse(url)`, `"x" in url`, `url[4:]`: a subject is taken as a whole. The span is that of the subject. */
export interface Taking extends Span {
  readonly kind: 'taking';
  readonly subject: Subject;
  /** The last name of a function, an operator, or `[]`. */
  readonly by: string;
  readonly around: Surroundings;
}

/** `client.headers = {...}`, `client.cookies["a"] = "b"`: an attribute or an item of a subject is assigned or deleted. */
export interface Store extends Span {
  readonly kind: 'store';
  readonly subject: Subject;
  /** The attribute, or the key of the item where it is a known text; an empty span and name where it is computed. */
  readonly target: Name;
  readonly of: 'attribute' | 'item';
  /** `set`: a plain assignment. `update`: an augmented one. `delete`: `del`. */
  readonly how: 'set' | 'update' | 'delete';
  /** Absent for `delete`, and where the assigned value is a part of something unpacked. */
  readonly value?: Value;
  /** Of a value that a call of something outside the project gives: the dotted name of that, and what it is given. */
  readonly made?: { readonly by: string; readonly called: Called };
  /** The statement, where it does nothing else. */
  readonly statement?: Span;
}

/**
 * A name of a package that was imported, where it is used or imported: `requests.Session`, `httpx.AsyncClient`. The span of an
 * import is that of the imported name with its alias, of `import *` that of the statement. A path with parentheses is an attribute of
 * what a class makes, wherever the object comes from: `fastapi.FastAPI().route`.
 */
export interface Reference extends Span {
  readonly kind: 'reference';
  /** The dotted name outside the project, whatever it is called here: `requests.exceptions.HTTPError`. */
  readonly path: string;
  /** The whole expression or imported name, as the source writes it; of an import without the alias. */
  readonly text: string;
  readonly as: ReferenceUse;
  /** Of an import: what it is called in the file, where that is not its own name. */
  readonly alias?: string;
  /** Of an import: whether nothing in the file uses the name, and nothing else can be seen to need it. */
  readonly unused?: true;
  /** Of the first import of a package in a file of tests: what is known of all its uses there. */
  readonly leads?: Lead;
  /** Of a patch or a logger in a file of tests: whether the code that is tested imports the package as well. */
  readonly shared?: boolean;
  /** What of clients the name is about; of an import, what all uses of what it binds are about. Absent: nothing that is seen. */
  readonly meets?: Meeting;
  /** Every use of the package in the file meets clients, and nothing else. */
  readonly whole?: true;
  /**
   * Of a class that is caught, expected, tested for or annotated: the dotted names of the other classes beside it. Classes of other
   * handlers of the same `try` are among them, but not those of Python itself.
   */
  readonly beside?: readonly string[];
  /** Of a call: what it is given. */
  readonly called?: Called;
  /** Of a class that is expected: the pattern that the text of the exception has to match, as far as it is known. */
  readonly match?: { readonly pattern?: string };
  /** Of a fixture: the other wanted fixtures that the project defines itself. */
  readonly defines?: readonly string[];
  /** The calls of test clients that are made while the patch or the fixture is in force, or where the exception is expected. */
  readonly sends?: readonly Sent[];
  /** The file holds tests, by its name or because it names a test client. */
  readonly isOfTests?: true;
  /** The code around it deals with a version of the package that has no such name. */
  readonly guarded?: true;
  /** A name that may stand for the class, and is not what it is imported as: `ERRORS` of `pytest.raises(ERRORS)`. */
  readonly held?: true;
  /** The name stands in a string: `patch("httpx.Client.get")`. */
  readonly quoted?: true;
}

/** A call of a test client's method, which may be one that a helper makes, perhaps in another file. */
export interface Sent {
  /** The method as the source reads it: `client.get`. */
  readonly text: string;
  /** Canonical; `enter` and `receive` where the session of a websocket that it gave before is entered or listened to. */
  readonly method: string;
  readonly where: Line;
}

export interface Lead {
  /** What is tested imports the package as well, and some use here may be about that. */
  readonly shared: boolean;
  /** Something here mocks the package: what to do about that. */
  readonly mock?: string;
  /** An attribute that tells what the package is, and is read here: `__version__`. */
  readonly asked?: string;
}

/**
 * `import`: an imported name or module. `annotation`: a type. `except`, `raises`: a class of exceptions that is caught or expected.
 * `isinstance`: a class that is tested for. `patch`: what a mock or an assignment replaces, as a dotted path in a string or as an
 * object with the name of an attribute. `base`: a base class. `call`: it is called. `fixture`: a test asks for it by the name of a
 * parameter. `logger`: the name of a logger, in a string. `value`: anything else.
 */
export type ReferenceUse =
  | 'import'
  | 'annotation'
  | 'except'
  | 'raises'
  | 'isinstance'
  | 'patch'
  | 'base'
  | 'call'
  | 'fixture'
  | 'logger'
  | 'value';

/**
 * A class that is derived from a client, or a method that overrides one of the client's, be it by its class, from a mixin or
 * because it is put there from outside. The span is that of the name.
 */
export interface Definition extends Span {
  readonly kind: 'definition';
  readonly of: 'class' | 'method';
  readonly class: Name;
  /** Of a method: its name in canonical spelling. */
  readonly method?: Name;
  /** The library of the client that it derives from. */
  readonly library: Subject['library'];
  /** The parameters of a method, without the first one that stands for the object. */
  readonly parameters?: readonly Parameter[];
  /** What a method does with single options among its `**kwargs`. */
  readonly entries?: readonly OverrideEntry[];
  /** The whole statement, with its decorators. */
  readonly statement: Span;
}

/**
 * What an override does with one option among its `**kwargs`, whose name is `key`. The span is that of the key.
 * - `default`: `kwargs.setdefault("headers", value)`. `get`, `pop`: `kwargs.get("headers", value)`, with no `or` behind it.
 * - `before`: `{"headers": value, **kwargs}`. `present`, `absent`: `"headers" in kwargs`, `not in`.
 * - `expected`: `kwargs["headers"]` in a `try` that catches a KeyError.
 * - `taken`: `kwargs.pop("headers")`, `del kwargs["headers"]`;
 * - `read`: `kwargs.get("headers")`, `kwargs["headers"]`.
 */
export interface OverrideEntry extends Span {
  readonly key: Name;
  readonly how: 'default' | 'get' | 'pop' | 'before' | 'present' | 'absent' | 'expected' | 'taken' | 'read';
  /** What the option is where it is not given. */
  readonly value?: Span;
  /** The code works with what it gets: `kwargs.setdefault("headers", {})["A"] = "b"`. */
  readonly used?: true;
  /** The call, of `default`, `get` and `pop`. */
  readonly call?: Span;
  /** Of `default`: the statement that does nothing but this. */
  readonly done?: Done;
}

/**
 * A statement around `kwargs.setdefault("headers", {})`: that alone, `targets` that it is assigned to, or what is put into it:
 * an item (`[...]["A"] = "b"`) or another dictionary (`.update(other)`).
 */
export interface Done {
  readonly statement: Span;
  readonly targets?: readonly Span[];
  readonly item?: { readonly key: Span; readonly value: Span };
  readonly other?: Span;
}

export interface Parameter extends Span {
  readonly name: Name;
  readonly form: 'positional' | 'keyword' | 'args' | 'kwargs';
  readonly default?: Value;
}

/** A client that is kept where it is not followed; the span is that of the place. It is about calls that are no sites. */
export interface Escape extends Span {
  readonly kind: 'escape';
  /** Where its methods seem to be called: what it is called there, and the file. */
  readonly uses: readonly [EscapeUse, ...EscapeUse[]];
  /** The methods are called in code that stands in a text: `exec("client.delete(...)")`. */
  readonly isCode?: boolean;
}

export interface EscapeUse {
  readonly text: string;
  readonly path: string;
}

/**
 * What a project with tests of a client requires. The span is that of one of its requirements, beside which another can stand: that of
 * pytest if there is one. A project has one such site, in one of its files.
 */
export interface Requirements extends Span {
  readonly kind: 'requirements';
  /** The package that is required there. */
  readonly name: string;
  /** How the list is written. `line`: a line each. `text`: strings. `entry`: a table of names with versions. */
  readonly form: 'line' | 'text' | 'entry';
  /** Everything that the files of the project list: what it asks for, and what a lock file pins. */
  readonly packages: readonly RequiredPackage[];
  /** What the tests are run with; absent where no settings of pytest are found. */
  readonly warnings?: WarningFilters;
}

/** What pytest does about warnings. */
export interface WarningFilters {
  /** `error`, `ignore::DeprecationWarning`: of those that fit a warning, the last one counts. */
  readonly filters: readonly string[];
  readonly where: Line;
}

export interface RequiredPackage {
  /** In lower case, with `-` for `_` and `.`. */
  readonly name: string;
  readonly extras: readonly string[];
  readonly versions: Versions;
  /** Where it stands, if that is in the file of the site. */
  readonly at?: Span;
}

/** The client, or what came from one, that a site is about; a reference and a definition are about none. */
export function subjectOf(site: Site): Subject | undefined {
  switch (site.kind) {
    case 'call':
    case 'construction':
    case 'mention':
      return site.receiver;
    case 'relay':
      return site.call.receiver;
    case 'read':
    case 'truth':
    case 'iteration':
    case 'enter':
    case 'taking':
    case 'store':
      return site.subject;
    case 'reference':
    case 'definition':
    case 'requirements':
    case 'escape':
      return undefined;
    default:
      return site satisfies never;
  }
}

export const isInvocation = (site: Site): site is Invocation =>
  site.kind === 'call' || site.kind === 'construction';
