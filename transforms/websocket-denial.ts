import { effectOf } from '../src/clients/changes/changes.ts';
import { lineName } from '../src/core/lines.ts';
import { hasReached } from '../src/core/model/target.ts';
import type { Value } from '../src/core/model/values.ts';
import { defineRule, type Finding, type RuleContext } from '../src/core/rule.ts';
import type { Reference } from '../src/core/sites.ts';
import { toTransform } from '../src/jscodeshift.ts';

const HTTP_EXCEPTIONS: readonly string[] = [
  'fastapi.HTTPException',
  'fastapi.exceptions.HTTPException',
  'starlette.exceptions.HTTPException',
];
const DISCONNECTS: readonly string[] = [
  'fastapi.WebSocketDisconnect',
  'fastapi.websockets.WebSocketDisconnect',
  'starlette.websockets.WebSocketDisconnect',
];
const SESSION = 'starlette.testclient.WebSocketTestSession';

/**
 * What changed - An HTTPException that an application raises before it accepts a websocket came out of `websocket_connect` as it was.
 * Starlette 0.21 to 0.40 wait for ever instead, and 0.41 raises `starlette.testclient.WebSocketDenialResponse`. The text of a
 * WebSocketDisconnect is empty since Starlette 0.37. A session that is not entered with `with` cannot send since 0.45.1.
 * Why it breaks - `pytest.raises(HTTPException)` around a connection hangs or fails, and so does `match=` with a WebSocketDisconnect.
 * Fix safety - Reported only: the exception that is raised after a connection is accepted no longer reaches the test at all, and which of
 * the two it is stands in the application.
 * Not handled - `str(error)` and `error.args` of a WebSocketDisconnect.
 */
export const rule = defineRule({
  name: 'websocket-denial',
  summary: 'Report tests of refused websockets, and sessions that are not entered.',
  safety: 'none',
  languages: ['python'],
  wants: { libraries: ['test-client'], references: [...HTTP_EXCEPTIONS, ...DISCONNECTS, SESSION] },
  *reference(site, cx) {
    if (site.path === SESSION) yield* inspectSession(site, cx);
    if (site.as !== 'raises' && site.as !== 'except') return;
    const { start, end, sends = [] } = site;
    const connection = sends.find(({ method }) => method === 'websocketConnect' || method === 'enter');
    if (connection && HTTP_EXCEPTIONS.includes(site.path) && !isCovered(site, cx)) {
      const message = `this is no longer raised by \`${connection.text}\` (${lineName(connection.where)}): expect \`WebSocketDenialResponse\` of \`starlette.testclient\`, on Starlette 0.41 or later`;
      yield { at: { start, end }, message, ...effectOf('refusedWebsocket', cx) };
    }
    const match = patternOf(site);
    if (!match || !DISCONNECTS.includes(site.path) || isAnything(match.value)) return;
    if (!connection && !sends.some(({ method }) => method === 'receive')) return;
    const message =
      'the exception has no text to match: write `as error` without `match`, and compare `error.value.code` and `error.value.reason`';
    yield {
      at: { start: match.start, end: match.value.end },
      message,
      ...effectOf('disconnectText', cx),
    };
  },
});

/** The new exception is expected too; it is a WebSocketDisconnect, and raised since Starlette 0.41. */
const isCovered = ({ beside = [] }: Reference, { target }: RuleContext): boolean =>
  beside.includes('starlette.testclient.WebSocketDenialResponse') ||
  (hasReached(target, 'starlette', [0, 41]) === true && beside.some((one) => DISCONNECTS.includes(one)));

/** The pattern with its keyword: `match="4001"`, or the second argument of `assertRaisesRegex`. */
function patternOf({
  called,
  match,
}: Reference): { readonly start: number; readonly value: Value } | undefined {
  const option = called?.options.find(({ key }) => key.name === 'match');
  if (option) return { start: option.key.start, value: option.value };
  const [, value] = match ? (called?.args ?? []) : [];
  return value && { start: value.start, value };
}

/** Whether a pattern is known to match the empty text too, or is None. */
const isAnything = ({ constants }: Value): boolean =>
  constants?.every((one) => typeof one !== 'string' || matchesNothing(one)) ?? false;

function matchesNothing(pattern: string): boolean {
  try {
    return new RegExp(pattern).test('');
  } catch {
    return false;
  }
}

function* inspectSession({ start, end, as, text }: Reference, cx: RuleContext): Generator<Finding> {
  if (as !== 'call' || !text.endsWith('websocket_connect')) return;
  const message = `this session is used without being entered: write \`with ${text}(...) as session:\` around its use`;
  yield { at: { start, end }, message, ...effectOf('unenteredSession', cx) };
}

export default toTransform(rule);
