import { isGiven } from '../src/clients/bodies.ts';
import { because } from '../src/clients/changes.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import { REQUESTS } from '../src/clients/methods.ts';
import {
  entriesOf,
  fits,
  group,
  isLeftOut,
  isSeen,
  mayBecomeMapping,
  troubleWith,
} from '../src/clients/pairs.ts';
import { asEncoded } from '../src/clients/urlencode.ts';
import { hiddenOptions, isOnly, mayBe, type ClientCall, type Option, type Value } from '../src/core/model.ts';
import { defineRule, mapping, type Finding, type LanguageName, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes form fields as a mapping, with a list of values for a repeated key. requests also took a
 * list of key-value pairs.
 * Why it breaks - A list of pairs as `data` is a TypeError ("expected a bytes-like object, tuple found") with
 * Starlette 0.21 and later.
 * Fix safety - `safe` where keys and values are literals and the same form is sent, byte by byte. `unsafe` where a
 * value is not known: `None` was not sent and now is, and `True` is now sent as `true`. Pairs that no mapping can
 * replace (a key repeated after another key, keys that are not literals, a list made elsewhere) are encoded with
 * `urlencode`, which is `unsafe` unless all of them are literals.
 * Not handled - Such pairs beside `files`, `json`, `content` or `headers`, or in a call whose options cannot all be seen. In
 * JavaScript they are always reported, and so are keys that look like integers or are called `__proto__`.
 */
export const rule = defineRule({
  name: 'form-pairs-to-mapping',
  summary: 'Turn a list of form pairs into a mapping.',
  safety: 'safe',
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ methods: REQUESTS, options: ['data'] }],
  },
  *call(call, cx) {
    const [data, ...again] = call.options.filter(({ key }) => key.name === 'data');
    if (data && mayBe(data.value, 'pairs') && !data.value.empty && again.length === 0)
      yield inspect(call, data, cx);
    const hidden = hiddenOptions(call, new Set(['data'])).filter((one) => mayBe(one, 'pairs'));
    const advice = 'it is a list of pairs; write a mapping there';
    yield* reportHidden(call, hidden, { advice, why: because('pairs', cx) }, cx);
  },
});

const MESSAGE: Readonly<Record<LanguageName, string>> = {
  python:
    '`data` no longer accepts a list of pairs: pass a mapping, with a list of values for a repeated key',
  javascript:
    '`data` no longer accepts a list of pairs: pass an object, with an array of values for a repeated key',
};

function inspect(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { value } = data;
  const found = { at: value, message: MESSAGE[cx.language] };
  if (!isOnly(value, 'pairs', 'none'))
    return { ...found, why: because('pairs', cx, value.because ?? 'it is not always a list of pairs') };
  const mapped = asMapping(call, value, cx);
  if (mapped) return { ...found, ...mapped };
  return cx.language === 'python'
    ? asEncoded(call, data, cx)
    : { ...found, why: because('pairs', cx, whyNoObject(value)) };
}

function whyNoObject({ pairs, because: unknown = 'the pairs are not known' }: Value): string {
  if (!pairs) return unknown;
  const isShared =
    !mayBecomeMapping(pairs) && 'the array is also used elsewhere, or its type says that it is an array';
  return troubleWith(pairs.entries) ?? (isShared || 'a value may be an array itself');
}

/** The pairs as a mapping literal; undefined where no mapping can replace them. */
function asMapping(
  call: ClientCall,
  { pairs }: Value,
  cx: RuleContext,
): (Pick<Finding, 'why' | 'fix'> & { readonly message?: string }) | undefined {
  if (!pairs || !mayBecomeMapping(pairs)) return undefined;
  if (cx.language === 'javascript' && troubleWith(pairs.entries) !== undefined) return undefined;
  const groups = group(pairs.entries.filter((entry) => cx.language !== 'python' || !isLeftOut(entry)));
  const hasFiles = isGiven(call, 'files');
  if (groups?.every((one) => fits(one, hasFiles)) !== true) return undefined;
  if (groups.length === 0) {
    const message = 'every value here is `None`, and pairs with `None` were never sent: remove `data`';
    return { message, why: because('pairs', cx, 'the header of a form was sent all the same') };
  }
  const unseen = groups.flatMap(({ values }) => values).find((one) => !isSeen(one, cx));
  const doubt = unseen && `cannot tell what \`${cx.text(unseen)}\` is: ${DOUBT[cx.language]}`;
  const replacement = { do: 'replace', target: pairs, with: mapping(entriesOf(groups, cx)) } as const;
  return {
    why: because('pairs', cx, doubt),
    fix: { safety: doubt ? 'unsafe' : 'safe', intents: [replacement] },
  };
}

const DOUBT: Readonly<Record<LanguageName, string>> = {
  python: 'None was not sent and now is, True is now sent as `true`, and an enum member as its `str`',
  javascript: 'an array would be sent as several values, and `undefined` would not be sent',
};

export default toTransform(rule);
