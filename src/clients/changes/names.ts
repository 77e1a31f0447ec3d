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
} satisfies Changes;
