import { enter, iteration } from '../src/clients/responses/bodies.ts';
import { OF_REQUEST, OF_RESPONSE, OF_TEXT, TAKERS } from '../src/clients/responses/names.ts';
import { IN_JAVASCRIPT, judgesOf } from '../src/clients/responses/responses.ts';
import { urlAsText } from '../src/clients/responses/requests.ts';
import { truth } from '../src/clients/responses/status.ts';
import { SUITES } from '../src/clients/suites.ts';
import { defineRule } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - A response of requests has `ok`, and is true where its status is below 400. It has `reason`, `next`, `raw`, `iter_content`,
 * `is_permanent_redirect`, can be iterated over and entered with `with`; its `url` is a str, and so is that of its request, which has
 * `body` and `path_url`. A response of httpx has none of that, or under another name.
 * Why it breaks - From Starlette 0.21 on most of it is an AttributeError or a TypeError. The truth of a response and `is_redirect` change
 * without a word: a response is always true, and `is_redirect` is true of every 3xx.
 * Fix safety - `safe`: `not response.is_error` is what `ok` was for every status (`is_success` is false for redirects), and each of the other
 * forms gives the same value on every version. A URL is wrapped in `str()` only where a URL object fails. `iter_lines` without arguments is
 * `unsafe`, because it may be written for httpx.
 * Not handled - A response whose truth decides which value an expression has (`response or default`), the rest of `raw`, a `delimiter` of
 * `iter_lines`, and calls whose arguments cannot be seen: they are reported. In JavaScript `ok` and `reason` alone: a response is always
 * true there, and it was with the old client.
 */
export const rule = defineRule({
  name: 'response-api',
  summary: 'Replace what responses no longer have or are: `ok`, `reason`, their truth, `url` as a str, ...',
  safety: 'safe',
  wants: {
    libraries: ['test-client'],
    reads: { response: OF_RESPONSE, request: OF_REQUEST, url: OF_TEXT },
    withArguments: ['json'],
    truths: ['response'],
    iterations: ['response'],
    enters: ['response'],
    takings: { url: TAKERS },
    traces: { reads: [], follows: [], options: [], overrides: [], suites: SUITES },
  },
  *read(read, cx) {
    if (cx.language === 'javascript' && !IN_JAVASCRIPT.includes(read.attribute.name)) return;
    for (const judge of judgesOf(read)) {
      const finding = judge(read, cx);
      if (finding) yield finding;
    }
  },
  *truth(site, cx) {
    const finding = truth(site, cx);
    if (finding) yield finding;
  },
  *iteration(site, cx) {
    if (cx.language === 'python') yield iteration(site, cx);
  },
  *taking(site, cx) {
    const finding = urlAsText(site, cx);
    if (finding) yield finding;
  },
  *enter(site, cx) {
    if (cx.language === 'python') yield enter(site, cx);
  },
});

export default toTransform(rule);
