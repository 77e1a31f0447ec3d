import type { ClientCall } from '../../core/model/calls.ts';
import { isOnly, textsOf, type TextShape, type Value } from '../../core/model/values.ts';
import type { Intent, RuleContext } from '../../core/rule.ts';
import type { Span } from '../../core/text.ts';
import { methodNamed, urlIndex } from '../methods.ts';

/** The URL of a call. */
export interface Url {
  readonly value: Value;
  /** The query that is written in it, where nothing is interpolated there. */
  readonly query?: Span & { readonly text: string };
  /** It has a query, or may have one by what is written. */
  readonly asks: boolean;
  /** Where more can be written, behind its last character. */
  readonly end?: Span;
  /** Nothing in it is interpolated that may hold a `?` or a `#`. */
  readonly plain: boolean;
}

/** Undefined where the call has no URL in sight. */
export function urlOf(call: ClientCall, cx: RuleContext): Url | undefined {
  const method = methodNamed(call.method.name);
  const given = call.options.find(({ key }) => key.name === 'url')?.value;
  const value = given ?? (method && call.args[urlIndex(method)]);
  if (!value) return undefined;
  const source = cx.text(value);
  const shape = value.written?.start === value.start ? value.written.shape : undefined;
  if (shape?.is !== 'text' || !shape.tail) {
    // A name, or something that is put together.
    const asks = /[?&]/.test(source) || mayAsk(value);
    return { value, asks, plain: false };
  }
  return ofText(value, shape, shape.tail, source);
}

function ofText(
  value: Value,
  { holes }: TextShape,
  tail: NonNullable<TextShape['tail']>,
  source: string,
): Url {
  const at = tail.text.indexOf('?');
  const before = source.slice(0, tail.start - value.start);
  const isEarlier = before.includes('?');
  // Behind a name that holds a `?` there is an `&`.
  const asks = at >= 0 || isEarlier || holes.some(mayAsk) || /^[^#]*&/.test(tail.text);
  const hasFragment = source.includes('#');
  const query = { start: tail.start + at, end: tail.end, text: tail.text.slice(at + 1) };
  const end = { start: tail.end, end: tail.end };
  return {
    value,
    asks,
    ...(at >= 0 && !isEarlier && !hasFragment && { query }),
    ...(!hasFragment && { end }),
    plain: holes.every(isHarmless),
  };
}

const mayAsk = (value: Value): boolean => textsOf(value)?.some((text) => text.includes('?')) ?? false;

/** It cannot hold the beginning of a query or of a fragment. */
const isHarmless = (hole: Value): boolean =>
  isOnly(hole, 'number') || (textsOf(hole)?.every((text) => !/[?#&]/.test(text)) ?? false);

/** Text that neither client encodes in a query. */
const PLAIN = /^[\w.~-]*$/;

export const isPlain = (text: string): boolean => PLAIN.test(text);

/** The keys and values of a query; undefined where it has another form, or characters that one of the clients encodes. */
export function pairsOf(query: string): readonly (readonly [key: string, value: string])[] | undefined {
  const pairs = query.split('&').map((part): readonly [string, string] | undefined => {
    const [key = '', value, ...more] = part.split('=');
    return key !== '' && value !== undefined && more.length === 0 && isPlain(key) && isPlain(value)
      ? [key, value]
      : undefined;
  });
  return pairs.every((one) => one !== undefined) ? pairs : undefined;
}

/** Adds more to the query of a URL, or begins one; undefined where what is there may be empty, or is not all in sight. */
export function appended(url: Url, more: string, cx: RuleContext): readonly Intent[] | undefined {
  if (!url.end || !/^[\w.~&=-]+$/.test(more)) return undefined;
  if (!url.asks) return url.plain ? [{ do: 'edit-text', target: url.end, to: `?${more}` }] : undefined;
  // An interpolated query may be empty.
  const isFull = url.query ? url.query.text !== '' : /\?.*[\w.~-]=/.test(cx.text(url.value));
  return isFull ? [{ do: 'edit-text', target: url.end, to: `&${more}` }] : undefined;
}
