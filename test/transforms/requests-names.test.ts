import { describe } from 'vitest';
import { rule } from '../../transforms/requests-names.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'expects HTTPStatusError around raise_for_status [E1]',
    py`
    import pytest
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(requests.HTTPError) as caught:
        client.get("/x").raise_for_status()
    `,
    py`
    import pytest
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(httpx.HTTPStatusError) as caught:
        client.get("/x").raise_for_status()
    `,
  ],
  [
    'keeps a name that is imported by itself [E1]',
    py`
    from requests.exceptions import HTTPError
    from starlette.testclient import TestClient
    client = TestClient(app)
    response = client.get("/")
    self.assertRaises(HTTPError, response.raise_for_status)
    with self.assertRaisesRegex(HTTPError, "404"):
        response.raise_for_status()
    `,
    py`
    from httpx import HTTPStatusError
    from starlette.testclient import TestClient
    client = TestClient(app)
    response = client.get("/")
    self.assertRaises(HTTPStatusError, response.raise_for_status)
    with self.assertRaisesRegex(HTTPStatusError, "404"):
        response.raise_for_status()
    `,
  ],
  [
    'imports what types alone use where their imports stand [E9]',
    py`
    from __future__ import annotations
    from typing import TYPE_CHECKING
    from starlette.testclient import TestClient
    if TYPE_CHECKING:
        import requests
    client = TestClient(app)
    def fetch() -> requests.Response:
        return client.get("/")
    `,
    py`
    from __future__ import annotations
    from typing import TYPE_CHECKING
    from starlette.testclient import TestClient
    if TYPE_CHECKING:
        import httpx
    client = TestClient(app)
    def fetch() -> httpx.Response:
        return client.get("/")
    `,
    py`
    from __future__ import annotations
    import typing
    from starlette.testclient import TestClient
    if typing.TYPE_CHECKING:
        import requests
        import httpx
    client = TestClient(app)
    def fetch() -> requests.Response:
        return client.get("/")
    `,
    py`
    from __future__ import annotations
    import typing
    from starlette.testclient import TestClient
    if typing.TYPE_CHECKING:
        import httpx
    client = TestClient(app)
    def fetch() -> httpx.Response:
        return client.get("/")
    `,
    py`
    from __future__ import annotations
    from typing import TYPE_CHECKING
    import requests
    import pytest
    from starlette.testclient import TestClient
    if TYPE_CHECKING:
        import httpx
    client = TestClient(app)
    def test_it():
        with pytest.raises(requests.HTTPError):
            client.get("/").raise_for_status()
    `,
    py`
    from __future__ import annotations
    from typing import TYPE_CHECKING
    import httpx
    import pytest
    from starlette.testclient import TestClient
    if TYPE_CHECKING:
        import httpx
    client = TestClient(app)
    def test_it():
        with pytest.raises(httpx.HTTPStatusError):
            client.get("/").raise_for_status()
    `,
  ],
  [
    'names what an exception is tested for that is caught or expected [E1]',
    py`
    import pytest
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        with pytest.raises(Exception) as caught:
            client.get("/x").raise_for_status()
        assert isinstance(caught.value, requests.HTTPError)
        try:
            client.get("/x").raise_for_status()
        except Exception as error:
            assert isinstance(error, (requests.HTTPError, KeyError))
    `,
    py`
    import pytest
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        with pytest.raises(Exception) as caught:
            client.get("/x").raise_for_status()
        assert isinstance(caught.value, httpx.HTTPStatusError)
        try:
            client.get("/x").raise_for_status()
        except Exception as error:
            assert isinstance(error, (httpx.HTTPStatusError, KeyError))
    `,
  ],
  [
    'names exceptions that a test is parametrized with [E1]',
    py`
    import pytest
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    @pytest.mark.parametrize("error", [requests.HTTPError, pytest.param((requests.HTTPError, KeyError), id="two")])
    def test_one(error):
        with pytest.raises(error):
            client.get("/x").raise_for_status()
    @pytest.mark.parametrize(("path", "error"), [("/a", requests.HTTPError), pytest.param("/b", requests.HTTPError)])
    def test_two(path, error):
        with pytest.raises(error):
            client.get(path).raise_for_status()
    `,
    py`
    import pytest
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    @pytest.mark.parametrize("error", [httpx.HTTPStatusError, pytest.param((httpx.HTTPStatusError, KeyError), id="two")])
    def test_one(error):
        with pytest.raises(error):
            client.get("/x").raise_for_status()
    @pytest.mark.parametrize(("path", "error"), [("/a", httpx.HTTPStatusError), pytest.param("/b", httpx.HTTPStatusError)])
    def test_two(path, error):
        with pytest.raises(error):
            client.get(path).raise_for_status()
    `,
  ],
  [
    'sees the call in a helper, a lambda and an alias of the exception [E1]',
    py`
    import requests as r
    from starlette.testclient import TestClient
    client = TestClient(app)
    Refused = r.exceptions.HTTPError
    def check(response):
        response.raise_for_status()
    def test_it():
        with pytest.raises(Refused, match="404"):
            check(client.get("/x"))
        pytest.raises(Refused, lambda: client.get("/x").raise_for_status())
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    Refused = httpx.HTTPStatusError
    def check(response):
        response.raise_for_status()
    def test_it():
        with pytest.raises(Refused, match="404"):
            check(client.get("/x"))
        pytest.raises(Refused, lambda: client.get("/x").raise_for_status())
    `,
  ],
  [
    'expects a redirect loop under the name that httpx has [E2, R9]',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        try:
            client.get("/loop")
        except (requests.exceptions.TooManyRedirects, ValueError):
            pass
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        try:
            client.get("/loop")
        except (httpx.TooManyRedirects, ValueError):
            pass
    `,
  ],
  [
    'expects DecodingError of a body that cannot be decoded [E3, P25]',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(requests.exceptions.ContentDecodingError):
        client.get("/broken")
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(httpx.DecodingError):
        client.get("/broken")
    `,
  ],
  [
    'expects the JSONDecodeError of json [E4, P18]',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(requests.exceptions.JSONDecodeError, match="Expecting value"):
        client.get("/text").json()
    `,
    py`
    import json
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(json.JSONDecodeError, match="Expecting value"):
        client.get("/text").json()
    `,
  ],
  [
    'changes the import alone where the name stays [E4, P18]',
    py`
    from requests import JSONDecodeError
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(JSONDecodeError):
        client.get("/text").json()
    `,
    py`
    from json import JSONDecodeError
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(JSONDecodeError):
        client.get("/text").json()
    `,
  ],
  [
    'expects CookieConflict [E5, K17]',
    py`
    from requests.cookies import CookieConflictError
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(CookieConflictError):
        client.get("/").cookies["a"]
    with pytest.raises(CookieConflictError):
        client.cookies.get("a")
    `,
    py`
    from httpx import CookieConflict
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(CookieConflict):
        client.get("/").cookies["a"]
    with pytest.raises(CookieConflict):
        client.cookies.get("a")
    `,
  ],
  [
    'catches HTTPError for RequestException around raise_for_status [E6]',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    with contextlib.suppress(requests.RequestException):
        client.get("/x").raise_for_status()
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    with contextlib.suppress(httpx.HTTPError):
        client.get("/x").raise_for_status()
    `,
  ],
  [
    'catches the error of json for RequestException around json alone [E4, E6]',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(requests.RequestException):
        client.get("/x").json()
    try:
        client.get("/x").json()
    except (requests.RequestException, KeyError):
        pass
    `,
    py`
    import json
    from starlette.testclient import TestClient
    client = TestClient(app)
    with pytest.raises(json.JSONDecodeError):
        client.get("/x").json()
    try:
        client.get("/x").json()
    except (json.JSONDecodeError, KeyError):
        pass
    `,
  ],
  [
    'renames annotations of responses and sessions, in quotes too [E9]',
    py`
    from typing import Callable, Optional, cast
    import requests
    from starlette.testclient import TestClient
    client: requests.Session = TestClient(app)
    def fetch(session: "requests.Session") -> Optional[requests.Response]:
        reply: requests.models.Response = session.get("/")
        return reply
    def make() -> "Callable[[], requests.Response]":
        def inner() -> requests.Response:
            return client.get("/")
        return inner
    cast(requests.Response, fetch(client))
    `,
    py`
    from typing import Callable, Optional, cast
    import httpx
    from starlette.testclient import TestClient
    client: TestClient = TestClient(app)
    def fetch(session: "TestClient") -> Optional[httpx.Response]:
        reply: httpx.Response = session.get("/")
        return reply
    def make() -> "Callable[[], httpx.Response]":
        def inner() -> httpx.Response:
            return client.get("/")
        return inner
    cast(httpx.Response, fetch(client))
    `,
  ],
  [
    'imports the Response of httpx in the place of that of requests [E9]',
    py`
    from requests import Response as Reply, Session
    from fastapi.testclient import TestClient
    def fetch(session: Session) -> Reply:
        return session.get("/")
    def test_it():
        fetch(TestClient(app))
    `,
    py`
    from httpx import Response as Reply
    from fastapi.testclient import TestClient
    def fetch(session: TestClient) -> Reply:
        return session.get("/")
    def test_it():
        fetch(TestClient(app))
    `,
  ],
  [
    'finds the import under TYPE_CHECKING [E9]',
    py`
    from typing import TYPE_CHECKING
    from starlette.testclient import TestClient
    if TYPE_CHECKING:
        from requests import Response
    client = TestClient(app)
    def fetch() -> "Response":
        return client.get("/")
    `,
    py`
    from typing import TYPE_CHECKING
    from starlette.testclient import TestClient
    if TYPE_CHECKING:
        from httpx import Response
    client = TestClient(app)
    def fetch() -> "Response":
        return client.get("/")
    `,
  ],
  [
    'renames an alias of a type all of whose uses are about responses [E9]',
    py`
    import requests
    from starlette.testclient import TestClient
    Reply = requests.Response
    client = TestClient(app)
    def fetch() -> Reply:
        return client.get("/")
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    Reply = httpx.Response
    client = TestClient(app)
    def fetch() -> Reply:
        return client.get("/")
    `,
  ],
  [
    'asks whether a client is a TestClient, which it imports [C14]',
    py`
    import requests
    from fastapi import FastAPI
    import fastapi.testclient
    client = fastapi.testclient.TestClient(FastAPI())
    assert isinstance(client, requests.Session)
    assert isinstance(client.get("/"), (requests.Response, dict))
    `,
    py`
    from fastapi.testclient import TestClient
    import httpx
    from fastapi import FastAPI
    import fastapi.testclient
    client = fastapi.testclient.TestClient(FastAPI())
    assert isinstance(client, TestClient)
    assert isinstance(client.get("/"), (httpx.Response, dict))
    `,
  ],
  [
    'replaces codes where the file then needs no requests [E10]',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    response = client.get("/")
    assert response.status_code == requests.codes.ok
    assert client.get("/x").status_code in (requests.codes.NOT_FOUND, requests.codes.teapot)
    self.assertEqual(requests.codes.server_error, response.status_code)
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    client = TestClient(app)
    response = client.get("/")
    assert response.status_code == httpx.codes.OK
    assert client.get("/x").status_code in (httpx.codes.NOT_FOUND, httpx.codes.IM_A_TEAPOT)
    self.assertEqual(httpx.codes.INTERNAL_SERVER_ERROR, response.status_code)
    `,
  ],
  [
    'passes the user and the password as a tuple [E17]',
    py`
    from requests.auth import HTTPBasicAuth
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        auth = HTTPBasicAuth(username="john", password="secret")
        client.get("/", auth=auth)
        client.post("/", auth=HTTPBasicAuth("john", pick("secret", 1)))
    `,
    py`
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        auth = ("john", "secret")
        client.get("/", auth=auth)
        client.post("/", auth=("john", pick("secret", 1)))
    `,
  ],
  [
    'takes the digest of httpx, which that of requests cannot be [E17]',
    py`
    from requests.auth import HTTPDigestAuth
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.auth = HTTPDigestAuth("john", "secret")
    `,
    py`
    from httpx import DigestAuth
    from starlette.testclient import TestClient
    client = TestClient(app)
    client.auth = DigestAuth("john", "secret")
    `,
  ],
  [
    'keeps the import that something else needs, and comments and parentheses [E1]',
    py`
    import requests  # real ones too
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        real = requests.get("https://example.org")
        with pytest.raises((  # either
            requests.HTTPError
        )):
            client.get("/x").raise_for_status()
    `,
    py`
    import httpx
    import requests  # real ones too
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it():
        real = requests.get("https://example.org")
        with pytest.raises((  # either
            httpx.HTTPStatusError
        )):
            client.get("/x").raise_for_status()
    `,
  ],
]);

