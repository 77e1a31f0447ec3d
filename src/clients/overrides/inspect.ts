import { lineName } from '../../core/lines.ts';
import { option, placeOf, type ClientCall } from '../../core/model/calls.ts';
import { isOnly, mayBe } from '../../core/model/values.ts';
import type { Finding, RuleContext } from '../../core/rule.ts';
import type { Definition, Parameter } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';
import { redirectsOnClient, wordsForEntry } from './entries.ts';
import { alwaysPassed, assigned, givenTwice, isNoneByDefault } from './overrides.ts';

/** What an override of a client's method is called with now, and does not expect. */
export function* inspectOverride(site: Definition, cx: RuleContext): Generator<Finding> {
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
}

/** What a call in an override passes on, and can no longer. */
export function* inspectPassedOn(call: ClientCall, cx: RuleContext): Generator<Finding> {
  for (const name of givenTwice(call)) yield inspectTwice(call, name, cx);
  yield* inspectExtra(call, cx);
}

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
