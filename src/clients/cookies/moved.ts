import type { ClientUse } from '../../core/model/client-use.ts';
import type { ClientCall } from '../../core/model/calls.ts';
import type { Option } from '../../core/model/options.ts';
import { call as called, member, quote, safe, unsafe, type Fix, type Intent } from '../../core/rule.ts';

/**
 * A fix that gives the cookies of one call to its client, which sends them with the one request, and after redirects, as requests did:
 * the client that is made for this call, or one like it that is made in its place. Undefined where the jar would tell the difference.
 */
export function movedToClient(call: ClientCall, cookies: Option, use: ClientUse): Fix | undefined {
  const { callee, receiver } = call;
  if (callee.via !== 'member' || callee.self !== undefined || call.override || cookies.place !== 'call')
    return undefined;
  const drop: Intent = { do: 'remove', call, item: cookies };
  const { alone, made: own, before, copy, once, jar } = use;
  if (alone && own)
    return safe({ do: 'add-option', call: own, key: 'cookies', value: quote(cookies.value) }, drop);
  if (alone && before) {
    const update = called(member(member(quote(receiver), 'cookies'), 'update'), [quote(cookies.value)]);
    return safe({ do: 'insert-statement', before, code: update }, drop);
  }
  if (!copy || (jar.sign !== undefined && !once)) return undefined;
  const made = called(quote(copy.callee), copy.args.map(quote), [['cookies', quote(cookies.value)]]);
  const intents: readonly Intent[] = [{ do: 'replace', target: receiver, with: made }, drop];
  return jar.sign === undefined ? safe(...intents) : unsafe(...intents);
}

/** The text of a mapping names a cookie in quotes before a colon, or as an option of `dict(...)`. */
export const namesOf = (text: string): readonly string[] =>
  Array.from(
    text.matchAll(/["']([^"']+)["']\s*:|\b(\w+)\s*=(?!=)/g),
    ([, quoted, bare]) => quoted ?? bare ?? '',
  );

/** Characters that `http.cookiejar` writes as they are, and that httpx cannot encode. */
export const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text);
