import type { BodyText, Json } from '../../core/model/body-text.ts';
import type { Answer, Given, Making, RouteTrace } from '../../core/routes.ts';

/**
 * How the clients write JSON: requests and httpx before 0.28 as `json.dumps` does, `{"a": 1, "b": "\u00e9"}`; httpx from 0.28 on
 * `{"a":1,"b":"é"}`. Source: `encode_json` in _content.py of httpx 0.27.2 and 0.28.0, `prepare_body` in models.py of requests 2.28; run on
 * Starlette 0.20.4 to 1.10.
 */
interface Style {
  readonly comma: string;
  readonly colon: string;
  readonly ascii: boolean;
}

const OLD: Style = { comma: ', ', colon: ': ', ascii: true };
const NEW: Style = { comma: ',', colon: ':', ascii: false };

/** Whether what a test counts on is other on the new client, as far as can be seen. */
export function isChanged(one: BodyText): boolean {
  if (one.is === 'not-finite') return true;
  if (one.sent !== undefined && !isRewritten(one.sent)) return false;
  if (one.is === 'derived' || one.literal === undefined) return true;
  const { is, literal, part, sent } = one;
  if (is === 'length') return sent !== undefined && Number(literal) === lengthsOf(sent).old;
  return typeof literal === 'string' && isOldJson(literal, part);
}

/**
 * Whether an application may tell by its answer which bytes it got: it reads them, or is not in sight. What it computes from them may be
 * computed from other text just as well, so that it has to be seen to read them. What a test computes, such as a signature, counts
 * unless the application is seen to do without the bytes.
 * JSON in an answer is that of the body where the handler writes none itself: a class of routes may read it, out of sight.
 */
export function mayTell({ is }: BodyText, { reached }: RouteTrace): boolean {
  const handled = reached.filter(({ by }) => by === 'handler');
  if (handled.length === 0) return is !== 'digest';
  if (handled.some(({ answers }) => answers.some(readsBytes))) return true;
  if (is === 'derived') return handled.some(({ answers }) => mayRead(answers));
  return is === 'answer' && !handled.some(({ answers }) => answers.some(writesText));
}

/** Whether something may write JSON as the old client did. */
const writesText = (one: Answer): boolean =>
  one.is === 'making' &&
  /(?:dumps?|json|dict|str|repr|format|asdict|\w{0,20}encode\w{0,10})$/i.test(one.name);

const readsBytes = (one: Answer): boolean =>
  one.is === 'making' && /\.(?:body|stream|receive)$/.test(one.name);

/** A request may be handed to what is not in sight, unless the handler reads it as JSON itself. Middleware of Starlette reads no body. */
function mayRead(answers: readonly Answer[]): boolean {
  const makings = answers.flatMap((one) => (one.is === 'making' ? [one] : []));
  const isFar = ({ role, called, name }: Making): boolean =>
    role === 'middleware' && !called && !/^(?:starlette|fastapi)\./.test(name);
  if (makings.some(isFar)) return true;
  if (makings.some(({ role, name }) => role === 'handler' && name.endsWith('.json'))) return false;
  return makings.some(({ name, args, options }) => {
    const given = [...args, ...options.map((option) => option.given)];
    return !/(?:^|\.)(?:call_next|app)$/.test(name) && given.some(isRequest);
  });
}

const isRequest = ({ values = [] }: Given): boolean =>
  values.some((one) => typeof one === 'object' && one !== null && 'name' in one && REQUEST.test(one.name));

const REQUEST = /(?:^|[._])(?:req|request|conn|connection|scope|receive)$/i;

/** Whether a text is JSON that the new client writes in other bytes. `part`: a part of such a text will do. */
function isOldJson(text: string, part = false): boolean {
  const outside = text.replace(STRING, (string) => (ESCAPED.test(string) ? '" "' : '""'));
  if (part) return /"[:,] |[:,] "/.test(outside) || ESCAPED.test(text);
  return parsed(text) !== undefined && /\s/.test(outside.trim());
}

const STRING = /"(?:[^"\\]|\\.)*"/gs;

/** A character that is not ASCII, as an escape. */
const ESCAPED = /\\u(?!00[0-7])[\da-f]{4}/i;

/** Whether the two clients write a value in different bytes. */
const isRewritten = (value: Json): boolean => written(value, OLD) !== written(value, NEW);

/** How many bytes the body has on the old client and on the new one. */
export const lengthsOf = (value: Json): { readonly old: number; readonly new: number } => ({
  old: written(value, OLD).length,
  new: Array.from(written(value, NEW), bytesOf).reduce((sum, bytes) => sum + bytes, 0),
});

/** The bytes of one character in UTF-8. */
function bytesOf(char: string): number {
  const point = char.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

function written(value: Json, style: Style): string {
  if (typeof value === 'string') return style.ascii ? asAscii(JSON.stringify(value)) : JSON.stringify(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map((one) => written(one, style)).join(style.comma)}]`;
  const entries = Object.entries(value).map(
    ([key, one]) => written(key, style) + style.colon + written(one, style),
  );
  return `{${entries.join(style.comma)}}`;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const asAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Whether a text is JSON for a value. */
export function isJsonOf(text: string, value: Json): boolean {
  const found = parsed(text);
  return found !== undefined && sorted(found) === sorted(value);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // what JSON.parse gives is a value of JSON
  } catch {
    return undefined;
  }
}

/** The same text for equal values, whatever the order of their keys. */
function sorted(value: Json): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isList(value)) return `[${value.map(sorted).join()}]`;
  const entries = Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}:${sorted(one)}`);
  return `{${entries.sort().join()}}`;
}

/** Functions that write JSON as the old client did, by their dotted names. */
export const DUMPERS: readonly string[] = ['json.dumps', 'simplejson.dumps'];

/** Options with which they write something else. */
export const RESTYLED: readonly string[] = ['separators', 'indent', 'cls', 'for_json'];

/** Numbers that JSON has no word for, by the dotted names of constants. */
export const NOT_FINITE: readonly string[] = [
  ...['math.nan', 'math.inf', 'numpy.nan', 'numpy.inf', 'numpy.NaN', 'numpy.NAN', 'numpy.Inf'],
];
