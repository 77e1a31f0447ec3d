import { isChanged, lengthsOf, mayTell } from '../src/clients/bodies/json-bytes.ts';
import { effectOf } from '../src/clients/changes/changes.ts';
import type { BodyText, Compared, Derived } from '../src/core/model/body-text.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import { toTransform } from '../src/jscodeshift.ts';

/**
 * What changed - requests wrote the JSON of a request as `json.dumps` does, `{"a": 1}` with `\u00e9` for `é`, and so did httpx up to 0.27.
 * httpx 0.28 writes `{"a":1}` and `é`. The sessions of websockets write no spaces since Starlette 0.27 and no escapes since 0.33.
 * Why it breaks - A signature, a digest or a length that a test computes from `json.dumps(payload)` is not that of `json=payload`, and a
 * body that is compared with text is not equal to it. `float("nan")` and infinity are a ValueError in httpx 0.28.
 * Fix safety - Reported only: whether the test is about the bytes or about what they mean is for a person to say.
 * Not handled - Bytes that are compared in another function than the one that sends them, and what an application writes as JSON itself.
 * A signature is not reported where the application is seen to read no bytes.
 */
export const rule = defineRule({
  name: 'json-bytes',
  summary: 'Report tests that count on the bytes of a JSON body.',
  safety: 'none',
  languages: ['python'],
  wants: {
    libraries: ['test-client', 'httpx'],
    calls: [{ options: ['json'] }, { methods: ['websocketConnect'] }],
  },
  *call(call, cx) {
    const first = cx
      .bodyText(call)
      .find((one) => isChanged(one) && (!ANSWERED.includes(one.is) || mayTell(one, cx.route(call))));
    if (first) yield inspect(first, cx);
  },
});

function inspect(one: BodyText, cx: RuleContext): Finding {
  const at = { start: one.start, end: one.end };
  switch (one.is) {
    case 'not-finite': {
      const message = `httpx sends no \`${cx.text(one)}\` as JSON: write \`content=json.dumps(...)\` and ${TYPE}`;
      return { at, message, ...effectOf('jsonNumber', cx) };
    }
    case 'derived':
      return { at, message: derived(one, cx), ...effectOf('jsonBytes', cx) };
    default:
      return {
        at,
        message: compared(one, cx),
        ...effectOf(one.is === 'message' ? 'jsonOfWebsocket' : 'jsonBytes', cx),
      };
  }
}

const ANSWERED: readonly BodyText['is'][] = ['answer', 'digest', 'derived'];

const TYPE = '`headers={"Content-Type": "application/json"}`';

function derived({ value, into, by }: Derived, cx: RuleContext): string {
  const what = `\`json.dumps(${cx.text(value)})\``;
  const from = by === undefined ? `from ${what}` : `from ${what} in \`${by}\``;
  const place = into === undefined ? 'this' : `\`${into}\``;
  return `${place} is computed ${from}, but \`json=\` sends other bytes: send that text, \`content=json.dumps(${cx.text(value)})\`, with \`"Content-Type": "application/json"\` among its headers`;
}

function compared({ is, held, sent, part, within, start, end }: Compared, cx: RuleContext): string {
  const [value, other] = [cx.text(held), cx.text({ start, end })];
  const meant =
    part || within ? '' : `compare what it means, \`json.loads(${value}) == json.loads(${other})\`, or `;
  switch (is) {
    case 'length':
      return `\`${value}\` is ${sent === undefined ? 'another number' : lengthsOf(sent).new} now: send the text itself, \`content=json.dumps(...)\`, with ${TYPE}`;
    case 'digest':
      return `\`${other}\` is not computed from what \`json=\` sends: send that text, \`content=json.dumps(...)\`, with ${TYPE}`;
    case 'message':
      return `\`send_json\` no longer writes this text: ${meant}send it with \`send_text\``;
    default:
      return `\`json=\` no longer sends this text: ${meant}send it with \`content=\` and ${TYPE}`;
  }
}

export default toTransform(rule);
