import { isConstant, type Value } from '../../core/model/values.ts';
import {
  call,
  member,
  name,
  number,
  quote,
  safe,
  unsafe,
  type Expr,
  type Finding,
  type RuleContext,
} from '../../core/rule.ts';
import type { Enter, Iteration, Read } from '../../core/sites.ts';
import type { Called } from '../../core/model/surroundings.ts';
import { effectOf } from '../changes/changes.ts';
import { isOnNewClient } from '../suites.ts';
import { LISTING } from './names.ts';
import { shown } from './shown.ts';

/** The argument of a call that is given by position or by name. */
const given = ({ args, options }: Called, index: number, key: string): Value | undefined =>
  args[index] ?? options.find((one) => one.key.name === key)?.value;

/** `r.iter_content(n, decode_unicode=True)`; the default of its chunk size was 1. */
export function iterContent({ called, attribute, subject }: Read, cx: RuleContext): Finding {
  const size = called && given(called, 0, 'chunkSize');
  const decode = called && given(called, 1, 'decodeUnicode');
  const isText = decode !== undefined && isConstant(decode, true);
  const method = isText ? 'iterText' : 'iterBytes';
  const isKnown = called && !called.opaque && (!decode || isText || isConstant(decode, false));
  const written = `${cx.spell(method)}(${size ? shown(size, cx, 'size') : 1})`;
  const by = call(member(quote(subject), method), [size ? quote(size) : number(1)]);
  return {
    at: attribute,
    message: `responses of httpx have no \`iter_content\`: write \`${written}\``,
    ...effectOf('goneAttribute', cx),
    ...(isKnown && { fix: safe({ do: 'replace', target: called, with: by }) }),
  };
}

/**
 * `r.iter_lines()`, whose lines were bytes. Its arguments show the old client; without any it may be a test of the new one. What
 * stands in its place gives the same lines on every version.
 */
export function iterLines({ called, attribute, subject }: Read, cx: RuleContext): Finding | undefined {
  if (!called) return undefined;
  const isOld = called.args.length > 0 || called.options.length > 0;
  if (!isOld && isOnNewClient(cx.suite())) return undefined;
  const decode = given(called, 1, 'decodeUnicode');
  const isText = decode !== undefined && isConstant(decode, true);
  const isKnown =
    !called.opaque &&
    given(called, 2, 'delimiter') === undefined &&
    (!decode || isText || isConstant(decode, false));
  const from = isText ? 'text' : 'content';
  const lines = call(member(member(quote(subject), from), 'splitlines'), []);
  const fix = (isOld ? safe : unsafe)({
    do: 'replace',
    target: called,
    with: call(name('iter'), [lines]),
  });
  return {
    at: attribute,
    message: `\`iter_lines\` yields text now: write \`iter(${shown(subject, cx)}.${from}.splitlines())\``,
    ...effectOf('linesAreText', cx),
    ...(isKnown && { fix }),
  };
}

/** `for chunk in r`: the chunks were of 128 bytes. Source: `Response.__iter__` in models.py of requests 2.28. */
export const iteration = (site: Iteration, cx: RuleContext): Finding => ({
  at: site,
  message: `a response cannot be iterated over: write \`${shown(site, cx)}.iter_bytes(${CHUNK})\``,
  ...effectOf('notIterable', cx),
  fix: safe({
    do: 'replace',
    target: site,
    with: call(member(quote(site), 'iterBytes'), [number(CHUNK)]),
  }),
});

const CHUNK = 128;

/** `with client.get(url) as r`. */
export const enter = (site: Enter, cx: RuleContext): Finding => ({
  at: site,
  message: `a response cannot be entered: write \`with closing(${shown(site, cx)})\`, from \`contextlib\``,
  ...effectOf('notEntered', cx),
  fix: safe(
    { do: 'replace', target: site, with: call(name('closing'), [quote(site)]) },
    { do: 'import', from: 'contextlib', name: 'closing' },
  ),
});

/** `r.raw`: its headers are to be had, the rest is not. */
export function raw(read: Read, cx: RuleContext): Finding {
  const { attribute, subject, start, around } = read;
  const found = { at: attribute, ...effectOf('goneAttribute', cx) };
  const [headers, method] = around.then ?? [];
  const response = shown(subject, cx);
  if (headers?.name !== 'headers') {
    const advice = `read \`${response}.content\` or \`${response}.iter_bytes()\``;
    return { ...found, message: `responses of httpx have no \`raw\`: ${advice}` };
  }
  const replaced = (end: number, by: Expr) => safe({ do: 'replace', target: { start, end }, with: by });
  const own = member(quote(subject), 'headers');
  if (method && LISTING.includes(method.name))
    return {
      ...found,
      message: `responses of httpx have no \`raw\`: write \`${response}.headers.get_list\``,
      fix: replaced(method.end, member(own, 'getList')),
    };
  // Given to a name, what is called on it later may be what httpx has not.
  const isAlike = method ? method.name === 'get' : around.thenItem === true;
  return {
    ...found,
    message: `responses of httpx have no \`raw\`: write \`${response}.headers\`, with \`multi_items()\` where every line counts`,
    ...(isAlike && { fix: replaced(headers.end, own) }),
  };
}

/** `r.json(encoding="utf-8")`: httpx finds out the encoding itself. */
export function json({ start, end, called }: Read, cx: RuleContext): Finding | undefined {
  const encoding = called?.options.find(({ key }) => key.name === 'encoding');
  if (!called || !encoding) return undefined;
  const others = called.options.filter((one) => one !== encoding);
  const by = call(
    quote({ start, end }),
    called.args.map(quote),
    others.map(({ key, value }) => [key.name, quote(value)] as const),
  );
  return {
    at: encoding.key,
    message: '`json` takes no `encoding`: remove it',
    ...effectOf('jsonEncoding', cx),
    ...(encoding.value.inert && !called.opaque && { fix: safe({ do: 'replace', target: called, with: by }) }),
  };
}
