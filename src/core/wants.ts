import { methodsOf, type ClientCall, type ClientConstruction } from './model/calls.ts';
import type { Library, SubjectKind } from './model/subjects.ts';
import { subjectOf, type Definition, type Read, type Site } from './sites.ts';

/** Calls of a client's methods that a rule looks at. All names are canonical: `allowRedirects`. */
export interface CallPattern {
  /** Absent: every method of a client. */
  readonly methods?: readonly string[];
  /** At least one of these options is given, or may be. Absent: whatever the call is given. */
  readonly options?: readonly string[];
  /** An argument after the URL is given by position, or may be. Beside `options`: one or the other. */
  readonly positional?: true;
}

/** What a rule asks about the response of a call, and about the client of the call. All names are canonical. */
export interface TraceWants {
  /** Attributes of a response that are reported where they are read. */
  readonly reads: readonly string[];
  /** Attributes whose value is followed as the response is, and reported at every place that it comes to. */
  readonly follows: readonly string[];
  /**
   * Options that a client or a call may be given. A function that sends a request for its callers may be called with one of
   * them: such a call is not followed, because what it does with the response need not hold for the others.
   */
  readonly options: readonly string[];
  /** Methods of a client that its class may override to deal with these options. */
  readonly overrides: readonly string[];
  /** What tells the suites of one client from those of another: options that clients are given, and packages that are required. */
  readonly suites: { readonly options: readonly string[]; readonly packages: readonly string[] };
}

/** Names by the kind of subject that they are read from or stored in. */
export type BySubject = Readonly<Partial<Record<SubjectKind, readonly string[]>>>;

/** What the chosen rules want to see. It drives the text gate, and tells a language what to look for. */
export interface Wanted {
  readonly calls?: readonly CallPattern[];
  /** Constructions of httpx's own clients that are given one of these options, or may be. */
  readonly constructions?: readonly string[];
  /** Constructions of test clients that are given one of these options. */
  readonly made?: readonly string[];
  /**
   * By option: other options of the same call that decide what a rule makes of it. A dictionary that several calls unpack is
   * edited only where these calls agree on them.
   */
  readonly rivals?: Readonly<Record<string, readonly string[]>>;
  /** Options of calls of which a rule asks how they are written (`Value.written`). */
  readonly written?: readonly string[];
  /** Options that types declare, or that a test expects a spy to be called with. */
  readonly mentions?: readonly string[];
  /** Options that a rule edits where they are given to a function that hands them on to a client (`Relay`). */
  readonly relays?: readonly string[];
  /** Attributes and methods that are read. */
  readonly reads?: BySubject;
  /** Of the methods among `reads`: those that matter only where they are called with an argument. */
  readonly withArguments?: readonly string[];
  readonly truths?: readonly SubjectKind[];
  readonly iterations?: readonly SubjectKind[];
  readonly enters?: readonly SubjectKind[];
  /** What takes subjects as a whole: functions by their last name, `[]`, `+`, `in`. */
  readonly takings?: BySubject;
  /** Attributes that are assigned; `[]` stands for items. */
  readonly stores?: BySubject;
  /** Dotted names outside the project; a name stands for everything below it: `requests` for `requests.codes.ok`. */
  readonly references?: readonly string[];
  /** Methods that a class of the project may override; a class is reported whatever it overrides. */
  readonly definitions?: readonly string[];
  /** As `definitions`, for the methods alone: no class is reported. */
  readonly overrides?: readonly string[];
  /** What projects require. */
  readonly requirements?: true;
  /** What `trace` tells of the calls; absent: nothing. */
  readonly traces?: TraceWants;
}

/** What one rule wants. */
export interface Wants extends Wanted {
  /**
   * Whose clients the rule is about: `test-client`, `httpx`, or both. A site that is about another library's client never
   * reaches the rule, so a rule cannot forget that httpx's own clients look the same.
   */
  readonly libraries: readonly [Library, ...Library[]];
}

/** The methods that all who want them want only where they are called with an argument. */
function filledIn(all: readonly Wanted[]): readonly string[] {
  const plain = all.flatMap(({ reads = {}, withArguments = [] }) =>
    Object.values(reads)
      .flat()
      .filter((name) => !withArguments.includes(name)),
  );
  return [...new Set(all.flatMap(({ withArguments = [] }) => withArguments))].filter(
    (name) => !plain.includes(name),
  );
}

