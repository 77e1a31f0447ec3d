import { lineName } from '../../core/lines.ts';
import type { ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { isConstant } from '../../core/model/values.ts';
import { safe, unsafe, type Finding, type Fix, type RuleContext } from '../../core/rule.ts';
import type { Observation } from '../../core/trace.ts';
import { isPlainNone } from '../bodies/bodies.ts';
import { effectOf } from '../changes/changes.ts';
import { methodNamed, METHOD_NAMES } from '../methods.ts';
import { GONE } from '../options.ts';

/** Methods that take one of the options, but `send`: httpx's own `send` has a `stream`, and a request of another kind. */
export const DROPPED_FROM: readonly string[] = METHOD_NAMES.filter((name) => name !== 'send');

/** Options of requests that the new client has none of, or warns about. */
export const DROPPED: readonly string[] = [...GONE, 'timeout'];

/** Those that can be removed by themselves. What becomes of hooks and of a streamed body is seen at the call that an option reaches. */
export const RELAYED: readonly string[] = DROPPED.filter((name) => name !== 'hooks' && name !== 'stream');

/**
 * The options that a method no longer takes, or warns about. `websocket_connect` takes a timeout without a word.
 * Source: `TestClient.websocket_connect` of Starlette 0.46 calls `httpx.Client.request`, past the `request` that warns.
 */
export const droppedFrom = (method: string): readonly string[] =>
  methodNamed(method)?.gives === 'session' ? GONE : DROPPED;

/** Reads that show that a response was to be streamed: `raw` holds the body only where it was not read before. */
export const SHOWS_STREAMING: readonly string[] = ['raw'];

/** The finding about an option that is gone. */
export function droppedFinding(call: ClientCall, item: Option, cx: RuleContext): Finding {
  const { name } = item.key;
  const effect = effectOf(name === 'timeout' ? 'timeoutOption' : 'droppedOption', cx);
  const found = { at: item.key, ...effect };
  if (name === 'hooks' && !isPlainNone(item.value) && item.value.empty !== true)
    return { ...found, message: hooksInstead(call, item, cx) };
  if (name === 'stream' && !isConstant(item.value, false)) return streamed(call, item, found, cx);
  const key = cx.spell(name);
  const reader = readerOf(call, name);
  if (reader) {
    const message = `\`${key}\` never had an effect in a test client, but ${reader} sees it: remove it here and there`;
    return { ...found, message };
  }
  const fix = removal(call, item);
  const message = fix
    ? `\`${key}\` never had an effect in a test client: remove it`
    : `\`${key}\` never had an effect in a test client: remove it, and keep above the call what \`${cx.text(item.value)}\` does besides`;
  return { ...found, message, ...(fix && { fix }) };
}

/** What looks at an option on its way to the client, so that removing it may change what a test sees. */
function readerOf({ through }: ClientCall, name: string): string | undefined {
  if (!through || !(through.mocked || through.reads.includes(name))) return undefined;
  return `${through.mocked ? 'the mock of `request`' : '`request`'} (${lineName(through.where)})`;
}

/** Nothing is lost where an earlier spread then counts: the option has no effect there either. */
const removal = (call: ClientCall, item: Option): Fix | undefined =>
  item.value.inert ? { ...safe({ do: 'remove', call, item }), forAnyCaller: true } : undefined;

/** The body was read as a whole, so that `stream` told nothing but whether `raw` could be read. */
function streamed(call: ClientCall, item: Option, found: Omit<Finding, 'message'>, cx: RuleContext): Finding {
  const isRaw = cx.trace(call).seen.some(isReadRaw);
  if (isRaw) {
    const message =
      'responses of httpx have no `raw`: read `content` or `iter_bytes()` there, and remove `stream` here';
    return { ...found, message };
  }
  const fix = fixForStream(call, item, cx);
  return {
    ...found,
    message: 'the test client reads the whole body with `stream` too: remove it',
    ...(fix && { fix }),
  };
}

/** What becomes of a response is only known in Python, and is another question for each call that shares a dictionary. */
function fixForStream(call: ClientCall, item: Option, { language }: RuleContext): Fix | undefined {
  if (item.place === 'spread' || readerOf(call, 'stream')) return undefined;
  const fix = removal(call, item);
  return fix && (language === 'python' ? fix : unsafe(...fix.intents));
}

const isReadRaw = (one: Observation): boolean => {
  if (one.is === 'ways') return one.ways.some(({ seen }) => seen.some(isReadRaw));
  return one.is === 'reading' && SHOWS_STREAMING.includes(one.attribute);
};

/** `hooks={"response": log}`, or a list of functions. */
const OF_RESPONSES = /^\{\s*["']?response["']?\s*:\s*(?:\[\s*)?([\w.]+)(?:\s*\])?\s*,?\s*\}$/;

function hooksInstead(call: ClientCall, { value }: Option, cx: RuleContext): string {
  const [, hook = 'hook'] = OF_RESPONSES.exec(cx.text(value)) ?? [];
  // What `super()` gives cannot be assigned to.
  const self = cx.language === 'python' ? 'self' : 'this';
  const client = /^super\b/.test(call.receiver.text) ? self : call.receiver.text;
  const hooks = `${client}.${cx.spell('eventHooks')}`;
  const written = cx.language === 'python' ? `{"response": [${hook}]}` : `{ response: [${hook}] }`;
  const limit =
    cx.language === 'python'
      ? `; \`${hook}\` gets the response alone, and cannot put another in its place`
      : '';
  return `requests take no \`hooks\` now: write \`${hooks} = ${written}\` before this call and \`${hooks} = {}\` after it${limit}`;
}
