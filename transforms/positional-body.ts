import { isPlainNone, methodsOf, placeOf } from '../src/core/bodies.ts';
import { option, type ClientCall, type Value } from '../src/core/model.ts';
import { defineRule, safe, type Finding, type Intent, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - Everything behind the URL is keyword-only in the httpx client. With requests, `post`, `put` and
 * `patch` took `data` there, `post` also `json`, `get` `params` (requests 2.34), and `request` its whole list of options.
 * Why it breaks - A positional body is a TypeError from Starlette 0.21 on ("takes 2 positional arguments but 3 were
 * given").
 * Fix safety - `safe`: each argument is given the name it had in the old order. `None` for an option that is absent by
 * default is dropped, and so are `verify`, `cert`, `proxies` and `stream=False`, which never had an effect on the
 * client.
 * Not handled - Arguments hidden in `*args`, `hooks`, `stream=True`, and more arguments than the method ever took are
 * reported. Whether a body named `data` is raw is another rule's question.
 */
export const rule = defineRule({
  name: 'positional-body',
  summary: 'Name the arguments behind the URL: `data`, `json`, `params`.',
  safety: 'safe',
  // The clients of JavaScript take one object behind the URL, which names everything in it.
  languages: ['python'],
  *call(call, cx) {
    const orders = methodsOf(call)?.flatMap((method) => ORDERS[method] ?? []) ?? [UNKNOWN];
    const [order] = orders;
    if (!order) return;
    const extra = call.args.slice(order.url + 1);
    if (extra.length > 0) {
      const isAgreed = orders.every(
        (one) => one.url === order.url && leads(one, extra) === leads(order, extra),
      );
      yield inspect(call, extra, isAgreed ? order : UNKNOWN, cx);
    } else if (order.names.includes('data') && call.hidden.may === 'anything' && call.hidden.positional) {
      const message = `cannot see what this call is given: name what is passed by position, and pass \`${cx.spell('allowRedirects')}\` as \`${cx.spell('followRedirects')}\``;
      yield { at: placeOf(call), message, why: `${call.hidden.because}; ${WHY}` };
    }
  },
});

interface Order {
  /** The index of the URL among the arguments. */
  readonly url: number;
  readonly names: readonly string[];
}

const BODY: Order = { url: 0, names: ['data'] };
const URL_ONLY: Order = { url: 0, names: [] };

/** The options behind the URL, in the order of requests 2.28 to 2.34 and Starlette 0.20. */
const ORDERS: Readonly<Record<string, Order>> = {
  get: { url: 0, names: ['params'] },
  options: URL_ONLY,
  head: URL_ONLY,
  delete: URL_ONLY,
  post: { url: 0, names: ['data', 'json'] },
  put: BODY,
  patch: BODY,
  request: {
    url: 1,
    names: [
      'params',
      'data',
      'headers',
      'cookies',
      'files',
      'auth',
      'timeout',
      'allowRedirects',
      'proxies',
      'hooks',
      'stream',
      'verify',
      'cert',
      'json',
    ],
  },
};

const UNKNOWN: Order = { url: 0, names: [] };

const WHY = 'a TypeError from Starlette 0.21 on: takes fewer positional arguments';

/** Options the in-process client never looked at. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set(['proxies', 'verify', 'cert']);

const leads = ({ names }: Order, extra: readonly Value[]): string => names.slice(0, extra.length).join();

function inspect(call: ClientCall, extra: readonly Value[], order: Order, cx: RuleContext): Finding {
  const at = { start: extra[0]!.start, end: extra.at(-1)!.end };
  const names = order.names.slice(0, extra.length);
  const wanted = names.map((name) => `\`${cx.spell(name)}=...\``).join(', ');
  if (names.length < extra.length) {
    const reason =
      order === UNKNOWN ? 'the methods it may be differ in them' : 'the method never took so many';
    const message = 'only the URL may be positional: name the other arguments';
    return { at, message, why: `${WHY}; ${reason}` };
  }
  const message = `only the URL may be positional: write ${wanted}`;
  const problem = problemOf(call, extra, names, cx);
  if (problem !== undefined) return { at, message, why: `${WHY}; ${problem}` };
  return { at, message, why: WHY, fix: safe(...intentsFor(call, extra, names, cx)) };
}

function intentsFor(
  call: ClientCall,
  extra: readonly Value[],
  names: readonly string[],
  cx: RuleContext,
): readonly Intent[] {
  const first = call.args.length - extra.length;
  const also = extra.map((_, index) => first + index);
  const [item, ...more] = extra.filter((value, index) => isDropped(value, names[index]!, cx));
  const named = extra.flatMap((value, index): Intent[] => {
    const as = names[index]!;
    return isDropped(value, as, cx) ? [] : [{ do: 'name-argument', call, index: first + index, as, also }];
  });
  return item ? [{ do: 'remove', call, item, more }, ...named] : named;
}

/** Why the arguments cannot all be named, if so. */
function problemOf(
  call: ClientCall,
  extra: readonly Value[],
  names: readonly string[],
  cx: RuleContext,
): string | undefined {
  if (call.hidden.may === 'anything' && call.hidden.positional) return call.hidden.because;
  const twice = names.find((name) => option(call, name));
  if (twice !== undefined) return `\`${cx.spell(twice)}\` is given by name as well`;
  const lost = names.find((name, index) => GONE.has(name) && !isDropped(extra[index]!, name, cx));
  return lost === undefined ? undefined : `\`${cx.spell(lost)}\` is no option any more`;
}

const GONE: ReadonlySet<string> = new Set([...WITHOUT_EFFECT, 'hooks', 'stream']);

/** Whether an argument says nothing but the default. `allow_redirects=None` does: it did not follow redirects. */
function isDropped(value: Value, as: string, cx: RuleContext): boolean {
  if (!value.inert || as === 'allowRedirects') return false;
  if (isPlainNone(value) || WITHOUT_EFFECT.has(as)) return true;
  return as === 'stream' && /^false$/i.test(cx.text(value));
}

export default toTransform(rule);
