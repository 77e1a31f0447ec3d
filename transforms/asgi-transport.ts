import { isPlainNone, removedHere } from '../src/clients/bodies/bodies.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { networkFindings, OF_NETWORK } from '../src/clients/dropped/network.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import {
  clientOf,
  isTransportCall,
  problemOf,
  transportFor,
  transportIntents,
} from '../src/clients/transports.ts';
import { hiddenOptions, option, type ClientConstruction } from '../src/core/model/calls.ts';
import type { Option } from '../src/core/model/options.ts';
import { mayBe } from '../src/core/model/values.ts';
import { defineRule, safe, unsafe, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes an application in a transport: `transport=ASGITransport(app=app)` for `AsyncClient`,
 * `transport=WSGITransport(app=app)` for `Client`. The shortcut `app=app` was deprecated in httpx 0.27 and removed in 0.28.
 * httpx2 never had it. `proxies` was deprecated in 0.26 and removed in 0.28; `verify="ca.pem"` and `cert` are deprecated in 0.28.
 * Why it breaks - With httpx 0.27 `app` is a DeprecationWarning ("The 'app' shortcut is now deprecated"). From 0.28 on it is a
 * TypeError ("got an unexpected keyword argument 'app'"), and so is `proxies`. `verify` with a text, and `cert`, warn.
 * Fix safety - `safe`: httpx 0.23 to 0.27 did the same with `app`, and the new form works with all later versions. `app` is
 * dropped beside a `transport`, which overrides it, and so is `app=None`. The fix is `unsafe` where a class of the project, or a
 * call that completes a `partial`, may change the arguments. `proxies=None` is dropped, and `verify="ca.pem"` becomes a context of `ssl`.
 * `proxies="http://..."` becomes `proxy`, which is `unsafe`: httpx has it since 0.26.
 * Not handled - An application that may be `None`, in which case the client makes real requests, and one that
 * reaches the call from elsewhere: both are reported, and so are `proxies` for some URLs and `cert`. Test clients of Starlette and FastAPI still take `app`.
 */
export const rule = defineRule({
  name: 'asgi-transport',
  summary: 'Pass the app to httpx clients through a transport.',
  safety: 'safe',
  languages: ['python'],
  wants: {
    libraries: ['httpx'],
    constructions: ['app', 'transport', ...OF_NETWORK],
    rivals: { app: ['transport'] },
  },
  *construction(site, cx) {
    const app = option(site, 'app');
    if (app) yield inspect(site, app, cx);
    const hidden = hiddenOptions(site, new Set(['app']));
    const advice = `pass \`${transportFor(site)}\` there`;
    yield* reportHidden(site, hidden, { advice, ...effectOf('transport', cx) }, cx);
    yield* networkFindings(site, cx);
    const proxies = hiddenOptions(site, new Set(['proxies']));
    yield* reportHidden(
      site,
      proxies,
      { advice: 'pass `proxy=...` there', ...effectOf('proxiesOption', cx) },
      cx,
    );
  },
});

function inspect(site: ClientConstruction, app: Option, cx: RuleContext): Finding {
  const transport = option(site, 'transport');
  const isNone = isPlainNone(app.value);
  const isOverridden = !isNone && transport !== undefined && !mayBe(transport.value, 'none');
  const problem = isNone || isOverridden ? undefined : problemOf(site, app, transport);
  const intents =
    isNone || isOverridden
      ? removedHere(site, app)?.intents
      : problem === undefined && transportIntents(site, app, transport);
  // Other code may read the arguments and need them as they are.
  const doubt =
    (isOverridden &&
      !isTransportCall(transport.value) &&
      'a `transport` that is `None` did not override `app`') ||
    (site.hidden.may === 'anything' && site.hidden.because);
  return {
    at: app.key,
    message: isNone
      ? `${clientOf(site)} takes no \`app\`, not even \`None\`: remove it`
      : isOverridden
        ? '`transport` overrides `app`: remove `app`'
        : `${clientOf(site)} no longer takes \`app\`: write \`${transportFor(site)}\``,
    ...effectOf('transport', cx, problem ?? (intents && doubt ? doubt : undefined)),
    ...(intents && { fix: doubt ? unsafe(...intents) : safe(...intents) }),
  };
}

export default toTransform(rule);
