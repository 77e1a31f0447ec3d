import type { ClientCall } from '../../core/model/calls.ts';
import {
  isConstant,
  isOnly,
  mayBe,
  textsOf,
  type Entry,
  type Pairs,
  type Value,
} from '../../core/model/values.ts';
import {
  call as callOf,
  list,
  mapping,
  name,
  quote,
  safe,
  text,
  type Effect,
  type Expr,
  type Finding,
  type CodeLanguage,
  type RuleContext,
} from '../../core/rule.ts';
import { isGiven } from './bodies.ts';
import { effectOf } from '../changes/changes.ts';

/** The values of a key, in order. */
export interface Group {
  readonly key: Value;
  readonly values: readonly Value[];
}

/** Pairs by key. `moved`: some values go in front of those of another key, whose pair came first. */
interface Grouped {
  readonly groups: readonly Group[];
  readonly moved: boolean;
}

/** Groups pairs by key, in the order that a mapping sends them. Undefined where a key is not one known string. */
function group(entries: readonly Entry[]): Grouped | undefined {
  const groups = new Map<string, { key: Value; values: Value[] }>();
  let last: string | undefined;
  let moved = false;
  for (const { key, value } of entries) {
    const id = keyOf(key);
    if (id === undefined) return undefined;
    const known = groups.get(id);
    if (known) known.values.push(value);
    else groups.set(id, { key, values: [value] });
    moved ||= known !== undefined && id !== last;
    last = id;
  }
  return { groups: [...groups.values()], moved };
}

function keyOf(key: Value): string | undefined {
  const [only, ...others] = textsOf(key) ?? [];
  return others.length === 0 && isOnly(key, 'text') ? only : undefined;
}

/**
 * Why no JavaScript object can replace pairs with these keys; `undefined` where one can. An object moves keys that look like
 * integers to the front, and treats `__proto__` as its prototype.
 */
function troubleWith(entries: readonly Entry[]): string | undefined {
  const keys = entries.map(({ key }) => keyOf(key));
  if (keys.includes(undefined)) return 'a key is not a literal, so two keys may be the same';
  if (keys.includes('__proto__')) return '`__proto__` in an object sets its prototype and is not a key';
  const first = keys.filter((key, index) => keys.indexOf(key) === index);
  const inObject = Object.keys(Object.fromEntries(first.map((key = '') => [key, true] as const)));
  if (first.some((key, index) => key !== inObject[index]))
    return 'an object moves keys that look like integers to the front';
  return group(entries)?.moved === false ? undefined : 'a key is repeated after another key';
}

const SCALARS = ['text', 'bytes', 'number', 'boolean'] as const;

/** The literal may be rewritten: nothing else uses it, and no annotation says that it is a list. */
const mayBecomeMapping = ({ only, annotated }: Pairs): boolean => only && !annotated;

/** requests did not send a pair whose value is `None`. */
const isLeftOut = ({ key, value }: Entry): boolean =>
  isOnly(value, 'none') && value.inert === true && key.inert === true;

/** httpx sends bytes as their `repr`, except beside files; a list among repeated values would be nested. */
const fits = ({ values }: Group, hasFiles: boolean): boolean =>
  values.every(
    (one) => (hasFiles || !mayBe(one, 'bytes')) && (values.length === 1 || isOnly(one, ...SCALARS)),
  );

/** Every key and value is known to be encoded by `urlencode` exactly as requests encoded it. */
export const isExact = ({ entries, only }: Pairs): boolean =>
  only && entries.every(({ key, value }) => isOnly(key, ...SCALARS) && isOnly(value, ...SCALARS));

const isBoolean = (value: Value): boolean => isConstant(value, true) || isConstant(value, false);

/** Whether httpx is known to send a value as requests did, once it is printed by `printedValue`. */
const isSeen = (value: Value, { language }: RuleContext): boolean =>
  isOnly(value, 'text', 'bytes', 'number') ||
  (language === 'javascript' ? isOnly(value, 'text', 'number', 'boolean') : isBoolean(value));

