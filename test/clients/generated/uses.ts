import type { Choice } from './features.ts';
import { build, type Piece } from './piece.ts';

/**
 * What a test makes of a response. `$` stands for the call, `STATUS` for the status that the old client sees, `§` for the
 * number of the call.
 */
export interface Use extends Choice {
  readonly name: string;
  readonly lines: readonly string[];
  readonly needs?: Omit<Piece, 'code'>;
  /** Only in a method of `unittest.TestCase`. */
  readonly unittest?: boolean;
  /** Needs parameters of a pytest function. */
  readonly pytest?: boolean;
}

const use = (name: string, ...lines: readonly string[]): Use => ({ name, lines });
const asserted = (name: string, ...checks: readonly string[]): Use =>
  use(
    name,
    'response_§ = $',
    ...checks.map((check) => `assert ${check.replaceAll('RESPONSE', 'response_§')}`),
  );

const CHECKED = 'def check_§(response, status):\n    assert response.status_code == status\n';
const STATUS_LINE = 'from starlette import status';

/** The answer is a redirect, and the test looks at it. */
export const OF_REDIRECT: readonly Use[] = [
  asserted('status of a name', 'RESPONSE.status_code == STATUS'),
  use('status of the call', 'assert $.status_code == STATUS'),
  asserted('status turned round', 'STATUS == RESPONSE.status_code'),
  asserted('one of the redirects', 'RESPONSE.status_code in (301, 302, 303, 307, 308)'),
  use('one of a list', 'assert $.status_code in [STATUS]'),
  asserted('hundreds', 'RESPONSE.status_code // 100 == 3'),
  asserted('a range', '300 <= RESPONSE.status_code < 400'),
  asserted('two comparisons', 'RESPONSE.status_code >= 300 and RESPONSE.status_code < 400'),
  asserted('not 200', 'RESPONSE.status_code != 200'),
  asserted('its text', 'str(RESPONSE.status_code).startswith("3")'),
  asserted('location', 'RESPONSE.headers["location"]'),
  asserted('location, capital', 'RESPONSE.headers["Location"].startswith("/")'),
  asserted('location by get', 'RESPONSE.headers.get("location")'),
  asserted('location in headers', '"location" in RESPONSE.headers'),
  use('location of the call', 'assert $.headers["location"].endswith("d") is not None'),
  asserted('is_redirect', 'RESPONSE.is_redirect'),
  use('is_redirect of the call', 'assert $.is_redirect'),
  asserted('is_redirect is True', 'RESPONSE.is_redirect is True'),
  asserted('status and location', 'RESPONSE.status_code == STATUS', 'RESPONSE.headers["location"]'),
  asserted('a tuple', '(RESPONSE.status_code, 1) == (STATUS, 1)'),
  use('a name of its status', 'response_§ = $', 'code_§ = response_§.status_code', 'assert code_§ == STATUS'),
  use('a name of the status of the call', 'code_§ = $.status_code', 'assert code_§ == STATUS'),
  use(
    'a branch',
    'response_§ = $',
    'seen_§ = False',
    'if response_§.status_code == STATUS:\n    seen_§ = True',
    'assert seen_§',
  ),
  use(
    'a raise',
    'response_§ = $',
    'if response_§.status_code != STATUS:\n    raise AssertionError(response_§.text)',
  ),
  { ...use('a helper', 'response_§ = $', 'check_§(response_§, STATUS)'), needs: { module: [CHECKED] } },
  { ...use('a helper around the call', 'check_§($, STATUS)'), needs: { module: [CHECKED] } },
  {
    ...use('a helper that knows', 'knows_§($)'),
    needs: { module: ['def knows_§(answer):\n    assert answer.status_code in (301, 302, 303, 307, 308)\n'] },
  },
  {
    ...use('a constant', 'assert $.status_code == EXPECTED_§'),
    needs: { module: ['EXPECTED_§ = STATUS\n'] },
  },
  { ...use('a local constant', 'expected_§ = STATUS', 'assert $.status_code == expected_§') },
  {
    ...use('an enumeration', 'assert $.status_code == HTTPStatus(STATUS)'),
    needs: { imports: ['from http import HTTPStatus'] },
  },
  {
    ...use('a member of an enumeration', 'assert $.status_code == HTTPStatus.MEMBER'),
    needs: { imports: ['from http import HTTPStatus'] },
  },
  {
    ...use('a constant of starlette', 'assert $.status_code == status.HTTP_NAME'),
    needs: { imports: [STATUS_LINE] },
  },
  {
    ...use('a parameter', 'assert $.status_code == expected_§'),
    pytest: true,
    needs: {
      imports: ['import pytest'],
      params: ['expected_§'],
      decorators: ['@pytest.mark.parametrize("expected_§", [STATUS])'],
    },
  },
  use('a set', 'assert {$.status_code} == {STATUS}'),
  use(
    'a list of responses',
    'responses_§ = [$]',
    'assert all(one.status_code == STATUS for one in responses_§)',
  ),
  use('an item', 'responses_§ = {}', 'responses_§["a"] = $', 'assert responses_§["a"].status_code == STATUS'),
  use('an assignment expression', 'assert (response_§ := $).status_code == STATUS'),
  use('a message', 'response_§ = $', 'assert response_§.status_code == STATUS, response_§.text'),
  use(
    'a match',
    'response_§ = $',
    'match response_§.status_code:\n    case STATUS:\n        pass\n    case _:\n        raise AssertionError',
  ),
  {
    ...use('assertEqual', 'response_§ = $', 'self.assertEqual(response_§.status_code, STATUS)'),
    unittest: true,
  },
  { ...use('assertEqual turned round', 'self.assertEqual(STATUS, $.status_code)'), unittest: true },
  { ...use('assertIn', 'self.assertIn($.status_code, (301, 302, 303, 307, 308))'), unittest: true },
  { ...use('assertTrue', 'self.assertTrue($.is_redirect)'), unittest: true },
  { ...use('assertNotEqual', 'self.assertNotEqual($.status_code, 200)'), unittest: true },
  use('nothing', '$'),
  use('a name that is not read', 'response_§ = $'),
  asserted('no body', 'RESPONSE.content == b""'),
  asserted('no text', 'not RESPONSE.text'),
  asserted('no error', 'RESPONSE.status_code < 400'),
  asserted('its URL', 'str(RESPONSE.url)'),
  asserted('no history', 'not RESPONSE.history'),
];

