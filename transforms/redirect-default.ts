import { methodsOf, placeOf } from '../src/core/bodies.ts';
import { hiddenOptions, option, type ClientCall, type ResponseUse } from '../src/core/model.ts';
import { boolean, defineRule, safe, unsafe, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - Only `get` and `options` followed redirects with requests; with httpx every method of the test client
 * does (Starlette 0.21: `TestClient(follow_redirects=True)`), and so does `request`.
 * Why it breaks - `client.post("/login")` answers with what stands behind the redirect: its status is 200 and not 303, and
 * `location` and the cookies it set are gone.
 * Fix safety - `safe`: `follow_redirects=False` is what the old client did. It is written where the response is used as a
 * redirect: its status compared with one, `location`, `is_redirect`, `next` or a cookie read, here or where the response
 * goes. Where nothing tells, it is offered as `unsafe`, for most calls do not need it.
 * Not handled - A call that may have the option already, behind `**kwargs`; a method chosen at run time that may be `get`;
 * `request("GET")` with a body, which may have been `get`: all three are reported. Clients of httpx, which have never followed
 * by themselves.
 */
export const rule = defineRule({
  name: 'redirect-default',
  summary: 'Keep `post`, `put`, `patch`, `delete`, `head` and `request` from following redirects.',
  safety: 'safe',
  languages: ['python'],
  *call(call, cx) {
    if (call.receiver.client === 'httpx' || isTold(call)) return;
    const methods = methodsOf(call);
    if (methods?.every((method) => !STAYED.has(method))) return;
    const use = cx.use(call);
    if (use.seen === 'final' || (use.seen === 'untold' && mayBeTold(call))) return;
    yield inspect(call, use, doubtOf(call, cx), cx);
  },
});

/** Methods that did not follow. */
const STAYED: ReadonlySet<string> = new Set(['post', 'put', 'patch', 'delete', 'head', 'request']);

const OPTIONS: ReadonlySet<string> = new Set(['allowRedirects', 'followRedirects']);

/** The tenth argument of the old `request` was the option. */
const isTold = (call: ClientCall): boolean =>
  call.args.length > 9 || call.options.some(({ key }) => OPTIONS.has(key.name));

/** Some of those who call the function around it may give the option, and others not. */
const mayBeTold = (call: ClientCall): boolean => hiddenOptions(call, OPTIONS).length > 0;

/** Why it may be that a call followed before, if so. */
function doubtOf(call: ClientCall, cx: RuleContext): string | undefined {
  const methods = methodsOf(call);
  if (!methods?.every((method) => STAYED.has(method))) return 'the method may also be one that did follow';
  const [given] = hiddenOptions(call, OPTIONS);
  if (given) return `the option is given at ${given.where}, but perhaps not everywhere`;
  return mayHaveFollowed(call, cx) ? 'it did follow if it was `get` or `options` before' : undefined;
}

/** `request("GET", url, json=...)` may have been a `get` with a body before. */
function mayHaveFollowed(call: ClientCall, cx: RuleContext): boolean {
  const method = option(call, 'method')?.value ?? call.args[0];
  const isGet = method !== undefined && /^["'](get|options)["']$/i.test(cx.text(method));
  return call.method.name === 'request' && isGet && BODIES.some((name) => option(call, name) !== undefined);
}

const BODIES = ['json', 'data', 'content', 'files'];

function inspect(call: ClientCall, use: ResponseUse, doubt: string | undefined, cx: RuleContext): Finding {
  const at = placeOf(call);
  const option = `${cx.spell('followRedirects')}=False`;
  const did = `\`${call.method.name || 'this'}\` did not follow redirects and does now`;
  const isShown = use.seen !== 'untold';
  const message = isShown
    ? `${did}: write \`${option}\``
    : `${did}: if the answer is one, write \`${option}\``;
  if (call.hidden.may === 'anything') return { at, message, why: `${use.because}; ${call.hidden.because}` };
  if (doubt !== undefined) return { at, message, why: `${use.because}; ${doubt}` };
  const fix = { do: 'add-option', call, key: 'followRedirects', value: boolean(false) } as const;
  return { at, message, why: use.because, fix: isShown ? safe(fix) : unsafe(fix) };
}

export default toTransform(rule);