/** What any of the rules wants. */
export function unionOf(all: readonly Wanted[]): Wanted {
  const lists = <K extends string>(key: (one: Wanted) => readonly K[] | undefined): readonly K[] => [
    ...new Set(all.flatMap((one) => key(one) ?? [])),
  ];
  const tables = (key: (one: Wanted) => BySubject | Wanted['rivals']): Record<string, readonly string[]> => {
    const merged: Record<string, readonly string[]> = {};
    for (const one of all)
      for (const [name, values = []] of Object.entries(key(one) ?? {}))
        merged[name] = [...new Set([...(merged[name] ?? []), ...values])];
    return merged;
  };
  return {
    calls: all.flatMap(({ calls = [] }) => calls),
    constructions: lists(({ constructions }) => constructions),
    made: lists(({ made }) => made),
    rivals: tables(({ rivals }) => rivals),
    written: lists(({ written }) => written),
    mentions: lists(({ mentions }) => mentions),
    relays: lists(({ relays }) => relays),
    reads: tables(({ reads }) => reads),
    withArguments: filledIn(all),
    truths: lists(({ truths }) => truths),
    iterations: lists(({ iterations }) => iterations),
    enters: lists(({ enters }) => enters),
    takings: tables(({ takings }) => takings),
    stores: tables(({ stores }) => stores),
    references: lists(({ references }) => references),
    ...(all.some(({ requirements }) => requirements) && { requirements: true }),
    ...(all.some(({ traces }) => traces) && {
      traces: {
        reads: lists(({ traces }) => traces?.reads),
        follows: lists(({ traces }) => traces?.follows),
        options: lists(({ traces }) => traces?.options),
        overrides: lists(({ traces }) => traces?.overrides),
        suites: {
          options: lists(({ traces }) => traces?.suites.options),
          packages: lists(({ traces }) => traces?.suites.packages),
        },
      },
    }),
    // A rule that wants classes alone has an empty list.
    ...(all.some(({ definitions }) => definitions) && {
      definitions: lists(({ definitions }) => definitions),
    }),
    ...(all.some(({ overrides }) => overrides) && { overrides: lists(({ overrides }) => overrides) }),
  };
}

/** Whether a site is one that a rule wants: of its libraries, and of the methods of one of its patterns. */
export function isWanted(wants: Wants, site: Site): boolean {
  const subject = subjectOf(site);
  const library = site.kind === 'definition' ? site.library : subject?.library;
  if (library && !wants.libraries.includes(library)) return false;
  switch (site.kind) {
    case 'call':
      return wants.calls?.some((pattern) => isOf(pattern, site)) ?? false;
    case 'construction':
      return ofConstructions(wants, site).length > 0;
    case 'mention':
      return wants.mentions?.includes(site.option.key.name) ?? false;
    case 'relay':
      return site.call.options.some(({ key }) => wants.relays?.includes(key.name));
    case 'read':
      return (
        (wants.reads?.[site.subject.is]?.includes(site.attribute.name) ?? false) &&
        (isFilled(site) || !wants.withArguments?.includes(site.attribute.name))
      );
    case 'truth':
      return wants.truths?.includes(site.subject.is) ?? false;
    case 'iteration':
      return wants.iterations?.includes(site.subject.is) ?? false;
    case 'enter':
      return wants.enters?.includes(site.subject.is) ?? false;
    case 'taking':
      return wants.takings?.[site.subject.is]?.includes(site.by) ?? false;
    case 'store':
      return wants.stores?.[site.subject.is]?.includes(site.of === 'item' ? '[]' : site.target.name) ?? false;
    case 'reference':
      return wants.references?.some((path) => isBelow(site.path, path)) ?? false;
    case 'definition':
      return isWantedDefinition(wants, site);
    case 'requirements':
      return wants.requirements === true;
    case 'escape':
      // The engine reports it itself.
      return false;
    default:
      return site satisfies never;
  }
}

const isFilled = ({ called }: Read): boolean =>
  called !== undefined && (called.opaque || called.args.length > 0 || called.options.length > 0);

const ofConstructions = ({ constructions = [], made = [] }: Wanted, { receiver }: ClientConstruction) =>
  receiver.library === 'httpx' ? constructions : made;

function isWantedDefinition({ definitions, overrides = [] }: Wanted, { method }: Definition): boolean {
  if (!method) return definitions !== undefined;
  return definitions?.includes(method.name) === true || overrides.includes(method.name);
}

/** Where the method of a call is not known, it may be any. */
function isOf({ methods }: CallPattern, call: ClientCall): boolean {
  const called = methodsOf(call);
  return !methods || !called || called.some((method) => methods.includes(method));
}

/** Whether a dotted name is another one, or below it. */
export const isBelow = (path: string, ancestor: string): boolean =>
  path === ancestor || path.startsWith(`${ancestor}.`);
