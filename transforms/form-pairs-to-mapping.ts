import { isGiven, mayRequest } from '../src/core/bodies.ts';
import { reportHidden } from '../src/core/hidden.ts';
import { fits, group, isLeftOut, mayBecomeMapping, troubleWith } from '../src/core/pairs.ts';
import { hiddenOptions, isOnly, mayBe, type ClientCall, type Option, type Value } from '../src/core/model.ts';
import {
  defineRule,
  list,
  mapping,
  quote,
  text,
  type Expr,
  type Finding,
  type Fix,
  type LanguageName,
  type RuleContext,
} from '../src/core/rule.ts';
import { asEncoded } from '../src/core/urlencode.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes form fields as a mapping, with a list of values for a repeated key; requests also took a
 * list of key-value pairs.
 * Why it breaks - A list of pairs as `data` is a TypeError ("expected a bytes-like object, tuple found"), with
 * Starlette 0.21 and all later ones.
 * Fix safety - `safe` where keys and values are literals and the form sent is the same, byte by byte. `unsafe` where a
 * value cannot be seen: `None` used to be left out and is sent now, `True` is sent as `true`. Pairs that no mapping can
 * stand for (a key repeated with others in between, keys that are not literals, a list made elsewhere) are encoded with
 * `urlencode`, which is `unsafe` unless all of them are literals.
 * Not handled - Such pairs beside `files`, `json`, `content` or `headers`, or in a call whose options cannot all be seen. In
 * JavaScript such pairs are always reported, and so are keys that look like integers or are called `__proto__`.
 */
export const rule = defineRule({
  name: 'form-pairs-to-mapping',
  summary: 'Turn a list of form pairs into a mapping.',
  safety: 'safe',
  *call(call, cx) {
    if (!mayRequest(call)) return;
    const [data, ...again] = call.options.filter(({ key }) => key.name === 'data');
    if (data && mayBe(data.value, 'pairs') && !data.value.empty && again.length === 0)
      yield inspect(call, data, cx);
    const hidden = hiddenOptions(call, new Set(['data'])).filter((one) => mayBe(one, 'pairs'));
    const advice = ', a list of pairs: write a mapping there';
    yield* reportHidden(call, hidden, { advice, why: WHY[cx.language] }, cx);
  },
});

function inspect(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { value } = data;
  const why = WHY[cx.language];
  const message = MESSAGE[cx.language];
  if (!isOnly(value, 'pairs', 'none'))
    return { at: value, message, why: `${why}; ${value.because ?? 'it is not always a list of pairs'}` };
  const mapped = asMapping(call, value, cx);
  if (mapped ?? cx.language === 'python') return mapped ?? asEncoded(call, data, why, cx);
  return { at: value, message, why: `${why}; ${whyNoObject(value)}` };
}

const WHY: Readonly<Record<LanguageName, string>> = {
  python: 'a TypeError from httpx: it takes anything but a mapping for a raw body',
  javascript: 'the new client takes the fields of a form as an object',
};
const MESSAGE: Readonly<Record<LanguageName, string>> = {
  python: '`data` takes no pairs any more: write a mapping, with a list of values for a repeated key',
  javascript: '`data` takes no pairs any more: write an object, with an array of values for a repeated key',
};

const whyNoObject = ({ pairs, because }: Value): string =>
  (pairs && troubleWith(pairs.entries)) ??
  (pairs && !mayBecomeMapping(pairs) ? 'the array is used elsewhere, or said to be one' : undefined) ??
  (pairs ? 'a value may be more than one' : (because ?? 'the pairs cannot be seen'));

/** Undefined where no mapping can stand for the pairs. */
function asMapping(call: ClientCall, value: Value, cx: RuleContext): Finding | undefined {
  const { pairs } = value;
  if (!pairs || !mayBecomeMapping(pairs)) return undefined;
  if (cx.language === 'javascript' && troubleWith(pairs.entries) !== undefined) return undefined;
  const groups = group(pairs.entries.filter((entry) => cx.language !== 'python' || !isLeftOut(entry)));
  const hasFiles = isGiven(call, 'files');
  if (groups?.every((one) => fits(one, hasFiles)) !== true) return undefined;
  const at = value;
  if (groups.length === 0) {
    return {
      at,
      message: 'every value here is `None`, and pairs with `None` are not sent: drop `data`',
      why: `${WHY[cx.language]}; the header for a form was sent all the same`,
    };
  }
  const entries = groups.map(({ key, values }): readonly [Expr, Expr] => {
    const printed = values.map((one) => print(one, cx));
    return [quote(key), printed.length === 1 ? printed[0]! : list(printed)];
  });
  const unseen = groups.flatMap(({ values }) => values).filter((one) => !isSeen(one, cx));
  const fix: Fix = {
    safety: unseen.length === 0 ? 'safe' : 'unsafe',
    intents: [{ do: 'replace', target: pairs, with: mapping(entries) }],
  };
  const doubt = `\`${cx.text(unseen[0] ?? value)}\` cannot be seen: ${DOUBT[cx.language]}`;
  const why = WHY[cx.language];
  return { at, message: MESSAGE[cx.language], why: unseen.length === 0 ? why : `${why}; ${doubt}`, fix };
}

const DOUBT: Readonly<Record<LanguageName, string>> = {
  python: 'None was left out and is sent now, True is sent as `true`, and an enum member by its `str`',
  javascript: 'an array would be sent as several values, and what is not given not at all',
};

const isTruth = (value: Value, cx: RuleContext): boolean =>
  isOnly(value, 'boolean') && /^(?:True|False)$/.test(cx.text(value));

const isSeen = (value: Value, cx: RuleContext): boolean =>
  isOnly(value, 'text', 'bytes', 'number') ||
  (cx.language === 'javascript' ? isOnly(value, 'text', 'number', 'boolean') : isTruth(value, cx));

const print = (value: Value, cx: RuleContext): Expr =>
  isTruth(value, cx) ? text(cx.text(value)) : quote(value);

export default toTransform(rule);
