import { change, effect, type Changes } from './change.ts';

/** What changed in names of packages: exceptions, types, codes, patch targets. */
export const OF_NAMES = {
  exception: change(
    'testclient.py of Starlette 0.21.0, `_exceptions.py` of httpx 0.23',
    effect(
      'fails',
      'Starlette 0.21',
      'since Starlette 0.21 test clients raise no exception of requests, and this one is never caught',
    ),
  ),
  classOfOld: change(
    '`class TestClient(httpx.Client)` in testclient.py of Starlette 0.21.0',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 test clients are built on httpx, and nothing of theirs is a class of requests',
    ),
  ),
  kept: change(
    '`codes` in _status_codes.py, `BasicAuth` in _auth.py of httpx 0.23',
    effect(
      'differs',
      'Starlette 0.21',
      'it works as long as requests is installed, which the test client itself no longer needs',
    ),
  ),
  digest: change(
    '`HTTPDigestAuth.__call__` in auth.py of requests 2.28',
    effect(
      'fails',
      'Starlette 0.21',
      'an AttributeError since Starlette 0.21: it needs a request of requests',
    ),
  ),
  patchedRequests: change(
    '`class TestClient` in testclient.py of Starlette 0.20.4 and 0.21.0',
    effect(
      'differs',
      'Starlette 0.21',
      'the test client is no `requests.Session` since Starlette 0.21, so the request reaches the application',
    ),
  ),
  patchedHttpx: change(
    '`class TestClient` in testclient.py of Starlette 0.21.0 and 1.2.0',
    effect(
      'differs',
      'Starlette 0.21',
      'the test client is derived from that class since Starlette 0.21, so the request may never reach the application',
    ),
  ),
  goneFromTestclient: change(
    'testclient.py of Starlette 0.20.4 and 0.21.0',
    effect('fails', 'Starlette 0.21', 'an error since Starlette 0.21, whose test client is built on httpx'),
  ),
  caughtByPlugin: change(
    '`httpx_mock` in __init__.py of pytest-httpx 0.26 and 0.27',
    effect(
      'fails',
      'Starlette 0.21',
      'pytest-httpx before 0.27 answers for every client of httpx, and the test client is one since Starlette 0.21',
    ),
  ),
  httpx2: change(
    '`import httpx2 as httpx` in testclient.py of Starlette 1.2.0',
    effect(
      'differs',
      'Starlette 1.2',
      'test clients are built on httpx2 where it is installed, and nothing of theirs is a class of httpx then; ' +
        '`httpx2.alias_httpx()` at the top of the root conftest.py would do for all files at once',
    ),
  ),
  httpx2Strings: change(
    '`logging.getLogger("httpx2")` in _client.py of httpx2 2.13',
    effect('differs', 'Starlette 1.2', 'clients of httpx2 have no part in what has the name of httpx'),
  ),
} satisfies Changes;
