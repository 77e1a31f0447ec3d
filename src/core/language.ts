import type { BodyText } from './model/body-text.ts';
import type { Addresses } from './model/addresses.ts';
import type { ClientUse } from './model/client-use.ts';
import type { ClientCall, ClientConstruction } from './model/calls.ts';
import type { Option } from './model/options.ts';
import type { RecordedFile } from './model/recorded.ts';
import type { Value } from './model/values.ts';
import type { Intent, LanguageName } from './rule.ts';
import type { Site, Store } from './sites.ts';
import type { RouteTrace } from './routes.ts';
import type { SuiteFacts } from './suite.ts';
import type { Span, TextEdit } from './text.ts';
import type { ResponseTrace } from './trace.ts';
import type { Wanted } from './wants.ts';

/**
 * What a language may ask about the rest of the project. Paths are project-relative with `/`. Everything it answers is
 * the state before the run, so that the result does not depend on the order of the files.
 */
export interface Project {
  /** Every file of the project in this language, sorted; may be empty when only one file is known. */
  files(): readonly string[];
  /** Whether there is such a file, of this language or one that it reads besides: a configuration. */
  has(path: string): boolean;
  /** The decoded text of a file, `undefined` when there is none or it cannot be decoded. */
  read(path: string): string | undefined;
  /** Files in which one of the words stands as a whole identifier; reads each file of the project at most once more. */
  mentioning(word: string): readonly string[];
  /**
   * Of these the files in which the word is an attribute to which something may be stored: `.word` in front of `=`, of an operator with
   * one, of an annotation or further targets and one, or of `in`; not as `self.word` or `cls.word`. Some others are among them. Absent: nobody
   * has told them apart.
   */
  storing?(word: string): readonly string[];
  /**
   * What a recorded run of the suite showed of a file, as it is before the run. `undefined`: nothing, as it never was executed, has
   * changed since, or nothing was recorded.
   */
  recorded?(path: string): RecordedFile | undefined;
}

/** The project of a text that stands alone. */
export const noProject: Project = {
  files: () => [],
  has: () => false,
  read: () => undefined,
  mentioning: () => [],
};

/** What the user adds to what the code itself shows. */
export interface Settings {
  /** Names to treat as test clients: `api`, `self.http`, `make_client()`. */
  readonly clients: readonly string[];
}

/** A dotted name, and maybe the call that follows. `#name` is a private one of JavaScript. */
const CLIENT_NAME =
  /^([\p{ID_Start}_$][\p{ID_Continue}$]*(?:\.#?[\p{ID_Start}_$][\p{ID_Continue}$]*)*)(\(.*\))?$/su;

/**
 * The name under which the settings know an expression: `api`, `self.http`, and `make_client()` whatever the call passes. Space makes
 * no difference. `undefined` for any other expression.
 */
export function clientName(text: string): string | undefined {
  const bare = text
    .replace(/\s+/g, '')
    .replace(/!$/, '')
    .replaceAll(/\?\.|!\./g, '.');
  const [, name, call] = CLIENT_NAME.exec(bare) ?? [];
  if (name === undefined || call === undefined) return name;
  return isOneCall(call) ? `${name}()` : undefined;
}

/** Whether the first parenthesis of a text is closed by the last. */
function isOneCall(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at === text.length - 1;
  }
  return false;
}

export const defaultSettings: Settings = { clients: [] };

/** Where a text does not parse: UTF-16 offset, and what the parser says. */
export interface SyntaxProblem {
  readonly at: number;
  readonly message: string;
  /** Nested deeper than the language, or the analysis of it, allows. */
  readonly tooDeep?: true;
}

/**
 * Thrown by a language in the midst of a text that has to be opened anew: what reads files has to be made again, which takes waiting.
 * It is no failure of the text; that is found out by opening it.
 */
export class Restart extends Error {}

/** Calls of test clients that a text has, wanted by a rule or not, and what those clients are called there, each name once. */
export interface Census {
  readonly calls: number;
  readonly clients: readonly string[];
}

/** One parsed text. Holds plain data: no parser node leaves the language. */
export interface Document {
  readonly problem?: SyntaxProblem;
  /** The wanted sites. Rules hand these very objects back, to `trace` and in intents; a language need not know a copy. */
  readonly sites: readonly Site[];
  /** Absent: nobody has counted. */
  readonly seen?: Census;
  /** Every comment with its marker, in source order. */
  readonly comments: readonly Span[];
  /** What the code does with the response of a call that is among the sites, as far as `wanted.traces` asks about it. */
  trace(call: ClientCall): ResponseTrace;
  /** What the application may answer to a call that is among the sites, as far as its routes are in the project. */
  route(call: ClientCall): RouteTrace;
  /** How the client of a call that is among the sites is made and used; `moved`: the option that is to be given to the client. */
  clientUse(call: ClientCall, moved: Option): ClientUse;
  /** Where the code around a call that is among the sites counts on the bytes of the JSON that the call sends. */
  bodyText(call: ClientCall): readonly BodyText[];
  /** Where the calls of a client go that is made or changed at a site; `value`: a part of the site that is a text. */
  addresses(site: ClientConstruction | Store, value: Value): Addresses;
  /** What shows which client the tests of this file are written for, as far as `wanted.traces` asks about it. */
  suite(): SuiteFacts;
  /** `undefined`: this change cannot be placed here; the finding stays, its fix does not. */
  lower(intent: Intent): readonly TextEdit[] | undefined;
}

/** What a text is opened with. */
export interface OpenOptions {
  readonly project: Project;
  readonly settings: Settings;
  /** What the chosen rules want to see; a language need not look for anything else. */
  readonly wanted: Wanted;
  /** The text before the run, where `source` is what fixes have made of it. Absent: they are the same. */
  readonly original?: Original;
}

/** The text that a recorded run executed, and where a span of the text as it is now was in it. */
export interface Original {
  readonly source: string;
  readonly spanOf: (now: Span) => Span;
}

export interface Language {
  readonly name: LanguageName;
  /** How the language spells a canonical name: `allow_redirects` for `allowRedirects`. */
  spell(name: string): string;
  /** Reads a text without its byte-order mark. `path` is project-relative. */
  open(source: string, path: string, options: OpenOptions): Promise<Document>;
}
