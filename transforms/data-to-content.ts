import { removed, FIELDS, RAW } from '../src/clients/bodies/bodies.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import {
  carriedBy,
  contestOf,
  isChoosable,
  isOpen,
  wordsFor,
  type Carried,
} from '../src/clients/bodies/data.ts';
import { bodyInOverride } from '../src/clients/overrides/overrides.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import { REQUESTS, WITH_BODY } from '../src/clients/methods.ts';
import { encodedParts, misusedContent } from '../src/clients/bodies/content.ts';
import { lineName } from '../src/core/lines.ts';
import { hiddenOptions, methodsOf, option, type ClientCall } from '../src/core/model/calls.ts';
import type { Option } from '../src/core/model/options.ts';
import { isOnly, mayBe } from '../src/core/model/values.ts';
import {
  call as callOf,
  defineRule,
  name,
  quote,
  safe,
  unsafe,
  type Fix,
  type RuleContext,
} from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes form fields as `data` and a raw body, text or bytes, as `content`. requests took both as
 * `data`.
 * Why it breaks - A raw body in `data` is a DeprecationWarning ("Use 'content=<...>' to upload raw bytes/text content").
 * httpx also ignores `json` and `files` beside it, without a warning. A bytearray or memoryview is a TypeError.
 * Fix safety - `safe`: the application receives the same bytes. In JavaScript, bytes are a `Buffer`, a typed array or an
 * `ArrayBuffer`. Text in parts, which httpx does not encode, goes through `map(str.encode, ...)`. An empty body beside `json` or `files`, which used to be ignored, is removed, and so is an empty list.
 * The fix is `unsafe` where a value is only known to be raw on some paths: form fields would fail as `content`. It is `unsafe`
 * too where form fields are given as `content`, a TypeError with every client: they become `data`, unless JSON was meant.
 * A name that holds text or bytes in some calls and a mapping in others becomes `**{"content" if isinstance(body, (str, bytes)) else
 * "data": body}`, where nothing else decides what the call sends and all that the mappings hold is in sight.
 * Not handled - Any other value that may be raw or form fields, or that is not known, is reported with what is known of it. Text
 * beside `files` was a ValueError and is left.
 */
export const rule = defineRule({
  name: 'data-to-content',
  summary: 'Pass a raw body, text or bytes, as `content` instead of `data`.',
  safety: 'safe',
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ methods: REQUESTS, options: ['data', 'content'] }],
    rivals: { data: ['content', 'data', 'files', 'json'], content: ['data'] },
    mentions: ['data'],
  },
  *call(call, cx) {
    const all = call.options.filter(({ key }) => key.name === 'data');
    const contest = contestOf(call, all, cx);
    if (contest) yield { at: all.at(-1)!.key, message: contest, ...effectOf('rawData', cx) };
    const content = option(call, 'content');
    const misused = content && misusedContent(call, content, cx);
    if (misused) yield { at: content.key, ...misused };
    if (contest !== undefined || content) return;
    for (const data of all) {
      const carried = carriedBy(call, data, cx);
      if (carried === 'fields' || (call.override && isOpen(carried) && !mayBe(data.value, ...RAW))) continue;
      const at = isOpen(carried) && carried !== 'seems-raw' ? data.value : data.key;
      const fix = fixFor(carried, call, data, cx);
      const words = { ...wordsFor(carried, call, data, cx), ...wordsInOverride(carried, call, data, cx) };
      const lost = fix && lostIn(call, cx);
      yield { at, ...words, ...(lost === undefined ? fix && { fix } : { message: lost }) };
    }
    const hidden = hiddenOptions(call, new Set(['data'])).filter((one) =>
      // What an override is given is not known, and most of it is no raw body.
      call.override ? mayBe(one, ...RAW) : !isOnly(one, ...FIELDS),
    );
    const isKnown = hidden.every((one) => isOnly(one, ...RAW));
    const advice = `${isKnown ? '' : 'if it is text or bytes, '}pass it as \`content\` there`;
    yield* reportHidden(call, hidden, { advice, ...effectOf('rawData', cx) }, cx);
  },
  *mention({ in: place, option: { key, value } }) {
    if (place === 'type' || !isOnly(value, ...RAW)) return;
    const message = 'this expects a call with a raw body as `data`: expect `content`';
    yield { at: key, message, level: 'fails', why: 'the calls now pass it as `content`' };
  },
  opaque(call, cx) {
    const takesBody = methodsOf(call)?.some((one) => WITH_BODY.includes(one)) ?? true;
    const data = option(call, 'data');
    // Python accepts no option twice. In JavaScript a spread may hold another `data`, unless a finding says so already.
    const isSettled = data && (cx.language === 'python' || carriedBy(call, data, cx) !== 'fields');
    return !takesBody || isSettled || option(call, 'content') ? undefined : 'pass a raw body as `content`';
  },
});

/** An override may be called with anything, and hands on its `**kwargs`. */
function wordsInOverride(
  carried: Carried,
  { override }: ClientCall,
  { value }: Option,
  cx: RuleContext,
): { readonly message?: string } {
  if (!override || !(carried === 'raw' || isOpen(carried))) return {};
  const message = bodyInOverride(override, { text: cx.text(value), isOpen: isOpen(carried) }, cx);
  return message === undefined ? {} : { message };
}

/** What to say of a raw body that would not reach the client as `content` as it does as `data`. */
function lostIn({ through }: ClientCall, { language }: RuleContext): string | undefined {
  if (!through) return undefined;
  if (through.mocked)
    return `pass a raw body as \`content\`, and expect \`content\` of the \`request\` that is replaced (${lineName(through.where)})`;
  const where = `the override of \`request\` (${lineName(through.where)})`;
  if (through.reads.includes('data'))
    return `pass a raw body as \`content\`, once ${where} looks at that as it looks at \`data\``;
  return through.closed
    ? `pass a raw body as \`content\`, once ${where} passes on ${language === 'python' ? 'its \`**kwargs\`' : 'all of its options'}`
    : undefined;
}

function fixFor(carried: Carried, call: ClientCall, data: Option, cx: RuleContext): Fix | undefined {
  const { key, value } = data;
  const rename = { do: 'rename', target: key, to: 'content' } as const;
  switch (carried) {
    case 'raw':
      return safe(rename);
    case 'overruled':
    case 'seems-raw':
      return unsafe(rename);
    case 'buffer':
      return safe(rename, { do: 'replace', target: value, with: callOf(name('bytes'), [quote(value)]) });
    case 'text-stream':
      return cx.language === 'python' ? encodedParts(data, cx, rename) : undefined;
    case 'empty-list':
    case 'empty-body':
      return removed(call, data);
    case 'mixed':
      return isChoosable(call, data, cx)
        ? safe({ do: 'choose-option', call, item: data, to: 'content', of: ['str', 'bytes'] })
        : undefined;
    default:
      return undefined;
  }
}

export default toTransform(rule);
