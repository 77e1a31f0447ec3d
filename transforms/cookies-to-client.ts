import { isAbsent } from '../src/clients/bodies/bodies.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { isAscii, movedToClient, namesOf } from '../src/clients/cookies/moved.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import type { ClientUse } from '../src/core/model/client-use.ts';
import { hiddenOptions, option, type ClientCall } from '../src/core/model/calls.ts';
import type { Option } from '../src/core/model/options.ts';
import { isOnly } from '../src/core/model/values.ts';
import { defineRule, safe, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx keeps cookies on the client. Cookies of one request are deprecated (httpx 0.20, so Starlette 0.21): "Setting
 * per-request cookies=<...> is being deprecated".
 * Why it breaks - A DeprecationWarning, which `-W error` makes an error. Two things differ without a word: such cookies are not sent
 * again after a redirect, and where the server has set a cookie of the same name, httpx2 sends both with that of the server last, which
 * then counts (httpx sends them in the order of requests). A value that is not ASCII is a UnicodeEncodeError.
 * Fix safety - `safe`: the client that is made for this one request gets the cookies, in its constructor (`TestClient(app,
 * cookies=...)`) or, where a fixture makes it, right before the call (`client.cookies.update(...)`). It sends them with the request and
 * after redirects, as requests did. A client that more tests share is made anew for the call, with the arguments of the original; that is
 * `safe` where the application is seen to set no cookies, and `unsafe` where it may, as its cookies then stay with the new client.
 * `cookies=None` and `cookies={}` are dropped. A client of httpx itself (`AsyncClient`, `Client`) that is given the application gets them in
 * the same way, where it sends this request alone and follows no redirects. In JavaScript the cookies go to `new TestClient(app, { cookies })`, where that is made
 * for the one request.
 * Not handled - A client that is entered with `with`, has headers or cookies of its own, or is passed on, and that more than this call
 * uses: a finding for each client of a file tells what to write, and the other calls of it are counted. Cookies in a dictionary that
 * is unpacked are reported.
 */
export const rule = defineRule({
  name: 'cookies-to-client',
  summary: 'Give the cookies of a request to its client.',
  safety: 'safe',
  wants: { libraries: ['test-client', 'httpx'], calls: [{ options: ['cookies'] }] },
  *call(call, cx) {
    const given = option(call, 'cookies');
    if (cx.library === 'httpx') {
      if (given) yield* inspectHttpx(call, given, cx);
      return;
    }
    if (given) yield inspect(call, given, cx);
    const hidden = hiddenOptions(call, new Set(['cookies'])).filter((one) => !isOnly(one, 'none'));
    const advice = `make a client for this request, \`${newClient(call, 'cookies', cx)}\`: on \`${cx.text(call.receiver)}\` they would be sent with every later one`;
    yield* reportHidden(call, hidden, { advice, ...effectOf('cookiesOfRequest', cx) }, cx);
  },
});

function inspect(call: ClientCall, cookies: Option, cx: RuleContext): Finding {
  const { value, key: at } = cookies;
  const text = cx.text(value);
  if (isAbsent(value, cx) || (value.empty && value.inert)) {
    const message = `\`cookies\` are none here: remove the option`;
    return {
      at,
      message,
      ...effectOf('cookiesOfRequest', cx),
      fix: safe({ do: 'remove', call, item: cookies }),
    };
  }
  if (cx.language === 'python' && !isAscii(text)) return inBytes(cookies, cx);
  const use = cx.clientUse(call, cookies);
  const fix = movedToClient(call, cookies, use);
  if (!fix) return onSharedClient(call, cookies, use, cx);
  const message = `${refused(cx)}: give them to a client that is made for it`;
  const doubt =
    fix.safety === 'unsafe'
      ? `the application may set cookies, which other tests may need: ${use.jar.sign}`
      : undefined;
  return { at, message, ...effectOf('cookiesOfRequest', cx, doubt), fix };
}

/** A call of a client of httpx itself that is given the application. It never took what was not ASCII, nor warned about `None`. */
function* inspectHttpx(call: ClientCall, cookies: Option, cx: RuleContext): Generator<Finding> {
  const { value, key: at } = cookies;
  if (call.receiver.certainty !== 'proven' || isOnly(value, 'none')) return;
  const effect = effectOf('cookiesOfRequest', cx);
  if (value.empty && value.inert) {
    const message = '`cookies` are none here: remove the option';
    yield { at, message, ...effect, fix: safe({ do: 'remove', call, item: cookies }) };
    return;
  }
  const use = cx.clientUse(call, cookies);
  const fix = option(call, 'followRedirects') ? undefined : movedToClient(call, cookies, use);
  const { count, index } = use.among;
  const client = nameOf(call, cx.text(call.receiver));
  const more = count > 1 ? ` (and for ${count - 1} more in this file)` : '';
  const message = fix
    ? `${refused(cx)}: give them to the client, which sends this request alone`
    : `${refused(cx)}: set them on the client, \`${client}.cookies.update(${shortened(cx.text(value))})\`${more}; \`${client}.cookies.clear()\` takes them off again`;
  yield { at, message, ...effect, ...(fix ? { fix } : index > 0 && { tally: TALLY }) };
}

/** A value of several lines is not shown in a message. */
const shortened = (text: string): string => (/[\r\n]/.test(text) ? '...' : text);

function inBytes({ key: at }: Option, cx: RuleContext): Finding {
  const message = `cookies that are not ASCII are refused: write \`headers={"Cookie": "name=value".encode()}\``;
  return { at, message, ...effectOf('cookiesInAscii', cx) };
}

/** One finding for a client; its other calls are counted. */
function onSharedClient(
  call: ClientCall,
  { key: at, value }: Option,
  { among, jar }: ClientUse,
  cx: RuleContext,
): Finding {
  const text = cx.text(value);
  const both = namesOf(text).filter((name) => jar.names.includes(name));
  const client = nameOf(call, cx.text(call.receiver));
  const more = among.count > 1 ? ` (and for ${among.count - 1} more in this file)` : '';
  const leaks = /^[\w.]+$/.test(client)
    ? `; set on \`${client}\`, they would be sent with every later request`
    : '';
  const message = `${refused(cx)}: make a client for it, \`${newClient(call, text, cx)}\`${more}${leaks}`;
  const set = both.map(
    (name) =>
      `the application sets \`${name}\` too, and replaces it on \`${client}\` only if it is set with \`domain="testserver.local"\``,
  );
  return {
    at,
    message,
    ...effectOf(both.length > 0 ? 'cookiesInJarToo' : 'cookiesOfRequest', cx, ...set),
    ...(among.index > 0 && { tally: TALLY }),
  };
}

const TALLY = 'with `cookies` of their own on clients that other requests share, beside those reported';

/** What the new client says of cookies that are given to a request. */
const refused = ({ language }: RuleContext): string =>
  language === 'python' ? '`cookies` of one request are deprecated' : 'a request takes no `cookies` any more';

/** The client of a call; the receiver of a method that is held as a value is that method: `client.get`, or a name of it. */
const nameOf = ({ callee }: ClientCall, receiver: string): string =>
  callee.via === 'bound' ? (/^([\w.]+)\.\w+$/.exec(callee.request ?? receiver)?.[1] ?? '') : receiver;

/** A client for one request, as far as it can be written without knowing how the other is made. */
function newClient(call: ClientCall, cookies: string, { text, language }: RuleContext): string {
  const { receiver } = call;
  const given = shortened(cookies);
  if (language === 'javascript') return `new TestClient(app, { cookies: ${given} })`;
  const client = nameOf(call, text(receiver));
  return `TestClient(${/^[\w.]+$/.test(client) ? `${client}.app` : 'app'}, cookies=${given})`;
}

export default toTransform(rule);
