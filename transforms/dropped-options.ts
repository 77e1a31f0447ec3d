import { effectOf } from '../src/clients/changes/changes.ts';
import {
  DROPPED,
  DROPPED_FROM,
  droppedFinding,
  droppedFrom,
  SHOWS_STREAMING,
} from '../src/clients/dropped/dropped.ts';
import { reportHidden } from '../src/clients/hidden.ts';
import { hiddenOptions, methodsOf } from '../src/core/model/calls.ts';
import { defineRule } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - A request of the old client took `verify`, `cert`, `proxies`, `stream`, `hooks` and `timeout`, as requests does. The
 * test client sends nothing over a network: it looked at none of them but `hooks`. A request of httpx has none of the first five.
 * Why it breaks - From Starlette 0.21 on they are a TypeError ("got an unexpected keyword argument 'verify'"), in
 * `websocket_connect` too. `timeout` is a warning from Starlette 0.46 on ("You should not use the 'timeout' argument"), also if it is
 * `None`, but not in `websocket_connect`.
 * Fix safety - `safe`: what had no effect is removed. `stream=True` had none either, as the whole body was read; in JavaScript, where
 * it is not known what becomes of a response, that fix is `unsafe`.
 * Not handled - `hooks`, which belong to the client now; `stream=True` where `raw` is read; a value whose evaluation may have an effect;
 * an option that reaches the call from another function or file. All are reported.
 */
export const rule = defineRule({
  name: 'dropped-options',
  summary: 'Remove options that a request no longer takes: `timeout`, `verify`, `cert`, `proxies`, `stream`.',
  safety: 'safe',
  wants: {
    libraries: ['test-client'],
    calls: [{ methods: DROPPED_FROM, options: DROPPED }],
    traces: {
      reads: SHOWS_STREAMING,
      follows: [],
      options: [],
      overrides: [],
      suites: { options: [], packages: [] },
    },
  },
  *call(call, cx) {
    const names = new Set((methodsOf(call) ?? DROPPED_FROM).flatMap(droppedFrom));
    for (const item of call.options) if (names.has(item.key.name)) yield droppedFinding(call, item, cx);
    const hidden = hiddenOptions(call, names);
    const isWarned = hidden.every(({ name }) => name === 'timeout');
    const effect = effectOf(isWarned ? 'timeoutOption' : 'droppedOption', cx);
    yield* reportHidden(call, hidden, { advice: 'remove it there', ...effect }, cx);
  },
});

export default toTransform(rule);
