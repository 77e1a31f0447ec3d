import type { ClientCall } from '../../core/model/calls.ts';
import { isOnly, mayBe, textsOf, type Value } from '../../core/model/values.ts';
import {
  call as callOf,
  name,
  quote,
  safe,
  unsafe,
  type Finding,
  type Fix,
  type Intent,
  type RuleContext,
} from '../../core/rule.ts';
import { effectOf } from '../changes/changes.ts';
import { itemsIn, type Given, type Written } from '../values/arguments.ts';
import { asQuery, expanded, isInterleaved, isList, keyOf, merged } from './merge.ts';
import { appended, pairsOf, type Url } from './urls.ts';

/** A call with a query: its URL and its `params`. */
export interface Query extends Given {
  readonly call: ClientCall;
  readonly url: Url | undefined;
}

/** The option goes; only where it is written in the call by its name, and reading it has no effect. */
function withoutParams(
  { call, option, value }: Query,
  intents: readonly Intent[] | undefined,
): Fix | undefined {
  const isOwn = option?.place === 'call' && value.inert && !call.through?.reads.includes('params');
  return intents && isOwn ? safe(...intents, { do: 'remove', call, item: option }) : undefined;
}

const withFix = (finding: Finding, fix: Fix | undefined): Finding => (fix ? { ...finding, fix } : finding);

/** `params` beside a query in the URL. */
export function besideQuery(query: Query, cx: RuleContext): Finding | undefined {
  const { url, value } = query;
  if (!url?.asks || url.query?.text === '' || isOnly(value, 'none')) return undefined;
  if (value.empty) {
    const message = '`params` is empty, and httpx 0.28 drops the query of the URL beside it: remove `params`';
    return withFix({ at: value, message, ...effectOf('emptyParams', cx) }, withoutParams(query, []));
  }
  const written = itemsIn(value);
  const own = url.query && pairsOf(url.query.text);
  const isSame = own?.some(([key]) => written?.items.some((item) => item.key && keyOf(item.key) === key));
  const found = { at: value, ...effectOf(isSame ? 'sameKey' : 'queryBesideParams', cx) };
  const message = 'httpx 0.28 drops the query of the URL beside `params`: write all of it in one of them';
  const fix = fixFor(query, url, written, cx);
  if (fix) return { ...found, message, fix };
  const [code, target] = [cx.text(value), cx.text(url.value)];
  const isShort = !/[\r\n]/.test(code + target) && code.length + target.length < MAX_SHOWN;
  const entries = own?.map(([key, one]) => `"${key}": "${one}", `).join('');
  const form =
    entries !== undefined && isOnly(value, 'mapping') && !written
      ? `params={${entries}**${code}}\` and no query in the URL`
      : `${target} + "&" + urlencode(${orNothing(value, code)}, doseq=True)\` as the URL`;
  const start = 'httpx 0.28 drops the query of the URL beside `params`: write `';
  return { ...found, message: isShort ? start + form : message };
}

/** `urlencode` takes no None. */
const orNothing = (value: Value, code: string): string =>
  !mayBe(value, 'none') ? code : code.endsWith(' or None') ? code.replace(/None$/, '{}') : `${code} or {}`;

/** The length of code that a message repeats. */
const MAX_SHOWN = 90;

function fixFor(query: Query, url: Url, written: Written | undefined, cx: RuleContext): Fix | undefined {
  const { value, call } = query;
  if (call.through?.reads.includes('params')) return undefined;
  const [only, ...others] = textsOf(value) ?? [];
  const isText = isOnly(value, 'text') && others.length === 0 && value.form?.is === 'literal';
  const more = written && value.written?.start === value.start ? asQuery(written) : isText ? only : undefined;
  const inUrl = more ? withoutParams(query, appended(url, more, cx)) : undefined;
  const pairs = url.query && pairsOf(url.query.text);
  const whole = pairs && written?.only ? merged(pairs, written) : undefined;
  if (!whole || !url.query || !value.written) return inUrl;
  // What is interpolated in a path may hold a query as well, to which requests appended.
  if (!url.plain && inUrl) return inUrl;
  const intents: readonly Intent[] = [
    { do: 'edit-text', target: url.query, to: '' },
    { do: 'replace', target: value.written, with: whole },
  ];
  return url.plain ? safe(...intents) : unsafe(...intents);
}

/** `params="flag"`, `params="?a=1"`. */
export function ofText(query: Query, cx: RuleContext): Finding | undefined {
  const { value, url } = query;
  const [only, ...others] = textsOf(value) ?? [];
  if (only === undefined || others.length > 0 || !isOnly(value, 'text')) return undefined;
  if (only.startsWith('?'))
    return {
      at: value,
      message: '`params` has a `?` of its own: remove it',
      ...effectOf('markedParams', cx),
    };
  if (only.split('&').every((part) => part.includes('=') || part === '')) return undefined;
  const intents = url && value.form?.is === 'literal' ? appended(url, only, cx) : undefined;
  const message = `a key without a value is sent with a \`=\` now: write \`?${only}\` in the URL`;
  return withFix({ at: value, message, ...effectOf('flagParams', cx) }, withoutParams(query, intents));
}

/** A list or a tuple of pairs. */
export function ofPairs(query: Query, cx: RuleContext): Finding | undefined {
  const { value, url, call } = query;
  const written = itemsIn(value);
  if (written?.as !== 'pairs') return undefined;
  const mayEdit = written.only && !call.through?.reads.includes('params');
  if (written.items.some((item) => isList(item.value))) {
    const whole = mayEdit && value.written ? expanded(written) : undefined;
    const fix = whole && value.written && safe({ do: 'replace', target: value.written, with: whole });
    const message = 'a list in a pair is no longer sent item by item: write a pair for each item';
    return withFix({ at: value, message, ...effectOf('listInPair', cx) }, fix);
  }
  if (!isInterleaved(written)) return undefined;
  const more = value.written?.start === value.start ? asQuery(written) : undefined;
  const fix = more && url ? withoutParams(query, appended(url, more, cx)) : undefined;
  const message = 'the pairs of one key are sent together now: if their order matters, write them in the URL';
  return withFix({ at: value, message, ...effectOf('groupedPairs', cx) }, fix);
}

/** `params=pairs.items()`. */
export function ofIterable({ value, call }: Query, cx: RuleContext): Finding | undefined {
  if (!value.iterable || mayBe(value, 'mapping')) return undefined;
  const message = `\`params\` takes a dictionary or a list: write \`list(${cx.text(value)})\``;
  const fix = call.through?.reads.includes('params')
    ? undefined
    : safe({ do: 'replace', target: value, with: callOf(name('list'), [quote(value)]) });
  return withFix({ at: value, message, ...effectOf('iterableParams', cx) }, fix);
}
