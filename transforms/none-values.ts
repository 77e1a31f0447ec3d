import { effectOf } from '../src/clients/changes/changes.ts';
import { METHOD_NAMES } from '../src/clients/methods.ts';
import { stillAhead, SUITE_TRACES } from '../src/clients/suites.ts';
import { argumentNamed, itemsIn } from '../src/clients/values/arguments.ts';
import { droppedUnsafely, fieldFindings, writtenFindings } from '../src/clients/values/fields.ts';
import { findingsElsewhere, findingsHidden, type Inspect } from '../src/clients/values/elsewhere.ts';
import { headerSpelling } from '../src/clients/values/headers.ts';
import { option, type ClientCall } from '../src/core/model/calls.ts';
import { isOnly, mayBe, type Item, type Value } from '../src/core/model/values.ts';
import { defineRule, safe, text, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - requests left out a key of the query, of a form or of the headers whose value is `None`. httpx sends it as an empty
 * text, and refuses it as a header. httpx sends `True` as `true`, bytes as their `repr`, a member of a `(str, Enum)` as `Class.NAME`,
 * and sets, generators and ranges as their `repr`; requests sent `True`, the text, the value, and each item.
 * Why it breaks - From Starlette 0.21 on the application gets another request, without a warning: an `int` parameter of FastAPI
 * answers 422 to the empty text. A header that is `None`, or text that is not ASCII, is an error.
 * Fix safety - `safe`: the application receives the same query, form and headers. A dictionary is edited where it is written, in the call or
 * where a name is bound that nothing else uses. The fix is `unsafe` for a header that is `None`: with requests that also removed
 * a header of the client.
 * Not handled - What a function, a fixture, a parametrized test or a caller makes is reported where it is made, or on the call if that is
 * another file. A value that may be `None` is reported where something shows it: a parametrized argument, a default, a field of a
 * model. Where nothing is known of a value nothing is said. Pairs as a form are `form-pairs-to-mapping`'s. In a suite that runs on the new
 * client already nothing is said of what changed silently with it: its tests expect what it sends.
 */
export const rule = defineRule({
  name: 'none-values',
  summary: 'Keep `None`, bools, bytes and Enum members in queries, forms and headers as requests sent them.',
  safety: 'safe',
  // The clients of JavaScript take objects whose values they write themselves.
  languages: ['python'],
  wants: {
    libraries: ['test-client'],
    calls: [
      { methods: METHOD_NAMES, options: ['params', 'data', 'headers', 'method'], positional: true },
      { methods: ['request'] },
    ],
    written: ['params', 'data', 'headers', 'method'],
    traces: SUITE_TRACES,
  },
  *call(call, cx) {
    yield* stillAhead(inspect(call, cx), cx);
  },
});

function* inspect(call: ClientCall, cx: RuleContext): Generator<Finding> {
  for (const name of ['params', 'data'] as const) {
    const given = argumentNamed(call, name);
    if (!given) continue;
    yield* fieldFindings({ call, name, ...given }, cx);
  }
  const headers = argumentNamed(call, 'headers');
  if (headers) {
    yield* inspectHeaders(call, headers.value, cx);
    yield* findingsElsewhere({ ...headers, name: 'headers' }, inspectorOf(call)('headers'), cx);
  }
  yield* findingsHidden(call, CARRYING, inspectorOf(call), cx);
  yield* inspectMethod(call, cx);
}

const CARRYING = ['params', 'data', 'headers'] as const;

const inspectorOf =
  (call: ClientCall) =>
  (name: string): Inspect =>
  (value, cx) =>
    name === 'params' || name === 'data'
      ? writtenFindings({ call, name, value }, cx)
      : inspectHeaders(call, value, cx);

function* inspectHeaders(call: ClientCall, value: Value, cx: RuleContext): Generator<Finding> {
  const written = itemsIn(value);
  for (const item of written?.items ?? []) {
    const spelling = headerSpelling(item.value, cx.text(item.value));
    if (!spelling) {
      if (mayBe(item.value, 'none')) yield maybeNone(item, cx);
      continue;
    }
    const { change, advice, becomes } = spelling;
    const mayEdit = written?.only === true && written.as !== 'pairs' && item.key?.inert && item.value.inert;
    const fix =
      becomes === 'gone'
        ? mayEdit && droppedUnsafely(call, { ...item, key: item.key })
        : written?.only && safe({ do: 'replace', target: item.value, with: becomes });
    yield { at: item.value, message: advice, ...effectOf(change, cx), ...(fix && { fix }) };
  }
}

function maybeNone({ value }: Item, cx: RuleContext): Finding {
  const message = 'a header may be `None` here: leave its key out where it is';
  return { at: value, message, ...effectOf('noneHeader', cx) };
}

/** `client.request(b"POST", "/")`. */
function* inspectMethod(call: ClientCall, cx: RuleContext): Generator<Finding> {
  if (call.method.name !== 'request') return;
  const method = option(call, 'method')?.value ?? call.args[0];
  if (!method || !isOnly(method, 'bytes')) return;
  const shape = method.written?.shape;
  const isHere = method.written?.start === method.start && shape?.is === 'text' && shape.text !== undefined;
  const message = 'the method has to be text: write it without `b`';
  const fix = isHere && safe({ do: 'replace', target: method, with: text(shape.text) });
  yield { at: method, message, ...effectOf('methodBytes', cx), ...(fix && { fix }) };
}

export default toTransform(rule);
