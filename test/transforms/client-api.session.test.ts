import { describe } from 'vitest';
import { rule } from '../../transforms/client-api.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'removes assignments that nothing looks at [W12]',
    py`
    client.verify = False
    client.cert = ("a.pem", "b.pem")
    client.proxies = {"http": "http://localhost"}
    client.stream = True
    client.get("/")
  `,
    py`
    client.get("/")
  `,
    py`
    import pytest
    from starlette.testclient import TestClient
    @pytest.fixture
    def api():
        with TestClient(app) as client:
            client.verify = False
            yield client
  `,
    py`
    import pytest
    from starlette.testclient import TestClient
    @pytest.fixture
    def api():
        with TestClient(app) as client:
            yield client
  `,
    py`
    def quiet(api=client):
        client.verify = False
  `,
    py`
    def quiet(api=client):
        pass
  `,
  ],
  [
    'assigns a query that was changed in place [W15]',
    py`client.params.update({"a": "b"})`,
    py`client.params = client.params.merge({"a": "b"})`,
    py`client.params.update(a=1, b_c="d")`,
    py`client.params = client.params.merge({"a": 1, "b_c": "d"})`,
    py`client.params["a"] = "b" + "c"`,
    py`client.params = client.params.set("a", "b" + "c")`,
    py`
    client.params["a"] = ["b", "c"]
    client.params["d"] = value
    client.params["e"] = None
    client.params["f"] = True
  `,
    py`
    client.params = client.params.merge({"a": ["b", "c"]})
    client.params = client.params.merge({"d": value})
    client.params = client.params.remove("e")
    client.params = client.params.set("f", "True")
  `,
    py`
    client.params = {"a": "b"}
    client.params.pop("a")
    client.params.clear()
  `,
    py`
    client.params = {"a": "b"}
    client.params = client.params.remove("a")
    client.params = {}
  `,
    py`if 1: del (client.params)["a"]; print(1)  # gone`,
    py`if 1: client.params = client.params.remove("a"); print(1)  # gone`,
    py`
    client.params.update({
        "a": "b",  # the first
    })
  `,
    py`
    client.params = client.params.merge({
        "a": "b",  # the first
    })
  `,
  ],
  [
    'gives headers a dictionary instead of keywords [H10]',
    py`client.headers.update(Accept="text/html", X_Token=token)`,
    py`client.headers.update({"Accept": "text/html", "X_Token": token})`,
  ],
  [
    'takes a header away that was set to None [H10]',
    py`client.headers["Accept"] = None`,
    py`client.headers.pop("Accept", None)`,
    py`
    if client.headers:
        client.headers['X-A'] = None  # not sent
  `,
    py`
    if client.headers:
        client.headers.pop('X-A', None)  # not sent
  `,
  ],
  [
    'removes an assignment of trust_env, which has no setter [W12]',
    py`
    client.trust_env = False
    client.get("/")
  `,
    py`
    client.get("/")
  `,
  ],
  [
    'makes a text of a base URL that is searched or found [L6]',
    py`assert "testserver" in client.base_url and client.base_url not in text`,
    py`assert "testserver" in str(client.base_url) and str(client.base_url).rstrip("/") not in text`,
  ],
  [
    'reads items of headers, which are lower-case [H15]',
    py`
    response = client.get("/")
    print(dict(response.headers.lower_items()), *client.headers.lower_items())
  `,
    py`
    response = client.get("/")
    print(dict(response.headers.items()), *client.headers.items())
  `,
  ],
  [
    'makes a text of the base URL [L6]',
    py`print(client.base_url + "/a", "at " + client.base_url)`,
    py`print(str(client.base_url).rstrip("/") + "/a", "at " + str(client.base_url).rstrip("/"))`,
    py`
    from urllib.parse import urljoin
    print(urljoin(client.base_url, "/a"), client.base_url.rstrip("/"), client.base_url.split("/")[0])
  `,
    py`
    from urllib.parse import urljoin
    print(urljoin(str(client.base_url).rstrip("/"), "/a"), str(client.base_url).rstrip("/"), str(client.base_url).split("/")[0])
  `,
  ],
  [
    'makes a text of a base URL that a name is given [L6]',
    py`
    base = client.base_url
    print(base + "/a", f"{base}/b")
  `,
    py`
    base = str(client.base_url).rstrip("/")
    print(base + "/a", f"{base}/b")
  `,
  ],
  [
    'makes a text of a password [W14]',
    py`
    client.auth = ("ines", 1234)
    client.get("/", auth=(NAME, None))
  `,
    py`
    client.auth = ("ines", "1234")
    client.get("/", auth=(NAME, "None"))
  `,
  ],
  [
    'builds a request that was prepared [M18]',
    py`
    import requests
    client.send(requests.Request("GET", "http://testserver/a", params={"a": f(1)}).prepare())
  `,
    py`
    import requests
    client.send(client.build_request("GET", "http://testserver/a", params={"a": f(1)}))
  `,
    py`
    from requests import Request
    response = client.send(Request("POST", URL, json={}).prepare(), allow_redirects=False)
  `,
    py`
    from requests import Request
    response = client.send(client.build_request("POST", URL, json={}), allow_redirects=False)
  `,
  ],
]);

