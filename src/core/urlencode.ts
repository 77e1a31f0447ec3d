import { isInTheWay } from './bodies.ts';
import { mayBe, type ClientCall, type Option, type Value } from './model.ts';
import { isExact } from './pairs.ts';
import {
  boolean,
  call as callOf,
  mapping,
  name,
  quote,
  text,
  type Expr,
  type Finding,
  type Fix,
  type RuleContext,
} from './rule.ts';

/**
 * Pairs that no mapping can stand for, as Python can write them: what requests did, written out. `why` is what fails if
 * they are left alone.
 */
export function asEncoded(call: ClientCall, data: Option, why: string, cx: RuleContext): Finding {
  const { value } = data;
  const message =
    '`data` takes no pairs any more: write a mapping, or `content=urlencode(pairs, doseq=True)` with the header for a form';
  const obstacle = obstacleTo(call, data, cx);
  if (obstacle !== undefined) return { at: value, message, why: `${why}; ${obstacle}` };
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
  return { at: value, message, why: exact ? why : `${why}; ${doubt}`, fix };
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
