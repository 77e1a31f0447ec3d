import { hiddenOptions, option, type ClientCall, type Invocation } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { isConstant, isOnly, type Value } from '../../core/model/values.ts';
import { safe, type Fix, type RuleContext } from '../../core/rule.ts';

/** What a raw body may be, as opposed to form fields. */
export const RAW = ['text', 'bytes', 'buffer', 'stream', 'text-stream'] as const;

/** What `data` is still for, what no client takes, and pairs, which have a rule of their own. */
export const FIELDS = ['mapping', 'none', 'number', 'boolean', 'pairs'] as const;

/** Whether an option is written in the call and is more than `None`. */
export function isGiven(call: ClientCall, name: string): boolean {
  const found = option(call, name);
  return found !== undefined && !isOnly(found.value, 'none');
}

/** Whether an option is in `call.options` or reaches the call from elsewhere. */
export const isHidden = (call: ClientCall, name: string): boolean =>
  hiddenOptions(call, new Set([name])).length > 0;

/** `None`, written so that it may be dropped. */
export const isPlainNone = (value: Value): boolean => value.inert === true && isOnly(value, 'none');

/** Passing the value is the same as not passing the option. JavaScript sends `null` as JSON and leaves `undefined` out. */
export const isAbsent = (value: Value, { language }: RuleContext): boolean =>
  isPlainNone(value) && (language === 'python' || isConstant(value, undefined));

/** `data=[]` sends no body, so the option can be dropped. */
export const isEmptyList = (value: Value): boolean =>
  value.empty === true && value.inert === true && isOnly(value, 'sequence', 'pairs');

/** The option beside which httpx ignores nothing, but which it ignores itself beside a raw body. */
export function rivalOf(call: ClientCall, cx: RuleContext): 'files' | 'json' | undefined {
  const isThere = (name: string): boolean => {
    const found = option(call, name);
    const isNull = cx.language === 'javascript' && found !== undefined && !isConstant(found.value, undefined);
    return isNull || isGiven(call, name) || isHidden(call, name);
  };
  return isThere('files') ? 'files' : isThere('json') ? 'json' : undefined;
}

/** Whether an option would be given twice, or would change the body. `None` as `files` or `json` does neither. */
export const isInTheWay = (call: ClientCall, wanted: string): boolean =>
  isGiven(call, wanted) ||
  isHidden(call, wanted) ||
  (!['files', 'json'].includes(wanted) && option(call, wanted) !== undefined);

/** Known not to be empty. */
export const isSurelyFull = ({ kinds, constants }: Value): boolean =>
  isOnly({ kinds }, 'stream') || constants?.every((one) => typeof one === 'string' && one !== '') === true;

/**
 * A fix that removes an option. None where evaluating its value may have an effect, or where an earlier spread would then
 * count (JavaScript).
 */
export const removed = (call: Invocation, item: Option): Fix | undefined =>
  item.value.inert && !item.covers ? safe({ do: 'remove', call, item }) : undefined;

/** A fix that removes an option, unless it is written in a dictionary that other calls may need it in. */
export const removedHere = (call: Invocation, item: Option): Fix | undefined =>
  item.place === 'call' ? removed(call, item) : undefined;

/** Whether `data` is written several times in an object, or beside `content` or a spread that holds `data` too. */
export const isContested = (call: ClientCall, again: readonly Option[]): boolean =>
  again.length > 0 || option(call, 'content') !== undefined || isHidden(call, 'data');
