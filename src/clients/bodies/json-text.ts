import { option, type ClientCall } from '../../core/model/calls.ts';
import { hasReached, type Target } from '../../core/model/target.ts';
import { isOnly, mayBe, type Shape, type Value } from '../../core/model/values.ts';
import type { RouteTrace } from '../../core/routes.ts';
import type { RuleContext } from '../../core/rule.ts';
import { isHidden } from './bodies.ts';

/** JSON that a call sends as text or bytes. `dumped`: `json.dumps(of)` in the call, which `json=of` writes as well. */
export type JsonText = { readonly is: 'dumped'; readonly of: Value } | { readonly is: 'text' };

/** Functions that write JSON, by their dotted names. */
const WRITERS: readonly string[] = [
  'json.dumps',
  'orjson.dumps',
  'rapidjson.dumps',
  'simplejson.dumps',
  'ujson.dumps',
];

/** What the standard library writes, and what httpx 0.28 and later refuse to. */
const NO_NUMBER = /\b(?:nan|inf|infinity)\b/i;

/** The JSON that a body is known to be; undefined where it may be something else. */
export function jsonTextIn(value: Value, cx: RuleContext): JsonText | undefined {
  const { written } = value;
  if (!written || !isOnly(value, 'text', 'bytes')) return undefined;
  const of = written.start === value.start ? plainlyDumped(written.shape) : undefined;
  // `json=None` sends nothing.
  if (of && !mayBe(of, 'none') && !NO_NUMBER.test(cx.text(of))) return { is: 'dumped', of };
  return isJson(written.shape, value) ? { is: 'text' } : undefined;
}

/** What is given to `json.dumps` where nothing else is. */
function plainlyDumped(shape: Shape): Value | undefined {
  if (shape.is !== 'call' || shape.path !== 'json.dumps' || shape.opaque || shape.options.length > 0)
    return undefined;
  return shape.args.length === 1 ? shape.args[0] : undefined;
}

function isJson(shape: Shape, value: Value): boolean {
  if (shape.is === 'call')
    return (
      (shape.path !== undefined && WRITERS.includes(shape.path)) ||
      shape.name === 'model_dump_json' ||
      // A model of pydantic: the `json()` of a response gives no text.
      (shape.name === 'json' && shape.path === undefined && isOnly(value, 'text'))
    );
  return shape.is === 'text' && shape.text !== undefined && /^\s*[[{]/.test(shape.text) && parses(shape.text);
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * What the headers of a call say. `typed`: they name a content type. `none`: there are none. `other`: they name none; `signed` where
 * one of them looks computed from the body. `unknown`: they are not all in sight.
 */
export type Headers = 'typed' | 'none' | 'other' | 'signed' | 'unknown';

export function headersOf(call: ClientCall): Headers {
  const given = option(call, 'headers')?.value;
  if (call.hidden.may === 'anything' || isHidden(call, 'headers')) return 'unknown';
  if (!given || isOnly(given, 'none')) return 'none';
  const shape = given.written?.shape;
  if (shape?.is !== 'mapping') return 'unknown';
  const keys = shape.entries.map(({ key }) => key?.constants?.[0] ?? (key && nameIn(key, shape.named)));
  if (keys.some((key) => typeof key === 'string' && key.toLowerCase() === 'content-type')) return 'typed';
  if (keys.some((key) => typeof key !== 'string')) return 'unknown';
  return keys.some((key) => /sign|digest|hash|hmac|length|md5|sha/i.test(String(key))) ? 'signed' : 'other';
}

/** A key of `dict(accept="...")` has no hyphen, so that it is no content type. */
const nameIn = (_key: Value, isNamed: boolean): string | undefined => (isNamed ? 'name' : undefined);

/**
 * Whose route a call leads to. `fastapi`: one whose parameters FastAPI reads from the body. `other`: another application's, one that
 * reads the request itself, or one that takes JSON without its type. `untold`: none is found.
 */
export function applicationOf({ reached }: RouteTrace): 'fastapi' | 'other' | 'untold' {
  const handled = reached.filter(({ by }) => by === 'handler');
  if (handled.length === 0) return 'untold';
  const isFastApi = handled.every(({ answers }) => {
    const makings = answers.filter((one) => one.is === 'making');
    const routers = makings.filter(({ role }) => role === 'router');
    return (
      routers.length > 0 &&
      routers.every(
        ({ name, path }) => path?.startsWith('fastapi.') ?? /(?:FastAPI|APIRouter)$/.test(name),
      ) &&
      !routers.some(({ options }) => options.some(({ name }) => name === 'strict_content_type')) &&
      !makings.some(({ role, name }) => role === 'handler' && /\.(?:body|json|stream|form)$/.test(name))
    );
  });
  return isFastApi ? 'fastapi' : 'other';
}

/** Whether FastAPI asks for the content type of JSON: from 0.132 on. Undefined: the target does not tell. */
export const isStrict = (target: Target): boolean | undefined => hasReached(target, 'fastapi', [0, 132]);
