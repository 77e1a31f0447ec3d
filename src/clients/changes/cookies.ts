import { change, effect, fails, type Changes } from './change.ts';

/** What changed in cookies: those of a request, and the jar. */
export const OF_COOKIES = {
  jarView: change(
    '`Cookies(MutableMapping)` in _models.py of httpx 0.23; `RequestsCookieJar.values` of requests 2.28 gave a list',
    effect(
      'fails',
      'Starlette 0.21',
      'a view since Starlette 0.21: it has no items and no methods of a list',
    ),
  ),
  jarViewCompared: change(
    '`Cookies(MutableMapping)` in _models.py of httpx 0.23; `RequestsCookieJar.keys` of requests 2.28 gave a list',
    effect('fails', 'Starlette 0.21', 'a view since Starlette 0.21, which is equal to no list'),
  ),
  jarMethod: change(
    '`Cookies` in _models.py of httpx 0.23; `RequestsCookieJar` in cookies.py of requests 2.28',
    effect('fails', 'Starlette 0.21', 'an AttributeError or a TypeError since Starlette 0.21'),
  ),
  jarIteration: change(
    '`Cookies.__iter__` in _models.py of httpx 0.23',
    effect(
      'fails',
      'Starlette 0.21',
      'since Starlette 0.21 iterating gives the names of cookies, which are text',
    ),
  ),
  jarNone: change(
    '`Cookies.set` in _models.py of httpx 0.23; `RequestsCookieJar.set` of requests 2.28 deletes',
    effect('fails', 'Starlette 0.21', 'since Starlette 0.21 `None` deletes no cookie'),
  ),
  jarMade: change(
    'client.py of Starlette 0.21: its client needs no requests',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 the client takes a dictionary, and needs no requests',
    ),
  ),
  jarHelper: change(
    '`dict_from_cookiejar` in utils.py of requests 2.28 reads `name` and `value` of what it iterates over',
    effect('fails', 'Starlette 0.21', 'an AttributeError since Starlette 0.21: the jar is one of httpx'),
  ),
  cookiesOfRequest: change(
    '`Client._merge_cookies`, `Client.request` and `Client._redirect_headers` in _client.py of httpx 0.23 to 0.28',
    effect(
      'warns',
      'Starlette 0.21',
      'a DeprecationWarning since Starlette 0.21, and no longer sent on after a redirect',
    ),
    fails('the new client takes cookies where it is made, and none with a request'),
  ),
  cookiesInJarToo: change(
    'run with requests 2.28, httpx 0.24 to 0.28 and httpx2 2.16: `Client._merge_cookies` in _client.py',
    effect(
      'warns',
      'Starlette 0.21',
      'a DeprecationWarning since Starlette 0.21; where the server has set a cookie of that name both are sent, and with httpx2 that of the server comes last',
    ),
    fails('the new client takes cookies where it is made, and none with a request'),
  ),
  cookiesInAscii: change(
    '`Cookies.set_cookie_header` in _models.py of httpx 0.23, `Headers` encodes what `http.cookiejar` writes as ASCII',
    effect('fails', 'Starlette 0.21', 'a UnicodeEncodeError since Starlette 0.21; requests sent UTF-8'),
  ),
} satisfies Changes;
