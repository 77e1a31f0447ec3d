import type { Wanted } from '../../../core/wants.ts';
import { POSITIONS } from '../../../clients/bases/options.ts';
import { anyOf, argumentsAt, wantedCalls, type Syntax, type WantedCall } from '../../kernel/shapes.ts';
import { PATH, receiversIn } from '../../kernel/glimpse.ts';
import { CLIENT_METHODS } from '../inference/knowledge.ts';
import { spell } from '../names.ts';
import { subjectPlaces } from './subjects.ts';

/**
 * Where a text may hold what the rules want, told by words and the shapes of calls. Every repetition is bounded: one line of
 * a generated file may hold megabytes.
 */
export interface Places {
  readonly place: boolean;
  readonly holds: boolean;
}

const GAP = String.raw`(?:[\s\\]|#[^\n]{0,300}\n){0,200}`;

export const PYTHON: Syntax = {
  opener: /["'#]/,
  comment: /#[^\n]{0,2000}/y,
  string:
    /"""(?:[^"\\]|\\[^]|"(?!"")){0,4000}"""|'''(?:[^'\\]|\\[^]|'(?!'')){0,4000}'''|"(?:[^"\\\n]|\\[^]){0,4000}"|'(?:[^'\\\n]|\\[^]){0,4000}'/y,
};

/** Compiles what is looked for. */
export function placesOf(wanted: Wanted): (text: string) => Places {
  const calls = wantedCalls(wanted.calls ?? [], spell);
  const scan = calls.size > 0 ? scanner(calls) : () => nothing;
  const others = [
    ...constructions(wanted),
    ...relays(wanted),
    ...made(wanted),
    ...mentions(wanted),
    ...subjectPlaces(wanted, spell),
  ];
  return (text) => {
    const { place, holds } = scan(text);
    return { place: place || others.some((isIn) => isIn(text)), holds };
  };
}

const nothing: Places = { place: false, holds: false };

const METHOD = String.raw`\.${GAP}(${anyOf(CLIENT_METHODS)})\b`;
const CALLED = new RegExp(String.raw`${METHOD}${GAP}\(`, 'g');
/** Not called; and no attribute of a method, no assignment to an attribute with such a name, no prose. */
const HELD = new RegExp(
  String.raw`${METHOD}(?!${GAP}\(|[ \t]{0,20}(?:[.[:="']|(?!(?:if|else|for|and|or|in|is|not|async)\b)\w))`,
);
/** A method by a name that is written: of a fixture, or of whatever is passed later. */
const SPOKEN = new RegExp(
  String.raw`\b(?:lfc?|lazy_fixture|fixture_ref|methodcaller|attrgetter|__getattribute__)${GAP}\(${GAP}["'](?:\w{1,100}\.)*${anyOf(CLIENT_METHODS)}["']`,
);
const GETTER = new RegExp(String.raw`\bgetattr\b${GAP}\(`, 'g');

/** Looks at each mention of a client's method. One that is held may be called beside others, so that any call may be of it. */
function scanner(calls: ReadonlyMap<string, WantedCall>): (text: string) => Places {
  return (text) => {
    const isGot =
      text.includes('getattr') && Array.from(text.matchAll(GETTER)).some((one) => mayGetMethod(text, one));
    const holds = isGot || HELD.test(text) || SPOKEN.test(text);
    return { place: holds || hasCall(text, calls), holds };
  };
}

function hasCall(text: string, calls: ReadonlyMap<string, WantedCall>): boolean {
  for (const { index, 0: whole, 1: name = '' } of text.matchAll(CALLED)) {
    if (!isDecorator(text, index) && isWantedCall(text, index + whole.length - 1, calls.get(name)))
      return true;
  }
  return false;
}

/** A route is declared by `@router.post(...)`; nothing can be decorated with the response of a client. */
const isDecorator = (text: string, dot: number): boolean =>
  /(?:^|\n)[ \t]*@[\w.]{1,100}$/.test(text.slice(Math.max(0, dot - 120), dot));

function isWantedCall(text: string, open: number, wanted: WantedCall | undefined): boolean {
  if (!wanted || wanted.any) return wanted !== undefined;
  const args = argumentsAt(text, open, PYTHON);
  if (!args) return true;
  let positional = 0;
  for (const arg of args) {
    if (arg.startsWith('*')) return true;
    const keyword = KEYWORD.exec(arg)?.[1];
    if (keyword === undefined) positional++;
    else if (wanted.options.includes(keyword)) return true;
  }
  return wanted.positional && positional > wanted.lead;
}

const KEYWORD = /^(\w{1,100})\s{0,100}=(?!=)/;

/** `getattr(client, name)`; not where the name is written and is that of something else. */
function mayGetMethod(text: string, { index, 0: whole }: RegExpExecArray): boolean {
  const name = argumentsAt(text, index + whole.length - 1, PYTHON)?.[1];
  const literal = /^["'](\w{0,100})["']$/.exec(name ?? '')?.[1];
  return literal === undefined || CLIENT_METHODS.has(literal.toLowerCase());
}

type Test = (text: string) => boolean;

/** A call of anything that is given one of the options by name, or something unpacked. */
function constructions({ constructions: options = [] }: Wanted): readonly Test[] {
  if (options.length === 0) return [];
  const given = new RegExp(String.raw`[(,]${GAP}(?:${anyOf(options.map(spell))}[\s\\]{0,100}=(?!=)|\*\*)`);
  return [(text) => given.test(text)];
}

/** A call of anything that is given one of the options by name: it may hand it on to a client. */
function relays({ relays: options = [] }: Wanted): readonly Test[] {
  if (options.length === 0) return [];
  const given = givenBy(options);
  return [(text) => given.test(text)];
}

/**
 * As `constructions`, for options that are given by name or by position in sight. Options that requests take as well count only where
 * a class is called by its usual name, or sets itself up.
 */
function made({ made: options = [] }: Wanted): readonly Test[] {
  if (options.length === 0) return [];
  const beside = givenBy(options);
  const near: Test = (text) => /Client\(|\)\.__init__\(/.test(text) && beside.test(text);
  const own = options.filter((name) => POSITIONS[name] !== undefined);
  if (own.length === 0) return [near];
  const anywhere = givenBy(own);
  return [near, (text) => anywhere.test(text) || BY_POSITION.test(text)];
}

const givenBy = (options: readonly string[]): RegExp =>
  new RegExp(String.raw`[(,]${GAP}${anyOf(options.map(spell))}[\s\\]{0,100}=(?!=)`);

/** A class of clients, by its name, with a text behind the application. */
const BY_POSITION = /Client\(\s{0,200}[\w.]{1,100}(?:\(\))?,\s{0,200}f?["']http/;

/** What a double is expected to be called with, and the keys of a typed dictionary. */
function mentions({ mentions: options = [] }: Wanted): readonly Test[] {
  if (options.length === 0) return [];
  const named = new RegExp(String.raw`\b${anyOf(options.map(spell))}\b`);
  return [(text) => /\bassert_\w{0,40}(?:with|calls)\b|\bTypedDict\b/.test(text) && named.test(text)];
}

/** `client.get("/")`, `self.client.post(f"{base}/orders")`. */
const PLAIN_CALL = new RegExp(
  String.raw`\.${anyOf(CLIENT_METHODS)}\(\s{0,200}(?:url\s?=\s?)?[fFrRuU]{0,2}["']{1,3}${PATH}`,
  'g',
);

export const callsIn = (text: string): ReadonlyMap<string, number> => receiversIn(text, PLAIN_CALL);
