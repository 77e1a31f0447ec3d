import { effectOf } from '../src/clients/changes.ts';
import { STAYED } from '../src/clients/methods.ts';
import { doubtAbout, mayBeToldRedirects, saysRedirects, verdictOn } from '../src/clients/redirects.ts';
import { TRACED } from '../src/clients/responses.ts';
import { methodsOf, placeOf } from '../src/core/model.ts';
import { boolean, defineRule, safe, unsafe } from '../src/core/rule.ts';
import { enumerated } from '../src/core/text.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - With requests only `get` and `options` followed redirects. With httpx every method of the test client
 * does (Starlette 0.21: `TestClient(follow_redirects=True)`), and so does `request`.
 * Why it breaks - `client.post("/login")` returns the response that the redirect leads to: its status is 200 and not 303, and
 * `location` and the cookies of the redirect are gone.
 * Fix safety - `safe`: with `follow_redirects=False` the call does what it did. The option is added where the code uses the
 * response as a redirect: it compares the status with a redirect's, or reads `location`, `is_redirect`, `next` or a cookie, here or
 * where the response goes. Where nothing tells, the option is offered as `unsafe`, because most calls do not need it.
 * Not handled - A call that may have the option already, in its `**kwargs`. A method chosen at run time that may be `get`.
 * `request("GET")` with a body, which may have been `get`. All three are reported. httpx's own clients do
 * not follow redirects by default since httpx 0.20.
 */
export const rule = defineRule({
  name: 'redirect-default',
  summary: 'Keep `post`, `put`, `patch`, `delete`, `head` and `request` from following redirects.',
  safety: 'safe',
  languages: ['python'],
  wants: { libraries: ['test-client'], calls: [{ methods: STAYED }], traces: TRACED },
  *call(call, cx) {
    if (saysRedirects(call)) return;
    const { seen, because: evidence } = verdictOn(call, cx);
    if (seen === 'final' || (seen === 'untold' && mayBeToldRedirects(call))) return;
    const isShown = seen !== 'untold';
    const option = `${cx.spell('followRedirects')}=False`;
    const methods = methodsOf(call)?.filter((name) => STAYED.includes(name));
    const subject = methods ? enumerated(methods.map((name) => `\`${cx.spell(name)}\``)) : 'this call';
    const message = `${subject} now ${methods && methods.length > 1 ? 'follow' : 'follows'} redirects: ${isShown ? 'add' : 'if this endpoint redirects, add'} \`${option}\``;
    const doubt = call.hidden.may === 'anything' ? call.hidden.because : doubtAbout(call);
    const { level, since, why } = effectOf('redirectDefault', cx);
    const intent = { do: 'add-option', call, key: 'followRedirects', value: boolean(false) } as const;
    const fix = doubt === undefined && (isShown ? safe(intent) : unsafe(intent));
    yield {
      at: placeOf(call),
      message,
      level,
      ...(since && { since }),
      why: [evidence, doubt ?? (isShown ? undefined : why)].filter(Boolean).join('; '),
      ...(fix && { fix }),
    };
  },
});

export default toTransform(rule);
