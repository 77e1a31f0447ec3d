import { effectOf } from '../src/clients/changes/changes.ts';
import {
  DROPPED,
  DROPPED_FROM,
  droppedFinding,
  droppedFrom,
  RELAYED,
  SHOWS_STREAMING,
} from '../src/clients/dropped/dropped.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import { hiddenOptions, methodsOf, unrelayed, type ClientCall } from '../src/core/model/calls.ts';
import { defineRule } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - A request of the old client took `verify`, `cert`, `proxies`, `stream`, `hooks` and `timeout`, as requests does. The
 * test client sends nothing over a network: it looked at none of them but `hooks`. A request of httpx has none of the first five.
 * Why it breaks - From Starlette 0.21 on they are a TypeError ("got an unexpected keyword argument 'verify'"), in
 * `websocket_connect` too. `timeout` is a warning from Starlette 0.46 on ("You should not use the 'timeout' argument"), also if it is
 * `None`, but not in `websocket_connect`.
 * Fix safety - `safe`: what had no effect is removed. `stream=True` had none either, as the whole body was read; in JavaScript, where
 * it is not known what becomes of a response, that fix is `unsafe`. Options that are given to a function of the project are removed there
 * if all that the function does with its `**kwargs` is to unpack them into calls of clients.
 * Not handled - `hooks`, which belong to the client now; `stream=True` where `raw` is read; a value whose evaluation may have an effect;
 * an option that reaches the call from elsewhere in another way. All are reported.
 */
export const rule = defineRule({
  name: 'dropped-options',
  summary: 'Remove options that a request no longer takes: `timeout`, `verify`, `cert`, `proxies`, `stream`.',
  safety: 'safe',
  wants: {
    libraries: ['test-client'],
    calls: [{ methods: DROPPED_FROM, options: DROPPED }],
    relays: RELAYED,
    traces: {
      reads: SHOWS_STREAMING,
      follows: [],
      options: [],
      overrides: [],
      suites: { options: [], packages: [] },
    },
  },
  *call(call, cx) {
    const names = namesFor(call);
    for (const item of call.options) if (names.has(item.key.name)) yield droppedFinding(call, item, cx);
    const hidden = unrelayed(hiddenOptions(call, names));
    const isWarned = hidden.every(({ name }) => name === 'timeout');
    const effect = effectOf(isWarned ? 'timeoutOption' : 'droppedOption', cx);
    yield* reportHidden(call, hidden, { advice: 'remove it there', ...effect }, cx);
  },
  *relay({ call }, cx) {
    const names = namesFor(call);
    for (const item of call.options)
      if (names.has(item.key.name) && RELAYED.includes(item.key.name)) yield droppedFinding(call, item, cx);
  },
});

const namesFor = (call: ClientCall): ReadonlySet<string> =>
  new Set((methodsOf(call) ?? DROPPED_FROM).flatMap(droppedFrom));

export default toTransform(rule);
