import { option, type ClientCall, type Override } from '../../core/model/calls.ts';
import { isOnly, type Value } from '../../core/model/values.ts';
import type { RuleContext } from '../../core/rule.ts';

/**
 * The options that the new client's own methods pass whenever they call another one, given or not: `get` calls `request` with
 * `headers=None`. Source: `Client.get`, `Client.post` and `Client.request` in _client.py of httpx 0.23 to 0.28; run on Starlette
 * 0.27 and 1.10. The old client passed what it was given, and `data`, `json` and `allow_redirects` by some methods.
 */
const PASSED: Readonly<Record<string, readonly string[]>> = {
  request: ['headers', 'params', 'cookies', 'auth', 'followRedirects', 'timeout', 'extensions'],
  send: ['auth', 'followRedirects'],
};

/** The options that a method of the client is always called with by its other methods; none where these never call it. */
export const alwaysPassed = (method: string): readonly string[] =>
  Object.hasOwn(PASSED, method) ? PASSED[method]! : [];

/** The methods that the client's other methods call, and every option that these always pass. */
export const CALLED_BY_CLIENT: readonly string[] = Object.keys(PASSED);
export const ALWAYS_PASSED: readonly string[] = [...new Set(Object.values(PASSED).flat())];

/** Whether an option is `None` where it is not given; the others are a sentinel, `httpx.USE_CLIENT_DEFAULT`. */
export const isNoneByDefault = (name: string): boolean =>
  ['headers', 'params', 'cookies', 'extensions'].includes(name);

/** Whether the `**kwargs` that a call unpacks hold an option, whoever calls the override around it. */
export function isAmong({ parameters, taken, method, rest }: Override, name: string): boolean {
  const isKept = !parameters.includes(name) && !taken.includes(name);
  return rest !== undefined && isKept && alwaysPassed(method).includes(name);
}

/** The options of a call that the override around it gets in its `**kwargs` too, so that they are given twice. */
export const givenTwice = (call: ClientCall): readonly string[] => {
  const { override } = call;
  if (!override) return [];
  return alwaysPassed(override.method).filter((name) => option(call, name) && isAmong(override, name));
};

/**
 * An assignment that puts an option into `**kwargs`, whoever calls. `name`, `rest` and `text`, the value as it is written, are spelled as
 * in the code.
 */
export function assigned(name: string, rest: string, text: string, value: Pick<Value, 'kinds'>): string {
  const own = `${rest}["${name}"]`;
  if (!isNoneByDefault(name)) return `${own} = ${text}`;
  // A parameter may be None, which cannot be unpacked; nor can `a or b` without parentheses.
  const mapping = isOnly(value, 'mapping') && UNPACKABLE.test(text) ? text : `(${text} or {})`;
  return `${own} = {**${mapping}, **(${rest}.get("${name}") or {})}`;
}

/** A dictionary, a dotted name or a call. */
const UNPACKABLE = /^(?:\{[^]*\}|[\w.]+(?:\([^]*\))?)$/;

/** What to write where an override gives a raw body as `data`, in a form that works whoever calls it; undefined: a new name is enough. */
export function bodyInOverride(
  { method, byClient, makes, parameters, rest }: Override,
  body: { readonly text: string; readonly isOpen: boolean },
  cx: RuleContext,
): string | undefined {
  const { text, isOpen } = body;
  if (!isOpen)
    // The client's own methods pass `content=None` as well.
    return byClient && rest !== undefined && !parameters.includes('content')
      ? `pass a raw body as \`content\`, which the client passes in \`${rest}\` too: remove \`data\` here, and write \`${rest}["content"] = ${text}\` above`
      : undefined;
  if (!makes.includes('data')) {
    const callers = `callers of \`${cx.spell(method)}\``;
    return rest === undefined
      ? undefined
      : `\`data\` is text or bytes for some ${callers}: let them pass it as \`content\`, which \`**${rest}\` hands on`;
  }
  const isName = /^\w+$/.test(text);
  const own = isName ? text : 'body';
  const key = `"content" if isinstance(${own}, (str, bytes)) else "data"`;
  const first = isName ? '' : `\`body = ${text}\` above, and `;
  const put =
    rest === undefined
      ? `${first}\`**{${key}: ${own}}\` in its place`
      : `${first}\`${rest}[${key}] = ${own}\` above`;
  return `\`data\` is text or bytes on some ways through this method: remove it here, and write ${put}`;
}