unsafeCases(rule, [
  [
    'an annotation of what is only likely to be a client [E9]',
    py`
    import requests
    from starlette.testclient import TestClient
    def fetch(client) -> requests.Response:
        return client.get("/")
    def test_it(thing):
        fetch(TestClient(app))
        fetch(thing)
    `,
    py`
    import httpx
    from starlette.testclient import TestClient
    def fetch(client) -> httpx.Response:
        return client.get("/")
    def test_it(thing):
        fetch(TestClient(app))
        fetch(thing)
    `,
  ],
]);

findings(rule, [
  [
    'RequestException where json() may raise too, which HTTPError does not cover [E6]',
    py`
    import requests
    try:
        response = client.get("/x")
        response.raise_for_status()
        response.json()
    except requests.RequestException:
        pass
    `,
    ['requests.RequestException', '(httpx.HTTPError, json.JSONDecodeError)', 'Starlette 0.21'],
  ],
  [
    'a pattern that the new text does not match [E1]',
    py`
    import requests
    with pytest.raises(requests.HTTPError, match="404 Client Error: Not Found"):
        client.get("/x").raise_for_status()
    `,
    ['requests.HTTPError', 'httpx.HTTPStatusError', "Client error '404 Not Found'"],
  ],
  [
    'an exception that nothing of httpx stands for [E8]',
    py`
    import requests
    with pytest.raises(requests.exceptions.InvalidSchema):
        client.get("ftp://testserver/")
    `,
    ['requests.exceptions.InvalidSchema', 'KeyError'],
  ],
  [
    'a name that means something else in the file [E1]',
    py`
    import requests
    httpx = object()
    with pytest.raises(requests.HTTPError):
        client.get("/x").raise_for_status()
    `,
    ['requests.HTTPError', 'httpx.HTTPStatusError', 'a name clash'],
  ],
]);

