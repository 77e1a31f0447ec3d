import { effectOf } from '../src/clients/changes/changes.ts';
import { REQUESTS } from '../src/clients/methods.ts';
import { redirectsOnClient, wordsForEntry } from '../src/clients/overrides/entries.ts';
import {
  ALWAYS_PASSED,
  alwaysPassed,
  assigned,
  CALLED_BY_CLIENT,
  givenTwice,
  isNoneByDefault,
} from '../src/clients/overrides/overrides.ts';
import { lineName } from '../src/core/lines.ts';
import { option, placeOf, type ClientCall } from '../src/core/model/calls.ts';
import { isOnly, mayBe } from '../src/core/model/values.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Definition, Parameter } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - The methods of httpx's client call `request` with every option they have: `headers=None`, `params=None`,
 * `follow_redirects=USE_CLIENT_DEFAULT` and so on, and `request` calls `send` with `auth` and `follow_redirects`. The client that was
 * built on requests passed on what it was given.
 * Why it breaks - A class that overrides `request` or `send` gets options that it did not get before: a signature without them is a
 * TypeError, and so is an option that is passed on beside `**kwargs` that hold it. `setdefault("headers", {})` finds `None`, and a
 * default for `timeout` is never used. Nothing of this shows before the first call.
 * Fix safety - Reported only: what an override is meant to do is for a person to say.
 * Not handled - What an override of `send` does with the request that it is given. Overrides that are made at run time, by a
 * metaclass or `type(...)`.
 */
export const rule = defineRule({
  name: 'client-api',
  summary: 'Report overrides of `request` and `send` that options of the new client break.',
  safety: 'none',
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    overrides: CALLED_BY_CLIENT,
    calls: [
      { methods: CALLED_BY_CLIENT, options: ALWAYS_PASSED },
      { methods: REQUESTS, options: [] },
    ],
  },
  *definition(site, cx) {
    const method = site.method?.name;
    if (method === undefined || alwaysPassed(method).length === 0) return;
    const { parameters = [], entries = [] } = site;
    yield* inspectSignature(site, method, parameters, cx);
    for (const parameter of parameters)
      yield* isAboutRedirects(parameter, method)
        ? inspectRedirects(parameter, cx)
        : inspectDefault(parameter, method, cx);
    const rest = cx.spell(parameters.find(({ form }) => form === 'kwargs')?.name.name ?? '');
    for (const entry of entries) {
      const words = wordsForEntry(entry, { method, rest }, cx);
      if (words) yield { at: { start: entry.start, end: entry.end }, ...words };
    }
  },
  *call(call, cx) {
    for (const name of givenTwice(call)) yield inspectTwice(call, name, cx);
    yield* inspectExtra(call, cx);
  },
});

function* inspectSignature(
  site: Definition,
  method: string,
  parameters: readonly Parameter[],
  cx: RuleContext,
): Generator<Finding> {
  if (parameters.some(({ form }) => form === 'kwargs')) return;
  const missing = alwaysPassed(method).filter((name) => !parameters.some((one) => one.name.name === name));
  if (missing.length === 0) return;
  const list = missing.map((name) => `\`${cx.spell(name)}\``).join(', ');
  const message = `the client now calls \`${method}\` with ${list} every time: add \`**kwargs\` to its parameters, and pass them on`;
  yield { at: { start: site.start, end: site.end }, message, ...effectOf('signature', cx) };
}

/** `headers={}` in a signature. */
function* inspectDefault(
  { name, default: value }: Parameter,
  method: string,
  cx: RuleContext,
): Generator<Finding> {
  if (!value || isOnly(value, 'none') || !alwaysPassed(method).includes(name.name)) return;
  const [key, text] = [cx.spell(name.name), cx.text(value)];
  const isNone = isNoneByDefault(name.name);
  const advice = isNone
    ? `write \`${key}=None\` here, and \`${key} = ${key} or ${text}\` in the body`
    : `set \`self.${key} = ${text}\` in \`__init__\`, after \`super().__init__(...)\``;
  const message = `the client passes \`${key}\` every time, so this default is not used: ${advice}`;
  const fails = isNone && mayBe(value, 'mapping') && value.empty === true;
  yield { at: value, message, ...effectOf(fails ? 'passedNone' : 'passedOptions', cx) };
}

const isAboutRedirects = ({ name: { name } }: Parameter, method: string): boolean =>
  (name === 'followRedirects' || name === 'allowRedirects') &&
  alwaysPassed(method).includes('followRedirects');

/** `allow_redirects=False` in a signature; redirects are followed by default. */
function* inspectRedirects({ name, default: value }: Parameter, cx: RuleContext): Generator<Finding> {
  if (!value || isOnly(value, 'none') || cx.text(value) === 'True') return;
  const key = cx.spell('followRedirects');
  const unused =
    name.name === 'followRedirects' ? 'is not used' : `is not used once it is renamed to \`${key}\``;
  const message = `the client passes \`${key}\` every time, so this default ${unused}: ${redirectsOnClient(key, cx.text(value))}`;
  yield { at: value, message, ...effectOf('passedOptions', cx) };
}

function inspectTwice(call: ClientCall, name: string, cx: RuleContext): Finding {
  const given = option(call, name)!;
  const [key, rest] = [cx.spell(name), call.override?.rest ?? ''];
  const written = assigned(key, rest, cx.text(given.value), given.value);
  const message = `\`${key}\` is given twice, as the client passes it in \`${rest}\` every time: remove it here, and write \`${written}\` above`;
  return { at: given.key, message, ...effectOf('passedTwice', cx) };
}

/** `super().post(url, *args)`, where a caller gives more than the URL by position. */
function* inspectExtra(call: ClientCall, cx: RuleContext): Generator<Finding> {
  const { extra, method } = call.override ?? {};
  if (!extra || method === undefined) return;
  const message = `more than the URL is given by position (${lineName(extra)}): give this \`${cx.spell(method)}\` parameters with names, and pass them on by keyword`;
  yield { at: placeOf(call), message, ...effectOf('positional', cx) };
}

export default toTransform(rule);
