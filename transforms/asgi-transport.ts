import { isPlainNone } from '../src/core/bodies.ts';
import { reportHidden } from '../src/core/hidden.ts';
import {
  hiddenOptions,
  mayBe,
  option,
  type ClientConstruction,
  type Option,
  type Value,
} from '../src/core/model.ts';
import {
  call as callOf,
  defineRule,
  member,
  name,
  quote,
  safe,
  unsafe,
  type Finding,
  type Intent,
  type RuleContext,
} from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - httpx takes an application in a transport: `transport=ASGITransport(app=app)` for `AsyncClient`,
 * `transport=WSGITransport(app=app)` for `Client`. The shortcut `app=app` was deprecated in httpx 0.27 and removed in 0.28;
 * httpx2 never had it.
 * Why it breaks - With httpx 0.27 `app` is a DeprecationWarning ("The 'app' shortcut is now deprecated"), from 0.28 on a
 * TypeError ("got an unexpected keyword argument 'app'").
 * Fix safety - `safe`: it is what httpx made of `app` itself, from 0.23 to 0.27, and it works with all later ones. `app`
 * beside a `transport`, which won, is dropped, and so is `app=None`. Where a class of the project, or what completes a
 * `partial`, may have a say in the arguments, it is `unsafe`.
 * Not handled - An application that may be `None`, in which case the client makes real requests, and one that
 * reaches the call from elsewhere: both are reported. Test clients of Starlette and FastAPI still take `app`.
 */
export const rule = defineRule({
  name: 'asgi-transport',
  summary: 'Give a client of httpx its application in a transport.',
  safety: 'safe',
  languages: ['python'],
  *construction(site, cx) {
    const old = option(site, 'app');
    if (old) yield inspect(site, old, cx);
    const advice = `: pass \`${wanted(site)}\` there`;
    yield* reportHidden(site, hiddenOptions(site, new Set(['app'])), { advice, why: WHY }, cx);
  },
});

const WHY = 'deprecated in httpx 0.27, a TypeError from 0.28 on';

const transportOf = ({ makes }: ClientConstruction): string =>
  makes === 'async' ? 'ASGITransport' : 'WSGITransport';

const wanted = (site: ClientConstruction): string => `transport=${transportOf(site)}(app=...)`;

const clientOf = ({ makes }: ClientConstruction): string => (makes === 'async' ? 'AsyncClient' : 'Client');

function inspect(site: ClientConstruction, old: Option, cx: RuleContext): Finding {
  const at = old.key;
  const client = `\`${clientOf(site)}\` of ${site.from}`;
  if (isPlainNone(old.value)) {
    const message = `${client} takes no \`app\`, not even \`None\`: drop it`;
    return { at, message, ...drop(site, old) };
  }
  const transport = option(site, 'transport');
  if (transport && !mayBe(transport.value, 'none')) return overruled(site, old, transport.value, cx);
  const message = `${client} takes no \`app\` any more: write \`${wanted(site)}\``;
  const problem = problemOf(site, old, transport);
  if (problem !== undefined) return { at, message, why: `${WHY}; ${problem}` };
  return { at, message, ...fixed(site, convert(site, old, transport)) };
}

/** Whoever else may read the arguments may want them as they were. */
const fixed = ({ hidden }: ClientConstruction, intents: readonly Intent[]): Pick<Finding, 'why' | 'fix'> =>
  hidden.may === 'anything'
    ? { why: `${WHY}; ${hidden.because}`, fix: unsafe(...intents) }
    : { why: WHY, fix: safe(...intents) };

/** Why nobody but a person can tell what the client speaks to, if so. */
function problemOf(site: ClientConstruction, old: Option, transport: Option | undefined): string | undefined {
  if (hiddenOptions(site, new Set(['transport'])).length > 0)
    return '`transport` is given elsewhere as well, and wins where it is not `None`';
  if (transport && !isPlainNone(transport.value))
    return '`transport` is given as well, and wins where it is not `None`';
  return mayBe(old.value, 'none') ? 'it may be `None`, and the client then makes real requests' : undefined;
}

function convert(site: ClientConstruction, old: Option, transport: Option | undefined): readonly Intent[] {
  const made = transportOf(site);
  const { module, from } = site;
  const callee = module === undefined ? name(made) : member(name(module), made);
  return [
    { do: 'rename', target: old.key, to: 'transport' },
    { do: 'replace', target: old.value, with: callOf(callee, [], [['app', quote(old.value)]]) },
    ...(transport ? [{ do: 'remove', call: site, item: transport } as const] : []),
    ...(module === undefined ? [{ do: 'import', from, name: made, beside: site.receiver } as const] : []),
  ];
}

function overruled(site: ClientConstruction, old: Option, transport: Value, cx: RuleContext): Finding {
  const found = { at: old.key, message: '`app` is overruled by `transport`: drop it', ...drop(site, old) };
  // What a class makes is never None.
  if (!found.fix || /^[\w.]*Transport\s*\(/.test(cx.text(transport))) return found;
  const why = `${WHY}; a \`transport\` that is \`None\` did not overrule it`;
  return { ...found, why, fix: unsafe(...found.fix.intents) };
}

/** A dictionary that is spread may serve other calls; a value may do more than be passed. */
const drop = (site: ClientConstruction, old: Option): Pick<Finding, 'why' | 'fix'> =>
  old.value.inert && old.place === 'call'
    ? fixed(site, [{ do: 'remove', call: site, item: old }])
    : { why: WHY };

export default toTransform(rule);
