import { asRequest, requestFor, requestInstead } from '../src/clients/bodies/as-request.ts';
import { removed, isAbsent, isEmptyList } from '../src/clients/bodies/bodies.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { listHidden, withMethods } from '../src/clients/hidden.ts';
import { BODYLESS } from '../src/clients/methods.ts';
import { BODIES } from '../src/clients/options.ts';
import { hiddenOptions, methodsOf, placeOf, type ClientCall } from '../src/core/model/calls.ts';
import { enumerated } from '../src/core/text.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - In the httpx client `get`, `options`, `head` and `delete` take no body. `request` takes one with any
 * method.
 * Why it breaks - `json`, `data`, `files` or `content` in one of these calls is a TypeError from Starlette 0.21 on ("got an
 * unexpected keyword argument 'json'"), even if it is `None`.
 * Fix safety - `safe`: the same request is sent. A method that is chosen at run time becomes `request(method.upper(), ...)`,
 * which is `unsafe` where the name may not be that of an HTTP method. A call that a body reaches from elsewhere becomes one of `request`
 * too, which does what the verb does without one.
 * Not handled - A method held in a name (`delete = client.delete`), positional arguments hidden in `*args`, and
 * `**kwargs` of which nothing is known: all are reported.
 */
export const rule = defineRule({
  name: 'body-to-request',
  summary: 'Send a body with `get`, `options`, `head` and `delete` through `request`.',
  safety: 'safe',
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ methods: BODYLESS, options: BODIES }],
    mentions: BODIES,
  },
  *call(call, cx) {
    // An empty list as `data` sends no body: `data-to-content` drops it.
    const bodies = call.options.filter(
      ({ key, value }) => BODIES.includes(key.name) && !(key.name === 'data' && isEmptyList(value)),
    );
    if (bodies.some(({ value }) => !isAbsent(value, cx))) {
      yield convert(call, cx);
      return;
    }
    for (const item of bodies) {
      const message = `${said(call, 'takes', 'take')} no \`${cx.spell(item.key.name)}\`, not even \`${cx.text(item.value)}\`: remove it`;
      const fix = removed(call, item);
      yield { at: item.key, message, ...effectOf('bodyless', cx), ...(fix && { fix }) };
    }
    if (bodies.length === 0) yield* inspectHidden(call, cx);
  },
  *mention({ in: place, method, option: { key } }) {
    if (place === 'type' || !BODYLESS.includes(method)) return;
    const message = `this expects \`${method}\` to be called with a body: expect \`request("${method.toUpperCase()}", ...)\``;
    yield { at: key, message, level: 'fails', why: 'calls with a body now go through `request`' };
  },
  opaque: (call) =>
    call.options.some(({ key }) => BODIES.includes(key.name))
      ? undefined
      : `send a body with ${requestFor(call, verbIn(call))}`,
});

/** The methods of a call that take no body; all such where it may be any. */
const bodylessOf = (call: ClientCall): readonly string[] =>
  methodsOf(call)?.filter((method) => BODYLESS.includes(method)) ?? BODYLESS;

/** What a message says of these methods. */
function said(call: ClientCall, of: string, ofMany: string): string {
  const names = bodylessOf(call);
  return `${enumerated(names.map((name) => `\`${name}\``))} ${names.length === 1 ? of : ofMany}`;
}

/** The method of a call as a text in the code; undefined where it may be one of several. */
function verbIn(call: ClientCall): string | undefined {
  const [only, ...others] = methodsOf(call) ?? [];
  return only !== undefined && others.length === 0 ? `"${only.toUpperCase()}"` : undefined;
}

function convert(call: ClientCall, cx: RuleContext): Finding {
  const message = `${said(call, 'no longer takes', 'no longer take')} a body: ${requestInstead(call, verbIn(call))}`;
  const { why, fix } = asRequest(call, methodsOf(call), cx);
  return { at: placeOf(call), message, ...effectOf('bodyless', cx, why), ...(fix && { fix }) };
}

function* inspectHidden(call: ClientCall, cx: RuleContext): Generator<Finding> {
  const hidden = withMethods(call, hiddenOptions(call, new Set(BODIES)), bodylessOf(call), cx);
  if (hidden.length === 0) return;
  const message = `${listHidden(hidden, cx.spell)} reaches this call, and ${said(call, 'no longer takes', 'no longer take')} a body: ${requestInstead(call, verbIn(call))}`;
  // `request` does what the verb does, whether a body comes or not.
  const { why, fix } = asRequest(call, methodsOf(call), cx);
  yield { at: placeOf(call), message, ...effectOf('bodyless', cx, why), ...(fix && { fix }) };
}

export default toTransform(rule);
