import type { ClientCall } from '../../core/model/calls.ts';
import { call, member, quote, safe, type Finding, type RuleContext } from '../../core/rule.ts';
import { effectOf } from '../changes/changes.ts';

/** `requests.Request("GET", url).prepare()`. */
const PREPARED = /^((?:\w+\.)*Request\()([^]*)\)\.prepare\(\)$/;

/** Options of such a request that `build_request` does not take. */
const NOT_TAKEN = /\b(?:auth|hooks)\s*=/;

/** `client.send(requests.Request("GET", url).prepare())`: a request of requests. */
export function sentPrepared(site: ClientCall, cx: RuleContext): Finding | undefined {
  const [given] = site.args;
  if (given?.form?.is !== 'call' || given.form.name !== 'prepare') return undefined;
  const [, start = '', inside = ''] = PREPARED.exec(cx.text(given)) ?? [];
  if (inside === '') return undefined;
  const { receiver } = site;
  const built = member(quote(receiver), 'buildRequest');
  const from = given.start + start.length;
  const args = quote({ start: from, end: from + inside.length });
  const fix = safe({ do: 'replace', target: given, with: call(built, [args]) });
  return {
    at: given,
    message: `the client sends no request of requests: write \`${receiver.text}.${cx.spell('buildRequest')}(${inside})\``,
    ...effectOf('sentPrepared', cx),
    ...(!NOT_TAKEN.test(inside) && { fix }),
  };
}
