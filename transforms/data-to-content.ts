import { isEmptyList, isGiven, listHidden, mayRequest, placeOf } from '../src/core/bodies.ts';
import {
  hiddenOptions,
  isOnly,
  mayBe,
  option,
  type ClientCall,
  type Option,
  type Value,
} from '../src/core/model.ts';
import { call as callOf, defineRule, name, quote, safe, type Finding, type Fix } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes form fields as `data` and a raw body, text or bytes, as `content`; requests took both as
 * `data`.
 * Why it breaks - A raw body in `data` is a DeprecationWarning ("Use 'content=<...>' to upload raw bytes/text content").
 * It also makes httpx ignore `json` and `files`, without a word, and a bytearray or memoryview is a TypeError.
 * Fix safety - `safe`: the application receives the same bytes. An empty body beside `json` or `files`, which used to
 * lose to them, is dropped, and so is an empty list.
 * Not handled - A value that may be raw or form fields, or that cannot be seen, is reported with what is known of it.
 * Text beside `files` was a ValueError and is left; an iterator of text has to yield bytes first.
 */
export const rule = defineRule({
  name: 'data-to-content',
  summary: 'Pass a raw body, text or bytes, as `content` instead of `data`.',
  safety: 'safe',
  *call(call, cx) {
    if (!mayRequest(call) || option(call, 'content')) return;
    const data = option(call, 'data');
    const found = data && inspect(call, data);
    if (found) yield found;
    const hidden = hiddenOptions(call, new Set(['data'])).filter((one) => !isOnly(one, ...FIELDS));
    if (hidden.length > 0) {
      yield {
        at: placeOf(call),
        message: `this call is given ${listHidden(hidden, cx.spell)}: if that is raw text or bytes, pass it as \`content\` there`,
        why: `${WHY}; the option is written elsewhere`,
      };
    }
  },
});

const WHY = 'httpx warns of a raw body in `data`, and ignores `json` and `files` beside it';
const RAW = ['text', 'bytes', 'buffer', 'stream', 'text-stream'] as const;
/** What `data` is still for, what no client takes, and pairs, which are another rule's. */
const FIELDS = ['mapping', 'none', 'number', 'boolean', 'pairs'] as const;

function inspect(call: ClientCall, data: Option): Finding | undefined {
  const { value } = data;
  if (isEmptyList(value)) {
    const message = 'an empty list as `data` sends nothing: drop it';
    return {
      at: data.key,
      message,
      why: 'httpx sends a chunked body and ignores `json` and `files`',
      fix: drop(call, data),
    };
  }
  if (isOnly(value, ...FIELDS)) return undefined;
  return isOnly(value, ...RAW, 'none') ? inspectRaw(call, data) : undecided(value);
}

function inspectRaw(call: ClientCall, data: Option): Finding {
  const { key, value } = data;
  const at = key;
  const message = 'a raw body is passed as `content`, not `data`: rename the option';
  const rival = rivalOf(call);
  if (value.empty && rival) {
    const why = `httpx ignores \`${rival}\` for it, where requests ignored the empty body`;
    return {
      at,
      message: `an empty body beside \`${rival}\` sends nothing: drop it`,
      why,
      ...(value.inert && { fix: drop(call, data) }),
    };
  }
  if (rival === 'files') {
    return {
      at,
      message: 'raw `data` beside `files`: pass form fields, or one of the two',
      why: 'requests raised a ValueError; httpx sends the raw body and ignores `files`',
    };
  }
  if (rival === 'json' && !isSurelyFull(value)) {
    return {
      at,
      message: 'raw `data` beside `json`: pass only one of the two',
      why: 'requests sent `json` where the body is empty; httpx always sends the body',
    };
  }
  if (hiddenOptions(call, new Set(['content'])).length > 0) {
    return { at, message, why: `${WHY}; \`content\` is given by what is spread into the call as well` };
  }
  if (mayBe(value, 'text-stream')) {
    return {
      at,
      message: 'an iterator or file of text is no body any more: make it bytes, and pass it as `content`',
      why: 'httpx raises a TypeError: it sends bytes as they come, and encodes only a whole text',
    };
  }
  if (mayBe(value, 'buffer')) return inspectBuffer(data);
  return { at, message, why: WHY, fix: safe({ do: 'rename', target: key, to: 'content' }) };
}

function inspectBuffer({ key, value }: Option): Finding {
  const message = 'a bytearray or memoryview is no body any more: write `content=bytes(...)`';
  const why = 'httpx raises a TypeError: it iterates over it and meets numbers';
  if (!isOnly(value, 'buffer', 'bytes'))
    return { at: key, message, why: `${why}; this may be something else as well` };
  const fix = safe(
    { do: 'rename', target: key, to: 'content' },
    { do: 'replace', target: value, with: callOf(name('bytes'), [quote(value)]) },
  );
  return { at: key, message, why, fix };
}

/** The option that a raw body makes httpx ignore. */
function rivalOf(call: ClientCall): 'files' | 'json' | undefined {
  const isThere = (one: string) => isGiven(call, one) || hiddenOptions(call, new Set([one])).length > 0;
  return isThere('files') ? 'files' : isThere('json') ? 'json' : undefined;
}

const isSurelyFull = (value: Value): boolean =>
  isOnly(value, 'stream') || (value.constants?.every((constant) => constant !== '') ?? false);

function undecided(value: Value): Finding {
  const message = mayBe(value, 'unknown')
    ? 'cannot tell what `data` is here: if it is raw text or bytes, pass it as `content`'
    : mayBe(value, ...RAW)
      ? '`data` is raw here at one time and form fields at another: pass the raw body as `content`'
      : '`data` takes a mapping of form fields: pass one, or a raw body as `content`';
  return { at: value, message, why: value.because ? `${value.because}; ${WHY}` : WHY };
}

const drop = (call: ClientCall, item: Option): Fix => safe({ do: 'remove', call, item });

export default toTransform(rule);
