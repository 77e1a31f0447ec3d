import type { BodyText } from './model/body-text.ts';
import type { Addresses } from './model/addresses.ts';
import type { ClientUse } from './model/client-use.ts';
import type { ClientCall, ClientConstruction, Invocation, Mention } from './model/calls.ts';
import type { Option } from './model/options.ts';
import type { Runs } from './model/recorded.ts';
import type { Library } from './model/subjects.ts';
import type { Name, Value } from './model/values.ts';
import type {
  Definition,
  Enter,
  Iteration,
  Read,
  Reference,
  Relay,
  Requirements,
  Store,
  Taking,
  Truth,
} from './sites.ts';
import type { RouteTrace } from './routes.ts';
import type { SuiteFacts } from './suite.ts';
import type { Target } from './model/target.ts';
import type { Span } from './text.ts';
import type { ResponseTrace } from './trace.ts';
import type { Wants } from './wants.ts';

/** New code, in no language's syntax yet. */
export type Expr =
  | { readonly expr: 'string'; readonly value: string }
  | { readonly expr: 'boolean'; readonly value: boolean }
  | { readonly expr: 'name'; readonly name: string }
  | { readonly expr: 'source'; readonly span: Span }
  | { readonly expr: 'member'; readonly object: Expr; readonly name: string }
  | { readonly expr: 'subscript'; readonly object: Expr; readonly index: Expr }
  | { readonly expr: 'not'; readonly operand: Expr }
  | { readonly expr: 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly expr: 'comparison'; readonly left: Expr; readonly operator: Comparator; readonly right: Expr }
  | { readonly expr: 'both'; readonly left: Expr; readonly right: Expr }
  | { readonly expr: 'none' }
  | { readonly expr: 'number'; readonly value: number }
  | { readonly expr: 'list'; readonly items: readonly Expr[] }
  /** JavaScript writes an array. */
  | { readonly expr: 'tuple'; readonly items: readonly Expr[] }
  | { readonly expr: 'mapping'; readonly entries: readonly (readonly [key: Expr, value: Expr])[] }
  /** What mappings hold together, later ones over earlier ones: `{**a, **b}`, `{ ...a, ...b }`. */
  | { readonly expr: 'merged'; readonly mappings: readonly Expr[] }
  | {
      readonly expr: 'call';
      readonly callee: Expr;
      readonly args: readonly Expr[];
      readonly options: readonly (readonly [name: string, value: Expr])[];
    };

/** Comparisons that every language has; each spells them its own way. */
export type Comparator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'is' | 'is not';

/** The whole vocabulary of change. A language lowers every intent; a rule may use no other. */
export type Intent =
  /** Gives an option, a method or an attribute its new name. */
  | { readonly do: 'rename'; readonly target: Name; readonly to: string }
  /**
   * Turns the positional argument `index` into the option `as`. No positional argument may follow it but those in
   * `also`, which the same fix names or removes.
   */
  | {
      readonly do: 'name-argument';
      readonly call: Invocation;
      readonly index: number;
      readonly as: string;
      readonly also?: readonly number[];
    }
  | { readonly do: 'prepend-argument'; readonly call: Invocation; readonly value: Expr }
  | { readonly do: 'add-option'; readonly call: Invocation; readonly key: string; readonly value: Expr }
  /** Removes an option, or a positional argument, and `more` of the same list, with the commas that belong to them. */
  | {
      readonly do: 'remove';
      readonly call: Invocation;
      readonly item: Option | Value;
      readonly more?: readonly (Option | Value)[];
    }
  /**
   * Gives an option that is written in a call another name where its value, a name, is an instance of one of some classes of the
   * language. Python only.
   */
  | {
      readonly do: 'choose-option';
      readonly call: Invocation;
      readonly item: Option;
      readonly to: string;
      readonly of: readonly string[];
    }
  /** Replaces an expression; the language adds the parentheses that the code around it needs. */
  | { readonly do: 'replace'; readonly target: Span; readonly with: Expr }
  /** Replaces a part of what stands between the quotes of a string, by text that needs no escape there. */
  | { readonly do: 'edit-text'; readonly target: Span; readonly to: string }
  /** Puts an expression on a line of its own in front of a statement. Refused where the statement does not begin its line. */
  | { readonly do: 'insert-statement'; readonly before: Span; readonly code: Expr }
  /** Removes a statement with its line. A block that would be empty keeps a statement that does nothing. */
  | { readonly do: 'remove-statement'; readonly statement: Span }
  /** Replaces a statement by one that assigns a value to `targets`, or by the value alone. Python only. */
  | {
      readonly do: 'replace-statement';
      readonly statement: Span;
      readonly targets: readonly Expr[];
      readonly value: Expr;
    }
  /** Removes an imported name, and the statement with its last name. Refused while anything in the file uses the name. */
  | { readonly do: 'remove-import'; readonly target: Span }
  /**
   * Imports something else in the place of an imported module or name: `from` is the module, `name` what is taken from it (absent:
   * the module itself), `as` what it is called here (absent: its own name).
   */
  | {
      readonly do: 'edit-import';
      readonly target: Span;
      readonly from: string;
      readonly name?: string;
      readonly as?: string;
    }
  /**
   * Imports another package in the place of one, in all imports of the file; the names that they bind stay. Refused where one of them
   * cannot be changed.
   */
  | { readonly do: 'exchange-package'; readonly from: string; readonly to: string }
  /** Requires a package beside what is required at a place, in the style of the list there. `versions`: `<0.28`. */
  | {
      readonly do: 'add-requirement';
      readonly beside: Requirements;
      readonly name: string;
      readonly versions: string;
    }
  /**
   * Makes `name` of module `from` available; the language merges it into the imports that stand there. `beside`: an
   * expression that knows the module already; where its name is imported, there `name` is, and no module is made to import
   * what it could do without. Without `name` it is the module itself. `above`: an expression above whose import a new line comes to
   * stand. `alike`: other modules that hand out the very same thing under that name; the file takes it from the one that it imports
   * it from already, or whose package it imports.
   */
  | {
      readonly do: 'import';
      readonly from: string;
      readonly name?: string;
      readonly beside?: Span;
      readonly above?: Span;
      readonly alike?: readonly string[];
    };

