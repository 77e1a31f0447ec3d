import { change, effect, fails, type Changes } from './change.ts';

/** What changed in how a client is made, what it has, and options that are gone. */
export const OF_CLIENTS = {
  missingHttpx: change(
    'the imports of starlette/testclient.py of 0.21.0, 0.28.0 and 1.2.0',
    effect(
      'fails',
      'Starlette 0.21',
      'an error when the tests import the test client: it sends its requests with httpx since Starlette 0.21',
    ),
  ),
  missingHttpx2: change(
    'the imports of starlette/testclient.py of 1.2.0',
    effect('fails', 'httpx2 2.13', "No module named 'httpx2', where the tests import it"),
  ),
  deprecatedHttpx: change(
    'the imports of starlette/testclient.py of 1.2.0',
    effect(
      'warns',
      'Starlette 1.2',
      'a StarletteDeprecationWarning when the tests import the test client, as long as httpx2 is not installed',
    ),
  ),
  refusedHttpx: change(
    'the imports of starlette/testclient.py of 1.2.0; `StarletteDeprecationWarning(UserWarning)` in exceptions.py',
    effect(
      'fails',
      'Starlette 1.2',
      'the collection fails: without httpx2 Starlette gives a StarletteDeprecationWarning, a UserWarning, when the tests import the test client',
    ),
  ),
  anyioAlias: change(
    '`anyio.abc` of anyio 4.15.0; testclient.py of Starlette 1.6.0 and 1.7.0',
    effect(
      'fails',
      'anyio 4.15',
      'the collection fails: the test client of a Starlette before 1.7 meets a DeprecationWarning of anyio 4.15',
    ),
  ),
  tooNewHttpx: change(
    '`TestClient.__init__` of Starlette 0.37.1, which gives `app` to `httpx.Client`',
    effect(
      'fails',
      'httpx 0.28',
      'a TypeError about `app` where a test client is made: Starlette takes httpx 0.28 from 0.37.2 on',
    ),
  ),
  tooOldHttpx: change(
    '`full` in pyproject.toml of Starlette 0.42.0',
    effect('warns', 'Starlette 0.42', 'Starlette asks for httpx from 0.27 on since 0.42'),
  ),
  droppedOption: change(
    '`Client.get` and others in _client.py of httpx 0.23; they had no effect in `_ASGIAdapter.send` of Starlette 0.20.4',
    effect('fails', 'Starlette 0.21', 'a TypeError since Starlette 0.21: unexpected keyword argument'),
    fails('the new client does not know this option'),
  ),
  timeoutOption: change(
    '`TestClient.request` of Starlette 0.46.0; it had no effect in `_ASGIAdapter.send` of 0.20.4',
    effect('warns', 'Starlette 0.46', 'a warning since Starlette 0.46, also about `None`'),
    fails('the new client does not know this option'),
  ),
  proxiesOption: change(
    '_client.py of httpx 0.26.0 and 0.28.0',
    effect('fails', 'httpx 0.28', 'deprecated since httpx 0.26, a TypeError since 0.28'),
  ),
  certificateOption: change(
    '`create_ssl_context` in _config.py of httpx 0.28.0',
    effect('warns', 'httpx 0.28', 'a DeprecationWarning since httpx 0.28'),
  ),
  sessionAttribute: change(
    '`Client` in _client.py of httpx 0.23; `Session.__attrs__` in sessions.py of requests 2.28',
    effect('fails', 'Starlette 0.21', 'an AttributeError since Starlette 0.21'),
  ),
  sessionAssigned: change(
    '`Client` in _client.py of httpx 0.23; `_ASGIAdapter.send` of Starlette 0.20.4',
    effect('differs', 'Starlette 0.21', 'since Starlette 0.21 an attribute that the client does not have'),
  ),
  sessionReadOnly: change(
    '`Client.trust_env` in _client.py of httpx 0.23, a property',
    effect('fails', 'Starlette 0.21', 'an AttributeError since Starlette 0.21: the property has no setter'),
  ),
  paramsChanged: change(
    '`QueryParams` in _urls.py of httpx 0.23',
    effect(
      'fails',
      'Starlette 0.21',
      'a RuntimeError or a TypeError since Starlette 0.21: the query is immutable',
    ),
  ),
  headersMethod: change(
    '`Headers(MutableMapping)` in _models.py of httpx 0.23; `CaseInsensitiveDict` of requests 2.28',
    effect('fails', 'Starlette 0.21', 'an AttributeError or a TypeError since Starlette 0.21'),
  ),
  headerViews: change(
    '`Headers.keys` and `Headers.items` in _models.py of httpx 0.23; `CaseInsensitiveDict` of requests 2.28',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 these views are of a plain dictionary with names in lower case, and case counts',
    ),
  ),
  headerNames: change(
    '`Headers.__iter__` in _models.py and `Client.headers` in _client.py of httpx 0.23',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 the names are in lower case, and the default headers in another order',
    ),
  ),
  capitalAgent: change(
    '`TestClient.__init__` of Starlette 0.23.0, which calls `headers.setdefault("user-agent", "testclient")`',
    effect(
      'differs',
      'Starlette 0.23',
      'the application sees `me, testclient` since Starlette 0.23, and `testclient` since 0.31',
    ),
  ),
  headersReplaced: change(
    '`Client.headers` in _client.py of httpx 0.23',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 the defaults of httpx are sent too, `user-agent: python-httpx` among them',
    ),
  ),
  baseUrl: change(
    '`Client.base_url` in _client.py of httpx 0.23; the text of `TestClient.__init__` of Starlette 0.20.4',
    effect(
      'fails',
      'Starlette 0.21',
      'an AttributeError or a TypeError since Starlette 0.21: it is an `httpx.URL`',
    ),
  ),
  basePath: change(
    '`TestClient._merge_url` of Starlette 0.34.0; `urljoin` in `TestClient.request` of 0.20.4',
    effect(
      'differs',
      'Starlette 0.34',
      'since Starlette 0.34 the path of the base URL is put in front of what begins with a slash too',
    ),
  ),
  joinedBase: change(
    '`Client._merge_url` of httpx 0.23; `urljoin` in `TestClient.request` of Starlette 0.20.4',
    effect(
      'differs',
      'Starlette 0.21',
      'since Starlette 0.21 the path of the base URL ends with a slash, and stays in front of what begins with none',
    ),
  ),
  rootPath: change(
    '`get_route_path` in routing.py of Starlette 0.33.0, in _utils.py of 0.35.0',
    effect(
      'differs',
      'Starlette 0.33',
      'since Starlette 0.33 `root_path` is taken off the path before a route is looked for',
    ),
  ),
  password: change(
    '`BasicAuth` in _auth.py of httpx 0.23; `_basic_auth_str` in auth.py of requests 2.28',
    effect(
      'fails',
      'Starlette 0.21',
      'a TypeError since Starlette 0.21; requests made a text of it, with a warning',
    ),
  ),
  sentPrepared: change(
    '`Client.send` in _client.py of httpx 0.23',
    effect('fails', 'Starlette 0.21', 'an error since Starlette 0.21: `send` takes a request of httpx'),
  ),
} satisfies Changes;