unsafeCases(rule, [
  [
    'keeps the user agent where headers are replaced [H9]',
    py`client.headers = {"Authorization": "Bearer a"}`,
    py`client.headers.update({"Authorization": "Bearer a"})`,
    py`
    def test_it(token):
        client.headers = dict(Authorization=token)
  `,
    py`
    def test_it(token):
        client.headers.update(dict(Authorization=token))
  `,
  ],
]);

findings(rule, [
  [
    'attributes that are gone [W12]',
    py`
    client.mount("https://", Adapter())
    print(client.adapters, client.verify)
    client.prepare_request(request)
  `,
    ['mount', 'the client has no `mount` now', 'an AttributeError since Starlette 0.21'],
    ['adapters', 'nothing looked at it'],
    ['verify', 'nothing looked at it'],
    ['prepare_request', 'write `client.build_request("GET", url)`'],
  ],
  [
    'assignments whose value may have an effect, or that do more [W12]',
    py`
    client.verify = make()
    client.verify = verify = False
  `,
    ['verify', 'nothing looks at `verify` of a test client: remove this'],
    ['verify', 'remove this'],
  ],
  [
    'hooks of a client [W13]',
    py`
    client.hooks["response"].append(log)
    client.hooks = {"response": log}
  `,
    ['hooks', 'write `client.event_hooks["response"]`; a hook gets the response alone'],
    ['hooks', 'write `client.event_hooks = {"response": [hook]}`'],
  ],
  [
    'a query whose change gives something [W15]',
    py`
    print(client.params.pop("a"))
    client.params.setdefault("a", "b")
    client.params.update(pairs, a="b")
  `,
    ['client.params', 'write `client.params = client.params.remove("a")`'],
    ['client.params', 'write `client.params = client.params.merge({...})`'],
    ['client.params', 'cannot be changed in place'],
  ],
  [
    'a key of the query that may be missing, or is deleted beside others [W15]',
    py`
      with pytest.raises(KeyError):
          del client.params["a"]
      try:
          del client.params["b"]
      except (KeyError, ValueError):
          pass
      del client.params["c"], other["d"]
    `,
    [
      'client.params',
      '`client.params = client.params.remove("a")`, by itself: a key that is missing is no KeyError',
    ],
    ['client.params', '`client.params = client.params.remove("b")`, by itself'],
    ['client.params', '`client.params = client.params.remove("c")`, by itself'],
  ],
  [
    'headers that are given None among others, and a base URL that is added to [H10, L6]',
    py`
      client.headers.update({"A": "b", "X-B": None})
      client.base_url += "/api"
    `,
    ['update', '`client.headers.pop("X-B", None)`'],
    ['base_url', '`client.base_url = str(client.base_url).rstrip("/") + "/api"`'],
  ],
  [
    'headers and keywords together [H10]',
    py`client.headers.update(given, Accept="text/html")`,
    ['update', 'write `client.headers.update({**given, "Accept": "text/html"})`'],
  ],
  [
    'a prepared request with credentials [M18]',
    py`
    import requests
    client.send(requests.Request("GET", URL, auth=("a", "b")).prepare())
  `,
    ['requests.Request("GET", URL, auth=("a", "b")).prepare()', 'write `client.build_request('],
  ],
]);