/** A language that tests are written in. */
export type CodeLanguage = 'python' | 'javascript';

/** `config`: the files in which a project of Python lists its packages. */
export type LanguageName = CodeLanguage | 'config';

/**
 * `safe`: the application receives the same request and the test sees the same outcome.
 * `seen`: the same, if every run is like those that were recorded. No rule says so: the engine does, of a fix that only the recorded
 * run makes safe.
 * `unsafe`: valid code that may behave differently; applied on request only.
 */
export type Safety = 'safe' | 'seen' | 'unsafe';

export interface Fix {
  readonly safety: Safety;
  readonly intents: readonly Intent[];
  /** In a method that overrides one of the client's: it is right whoever calls the method, and with whatever. */
  readonly forAnyCaller?: true;
}

/**
 * What happens to code that stays as it is. `fails`: an error. `warns`: a deprecation. `differs`: it may behave differently,
 * without a word.
 */
export type Level = 'fails' | 'warns' | 'differs';

/** How code that stays as it is fares on the new client. */
export interface Effect {
  readonly level: Level;
  /** The first version where it does: "Starlette 0.21". Absent where there is no version to name. */
  readonly since?: string;
  /** The first version where anything happens at all, where that is an earlier one: a deprecation before an error. */
  readonly from?: string;
  /** Why it matters, or why it is not fixed: what fails, and on which version. */
  readonly why?: string;
}

/** What a rule says about a site. */
export interface Finding extends Effect {
  readonly at: Span;
  /** What is wrong and what to write instead, in one line. */
  readonly message: string;
  /** Absent: a person has to look. */
  readonly fix?: Fix;
  /**
   * Of a finding that tells too little to be listed: how the sentence "31 calls ..." goes on. The findings of a rule with the same
   * words become one note of the run. Such a finding has no fix.
   */
  readonly tally?: string;
  /** Of a finding that is counted because a name alone makes it one: the name that `--client` would take for a client. */
  readonly client?: string;
  /** How many recorded executions show it. The engine says so of all that a run knows of; a rule only where it counts them itself. */
  readonly runs?: Runs;
}

export interface RuleContext {
  /** The source text of a span. */
  text(span: Span): string;
  /** How the language of the file spells a canonical name: `allowRedirects` or `allow_redirects`. */
  spell(name: string): string;
  /** Of a file that lists packages: the language of the project. */
  readonly language: CodeLanguage;
  /** Whose client the site is about; absent where it is about none. */
  readonly library?: Library;
  /** What the suite is to run on: `hasReached(cx.target, 'fastapi', [0, 132])`. */
  readonly target: Target;
  /** What the code does with the response of a call, as far as `wants.traces` asks about it. Looked for when asked. */
  trace(call: ClientCall): ResponseTrace;
  /** What the application may answer to a call, as far as its routes are in the project. Looked for when asked. */
  route(call: ClientCall): RouteTrace;
  /** How the client of a call is made and used; `moved`: the option of the call that is to be given to the client. Looked for when asked. */
  clientUse(call: ClientCall, moved: Option): ClientUse;
  /** Where the code around a call counts on the bytes of the JSON that the call sends. Looked for when asked. */
  bodyText(call: ClientCall): readonly BodyText[];
  /** Where the calls of a client go that is made or changed there; `value`: a part of the site that is a text. Looked for when asked. */
  addresses(site: ClientConstruction | Store, value: Value): Addresses;
  /** What shows which client the tests of this file are written for. Looked for when asked. */
  suite(): SuiteFacts;
}

