import { isOnly, mayBe } from '../../core/model/values.ts';
import { lineName } from '../../core/lines.ts';
import { option, type ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import {
  boolean,
  call as callOf,
  name,
  quote,
  safe,
  type Finding,
  type Fix,
  type RuleContext,
} from '../../core/rule.ts';
import { isHidden, removedHere } from '../bodies/bodies.ts';
import { effectOf } from '../changes/changes.ts';
import { assigned, isAmong } from '../overrides/overrides.ts';

/**
 * What has to become of `allow_redirects` in a call.
 * - `without-effect`: `websocket_connect` never looked at it.
 * - `overridden`: the call has `follow_redirects` as well; `overridden-by-order`: an object that is spread decides which one counts.
 * - `none`: `None`, which turned redirects off; `maybe-none`: perhaps.
 * - `renamed`: it only needs the new name. `with-parameter`: so does the parameter of the override around the call.
 * - `twice`: `**kwargs` of the override around the call hold `follow_redirects` as well.
 */
type Outcome =
  | 'without-effect'
  | 'overridden'
  | 'overridden-by-order'
  | 'none'
  | 'maybe-none'
  | 'renamed'
  | 'with-parameter'
  | 'twice';

function outcomeOf(call: ClientCall, { value }: Option, { language }: RuleContext): Outcome {
  if (call.method.name === 'websocketConnect') return 'without-effect';
  if (call.override?.byClient) {
    if (call.override.parameters.includes('allowRedirects')) return 'with-parameter';
    if (isAmong(call.override, 'followRedirects')) return 'twice';
  }
  const current = option(call, 'followRedirects');
  if (current || isHidden(call, 'followRedirects'))
    return language === 'python' || current?.place === 'call' ? 'overridden' : 'overridden-by-order';
  // Passing `undefined` in JavaScript is the same as not passing the option, under either name.
  // A name that holds None here may hold something else for other callers.
  if (language === 'python' && isOnly(value, 'none') && value.form?.is === 'literal') return 'none';
  return language === 'python' && mayBe(value, 'none') ? 'maybe-none' : 'renamed';
}

/** Why the new name would not reach the client. In Python the client passes it to every override itself. */
function lostIn({ through }: ClientCall, { language, spell }: RuleContext): string | undefined {
  if (!through || language === 'python') return undefined;
  if (!through.closed && !through.reads.includes('allowRedirects')) return undefined;
  return `the override of \`request\` (${lineName(through.where)}) has to pass on \`${spell('followRedirects')}\` first`;
}

/** The finding about an `allow_redirects` that is written once in a call. */
export function oldOptionFinding(call: ClientCall, old: Option, cx: RuleContext): Finding {
  const [before, after] = [cx.spell('allowRedirects'), cx.spell('followRedirects')];
  const outcome = outcomeOf(call, old, cx);
  const lost = lostIn(call, cx);
  const fix = lost === undefined ? fixFor(outcome, call, old) : undefined;
  const found = { at: old.key, ...effectOf('redirectOption', cx, lost), ...(fix && { fix }) };
  const renamed = `\`${before}\` is now \`${after}\`: rename it`;
  switch (outcome) {
    case 'without-effect': {
      const message = `\`${before}\` never had an effect in \`${cx.spell('websocketConnect')}\`: remove it`;
      return { message, ...found, ...effectOf('redirectOptionOfWebsocket', cx) };
    }
    case 'overridden':
    case 'overridden-by-order':
      return { message: `\`${after}\` overrides \`${before}\`: remove \`${before}\``, ...found };
    case 'none': {
      const message = `\`${before}=None\` did not follow redirects: write \`${after}=False\``;
      return { message, ...found, ...effectOf('redirectOptionNone', cx) };
    }
    case 'maybe-none': {
      const message = `write \`${after}=bool(${cx.text(old.value)})\`, because the value may be None`;
      const doubt =
        cx.library === 'httpx' ? undefined : 'None did not follow redirects, but does with 0.21 to 0.42';
      return { message, ...found, ...effectOf('redirectOption', cx, doubt) };
    }
    case 'renamed':
      return { message: renamed, ...found };
    case 'with-parameter':
      return { message: `${renamed}, and the parameter of \`${cx.spell(call.override!.method)}\``, ...found };
    case 'twice': {
      const { rest = '', method } = call.override!;
      const written = assigned(after, rest, cx.text(old.value), old.value);
      const why = `the client calls \`${cx.spell(method)}\` with \`${after}\` in \`${rest}\` every time`;
      const message = `\`${before}\` is now \`${after}\`: remove it, and write \`${written}\` above`;
      return { message, ...found, ...effectOf('redirectOption', cx, why) };
    }
  }
}

function fixFor(outcome: Outcome, call: ClientCall, old: Option): Fix | undefined {
  const rename = { do: 'rename', target: old.key, to: 'followRedirects' } as const;
  switch (outcome) {
    case 'without-effect':
    case 'overridden':
      return removedHere(call, old);
    case 'none':
      return old.value.inert
        ? safe(rename, { do: 'replace', target: old.value, with: boolean(false) })
        : undefined;
    case 'renamed':
      return safe(rename);
    case 'maybe-none':
      return safe(rename, {
        do: 'replace',
        target: old.value,
        with: callOf(name('bool'), [quote(old.value)]),
      });
    case 'overridden-by-order':
    case 'with-parameter':
    case 'twice':
      return undefined;
  }
}