describe('leaves what meets no test client', () => {
  noop(rule, [
    // What is tested for, or given to a test, that real requests raise, or nothing in sight.
    py`
    import pytest
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    def test_it(other):
        with pytest.raises(Exception) as caught:
            requests.get("http://x").raise_for_status()
        assert isinstance(caught.value, requests.HTTPError)
        with pytest.raises(Exception) as caught:
            other.get("/").raise_for_status()
        assert isinstance(caught.value, requests.HTTPError) and isinstance(other, requests.HTTPError)
        client.get("/")
    `,
    py`
    import pytest
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app)
    @pytest.mark.parametrize("error", [requests.HTTPError])
    def test_it(error, mocker):
        mocker.patch("shop.fetch", side_effect=error)
        with pytest.raises(error):
            client.get("/").raise_for_status()
    @pytest.mark.parametrize("error", [requests.HTTPError], indirect=True)
    def test_two(error):
        with pytest.raises(error):
            client.get("/").raise_for_status()
    @pytest.mark.parametrize("error, path", [(requests.ConnectionError, "/"), (requests.HTTPError, "/a")])
    def test_three(error, path):
        with pytest.raises(error):
            fetch(path)
    `,
    py`
    import requests
    with pytest.raises(requests.RequestException):
        gateway.load("/x").json()
    try:
        client.get("/x").json()
    except (requests.RequestException, ValueError):
        pass
  `,
    // Real requests.
    py`
    import requests
    with pytest.raises(requests.HTTPError):
        requests.get("https://example.org").raise_for_status()
    `,
    py`
    import requests
    def test_it():
        with pytest.raises(requests.HTTPError):
            client.get("/x").raise_for_status()
            requests.get("https://example.org").raise_for_status()
    `,
    py`
    import requests
    session = requests.Session()
    def fetch() -> requests.Response:
        return session.get("https://example.org") if client.get("/").json() else client.get("/")
    `,
    // The application raises it, and the client passes it on.
    py`
    import requests
    with pytest.raises(requests.HTTPError):
        client.get("/proxy")
    `,
    py`
    import requests
    with pytest.raises(requests.ConnectionError):
        client.get("/proxy")
    try:
        client.get("/proxy").raise_for_status()
    except requests.Timeout:
        pass
    `, // [E7]
    // Nothing is seen.
    py`
    import requests
    client.get("/")
    def check(response: requests.Response, session: requests.Session) -> requests.Response:
        return response
    `,
    py`
    import requests
    with pytest.raises(requests.HTTPError):
        backend.sync(client)
    `,
    py`
    import requests
    from requests import Response
    response = requests.Response()
    mock.patch("app.requests.get", return_value=Response())
    client.get("/")
    `, // [P27]
    py`
    import requests
    def test_it(response=None):
        response = requests.get("https://example.org")
        assert isinstance(response, requests.Response)
        client.get("/")
    `,
    // Both clients are dealt with.
    py`
    import httpx, requests
    with pytest.raises((requests.HTTPError, httpx.HTTPStatusError)):
        client.get("/x").raise_for_status()
    `,
    py`
    import httpx, requests
    try:
        client.get("/x").raise_for_status()
    except requests.HTTPError:
        pass
    except httpx.HTTPStatusError:
        pass
    `,
    py`
    import requests
    with pytest.raises((requests.JSONDecodeError, ValueError)):
        client.get("/x").json()
    `,
    py`
    import requests, httpx
    assert isinstance(client.get("/"), (requests.Response, httpx.Response))
    `,
    // Something else of the same name.
    py`
    from app.errors import HTTPError
    with pytest.raises(HTTPError):
        client.get("/x").raise_for_status()
    `,
    py`
    import requests
    def test_it(requests):
        with pytest.raises(requests.HTTPError):
            client.get("/x").raise_for_status()
    requests.get("/")
    `,
    // What still works stays beside what needs requests.
    py`
    import requests
    assert client.get("/").status_code == requests.codes.ok
    requests.get("https://example.org")
    `,
    py`
    import requests
    assert client.get("/").status_code == requests.codes.ok
    def test_it(code=requests.codes.not_found): pass
    `,
    py`
    import requests
    from requests.auth import HTTPBasicAuth
    client.get("/", auth=HTTPBasicAuth("a", "b"))
    requests.get("https://example.org")
    `,
    py`
    from requests.auth import HTTPBasicAuth
    client.get("/", auth=HTTPBasicAuth(*pair))
    `,
    py`
    from requests.auth import AuthBase
    class Token(AuthBase):
        def __call__(self, request): return request
    client.get("/", auth=Token())
    `,
    // An import that had no use before the run.
    py`
    import requests
    client.get("/")
    `,
    // Another framework's client.
    py`
    import requests
    from async_asgi_testclient import TestClient
    client = TestClient(app)
    with pytest.raises(requests.HTTPError):
        client.get("/x").raise_for_status()
    `,
    py`
    import requests
    from flask import Flask
    client = Flask(__name__).test_client()
    with pytest.raises(requests.HTTPError):
        client.get("/x").raise_for_status()
    `,
    // Code in a function that the block defines and does not call.
    py`
    import requests
    with pytest.raises(requests.HTTPError):
        def later():
            client.get("/x").raise_for_status()
        run(later)
    `,
  ]);
});
