import type { ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { mayBe, type Value } from '../../core/model/values.ts';
import {
  boolean,
  call as callOf,
  mapping,
  name,
  quote,
  safe,
  text,
  type Expr,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import { isInTheWay } from './bodies.ts';
import { effectOf } from '../changes/changes.ts';
import { isExact } from './pairs.ts';

/** Beside `files`, an encoded body would replace them. */
const MAPPING =
  '`data` no longer accepts a list of pairs: pass a mapping, with a list of values for a repeated key';

const MESSAGE =
  '`data` no longer accepts a list of pairs: pass a mapping, or `content=urlencode(pairs, doseq=True)` as a form';

/** Encodes pairs that no mapping can replace in the way that requests did (Python): `content=urlencode(...)` with a header. */
export function asEncoded(call: ClientCall, data: Option, cx: RuleContext): Finding {
  const { value } = data;
  const obstacle = obstacleTo(call, data);
  if (obstacle !== undefined && isDict(call, data)) return asDict(value, cx);
  if (obstacle !== undefined)
    return {
      at: value,
      message: isInTheWay(call, 'files') ? MAPPING : MESSAGE,
      ...effectOf('pairs', cx, obstacle),
    };
  const isSafe = value.scalarPairs === true || (value.pairs !== undefined && isExact(value.pairs));
  const header = mapping([[text('Content-Type'), text('application/x-www-form-urlencoded')]]);
  return {
    at: value,
    message: MESSAGE,
    ...effectOf('pairs', cx, isSafe ? undefined : DOUBT),
    fix: {
      safety: isSafe ? 'safe' : 'unsafe',
      intents: [
        {
          do: 'replace',
          target: value,
          with: callOf(name('urlencode'), [asList(value)], [['doseq', boolean(true)]]),
        },
        { do: 'rename', target: data.key, to: 'content' },
        { do: 'add-option', call, key: 'headers', value: header },
        { do: 'import', from: 'urllib.parse', name: 'urlencode' },
      ],
    },
  };
}

/** Whether a dictionary sends the same: no key gets lost, and no value is written in another way. */
const isDict = (call: ClientCall, { place, value }: Option): boolean =>
  value.plainPairs === true &&
  place === 'call' &&
  call.hidden.may !== 'anything' &&
  !isInTheWay(call, 'content');

const asDict = (value: Value, cx: RuleContext): Finding => ({
  at: value,
  message: '`data` no longer accepts a list of pairs: pass `dict(...)` of it',
  ...effectOf('pairs', cx),
  fix: safe({ do: 'replace', target: value, with: callOf(name('dict'), [quote(value)]) }),
});

const SHARED = 'the list has an annotation, or more than this call uses it';
const FILES = 'cannot see every key, and two pairs with one key need a list of values';

const DOUBT = 'cannot see all pairs: None was not sent and now is, and every pair must be a tuple';

/** Why the pairs cannot be encoded in place; `undefined` where they can. */
function obstacleTo(call: ClientCall, { place, value }: Option): string | undefined {
  const other = ['headers', 'content', 'files', 'json'].find((one) => isInTheWay(call, one));
  if (other === 'files') return value.pairs ? SHARED : FILES;
  if (other !== undefined) return `the call also has \`${other}\``;
  if (call.hidden.may === 'anything') return `cannot see every other argument: ${call.hidden.because}`;
  if (place === 'spread') return 'the option is written in a dictionary that other calls may use';
  if (mayBe(value, 'none')) return 'the value may be None';
  // `urlencode` looks at the first pair and accepts only a tuple.
  return value.pairs?.entries[0]?.isTuple === false ? '`urlencode` accepts only tuples' : undefined;
}

/** `urlencode` accepts no view, generator or other iterator. */
const asList = (value: Value): Expr =>
  isIterator(value) && !value.pairs ? callOf(name('list'), [quote(value)]) : quote(value);

const ITERATORS: readonly string[] = ['zip', 'map', 'filter', 'reversed', 'enumerate', 'iter'];

function isIterator({ form }: Value): boolean {
  switch (form?.is) {
    case 'lazy':
      return true;
    case 'call':
      return (form.on ? ['items'] : ITERATORS).includes(form.name);
    default:
      return false;
  }
}
