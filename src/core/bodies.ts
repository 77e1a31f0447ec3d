import { hiddenOptions, isOnly, option, type ClientCall, type Site, type Value } from './model.ts';
import type { RuleContext } from './rule.ts';
import type { Span } from './text.ts';

/** Methods of the client that take no body any more. */
export const BODYLESS: ReadonlySet<string> = new Set(['get', 'options', 'head', 'delete']);

/** Methods of the client that take a body, by themselves or as `request`. */
export const WITH_BODY: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'request']);

/** Options that carry a body. */
export const BODY_OPTIONS: ReadonlySet<string> = new Set(['content', 'data', 'json', 'files']);

/** The methods a call may be of; undefined where that cannot be told. */
export function methodsOf({ callee, method }: ClientCall): readonly string[] | undefined {
  if (callee.via === 'dynamic') return callee.name.constants?.map((name) => name.toLowerCase());
  return method.name === '' ? undefined : [method.name];
}

/** Whether a call may send a request, in which case `data`, `json`... mean what the rules take them to mean. */
export const mayRequest = (call: ClientCall): boolean =>
  methodsOf(call)?.some((method) => BODYLESS.has(method) || WITH_BODY.has(method)) ?? true;

/** Whether an option is written in the call and is more than `None`. */
export function isGiven(call: ClientCall, name: string): boolean {
  const found = option(call, name);
  return found !== undefined && !isOnly(found.value, 'none');
}

/** `None`, written so that it may be dropped. */
export const isPlainNone = (value: Value): boolean => value.inert === true && isOnly(value, 'none');

/** `data=[]` sends no body: it is dropped rather than moved. */
export const isEmptyList = (value: Value): boolean =>
  value.empty === true && value.inert === true && isOnly(value, 'sequence', 'pairs');

/** The place of a call to point at when what is wrong stands nowhere in it. */
export function placeOf(site: Site): Span {
  if (site.kind === 'construction') return site.receiver;
  const { callee, method } = site;
  return callee.via === 'member' && method.end > method.start ? method : callee.span;
}

/** The option that a raw body makes httpx ignore. */
export function rivalOf(call: ClientCall, cx: RuleContext): 'files' | 'json' | undefined {
  const isThere = (one: string): boolean =>
    isGiven(call, one) || isNull(call, one, cx) || hiddenOptions(call, new Set([one])).length > 0;
  return isThere('files') ? 'files' : isThere('json') ? 'json' : undefined;
}

/** `null` in JavaScript is JSON; what is not given there is `undefined`. */
function isNull(call: ClientCall, name: string, cx: RuleContext): boolean {
  const found = option(call, name);
  return cx.language === 'javascript' && found !== undefined && cx.text(found.value) !== 'undefined';
}

/** Whether an option would be given twice, or would have a say in the body; `None` has none. */
export const isInTheWay = (call: ClientCall, wanted: string): boolean =>
  isGiven(call, wanted) ||
  hiddenOptions(call, new Set([wanted])).length > 0 ||
  (!['files', 'json'].includes(wanted) && option(call, wanted) !== undefined);
