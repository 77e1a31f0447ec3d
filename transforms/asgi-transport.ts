import { isPlainNone } from '../src/clients/bodies.ts';
import { because } from '../src/clients/changes.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import {
  clientOf,
  isTransportCall,
  problemOf,
  transportFor,
  transportIntents,
} from '../src/clients/transports.ts';
import { hiddenOptions, mayBe, option, type ClientConstruction, type Option } from '../src/core/model.ts';
import { defineRule, safe, unsafe, type Finding, type Intent, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes an application in a transport: `transport=ASGITransport(app=app)` for `AsyncClient`,
 * `transport=WSGITransport(app=app)` for `Client`. The shortcut `app=app` was deprecated in httpx 0.27 and removed in 0.28.
 * httpx2 never had it.
 * Why it breaks - With httpx 0.27 `app` is a DeprecationWarning ("The 'app' shortcut is now deprecated"). From 0.28 on it is a
 * TypeError ("got an unexpected keyword argument 'app'").
 * Fix safety - `safe`: httpx 0.23 to 0.27 did the same with `app`, and the new form works with all later versions. `app` is
 * dropped beside a `transport`, which overrides it, and so is `app=None`. The fix is `unsafe` where a class of the project, or a
 * call that completes a `partial`, may change the arguments.
 * Not handled - An application that may be `None`, in which case the client makes real requests, and one that
 * reaches the call from elsewhere: both are reported. Test clients of Starlette and FastAPI still take `app`.
 */
export const rule = defineRule({
  name: 'asgi-transport',
  summary: 'Pass the app to httpx clients through a transport.',
  safety: 'safe',
  languages: ['python'],
  wants: {
    libraries: ['httpx'],
    constructions: ['app', 'transport'],
    rivals: { app: ['transport'] },
  },
  *construction(site, cx) {
    const app = option(site, 'app');
    if (app) yield inspect(site, app, cx);
    const hidden = hiddenOptions(site, new Set(['app']));
    const advice = `pass \`${transportFor(site)}\` there`;
    yield* reportHidden(site, hidden, { advice, why: because('transport', cx) }, cx);
  },
});

function inspect(site: ClientConstruction, app: Option, cx: RuleContext): Finding {
  const at = app.key;
  const why = because('transport', cx);
  if (isPlainNone(app.value))
    return {
      at,
      message: `${clientOf(site)} takes no \`app\`, not even \`None\`: remove it`,
      why,
      ...drop(site, app, cx),
    };
  const transport = option(site, 'transport');
  if (transport && !mayBe(transport.value, 'none')) {
    const found = { at, message: '`transport` overrides `app`: remove `app`', why, ...drop(site, app, cx) };
    if (!found.fix || isTransportCall(transport.value)) return found;
    const doubt = because('transport', cx, 'a `transport` that is `None` did not override `app`');
    return { ...found, why: doubt, fix: unsafe(...found.fix.intents) };
  }
  const message = `${clientOf(site)} no longer takes \`app\`: write \`${transportFor(site)}\``;
  const problem = problemOf(site, app, transport);
  return problem === undefined
    ? { at, message, ...fixed(site, transportIntents(site, app, transport), cx) }
    : { at, message, why: because('transport', cx, problem) };
}

/** Unsafe where other code reads the arguments and may need them as they are. */
const fixed = (
  { hidden }: ClientConstruction,
  intents: readonly Intent[],
  cx: RuleContext,
): Pick<Finding, 'why' | 'fix'> =>
  hidden.may === 'anything'
    ? { why: because('transport', cx, hidden.because), fix: unsafe(...intents) }
    : { why: because('transport', cx), fix: safe(...intents) };

/** No fix where other calls may unpack the same dictionary, or evaluating the value has an effect. */
const drop = (site: ClientConstruction, app: Option, cx: RuleContext): Pick<Finding, 'why' | 'fix'> =>
  app.value.inert && app.place === 'call' ? fixed(site, [{ do: 'remove', call: site, item: app }], cx) : {};

export default toTransform(rule);
