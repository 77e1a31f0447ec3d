import { placeOf, type ClientCall } from '../model/calls.ts';
import { enumerated } from '../text.ts';
import type { Finding, Rule, RuleContext } from '../rule.ts';

/**
 * The one finding about a call whose arguments cannot all be seen: what each of the rules would have looked for.
 * `undefined` where the arguments are visible, or no rule has anything to say.
 */
export function opaqueCall(rules: readonly Rule[], call: ClientCall, cx: RuleContext): Finding | undefined {
  // What an override is given is for its callers to say; `client-api` reports what it can no longer do with it.
  if (call.hidden.may !== 'anything' || call.override) return undefined;
  // What is hidden from a client of httpx itself was written for httpx.
  if (call.receiver.library !== 'test-client') return undefined;
  const clauses = rules.flatMap((rule) => rule.opaque?.(call, cx) ?? []);
  if (clauses.length === 0) return undefined;
  return {
    at: placeOf(call),
    message: `cannot see every argument of this call: where needed, ${enumerated([...new Set(clauses)])}`,
    // Nothing shows that it fails: it may do so.
    level: 'differs',
    why: call.hidden.because,
  };
}
