import { option, type ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { isOnly } from '../../core/model/values.ts';
import {
  call as callOf,
  member,
  name,
  quote,
  safe,
  unsafe,
  type Effect,
  type Fix,
  type RuleContext,
} from '../../core/rule.ts';
import { isHidden } from './bodies.ts';

/** What is said of a `content` that httpx rejects, and what may be done about it. */
export interface Misused extends Effect {
  readonly message: string;
  readonly fix?: Fix;
}

/**
 * What is wrong with a `content` of Python, if anything. No client takes form fields or text in parts there: encode_content
 * in _content.py of httpx. The old client has no `content`, so that nothing tells whether form fields or JSON were meant.
 */
export function misusedContent(call: ClientCall, content: Option, cx: RuleContext): Misused | undefined {
  const { key, value } = content;
  if (cx.language !== 'python' || call.override) return undefined;
  if (isOnly(value, 'mapping') || isOnly(value, 'pairs')) {
    const isFree =
      !call.through &&
      call.hidden.may !== 'anything' &&
      option(call, 'data') === undefined &&
      !isHidden(call, 'data');
    return {
      message: FIELDS_AS_CONTENT,
      level: 'fails',
      why: 'a TypeError in httpx: `content` is a raw body; form fields are as likely meant as JSON',
      ...(isFree && { fix: unsafe({ do: 'rename', target: key, to: 'data' }) }),
    };
  }
  if (isOnly(value, 'text-stream')) return { ...TEXT_PARTS, ...withFix(encodedParts(content, cx)) };
  if (isOnly(value, 'buffer'))
    return {
      message: 'httpx rejects a bytearray or memoryview as a body: write `content=bytes(...)`',
      level: 'fails',
      why: 'a TypeError: iterating over it yields integers, not bytes',
      fix: safe({ do: 'replace', target: value, with: callOf(name('bytes'), [quote(value)]) }),
    };
  return undefined;
}

const FIELDS_AS_CONTENT =
  '`content` takes text or bytes: pass form fields as `data`, or what the application reads as JSON as `json`';

const TEXT_PARTS: Misused = {
  message:
    'an iterator or file of text cannot be a body: make it yield bytes, as `map(str.encode, ...)` does',
  level: 'fails',
  why: 'httpx raises a TypeError: it encodes text only if it is a string',
};

const withFix = (fix: Fix | undefined): { readonly fix?: Fix } => (fix ? { fix } : {});

/**
 * A fix that encodes the parts of a body one by one, as the old client did: UTF-8. None for a file, which it did not take, and
 * none for httpx's own clients, of which the asynchronous ones take no such iterator.
 */
export const encodedParts = ({ value }: Option, cx: RuleContext, ...more: Fix['intents']): Fix | undefined =>
  cx.library === 'httpx' || value.iterable !== 'lazy'
    ? undefined
    : safe(...more, {
        do: 'replace',
        target: value,
        with: callOf(name('map'), [member(name('str'), 'encode'), quote(value)]),
      });