/** A form value as new code: requests sent `True` as `True`, which httpx sends as `true`. */
const printedValue = (value: Value, { language }: RuleContext): Expr =>
  language === 'python' && isBoolean(value) ? text(isConstant(value, true) ? 'True' : 'False') : quote(value);

/** The mapping entries of groups: a repeated key gets a list of values. */
const entriesOf = (groups: readonly Group[], cx: RuleContext): readonly (readonly [Expr, Expr])[] =>
  groups.map(({ key, values }) => {
    const printed = values.map((one) => printedValue(one, cx));
    return [quote(key), printed.length === 1 ? printed[0]! : list(printed)];
  });

/** Why no object of JavaScript can replace the pairs. */
export function whyNoObject({ pairs, because: unknown = 'the pairs are not known' }: Value): string {
  if (!pairs) return unknown;
  const isShared =
    !mayBecomeMapping(pairs) && 'the array is also used elsewhere, or its type says that it is an array';
  return troubleWith(pairs.entries) ?? (isShared || 'a value may be an array itself');
}

/** The pairs as a mapping literal, or as one that is made of them; undefined where no mapping can replace them. */
export function asMapping(
  call: ClientCall,
  value: Value,
  cx: RuleContext,
): (Effect & Pick<Finding, 'fix'> & { readonly message?: string }) | undefined {
  const { pairs } = value;
  if (!pairs?.only) return undefined;
  if (cx.language === 'javascript' && troubleWith(pairs.entries) !== undefined) return undefined;
  const found = group(pairs.entries.filter((entry) => cx.language !== 'python' || !isLeftOut(entry)));
  const hasFiles = isGiven(call, 'files');
  // Without files the pairs can be encoded as they are, in their order.
  if (!found || (found.moved && !hasFiles)) return undefined;
  const { groups } = found;
  if (!groups.every((one) => fits(one, hasFiles))) return undefined;
  if (pairs.annotated)
    return hasFiles && cx.language === 'python' ? asDict(value, pairs, groups, cx) : undefined;
  if (groups.length === 0) {
    const message = 'every value here is `None`, and pairs with `None` were never sent: remove `data`';
    return { message, ...effectOf('pairs', cx, 'the header of a form was sent all the same') };
  }
  const unseen = groups.flatMap(({ values }) => values).find((one) => !isSeen(one, cx));
  const doubts = [
    ...(unseen ? [`cannot tell what \`${cx.text(unseen)}\` is: ${DOUBT[cx.language]}`] : []),
    ...(found.moved ? ['fields of other names are sent in another order'] : []),
  ];
  const replacement = { do: 'replace', target: pairs, with: mapping(entriesOf(groups, cx)) } as const;
  return {
    ...effectOf('pairs', cx, ...doubts),
    fix: { safety: doubts.length > 0 ? 'unsafe' : 'safe', intents: [replacement] },
  };
}

/** `dict(pairs)`, where the name has to stay a list: its annotation says so. Every key is there once, every value as it is sent. */
function asDict(
  value: Value,
  { entries }: Pairs,
  groups: readonly Group[],
  cx: RuleContext,
): (Effect & Pick<Finding, 'fix'> & { readonly message: string }) | undefined {
  const isPlain =
    groups.length === entries.length &&
    groups.every(({ values }) => values.every((one) => isSeen(one, cx) && !isBoolean(one)));
  if (!isPlain) return undefined;
  const message = '`data` no longer accepts a list of pairs: pass `dict(...)` of it';
  const replacement = { do: 'replace', target: value, with: callOf(name('dict'), [quote(value)]) } as const;
  return { message, ...effectOf('pairs', cx), fix: safe(replacement) };
}

const DOUBT: Readonly<Record<CodeLanguage, string>> = {
  python: 'None was not sent and now is, True is now sent as `true`, and an enum member as its `str`',
  javascript: 'an array would be sent as several values, and `undefined` would not be sent',
};
