import { METHOD_NAMES } from '../src/clients/methods.ts';
import { besideQuery, ofIterable, ofPairs, ofText } from '../src/clients/queries/findings.ts';
import { urlOf } from '../src/clients/queries/urls.ts';
import { stillAhead, SUITE_TRACES } from '../src/clients/suites.ts';
import { argumentNamed } from '../src/clients/values/arguments.ts';
import type { ClientCall } from '../src/core/model/calls.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - requests appended `params` to the query of the URL. httpx replaced keys of the same name, and from 0.28 on drops the
 * query of the URL, even if `params` is empty. It sends `params="flag"` as `flag=`, a list in a pair as its `repr`, pairs of one key together,
 * and takes no views, sets or generators.
 * Why it breaks - The application gets another query, without a warning. A view or a generator is an AttributeError.
 * Fix safety - `safe`: the application receives the same query, character by character. The query of the URL goes into `params`, or `params`
 * into the URL, where keys and values are written down. The fix is `unsafe` where something is interpolated in the path that may hold a `?` itself.
 * Not handled - A query with characters that one of the clients encodes, `params` that are made elsewhere, and `client.params` beside a query in
 * a URL. The first two are reported. In a suite that runs on the new
 * client already nothing is said of what changed silently with it: its tests expect what it sends.
 */
export const rule = defineRule({
  name: 'url-query-params',
  summary: 'Write a query in the URL or in `params`, not in both.',
  safety: 'safe',
  // The clients of JavaScript make the query themselves.
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    calls: [{ methods: METHOD_NAMES, options: ['params'], positional: true }],
    written: ['params', 'url'],
    traces: SUITE_TRACES,
  },
  *call(call, cx) {
    yield* stillAhead(inspect(call, cx), cx);
  },
});

function* inspect(call: ClientCall, cx: RuleContext): Generator<Finding> {
  const given = argumentNamed(call, 'params');
  if (!given) return;
  const query = { ...given, call, url: urlOf(call, cx) };
  const found = [ofIterable, ofText, ofPairs, besideQuery];
  for (const one of found) {
    const finding = one(query, cx);
    if (!finding) continue;
    yield finding;
    return;
  }
}

export default toTransform(rule);
