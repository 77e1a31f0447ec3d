import { hiddenOptions, methodsOf, option, type ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { isOnly, mayBe } from '../../core/model/values.ts';
import type { Effect, RuleContext } from '../../core/rule.ts';
import { effectOf, NEW, OLD } from '../changes/changes.ts';
import { WITH_BODY } from '../methods.ts';
import { FIELDS, isContested, isEmptyList, isHidden, isSurelyFull, RAW, rivalOf } from './bodies.ts';

/**
 * What `data` carries, and what stands in the way of passing it as `content`.
 * - `fields`: form fields, which stay as they are.
 * - `empty-list`: sends nothing.
 * - `empty-body`: an empty text, and another option may carry the body.
 * - `beside-files`, `beside-json`: a raw body, and the other option carries a body as well.
 * - `beside-hidden-content`: a raw body, and unpacked arguments hold `content`.
 * - `text-stream`: yields text, which httpx does not encode.
 * - `buffer`: a bytearray or memoryview; `maybe-buffer`: or something else.
 * - `overruled`: a raw body that a later spread may replace (JavaScript).
 * - `raw`: a raw body that can simply be renamed.
 * - `seems-raw`: raw on the paths that are known. `mixed`: raw and form fields. `not-fields`: neither. `unknown`.
 */
export type Carried =
  | 'fields'
  | 'empty-list'
  | 'empty-body'
  | 'beside-files'
  | 'beside-json'
  | 'beside-hidden-content'
  | 'text-stream'
  | 'buffer'
  | 'maybe-buffer'
  | 'overruled'
  | 'raw'
  | 'seems-raw'
  | 'mixed'
  | 'not-fields'
  | 'unknown';

/** What `data` carries in a call that has no visible `content`. */
export function carriedBy(call: ClientCall, data: Option, cx: RuleContext): Carried {
  const { value } = data;
  if (isEmptyList(value)) return 'empty-list';
  if (isOnly(value, ...FIELDS)) return 'fields';
  if (isOnly(value, ...RAW, 'none')) return rawness(call, data, cx);
  if (isOnly(value, 'text', 'bytes', 'unknown', 'none') && mayBe(value, 'text', 'bytes')) return 'seems-raw';
  if (mayBe(value, 'unknown')) return 'unknown';
  return mayBe(value, ...RAW) ? 'mixed' : 'not-fields';
}

/**
 * Whether the class of a `data` that is text, bytes or a mapping can decide its name, call by call (Python): nothing else is part of the
 * body, and the mappings are sent as the same form by every client.
 */
export function isChoosable(call: ClientCall, { value, place }: Option, { language }: RuleContext): boolean {
  if (language !== 'python' || place !== 'call' || !isOnly(value, 'text', 'bytes', 'mapping', 'none'))
    return false;
  const isAlone =
    call.hidden.may === 'nothing' && ['json', 'files', 'content'].every((name) => !option(call, name));
  const isPlain = !call.override && !call.through && !call.double && value.plainFields === true;
  return isAlone && isPlain && (methodsOf(call)?.every((one) => WITH_BODY.includes(one)) ?? false);
}

function rawness(call: ClientCall, { value, place, overruled }: Option, cx: RuleContext): Carried {
  const rival = rivalOf(call, cx);
  if (value.empty && (rival || call.hidden.may === 'anything' || place === 'spread')) return 'empty-body';
  if (rival === 'files') return 'beside-files';
  if (rival === 'json' && !isSurelyFull(value)) return 'beside-json';
  if (isHidden(call, 'content')) return 'beside-hidden-content';
  if (mayBe(value, 'text-stream')) return 'text-stream';
  // JavaScript has no bytes that the new client rejects.
  if (cx.language === 'python' && mayBe(value, 'buffer'))
    return isOnly(value, 'buffer', 'bytes') ? 'buffer' : 'maybe-buffer';
  return overruled ? 'overruled' : 'raw';
}

/**
 * In JavaScript an object may hold `data` more than once, or beside `content` and spreads, and the last one counts. What to
 * say about such a call; `undefined` where nothing is contested, '' where it is and no raw body can get lost.
 */
export function contestOf(
  call: ClientCall,
  all: readonly Option[],
  { language }: RuleContext,
): string | undefined {
  const [first, ...again] = all;
  if (language !== 'javascript' || !first || !isContested(call, again)) return undefined;
  const isBoth = option(call, 'content') !== undefined;
  const values = [...all.map(({ value }) => value), ...hiddenOptions(call, new Set(['data']))];
  const fine = isBoth ? (['none'] as const) : FIELDS;
  if (values.every((value) => isOnly(value, ...fine) && !mayBe(value, 'pairs'))) return '';
  return isBoth
    ? '`data` and `content` are both given: pass one of them'
    : '`data` is given more than once: pass it once, as an object, or pass a raw body as `content`';
}

/** What a finding says about a `data` that does not stay as it is: what to write instead, and why. */
export function wordsFor(
  carried: Exclude<Carried, 'fields'>,
  call: ClientCall,
  { value }: Option,
  cx: RuleContext,
): Effect & { readonly message: string } {
  // requests took a list for key-value pairs, whatever stood in it.
  if (carried === 'not-fields' && cx.language === 'python' && isOnly(value, 'sequence', 'none'))
    return { message: NO_LIST, ...effectOf('pairs', cx) };
  const words = WORDS[carried];
  const { message, effect = {}, more } = typeof words === 'function' ? words(rivalOf(call, cx), cx) : words;
  const changed = effectOf('rawData', cx, more ?? (isOpen(carried) ? value.because : undefined));
  return { message, ...changed, ...effect };
}

/** Whether it is the kind of the value that leaves a question. */
export const isOpen = (carried: Carried): boolean =>
  ['seems-raw', 'unknown', 'mixed', 'not-fields'].includes(carried);

interface Words {
  readonly message: string;
  /** What differs from the usual effect. */
  readonly effect?: Partial<Effect>;
  /** Said after the usual effect. */
  readonly more?: string;
}

const NO_LIST =
  '`data` no longer accepts a list: pass a mapping of form fields, with a list of values for a repeated key';

const RENAME = 'pass a raw body as `content`, not as `data`: rename the option';

const differs = (why: string): Partial<Effect> => ({ level: 'differs', why });

const BUFFER = {
  message: 'httpx rejects a bytearray or memoryview as a body: write `content=bytes(...)`',
  effect: { level: 'fails', why: 'a TypeError: iterating over it yields integers, not bytes' },
} satisfies Words;

const WORDS: Readonly<
  Record<Exclude<Carried, 'fields'>, Words | ((rival: ReturnType<typeof rivalOf>, cx: RuleContext) => Words)>
> = {
  raw: { message: RENAME },
  overruled: { message: RENAME, more: 'a later spread may hold form fields, which `content` would override' },
  'beside-hidden-content': { message: RENAME, more: 'the unpacked arguments hold `content` as well' },
  'empty-list': (_rival, { language }) => ({
    message: 'an empty list as `data` sends nothing: remove it',
    effect: differs(`${NEW[language]} sends a chunked body and ignores \`json\` and \`files\``),
  }),
  'empty-body': (rival, { language }) => ({
    message: `an empty body${rival ? ` beside \`${rival}\`` : ''} sends nothing: remove it`,
    effect: differs(
      `${NEW[language]} ignores \`${rival ?? 'json'}\` beside it; ${OLD[language]} ignored the empty body`,
    ),
  }),
  'beside-files': (_rival, { language }) => ({
    message: 'raw `data` beside `files`: pass form fields, or only one of the two',
    effect: differs(
      `${OLD[language]} raised ${language === 'python' ? 'a ValueError' : 'an error'}; ${NEW[language]} ignores \`files\``,
    ),
  }),
  'beside-json': (_rival, { language }) => ({
    message: 'raw `data` beside `json`: pass only one of the two',
    effect: differs(
      `${OLD[language]} sent \`json\` if the body was empty; ${NEW[language]} always sends the body`,
    ),
  }),
  'text-stream': (_rival, { language }) => ({
    message: 'an iterator or file of text cannot be a body: make it yield bytes, and pass it as `content`',
    effect: {
      level: 'fails',
      why: `${NEW[language]} raises a TypeError: it encodes text only if it is a string`,
    },
  }),
  buffer: BUFFER,
  'maybe-buffer': {
    ...BUFFER,
    effect: { ...BUFFER.effect, why: `${BUFFER.effect.why}; the value may also be something else` },
  },
  'seems-raw': { message: '`data` seems to be text or bytes: if it always is, pass it as `content`' },
  unknown: { message: 'cannot tell what `data` is: if it is text or bytes, pass it as `content`' },
  mixed: {
    message: '`data` is sometimes a raw body and sometimes form fields: pass the raw body as `content`',
  },
  'not-fields': {
    message: '`data` takes a mapping of form fields: pass one, or pass a raw body as `content`',
  },
};
