import { isHidden } from '../src/clients/bodies/bodies.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import { REDIRECTS } from '../src/clients/options.ts';
import { oldOptionFinding } from '../src/clients/redirects/option.ts';
import { hiddenOptions, option, unrelayed, type ClientCall } from '../src/core/model/calls.ts';
import type { Option } from '../src/core/model/options.ts';
import { defineRule, safe, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - The option that tells a request whether to follow redirects is called `follow_redirects` in httpx and was
 * called `allow_redirects` in requests. Starlette 0.21 to 0.42 accept both names, 0.43 removed the old one. In JavaScript,
 * `allowRedirects` became `followRedirects`.
 * Why it breaks - With Starlette 0.21 to 0.42 the old name is a DeprecationWarning. From 0.43 on it is a TypeError. In
 * `websocket_connect` it is a TypeError from 0.21 on.
 * Fix safety - `safe`: only the name changes. `None` did not follow redirects, but follows them with Starlette 0.21 to
 * 0.42, so it becomes `False`, and what may be `None` becomes `bool(...)`. The old option is dropped where it has no effect: beside `follow_redirects`, and in
 * `websocket_connect`. `{ allowRedirects }` becomes `{ followRedirects: allowRedirects }`.
 * An option that is given to a function of the project gets its new name there if all that the function does with its `**kwargs` is
 * to unpack them into calls of clients.
 * Not handled - An option that reaches the call from elsewhere in another way is reported. For calls that have neither option, see `redirect-default`.
 */
export const rule = defineRule({
  name: 'follow-redirects',
  summary: 'Rename the option `allow_redirects` to `follow_redirects`.',
  safety: 'safe',
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ options: ['allowRedirects'] }],
    rivals: { allowRedirects: ['followRedirects'] },
    mentions: ['allowRedirects'],
    relays: ['allowRedirects'],
  },
  *call(call, cx) {
    yield* inCall(call, cx);
    // A dictionary that holds either name, depending on the version, needs no edit.
    if (isHidden(call, 'followRedirects')) return;
    const advice = `rename it to \`${cx.spell('followRedirects')}\` there, unless other calls need the old name`;
    // A default that an override gives is never used: `client-api` says what works.
    const isDefault = call.override?.byClient === true && call.override.defaulted.includes('allowRedirects');
    const hidden = isDefault ? [] : unrelayed(hiddenOptions(call, new Set(['allowRedirects'])));
    yield* reportHidden(call, hidden, { advice, ...effectOf('redirectOption', cx) }, cx);
  },
  relay: ({ call }, cx) => inCall(call, cx),
  *mention({ in: place, option: { key }, beside }, cx) {
    // Both names, for clients of either kind.
    if (beside.includes('followRedirects')) return;
    const [old, wanted] = [cx.spell('allowRedirects'), cx.spell('followRedirects')];
    const [message, why] =
      place === 'type'
        ? [`this type declares \`${old}\`: declare \`${wanted}\``, DECLARED]
        : [`this expects a call with \`${old}\`: expect \`${wanted}\``, EXPECTED];
    yield { at: key, message, level: 'fails', why };
  },
  opaque: (call, cx) =>
    REDIRECTS.some((name) => option(call, name) !== undefined || isKnownElsewhere(call, name))
      ? undefined
      : `rename \`${cx.spell('allowRedirects')}\` to \`${cx.spell('followRedirects')}\``,
});

const DECLARED = 'the calls now pass the new name; update the declaration and the code that reads it by hand';
const EXPECTED = 'the calls now pass the new name';

/**
 * Whether an option is known to reach a call from elsewhere. Where it is edited there, others that are not seen may be given it too, but
 * hardly by position.
 */
function isKnownElsewhere(call: ClientCall, name: string): boolean {
  const hidden = hiddenOptions(call, new Set([name]));
  const isByPosition = call.hidden.may === 'anything' && call.hidden.positional;
  return (isByPosition ? hidden : unrelayed(hidden)).length > 0;
}

function* inCall(call: ClientCall, cx: RuleContext): Generator<Finding> {
  const [old, ...again] = call.options.filter(({ key }) => key.name === 'allowRedirects');
  if (old) yield again.length === 0 ? oldOptionFinding(call, old, cx) : renameAll([old, ...again], cx);
}

/** The last of several properties counts in JavaScript, so all of them get the new name. */
function renameAll(all: readonly Option[], cx: RuleContext): Finding {
  const message = `\`${cx.spell('allowRedirects')}\` is now \`${cx.spell('followRedirects')}\`: rename it`;
  const intents = all.map(({ key }) => ({ do: 'rename', target: key, to: 'followRedirects' }) as const);
  return { at: all.at(-1)!.key, message, ...effectOf('redirectOption', cx), fix: safe(...intents) };
}

export default toTransform(rule);