/**
 * A rule: what it wants to see, and a handler for each kind of site. A handler gets only the sites that `wants` names, and
 * yields findings; it never prints code, walks a tree or decides whether something is a client.
 */
export interface Rule {
  /** Kebab-case; also the name of the file, in documents, output and configuration. */
  readonly name: string;
  /** One line for the list of rules. */
  readonly summary: string;
  /** The safety of the fixes it usually offers, for the list of rules; `none` where it only reports. */
  readonly safety: Safety | 'none';
  /** Absent: every language. */
  readonly languages?: readonly LanguageName[];
  /** The package that the code imports once it is migrated, where the rule is about that one alone. Absent: any. */
  readonly client?: Target['client'];
  readonly wants: Wants;
  call?(site: ClientCall, cx: RuleContext): Iterable<Finding>;
  construction?(site: ClientConstruction, cx: RuleContext): Iterable<Finding>;
  /** Findings without a fix: what is declared or expected has to agree with code that may be elsewhere. */
  mention?(site: Mention, cx: RuleContext): Iterable<Finding>;
  /** An option is given to a function that hands it on: what is said of it is said here, and not at the calls that it reaches. */
  relay?(site: Relay, cx: RuleContext): Iterable<Finding>;
  read?(site: Read, cx: RuleContext): Iterable<Finding>;
  truth?(site: Truth, cx: RuleContext): Iterable<Finding>;
  iteration?(site: Iteration, cx: RuleContext): Iterable<Finding>;
  enter?(site: Enter, cx: RuleContext): Iterable<Finding>;
  taking?(site: Taking, cx: RuleContext): Iterable<Finding>;
  store?(site: Store, cx: RuleContext): Iterable<Finding>;
  reference?(site: Reference, cx: RuleContext): Iterable<Finding>;
  definition?(site: Definition, cx: RuleContext): Iterable<Finding>;
  requirements?(site: Requirements, cx: RuleContext): Iterable<Finding>;
  /**
   * What a person has to do where the arguments of a call cannot all be seen, as an imperative clause: "rename
   * `allow_redirects` to `follow_redirects`". The clauses of all rules make one finding (`opaque.ts`). Undefined: nothing.
   */
  opaque?(site: ClientCall, cx: RuleContext): string | undefined;
}

/** Checks a rule against its type without widening it. */
export const defineRule = (rule: Rule): Rule => rule;

// Builders keep rules readable and the literals narrow.
export const text = (value: string): Expr => ({ expr: 'string', value });
export const boolean = (value: boolean): Expr => ({ expr: 'boolean', value });
export const name = (id: string): Expr => ({ expr: 'name', name: id });
/** The source of a span as it stands, with its comments; fixes inside it still apply. */
export const quote = ({ start, end }: Span): Expr => ({ expr: 'source', span: { start, end } });
export const member = (object: Expr, id: string): Expr => ({ expr: 'member', object, name: id });
export const subscript = (object: Expr, index: Expr): Expr => ({ expr: 'subscript', object, index });
export const not = (operand: Expr): Expr => ({ expr: 'not', operand });
export const or = (left: Expr, right: Expr): Expr => ({ expr: 'or', left, right });
export const compare = (left: Expr, operator: Comparator, right: Expr): Expr => ({
  expr: 'comparison',
  left,
  operator,
  right,
});
/** `left and right`. */
export const both = (left: Expr, right: Expr): Expr => ({ expr: 'both', left, right });
export const none: Expr = { expr: 'none' };
export const number = (value: number): Expr => ({ expr: 'number', value });
export const list = (items: readonly Expr[]): Expr => ({ expr: 'list', items });
export const tuple = (...items: readonly Expr[]): Expr => ({ expr: 'tuple', items });
export const mapping = (entries: readonly (readonly [Expr, Expr])[]): Expr => ({ expr: 'mapping', entries });
export const merged = (...mappings: readonly Expr[]): Expr => ({ expr: 'merged', mappings });
export const call = (
  callee: Expr,
  args: readonly Expr[],
  options: readonly (readonly [string, Expr])[] = [],
): Expr => ({
  expr: 'call',
  callee,
  args,
  options,
});

export const safe = (...intents: readonly Intent[]): Fix => ({ safety: 'safe', intents });
export const unsafe = (...intents: readonly Intent[]): Fix => ({ safety: 'unsafe', intents });
