import { effectOf } from '../src/clients/changes/changes.ts';
import { STAYED } from '../src/clients/methods.ts';
import {
  doubtAbout,
  mayBeToldRedirects,
  saysRedirects,
  verdictOn,
} from '../src/clients/redirects/verdict.ts';
import { TRACED } from '../src/clients/redirects/signs.ts';
import { methodsOf, placeOf, type ClientCall, type Override } from '../src/core/model/calls.ts';
import { boolean, defineRule, safe, unsafe, type Finding, type RuleContext } from '../src/core/rule.ts';
import { enumerated } from '../src/core/text.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - With requests only `get` and `options` followed redirects. With httpx every method of the test client
 * does (Starlette 0.21: `TestClient(follow_redirects=True)`), and so does `request`.
 * Why it breaks - `client.post("/login")` returns the response that the redirect leads to: its status is 200 and not 303, and
 * `location` and the cookies of the redirect are gone.
 * Fix safety - `safe`: with `follow_redirects=False` the call does what it did. The option is added where the code uses the
 * response as a redirect: it compares the status with a redirect's, or reads `location`, `is_redirect`, `next` or a cookie, here or
 * where the response goes. Where nothing tells, the route decides: the path and the method of the call lead to its handler, if that is
 * in the project. If it may redirect, itself or by a dependency, a middleware, the handler of an exception or a slash at the end of the
 * path, the option is offered as `unsafe`; if not, nothing is said. A recorded run decides where nothing in the code does: a call that
 * was answered by a redirect gets the option as a `seen` fix, and nothing is said of one that never was. Other calls whose route is not
 * found are counted in one note. A suite that runs on httpx already is left alone there: its calls use `follow_redirects` or `content`,
 * or Starlette 0.21 or FastAPI 0.87 is required and `allow_redirects` is used nowhere.
 * Not handled - A call that may have the option already, in its `**kwargs`. A method chosen at run time that may be `get`.
 * `request("GET")` with a body, which may have been `get`. All three are reported. httpx's own clients do
 * not follow redirects by default since httpx 0.20. In JavaScript the response is followed through the names of its file, and no route is
 * looked for: where nothing tells that the response is a redirect, nothing is said.
 */
export const rule = defineRule({
  name: 'redirect-default',
  summary: 'Keep `post`, `put`, `patch`, `delete`, `head` and `request` from following redirects.',
  safety: 'safe',
  wants: { libraries: ['test-client'], calls: [{ methods: STAYED }], traces: TRACED },
  *call(call, cx) {
    if (saysRedirects(call)) return;
    const { seen, because, runs } = verdictOn(call, cx);
    if (seen === 'final') return;
    const isShown = seen === 'redirect' || seen === 'hint' || seen === 'recorded';
    if (call.override) {
      if (isShown) yield inOverride(call, call.override, because, cx);
      return;
    }
    // No route is looked for in JavaScript: there is nothing to count.
    if (!isShown && cx.language === 'javascript') return;
    if (!isShown && (mayBeToldRedirects(call) || call.receiver.because === 'named')) return;
    const option = written(cx);
    const follows = followsNow(call, cx);
    const { level, since, why } = effectOf('redirectDefault', cx);
    const finding = { at: placeOf(call), level, ...(since && { since }), ...(runs && { runs }) };
    if (seen === 'untold') {
      const message = `${follows}: if this endpoint redirects, add \`${option}\``;
      yield { ...finding, message, why: [because, why].filter(Boolean).join('; '), tally: UNTOLD };
      return;
    }
    const doubt = call.hidden.may === 'anything' ? call.hidden.because : doubtAbout(call);
    const intent = { do: 'add-option', call, key: 'followRedirects', value: boolean(false) } as const;
    yield {
      ...finding,
      message: isShown
        ? `${follows}: ${besideHidden(call, cx) ?? `add \`${option}\``}`
        : `${follows}, and this route may answer with one: to get that, add \`${option}\``,
      why: [because, doubt ?? (isShown ? undefined : why)].filter(Boolean).join('; '),
      ...(doubt === undefined && { fix: isShown ? safe(intent) : unsafe(intent) }),
    };
  },
});

const written = ({ language, spell }: RuleContext): string =>
  `${spell('followRedirects')}${language === 'python' ? '=False' : ': false'}`;

/** The form that works where what is unpacked may hold the option, which cannot be given twice. */
function besideHidden(call: ClientCall, cx: RuleContext): string | undefined {
  const isAmbiguous = call.hidden.may === 'anything' || mayBeToldRedirects(call);
  const text = call.unpacked && isAmbiguous ? cx.text(call.unpacked) : '';
  return /^[\w.]+$/.test(text)
    ? `unpack \`**{"${cx.spell('followRedirects')}": False, **${text}}\``
    : undefined;
}

/** "`post` now follows redirects", with every method that the call may be of. */
function followsNow(call: ClientCall, cx: RuleContext): string {
  const methods = methodsOf(call)?.filter((name) => STAYED.includes(name)) ?? [];
  const subject = enumerated(methods.map((name) => `\`${cx.spell(name)}\``)) || 'this call';
  return `${subject} now ${methods.length > 1 ? 'follow' : 'follows'} redirects`;
}

const UNTOLD = 'whose answer nothing tells; none of their routes is known to redirect';

/** What an override is called for is for its callers to say, as they alone know whether they expect a redirect. */
function inOverride(
  call: ClientCall,
  { method, rest }: Override,
  evidence: string,
  cx: RuleContext,
): Finding {
  const option = `${cx.spell('followRedirects')}=False`;
  const advice =
    rest === undefined
      ? `add \`**kwargs\` to its parameters, unpack them here, and let callers that expect a redirect pass \`${option}\``
      : `let callers that expect a redirect pass \`${option}\``;
  const message = `\`${cx.spell(method)}\` now follows redirects: ${advice}`;
  return { at: placeOf(call), message, ...effectOf('redirectDefault', cx, evidence) };
}

export default toTransform(rule);
