import { asserted, use, type Use } from './use.ts';

const imported = (one: Use, ...imports: readonly string[]): Use => ({ ...one, needs: { imports } });

/** What responses and clients of requests have, and those of httpx have not or otherwise. The answer is no redirect. */
export const OF_RESPONSE: readonly Use[] = [
  asserted('ok', 'RESPONSE.ok'),
  use('ok of the call', 'assert $.ok'),
  asserted('ok is True', 'RESPONSE.ok is True'),
  asserted('not ok', 'not (not RESPONSE.ok)'),
  asserted('ok and more', 'RESPONSE.ok and RESPONSE.status_code == 200'),
  use('a branch on ok', 'response_§ = $', 'if not response_§.ok:\n    raise AssertionError("no")'),
  use('ok of a loop', 'for response_§ in [$]:\n    assert response_§.ok'),
  { ...use('ok in assertTrue', 'self.assertTrue($.ok)'), unittest: true },
  asserted('truth', 'RESPONSE'),
  use('truth of the call', 'assert $'),
  use('truth in a branch', 'response_§ = $', 'if not response_§:\n    raise AssertionError("no")'),
  asserted('reason', 'RESPONSE.reason'),
  asserted('the end of its address', 'RESPONSE.url.startswith("http://testserver/")'),
  asserted('a part of its address', '"testserver" in RESPONSE.url'),
  asserted('its address', 'RESPONSE.url != "http://testserver/other"'),
  imported(
    asserted('its address as parts', 'urlparse(RESPONSE.url).netloc == "testserver"'),
    'from urllib.parse import urlparse',
  ),
  asserted('the address of its request', 'RESPONSE.request.url.startswith("http://testserver/")'),
  asserted('the path of its request', 'RESPONSE.request.path_url.startswith("/")'),
  asserted('content in chunks', 'b"".join(RESPONSE.iter_content(4)) == RESPONSE.content'),
  asserted('content in single bytes', 'list(RESPONSE.iter_content()) != [b"a"]'),
  asserted('not a redirect', 'not RESPONSE.is_redirect'),
  asserted('not a permanent redirect', 'not RESPONSE.is_permanent_redirect'),
  asserted('nothing next', 'RESPONSE.next is None'),
  asserted('json with an encoding', 'RESPONSE.json(encoding="utf-8")["ok"]'),
  asserted('no cookies', 'RESPONSE.cookies.get_dict() == {}'),
  asserted('names of cookies', '"a" not in RESPONSE.cookies.keys()'),
  asserted('a list of cookies', 'RESPONSE.cookies.keys() == []'),
  use('cookies of the client', '$', 'assert "other" not in CLIENT.cookies.get_dict()'),
  use('the jar of the client', '$', 'assert [one for one in CLIENT.cookies if one.name == "other"] == []'),
  use('a setting of the client', 'CLIENT.verify = False', '$'),
  imported(
    use('an exception', 'try:\n    $.raise_for_status()\nexcept requests.HTTPError:\n    raise'),
    'import requests',
  ),
  imported(
    use('an annotated name', 'response_§: requests.Response = $', 'assert response_§.status_code'),
    'import requests',
  ),
  imported(asserted('a named status', 'RESPONSE.status_code == requests.codes.ok'), 'import requests'),
  imported(
    use('a patched session', 'with mock.patch("requests.Session.request"):\n    $'),
    'from unittest import mock',
  ),
  imported(
    use('a patched client', 'with mock.patch("httpx.Client.request"):\n    $'),
    'from unittest import mock',
    'import httpx',
  ),
];
