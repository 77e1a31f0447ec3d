import { effectOf } from '../src/clients/changes/changes.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import { REQUESTS } from '../src/clients/methods.ts';
import { asMapping, whyNoObject } from '../src/clients/bodies/pairs.ts';
import { asEncoded } from '../src/clients/bodies/urlencode.ts';
import { lineName } from '../src/core/lines.ts';
import { hiddenOptions, type ClientCall } from '../src/core/model/calls.ts';
import type { Option } from '../src/core/model/options.ts';
import { isOnly, mayBe } from '../src/core/model/values.ts';
import { defineRule, type Finding, type CodeLanguage, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes form fields as a mapping, with a list of values for a repeated key. requests also took a
 * list of key-value pairs.
 * Why it breaks - A list of pairs as `data` is a TypeError ("expected a bytes-like object, tuple found") with
 * Starlette 0.21 and later.
 * Fix safety - `safe` where keys and values are literals and the same form is sent, byte by byte. `unsafe` where a
 * value is not known: `None` was not sent and now is, and `True` is now sent as `true`. Pairs that no mapping can
 * replace (a key repeated after another key, keys that are not literals, a list made elsewhere) are encoded with
 * `urlencode`, which is `unsafe` unless all of them are known to be plain. Beside `files` a key that is repeated after another is
 * `unsafe`, because the order of the fields changes.
 * Not handled - Pairs beside `files` of which not every key is known. Others that no mapping can replace beside `json`, `content`
 * or `headers`, or in a call whose options cannot all be seen. Calls that go through
 * an override of `request` that looks at `data` are reported. In JavaScript they are always reported, and so are keys that look
 * like integers or are called `__proto__`.
 */
export const rule = defineRule({
  name: 'form-pairs-to-mapping',
  summary: 'Turn a list of form pairs into a mapping.',
  safety: 'safe',
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ methods: REQUESTS, options: ['data'] }],
    rivals: { data: ['content', 'files', 'json'] },
  },
  *call(call, cx) {
    const [data, ...again] = call.options.filter(({ key }) => key.name === 'data');
    if (data && mayBe(data.value, 'pairs') && !data.value.empty && again.length === 0)
      yield inspect(call, data, cx);
    const hidden = hiddenOptions(call, new Set(['data'])).filter((one) => mayBe(one, 'pairs'));
    const advice = 'it is a list of pairs; write a mapping there';
    yield* reportHidden(call, hidden, { advice, ...effectOf('pairs', cx) }, cx);
  },
});

const MESSAGE: Readonly<Record<CodeLanguage, string>> = {
  python:
    '`data` no longer accepts a list of pairs: pass a mapping, with a list of values for a repeated key',
  javascript:
    '`data` no longer accepts a list of pairs: pass an object, with an array of values for a repeated key',
};

function inspect(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { value } = data;
  const found = { at: value, message: MESSAGE[cx.language] };
  if (!isOnly(value, 'pairs', 'none'))
    return { ...found, ...effectOf('pairs', cx, value.because ?? 'it is not always a list of pairs') };
  const { through } = call;
  if (through?.reads.includes('data'))
    return {
      ...found,
      ...effectOf('pairs', cx, `the override of \`request\` (${lineName(through.where)}) looks at \`data\``),
    };
  const mapped = asMapping(call, value, cx);
  if (mapped) return { ...found, ...mapped };
  return cx.language === 'python'
    ? asEncoded(call, data, cx)
    : { ...found, ...effectOf('pairs', cx, whyNoObject(value)) };
}

export default toTransform(rule);
