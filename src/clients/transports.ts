import { hiddenOptions, type ClientConstruction } from '../core/model/calls.ts';
import type { Option } from '../core/model/options.ts';
import { mayBe, type Value } from '../core/model/values.ts';
import { call as callOf, member, name, quote, type Intent } from '../core/rule.ts';
import { isPlainNone } from './bodies/bodies.ts';

/** The class of httpx that sends requests to an application, for the kind of client that is made. */
const transportOf = ({ makes }: ClientConstruction): string =>
  makes === 'async' ? 'ASGITransport' : 'WSGITransport';

/** What to write instead of `app=...`, for a message. */
export const transportFor = (site: ClientConstruction): string => `transport=${transportOf(site)}(app=...)`;

/** The client as a message names it: "`AsyncClient` of httpx". */
export const clientOf = ({ makes, from }: ClientConstruction): string =>
  `\`${makes === 'async' ? 'AsyncClient' : 'Client'}\` of ${from}`;

/** Turns `app=app` into `transport=ASGITransport(app=app)`, removes `transport=None`, and imports the class if need be. */
export function transportIntents(
  site: ClientConstruction,
  app: Option,
  transport: Option | undefined,
): readonly Intent[] {
  const { module, from } = site;
  const made = transportOf(site);
  const callee = module === undefined ? name(made) : member(name(module), made);
  return [
    { do: 'rename', target: app.key, to: 'transport' },
    { do: 'replace', target: app.value, with: callOf(callee, [], [['app', quote(app.value)]]) },
    ...(transport ? [{ do: 'remove', call: site, item: transport } as const] : []),
    ...(module === undefined ? [{ do: 'import', from, name: made, beside: site.receiver } as const] : []),
  ];
}

/** Why only a person can tell what the client sends its requests to; undefined where `app` decides it. */
export function problemOf(
  site: ClientConstruction,
  app: Option,
  transport: Option | undefined,
): string | undefined {
  if (hiddenOptions(site, new Set(['transport'])).length > 0)
    return '`transport` may also come from elsewhere, and overrides `app` unless it is `None`';
  if (transport && !isPlainNone(transport.value))
    return '`transport` is given too, and overrides `app` unless it is `None`';
  return mayBe(app.value, 'none')
    ? 'the app may be `None`, and the client then makes real requests'
    : undefined;
}

/** A call of a class, as its name tells. What a class makes is never None. */
export const isTransportCall = ({ form }: Value): boolean =>
  form?.is === 'call' && form.name.endsWith('Transport');
