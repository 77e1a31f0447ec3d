import type { Effect, Fix, RuleContext } from '../../core/rule.ts';
import type { OverrideEntry } from '../../core/sites.ts';
import { effectOf } from '../changes/changes.ts';
import { entryFix } from './rewrite.ts';
import { alwaysPassed, isNoneByDefault } from './overrides.ts';

interface Words extends Effect {
  readonly message: string;
  readonly fix?: Fix;
}

/** Where an override does something: the client's method in its place, and its `**kwargs`, both as the code spells them. */
interface Where {
  readonly method: string;
  readonly rest: string;
}

/**
 * What to say of an option that an override looks for among its `**kwargs`, and that the client now passes every time; undefined
 * where nothing changes. Each form that is named works in the place of the old one.
 */
export function wordsForEntry(
  entry: OverrideEntry,
  { method, rest }: Where,
  cx: RuleContext,
): Words | undefined {
  const name = entry.key.name;
  if (entry.how === 'taken') return undefined;
  const value = entry.value ? asOperand(cx.text(entry.value)) : '';
  if (name === 'allowRedirects') return wordsForRedirects(entry, value, { method, rest }, cx);
  if (entry.how === 'read' || !alwaysPassed(method).includes(name)) return undefined;
  const key = cx.spell(name);
  if (!isNoneByDefault(name))
    return {
      message: `the client passes \`${key}\` every time, so no default for it is used here: ${onClient(key, value)}`,
      ...effectOf('passedOptions', cx),
    };
  const fix = entryFix(entry, { key, rest, value });
  return {
    message: `\`${key}\` is \`None\` here where it is not given: ${formOf(entry, { key, rest, value })}`,
    ...effectFor(entry, value, cx),
    ...(fix && { fix }),
  };
}

/** A choice needs parentheses behind `or`. */
const asOperand = (text: string): string => (/^[^{[("']*\b(?:if|lambda)\b/.test(text) ? `(${text})` : text);

/** An option that is set on the client counts for all its calls that are not given it. */
const onClient = (key: string, value: string): string =>
  value === ''
    ? `set \`self.${key}\` in \`__init__\`, after \`super().__init__(...)\``
    : `set \`self.${key} = ${value}\` in \`__init__\`, after \`super().__init__(...)\``;

/** As `onClient`. The old `get` followed whatever the override said. */
export const redirectsOnClient = (key: string, value: string): string =>
  `${onClient(key, value)}, and pass \`${key}=True\` to a \`get\` that has to follow`;

function formOf(
  { how }: OverrideEntry,
  at: { readonly key: string; readonly rest: string; readonly value: string },
): string {
  const { key, rest, value } = at;
  switch (how) {
    case 'default':
      return `assign \`${rest}["${key}"] = ${rest}.get("${key}") or ${value}\``;
    case 'get':
      return `write \`(${rest}.get("${key}") or ${value})\``;
    case 'pop':
      return `write \`(${rest}.pop("${key}", None) or ${value})\``;
    case 'before':
      return `write \`{**${rest}, "${key}": ${rest}.get("${key}") or ${value}}\``;
    case 'present':
      return `write \`${rest}.get("${key}") is not None\``;
    case 'absent':
      return `write \`${rest}.get("${key}") is None\``;
    case 'expected':
      return `assign \`${rest}["${key}"] = ${rest}.get("${key}") or {}\` first, as no KeyError is raised`;
    case 'taken':
    case 'read':
      return '';
  }
}

/** Code that works with a mapping fails on `None`; a default that is only passed on gets lost. */
function effectFor({ how, used }: OverrideEntry, value: string, cx: RuleContext): Effect {
  const fails = used === true || (['get', 'pop'].includes(how) && value.startsWith('{')) || how === 'present';
  return effectOf(fails ? 'passedNone' : 'passedOptions', cx);
}

/** The old name of the option, which the client passed by some of its methods. */
function wordsForRedirects(
  { how }: OverrideEntry,
  value: string,
  { method }: Where,
  cx: RuleContext,
): Words | undefined {
  if (!alwaysPassed(method).includes('followRedirects')) return undefined;
  const [old, key] = [cx.spell('allowRedirects'), cx.spell('followRedirects')];
  if (['get', 'pop', 'present', 'expected', 'read'].includes(how))
    return {
      message: `the client passes \`${key}\` here, and no longer \`${old}\`: read \`${key}\``,
      ...effectOf('passedOptions', cx),
    };
  const advice =
    value === 'True'
      ? 'remove this, as redirects are followed by default'
      : `remove this, ${redirectsOnClient(key, value)}`;
  return {
    message: `the client passes \`${key}\` every time, so no default for it is used here: ${advice}`,
    ...effectOf('redirectOption', cx),
  };
}
