import { asserted, use, type Use } from './use.ts';

const CHECKED = 'def check_§(response, status):\n    assert response.status_code == status\n';
const STATUS_LINE = 'from starlette import status';

/** The answer is a redirect, and the test looks at it. */
const PLAIN: readonly Use[] = [
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

/** What tells a redirect in a way of its own, or says nothing of it, and holds for no other answer than the first. */
const ODD: readonly Use[] = [
  use(
    'an attribute of the test',
    'holder_§ = SimpleNamespace()',
    'holder_§.response = $',
    'assert holder_§.response.status_code == STATUS',
  ),
  use('an unpacked response', 'response_§, other_§ = $, 1', 'assert response_§.status_code == STATUS'),
  use(
    'a conditional response',
    'response_§ = $ if True else None',
    'assert response_§.status_code == STATUS',
  ),
  use('a loop over responses', 'for response_§ in [$]:\n    assert response_§.status_code == STATUS'),
  use('a list of codes', 'assert [one.status_code for one in [$]] == [STATUS]'),
  asserted('not equal to 200', 'not RESPONSE.status_code == 200'),
  asserted('equal to 200 is false', '(RESPONSE.status_code == 200) is False'),
  asserted('in a range', 'RESPONSE.status_code in range(300, 400)'),
  asserted('in a set', 'RESPONSE.status_code in {301, 302, 303, 307, 308}'),
  asserted('by getattr', 'getattr(RESPONSE, "status_code") == STATUS'),
  asserted('one of either', 'RESPONSE.status_code in (200, STATUS)'),
  asserted('either', 'RESPONSE.status_code == 200 or RESPONSE.status_code == STATUS'),
  asserted('above 200', 'RESPONSE.status_code > 200'),
  asserted('a sum', 'RESPONSE.status_code == STATUS - 1 + 1'),
  asserted('not 404', 'RESPONSE.status_code != 404'),
  asserted('not among errors', 'RESPONSE.status_code not in (400, 404, 500)'),
  asserted('in text', 'f"{RESPONSE.status_code}" == "STATUS"'),
  asserted('an empty text', 'RESPONSE.text == ""'),
  asserted('a text that is none', 'RESPONSE.text is not None'),
  asserted('a text without', '"Ada" not in RESPONSE.text'),
  asserted('not a text', 'RESPONSE.text != "Ada"'),
  asserted('no length', 'len(RESPONSE.content) == 0'),
  asserted('no type', 'RESPONSE.headers.get("content-type") is None'),
  asserted('no type in headers', '"content-type" not in RESPONSE.headers'),
  asserted('a length of nothing', 'RESPONSE.headers["content-length"] == "0"'),
  use('a name of its headers', 'headers_§ = $.headers', 'assert headers_§["location"]'),
  use(
    'a location that is parsed',
    'response_§ = $',
    'assert urlparse(response_§.headers["location"]).path != ""',
  ),
  use(
    'a raise of the assertion',
    'response_§ = $',
    'with pytest.raises(AssertionError):\n    assert response_§.status_code == 200',
  ),
  use('a raise of json', 'response_§ = $', 'with pytest.raises(ValueError):\n    response_§.json()'),
  use(
    'a json that may fail',
    'response_§ = $',
    'try:\n    response_§.json()\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError',
  ),
  use(
    'a branch for 200',
    'response_§ = $',
    'if response_§.status_code == 200:\n    raise AssertionError("followed")',
  ),
  use(
    'a branch for both',
    'response_§ = $',
    'if response_§.status_code == 200:\n    assert response_§.json()\nelse:\n    assert response_§.status_code == STATUS',
  ),
  use(
    'an assertion that is not reached',
    'response_§ = $',
    'if not response_§:\n    assert response_§.status_code == 200',
  ),
  use(
    'an assertion in a function that is not called',
    'response_§ = $',
    'def unused_§():\n    assert response_§.status_code == 200',
  ),
  use(
    'a name that is bound again',
    'response_§ = $',
    'response_§ = SimpleNamespace(status_code=200)',
    'assert response_§.status_code == 200',
  ),
  use(
    'another response of the name',
    'response_§ = $',
    'response_§ = CLIENT.get("/echo/§")',
    'assert response_§.status_code == 200',
  ),
  use(
    'another response behind it',
    '$',
    'response_§ = CLIENT.get("/echo/§")',
    'assert response_§.status_code == 200',
  ),
  use('a deleted name', 'response_§ = $', 'assert response_§.status_code == STATUS', 'del response_§'),
  use('a lambda', 'assert (lambda one: one.status_code)($) == STATUS'),
  use(
    'an expected dictionary',
    'expected_§ = {"status": STATUS}',
    'assert $.status_code == expected_§["status"]',
  ),
  {
    ...use('a helper that tells', 'assert tells_§($)'),
    needs: { module: ['def tells_§(one):\n    return one.status_code == STATUS\n'] },
  },
  {
    ...use('a helper that passes on', 'assert again_§($).status_code == STATUS'),
    needs: { module: ['def again_§(one):\n    return one\n'] },
  },
  {
    ...use('an imported helper', 'assert_status_§($, STATUS)'),
    needs: {
      imports: ['from helpers import assert_status_§'],
      helpers: ['def assert_status_§(one, status):\n    assert one.status_code == status\n'],
    },
  },
  {
    ...use('a helper with a default', 'fine_§($, STATUS)'),
    needs: { module: ['def fine_§(one, status=200):\n    assert one.status_code == status\n'] },
  },
  {
    ...use('a helper for any status', 'any_§($)'),
    needs: { module: ['def any_§(one):\n    assert one.status_code\n    return one\n'] },
  },
  {
    ...use('a helper of a class', 'Checks_§().check($)'),
    needs: {
      module: ['class Checks_§:\n    def check(self, one):\n        assert one.status_code == STATUS\n'],
    },
  },
  {
    ...use('a fixture that checks', 'check_§($, STATUS)'),
    pytest: true,
    needs: {
      imports: ['import pytest'],
      module: [
        '@pytest.fixture\ndef check_§():\n    def check(one, status):\n        assert one.status_code == status\n\n    return check\n',
      ],
      params: ['check_§'],
    },
  },
  {
    ...use('one of two parameters', 'assert $.status_code in (expected_§, STATUS)'),
    pytest: true,
    needs: {
      imports: ['import pytest'],
      params: ['expected_§'],
      decorators: ['@pytest.mark.parametrize("expected_§", [200, STATUS])'],
    },
  },
  {
    ...use('assertFalse', 'response_§ = $', 'self.assertFalse(response_§.status_code == 200)'),
    unittest: true,
  },
  { ...use('assertGreater', 'self.assertGreater($.status_code, 299)'), unittest: true },
  { ...use('assertNotIn', 'self.assertNotIn($.status_code, (200, 404))'), unittest: true },
  {
    ...use(
      'assertRaises',
      'with self.assertRaises(AssertionError):\n    self.assertEqual($.status_code, 200)',
    ),
    unittest: true,
  },
].map((one) => ({
  ...one,
  needs: { ...one.needs, imports: [...(one.needs?.imports ?? []), ...importsOf(one.lines.join())] },
}));

/** What the statements themselves name. */
function importsOf(text: string): readonly string[] {
  return [
    ...(text.includes('SimpleNamespace') ? ['from types import SimpleNamespace'] : []),
    ...(text.includes('pytest.') ? ['import pytest'] : []),
    ...(text.includes('urlparse') ? ['from urllib.parse import urlparse'] : []),
  ];
}

/** The answer is a redirect. */
export const OF_REDIRECT: readonly Use[] = [...PLAIN, ...ODD];

/** The answer is the login's own. */
export const OF_LOGIN: readonly Use[] = [
  ...OF_REDIRECT,
  asserted('a cookie', 'RESPONSE.cookies["session"]'),
  asserted('a cookie by get', 'RESPONSE.cookies.get("session") is not None'),
  asserted('a cookie in', '"session" in RESPONSE.cookies'),
  asserted('a header of a cookie', '"session" in RESPONSE.headers["set-cookie"]'),
  use('cookies of the call', 'assert $.cookies'),
];
