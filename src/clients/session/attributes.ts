import { safe, type Finding, type RuleContext } from '../../core/rule.ts';
import type { Read, Store } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';

/**
 * Attributes of the old client that nothing looked at, as no request leaves the process. The new client has none of them, or a method
 * of that name. Source: `Session.__attrs__` in sessions.py of requests 2.28, `_ASGIAdapter.send` of Starlette 0.20.4.
 */
const WITHOUT_EFFECT: readonly string[] = ['verify', 'cert', 'proxies', 'stream', 'adapters'];

/** Others that the new client has none of, with what to do instead. */
const GONE: Readonly<Record<string, string>> = {
  hooks: 'set `client.event_hooks`',
  mount: 'remove it, as the client reaches nothing but its application',
  getAdapter: 'remove it, as the client has no adapters',
  prepareRequest: 'write `client.build_request("GET", url)`',
  mergeEnvironmentSettings: 'remove it, as the client reaches nothing but its application',
  rebuildAuth: 'remove it, as redirects are built by `httpx.Client` itself',
  rebuildMethod: 'remove it, as redirects are built by `httpx.Client` itself',
  rebuildProxies: 'remove it, as redirects are built by `httpx.Client` itself',
  resolveRedirects: 'read `response.history`, or take `response.next_request`',
  getRedirectTarget: 'read `response.next_request`',
  shouldStripAuth: 'remove it, as redirects are built by `httpx.Client` itself',
};

/** Attributes that are gone. `stream` is a method now. */
export const GONE_ATTRIBUTES: readonly string[] = [
  ...WITHOUT_EFFECT.filter((name) => name !== 'stream'),
  ...Object.keys(GONE),
];

/** Attributes whose assignment has no effect any more; `trust_env` of httpx cannot be assigned at all. */
export const UNHEEDED: readonly string[] = [...WITHOUT_EFFECT, 'hooks', 'trustEnv'];

/** `client.mount(...)`, `client.verify`: an attribute that is read and gone. */
export function goneRead({ attribute, subject, around }: Read, cx: RuleContext): Finding {
  const name = cx.spell(attribute.name);
  const [hook] = attribute.name === 'hooks' ? hookIn(around, cx) : [];
  const advice =
    hook ??
    (GONE[attribute.name]?.replaceAll('client.', `${subject.text}.`) ||
      'remove this, as nothing looked at it');
  return {
    at: attribute,
    message: `the client has no \`${name}\` now: ${advice}`,
    ...effectOf('sessionAttribute', cx),
  };
}

/** `client.hooks["response"].append(log)`. */
function hookIn({ use }: Read['around'], cx: RuleContext): readonly string[] {
  return use?.is === 'item'
    ? [
        `write \`${cx.text(use.span).replace(/\bhooks\b/, 'event_hooks')}\`; a hook gets the response alone, and cannot put another in its place`,
      ]
    : [];
}

/** `client.verify = False`: an assignment that nothing looks at. */
export function unheeded(
  { target, statement, value, how, subject }: Store,
  cx: RuleContext,
): Finding | undefined {
  if (how === 'delete') return undefined;
  const name = cx.spell(target.name);
  const isReadOnly = target.name === 'trustEnv';
  const effect = effectOf(isReadOnly ? 'sessionReadOnly' : 'sessionAssigned', cx);
  if (target.name === 'hooks')
    return {
      at: target,
      message: `nothing calls \`hooks\` now: write \`${subject.text}.event_hooks = {"response": [hook]}\`, where \`hook\` gets the response alone`,
      ...effect,
    };
  const isRemoved = how === 'set' && statement !== undefined && value?.inert === true;
  return {
    at: target,
    message: isReadOnly
      ? `\`${name}\` cannot be assigned any more, and had no effect in a test client: remove this`
      : `nothing looks at \`${name}\` of a test client: remove this`,
    ...effect,
    ...(isRemoved && { fix: safe({ do: 'remove-statement', statement }) }),
  };
}
