import { isGiven, isInTheWay, mayRequest } from '../src/core/bodies.ts';
import { reportHidden } from '../src/core/hidden.ts';
import { fits, group, isExact, isLeftOut, mayBecomeMapping } from '../src/core/pairs.ts';
import {
  hiddenOptions,
  isOnly,
  mayBe,
  option,
  type ClientCall,
  type Option,
  type Value,
} from '../src/core/model.ts';
import {
  boolean,
  call as callOf,
  defineRule,
  list,
  mapping,
  name,
  quote,
  text,
  type Expr,
  type Finding,
  type Fix,
  type RuleContext,
} from '../src/core/rule.ts';
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
 * Not handled - Such pairs beside `files`, `json`, `content` or `headers`, or in a call whose options cannot all be seen.
 */
export const rule = defineRule({
  name: 'form-pairs-to-mapping',
  summary: 'Turn a list of form pairs into a mapping.',
  safety: 'safe',
  *call(call, cx) {
    if (!mayRequest(call)) return;
    const data = option(call, 'data');
    if (data && mayBe(data.value, 'pairs') && !data.value.empty) yield inspect(call, data, cx);
    const hidden = hiddenOptions(call, new Set(['data'])).filter((one) => mayBe(one, 'pairs'));
    yield* reportHidden(call, hidden, { advice: ', a list of pairs: write a mapping there', why: WHY }, cx);
  },
});

function inspect(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { value } = data;
  if (isOnly(value, 'pairs', 'none')) return asMapping(call, value, cx) ?? asEncoded(call, data, cx);
  return {
    at: value,
    message: MESSAGE,
    why: `${WHY}; ${value.because ?? 'it is not always a list of pairs'}`,
  };
}

const WHY = 'a TypeError from httpx: it takes anything but a mapping for a raw body';
const MESSAGE = '`data` takes no pairs any more: write a mapping, with a list of values for a repeated key';

/** Undefined where no mapping can stand for the pairs. */
function asMapping(call: ClientCall, value: Value, cx: RuleContext): Finding | undefined {
  const { pairs } = value;
  if (!pairs || !mayBecomeMapping(pairs)) return undefined;
  const groups = group(pairs.entries.filter((entry) => !isLeftOut(entry)));
  const hasFiles = isGiven(call, 'files');
  if (groups?.every((one) => fits(one, hasFiles)) !== true) return undefined;
  const at = value;
  if (groups.length === 0) {
    return {
      at,
      message: 'every value here is `None`, and pairs with `None` are not sent: drop `data`',
      why: `${WHY}; the header for a form was sent all the same`,
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
  const doubt = `\`${cx.text(unseen[0] ?? value)}\` cannot be seen: None was left out and is sent now, True is sent as \`true\`, and an enum member by its \`str\``;
  return { at, message: MESSAGE, why: unseen.length === 0 ? WHY : `${WHY}; ${doubt}`, fix };
}

const isTruth = (value: Value, cx: RuleContext): boolean =>
  isOnly(value, 'boolean') && /^(?:True|False)$/.test(cx.text(value));

const isSeen = (value: Value, cx: RuleContext): boolean =>
  isOnly(value, 'text', 'bytes', 'number') || isTruth(value, cx);

const print = (value: Value, cx: RuleContext): Expr =>
  isTruth(value, cx) ? text(cx.text(value)) : quote(value);

/** The exact form: what requests did, written out. */
function asEncoded(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { value } = data;
  const message =
    '`data` takes no pairs any more: write a mapping, or `content=urlencode(pairs, doseq=True)` with the header for a form';
  const obstacle = obstacleTo(call, data, cx);
  if (obstacle !== undefined) return { at: value, message, why: `${WHY}; ${obstacle}` };
  const exact = value.pairs !== undefined && isExact(value.pairs);
  const encoded = callOf(name('urlencode'), [asList(value, cx)], [['doseq', boolean(true)]]);
  const header = mapping([[text('Content-Type'), text('application/x-www-form-urlencoded')]]);
  const fix: Fix = {
    safety: exact ? 'safe' : 'unsafe',
    intents: [
      { do: 'replace', target: value, with: encoded },
      { do: 'rename', target: data.key, to: 'content' },
      { do: 'add-option', call, key: 'headers', value: header },
      { do: 'import', from: 'urllib.parse', name: 'urlencode' },
    ],
  };
  const doubt =
    'not all pairs can be seen: None was left out and is sent as `None` now, and pairs must be tuples';
  return { at: value, message, why: exact ? WHY : `${WHY}; ${doubt}`, fix };
}

/** Why the pairs cannot be encoded in place, if so. */
function obstacleTo(call: ClientCall, data: Option, cx: RuleContext): string | undefined {
  const other = ['headers', 'content', 'files', 'json'].find((one) => isInTheWay(call, one));
  if (other !== undefined) return `\`${other}\` is given as well`;
  if (call.hidden.may === 'anything') return `the other options cannot all be seen: ${call.hidden.because}`;
  if (data.place === 'spread') return 'the option is written in a dictionary that other calls may use';
  if (mayBe(data.value, 'none')) return 'it may be None';
  // `urlencode` looks at the first pair: only a tuple will do.
  const { pairs } = data.value;
  const lead = pairs && cx.text({ start: pairs.start, end: pairs.entries[0]?.key.start ?? pairs.start });
  return lead && !/^[\s[(]*\(\s*$/.test(lead.replace(/#.*/g, ''))
    ? '`urlencode` takes tuples only'
    : undefined;
}

/** `urlencode` takes no views, generators and other iterators. */
const asList = (value: Value, cx: RuleContext): Expr =>
  /\.items\(\)$|^(?:\(|(?:zip|map|filter|reversed|enumerate|iter)\()/.test(cx.text(value)) && !value.pairs
    ? callOf(name('list'), [quote(value)])
    : quote(value);

export default toTransform(rule);