noop(rule, [
  py`client.max_redirects = 5`,
  py`client.auth = ("a", "b")`,
  py`client.get("/", auth=(user, password))`,
  py`client.timeout = 5`,
  py`client.params = {"a": "b"}`,
  py`
    params = {"a": "b"}
    del params["a"], other.params["a"]
  `,
  py`print(client.params, client.params["a"], dict(client.params), client.params.get("a"))`,
  py`client.headers["A"] = "b"`,
  py`client.headers.update({"A": "b"})`,
  py`client.headers["A"] = None or "b"`,
  py`client.headers["A"] = value`,
  py`
    headers = {}
    headers["A"] = None
    headers.update({"A": None})
    client.get("/", headers={"B": "c"})
  `,
  py`print(client.trust_env, client.base_url == "http://testserver")`,
  py`client.base_url = "http://other.test"`,
  py`client.headers = {}`,
  py`client.headers = {**client.headers, "A": "b"}`,
  py`client.headers = headers`,
  py`
    signed = {"A": "b"}
    client.headers = signed
  `,
  py`client.headers = {"User-Agent": "me"}`,
  py`client.headers |= {"A": "b"}`,
  py`print(client.headers.items(), client.get("/").headers.lower())`,
  py`print(f"{client.base_url}/a", str(client.base_url), client.base_url.host, client.base_url == "http://testserver")`,
  py`
    base = client.base_url
    print(f"{base}/a", base.host, base == "http://testserver")
  `,
  py`client.send(client.build_request("GET", "/"))`,
  py`client.send(request)`,
  py`client.event_hooks = {"response": [log]}`,
  py`
    import requests
    session = requests.Session()
    session.verify = False
    session.mount("https://", Adapter())
    session.params.update({"a": "b"})
    session.headers.update(a="b")
    session.send(requests.Request("GET", URL).prepare())
  `,
  py`
    import httpx
    client = httpx.Client(verify=False)
    client.params.update({"a": "b"})
  `,
  py`
    from starlette.testclient import TestClient
    class Api(TestClient):
        verify = True
        def mount(self, path):
            self.path = path
    api = Api(app)
    api.mount("/a")
  `,
  py`
    from flask import Flask
    client = Flask("a").test_client()
    client.verify = False
  `,
  py`
    from unittest.mock import MagicMock
    client = MagicMock()
    client.verify = False
    print(client.base_url + "/a")
  `,
]);

describe('headers that a client is made with', () => {
  cases(rule, [
    [
      'writes the user agent in lower case, which the client looks for [C7]',
      py`
      from starlette.testclient import TestClient
      api = TestClient(app, headers={"Accept": "a/b", "User-Agent": "me"})
    `,
      py`
      from starlette.testclient import TestClient
      api = TestClient(app, headers={"Accept": "a/b", "user-agent": "me"})
    `,
      py`
      from starlette.testclient import TestClient
      def test_a():
          headers = {'USER-AGENT': 'me', **more}
          with TestClient(app, headers=headers) as api:
              api.get("/")
    `,
      py`
      from starlette.testclient import TestClient
      def test_a():
          headers = {'user-agent': 'me', **more}
          with TestClient(app, headers=headers) as api:
              api.get("/")
    `,
      py`
      from fastapi.testclient import TestClient
      class Api(TestClient):
          def __init__(self, app):
              super().__init__(app, headers={"User-Agent": "me"})
    `,
      py`
      from fastapi.testclient import TestClient
      class Api(TestClient):
          def __init__(self, app):
              super().__init__(app, headers={"user-agent": "me"})
    `,
    ],
  ]);

  findings(rule, [
    [
      'a dictionary that is used elsewhere too [C7]',
      py`
      from starlette.testclient import TestClient
      HEADERS = {"User-Agent": "me"}
      def test_a():
          api = TestClient(app, headers=HEADERS)
          assert api.get("/").json() == HEADERS
    `,
      ['"User-Agent"', 'write `"user-agent"`', 'since Starlette 0.23'],
    ],
  ]);

  noop(rule, [
    py`
      from starlette.testclient import TestClient
      api = TestClient(app, headers={"user-agent": "me", "Accept": "User-Agent"})
    `,
    py`
      from starlette.testclient import TestClient
      api = TestClient(app, headers={"Accept": "a/b"})
      api.headers["User-Agent"] = "me"
      api.headers.update({"User-Agent": "me"})
      api.get("/", headers={"User-Agent": "me"})
    `,
    py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          def __init__(self, app, headers):
              super().__init__(app)
              self.headers.update(headers)
      api = Api(app, headers={"User-Agent": "me"})
    `,
    py`
      import httpx
      api = httpx.Client(headers={"User-Agent": "me"})
    `,
  ]);
});
