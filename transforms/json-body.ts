import { isInTheWay } from '../src/clients/bodies/bodies.ts';
import {
  applicationOf,
  headersOf,
  isStrict,
  jsonTextIn,
  type Headers,
  type JsonText,
} from '../src/clients/bodies/json-text.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import { WITH_BODY } from '../src/clients/methods.ts';
import type { ClientCall } from '../src/core/model/calls.ts';
import type { Option } from '../src/core/model/options.ts';
import {
  defineRule,
  mapping,
  quote,
  safe,
  text,
  unsafe,
  type Finding,
  type Intent,
  type RuleContext,
} from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - FastAPI reads a body without a content type as JSON up to 0.131. From 0.132 on it asks for the content type
 * of JSON (`strict_content_type`).
 * Why it breaks - A call that sends JSON as text, `content=json.dumps(x)`, has no content type: FastAPI answers 422.
 * Fix safety - `json=x` where the call writes `json.dumps(x)`, else the header `Content-Type`. `safe` where the target is FastAPI 0.132 or
 * later and the route of the call is in sight; `unsafe` otherwise, for on earlier versions a handler or middleware that looks at
 * the content type sees another one. With httpx 0.28 and later `json=x` sends no spaces and raw UTF-8: the parsed JSON is the same.
 * Not handled - Nothing is said of applications of Starlette, of handlers that read the request themselves, of calls whose route is not
 * in sight unless the target is FastAPI 0.132 or later, and of calls that name a content type. `import json` stays.
 */
export const rule = defineRule({
  name: 'json-body',
  summary: 'Send JSON to FastAPI as `json`, or with its content type.',
  safety: 'unsafe',
  // No client of JavaScript tests an application of FastAPI.
  languages: ['python'],
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ methods: [...WITH_BODY, 'request'], options: ['content', 'data'] }],
    written: ['content', 'data', 'headers'],
  },
  *call(call, cx) {
    const strict = isStrict(cx.target);
    if (strict === false || call.override) return;
    if (isInTheWay(call, 'json') || isInTheWay(call, 'files')) return;
    const body = call.options.find(({ key }) => ['content', 'data'].includes(key.name));
    const json = body && jsonTextIn(body.value, cx);
    const headers = headersOf(call);
    if (!json || headers === 'typed') return;
    const application = applicationOf(cx.route(call));
    if (application === 'other' || (application === 'untold' && !strict)) return;
    const isSure = strict === true && application === 'fastapi';
    yield told({ call, body, json, headers, isSure }, cx);
  },
});

interface Sent {
  readonly call: ClientCall;
  readonly body: Option;
  readonly json: JsonText;
  readonly headers: Headers;
  /** The application is known to refuse the call. */
  readonly isSure: boolean;
}

function told(sent: Sent, cx: RuleContext): Finding {
  const { body, headers, isSure } = sent;
  const intents = intentsFor(sent);
  const fix = isSure && (headers === 'none' || headers === 'other') ? safe : unsafe;
  return {
    at: body.key,
    message: `JSON is sent as text without its content type: ${adviceFor(sent, cx)}`,
    ...effectOf(
      'jsonType',
      cx,
      headers === 'unknown' ? 'not all headers of the call are in sight' : undefined,
    ),
    ...(intents && { fix: fix(...intents) }),
  };
}

/** Where a header is computed from the body, its bytes have to stay. */
const asJson = ({ json, headers }: Sent): boolean => json.is === 'dumped' && headers !== 'signed';

function adviceFor(sent: Sent, cx: RuleContext): string {
  const { json } = sent;
  if (json.is === 'dumped' && asJson(sent)) {
    const source = cx.text(json.of);
    return `write \`json=${source.length > 40 || source.includes('\n') ? '...' : source}\``;
  }
  return sent.headers === 'none'
    ? 'add `headers={"Content-Type": "application/json"}`'
    : 'add `"Content-Type": "application/json"` to its headers';
}

function intentsFor(sent: Sent): readonly Intent[] | undefined {
  const { call, body, json, headers } = sent;
  if (call.through || body.place !== 'call') return undefined;
  if (json.is === 'dumped' && asJson(sent))
    return [
      { do: 'rename', target: body.key, to: 'json' },
      { do: 'replace', target: body.value, with: quote(json.of) },
    ];
  if (headers !== 'none') return undefined;
  return [
    {
      do: 'add-option',
      call,
      key: 'headers',
      value: mapping([[text('Content-Type'), text('application/json')]]),
    },
  ];
}

export default toTransform(rule);