/** The answer is the login's own. */
export const OF_LOGIN: readonly Use[] = [
  ...OF_REDIRECT,
  asserted('a cookie', 'RESPONSE.cookies["session"]'),
  asserted('a cookie by get', 'RESPONSE.cookies.get("session") is not None'),
  asserted('a cookie in', '"session" in RESPONSE.cookies'),
  asserted('a header of a cookie', '"session" in RESPONSE.headers["set-cookie"]'),
  use('cookies of the call', 'assert $.cookies'),
];

/** The answer is no redirect, or the one behind it. */
export const OF_ANSWER: readonly Use[] = [
  use('nothing', '$'),
  asserted('status of a name', 'RESPONSE.status_code == 200'),
  use('status of the call', 'assert $.status_code == 200'),
  use('a name that is not read', 'response_§ = $'),
  asserted('json', 'RESPONSE.json()["ok"]'),
  use('json of the call', 'assert $.json()["name"] == "Ada"'),
  asserted('text', '"Ada" in RESPONSE.text'),
  asserted('content', 'RESPONSE.content'),
  asserted('a header', 'RESPONSE.headers["content-type"] == "application/json"'),
  asserted('no error', 'RESPONSE.status_code < 400'),
  asserted('not 404', 'RESPONSE.status_code != 404'),
  use('raise_for_status', '$.raise_for_status()'),
  { ...use('assertEqual', 'self.assertEqual($.status_code, 200)'), unittest: true },
  { ...asserted('ok', 'RESPONSE.ok'), open: 'response-api' },
];

const MEMBERS: Readonly<Record<number, string>> = {
  301: 'MOVED_PERMANENTLY',
  302: 'FOUND',
  303: 'SEE_OTHER',
  307: 'TEMPORARY_REDIRECT',
  308: 'PERMANENT_REDIRECT',
};

const filled = (text: string, status: number): string =>
  text
    .replaceAll('status.HTTP_NAME', () => `status.HTTP_${status}_${MEMBERS[status]}`)
    .replaceAll('HTTPStatus.MEMBER', () => `HTTPStatus.${MEMBERS[status]}`)
    .replaceAll('STATUS', String(status));

/** The statements of a use around a call, as one piece whose code has a statement a line. */
export function using({ lines, needs = {} }: Use, call: Piece, status: number): Piece {
  const fill = (texts: readonly string[] = []): readonly string[] =>
    texts.map((text) => filled(text, status));
  const code = fill(lines)
    .map((line) => line.replaceAll('$', () => call.code))
    .join('\n');
  return build(code, [call], { ...needs, module: fill(needs.module), decorators: fill(needs.decorators) });
}
