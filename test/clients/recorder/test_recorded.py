"""A suite that says of each line, behind `#:`, what the recorder notes of it: calls as `method(arguments) answer`, reads as
`response.name`. Three dots stand for arguments that the clients do not have in common,
`[httpx]` for what only clients of httpx do.

It passes on every client.
"""
import functools
import inspect
import io
import pickle
import sys
import traceback
import warnings
from unittest import mock

import pytest
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Route, WebSocketRoute, Router
from starlette.testclient import TestClient

try:
    import httpx2 as library
except ImportError:
    import httpx as library
if issubclass(TestClient, library.Client):
    Response = library.Response
else:
    from requests import Response


async def echo(request):
    return JSONResponse({"body": (await request.body()).decode("latin-1")}, headers={"x-name": "value"})


async def moved(request):
    return RedirectResponse("/echo", 307)


async def broken(request):
    raise LookupError("broken")


async def socket(websocket):
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
app = Router(
    [
        Route("/echo", echo, methods=METHODS),
        Route("/moved", moved, methods=METHODS),
        Route("/broken", broken, methods=METHODS),
        WebSocketRoute("/socket", socket),
    ]
)


class Api(TestClient):
    def request(self, *args, **kwargs):
        return super().request(*args, **kwargs)  #: request(...) 2xx


@pytest.fixture
def client():
    return TestClient(app)


def test_verbs(client):
    client.get("/echo")  #: get(text) 2xx
    client.post("/echo", data={"a": "b"})  #: post(text, data=mapping) 2xx
    client.put("/echo", json=[1])  #: put(text, json=sequence) 2xx
    client.patch("/echo", files={"a": ("a.txt", io.BytesIO(b"a"))})  #: patch(text, files=mapping+sequence) 2xx
    client.delete("/echo?a=b", headers=None)  #: delete(text+query, headers=none) 2xx
    client.options("http://testserver/echo", params=[("a", 1)])  #: options(text+absolute, params=pairs+number+scalar-pairs) 2xx
    client.request("GET", "/nothing")  #: request(text, text) 4xx


def test_ways(client):
    get = client.get
    get("/echo")  #: get(text) 2xx
    functools.partial(client.post, "/echo")()  #: post(text) 2xx
    getattr(client, "put")(url="/echo")  #: put(url=text) 2xx
    for _ in range(2):
        TestClient.get(client, *["/echo"], **{"params": {}})  #: get(text, params=mapping+empty) 2xx x2


def test_redirects(client):
    client.get("/moved")  #: get(text) redirect followed


def test_errors(client):
    with pytest.raises(LookupError) as caught:
        client.get("/broken")  #: get(text) raised
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert sys.version_info < (3, 11) or not any("bump" in frame.filename for frame in frames)


def test_socket(client):
    with client.websocket_connect("/socket") as connected:  #: websocket_connect(text) 1xx
        assert connected.receive_text() == "hello"


def test_override():
    Api(app).get("/echo")  #: get(text) 2xx


def test_reads(client):
    response = client.get("/echo")  #: get(text) 2xx
    assert response.status_code == 200  #: response.status_code
    assert response.json() == {"body": ""}  #: response.json
    assert response.headers.get("x-name") == "value"  #: response.headers, headers.get
    assert response.request.method == "GET"  #: response.request, request.method
    assert response.cookies.get("a") is None  #: response.cookies, cookies.get
    assert client.cookies.get("a") is None  #: client.cookies, cookies.get
    client.headers.update({"a": "b"})  #: client.headers, headers.update


def test_classes(client):
    response = client.get("/echo")  #: get(text) 2xx
    assert type(response) is Response and type(client) is TestClient
    assert "__getattribute__" not in vars(response)
    assert repr(response) == "<Response [200%s]>" % (" OK" if Response.__module__ != "requests.models" else "")
    assert pickle.loads(pickle.dumps(response)).status_code == 200
    assert list(inspect.signature(TestClient.get).parameters)[:2] == ["self", "url"]
    assert TestClient.get.__name__ == "get" and inspect.isfunction(TestClient.get)
    assert "def request" in inspect.getsource(TestClient.request)
    with pytest.raises(TypeError):
        mock.create_autospec(TestClient).get()
    with pytest.raises(TypeError):
        client.get()  #: get() raised


def test_warnings(client):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        client.request("GET", "/echo", timeout=1)  #: request(text, text, timeout=number) 2xx
    assert {warning.filename for warning in caught} <= {__file__}


def test_mocks(client):
    with mock.patch.object(TestClient, "request", autospec=True) as replaced:
        client.request("GET", "/echo")
    replaced.assert_called_once_with(client, "GET", "/echo")
    client.request("GET", "/echo")  #: request(text, text) 2xx


def test_secret(client):
    secret = "pl4nted"
    client.cookies.set("name", secret)  #: client.cookies, cookies.set
    client.headers["x-name"] = secret  #: client.headers
    files = {secret: (secret, secret.encode())}
    client.post("/echo/%s?%s=%s" % (secret, secret, secret), data={secret: secret}, files=files)  #: post(text+query, data=mapping, files=mapping+sequence) 4xx
    client.post("/echo", json={secret: secret}, headers={"x-other": secret})  #: post(text, headers=mapping, json=mapping) 2xx
    client.put("/echo", params={secret: secret}, data={secret: secret})  #: put(text, data=mapping, params=mapping) 2xx
    client.patch("http://testserver/echo#" + secret)  #: patch(text+absolute) 2xx
    with pytest.raises(TypeError):
        client.get("/echo", json=secret, nothing=secret)  #: get(...) raised


@pytest.mark.skipif(not hasattr(TestClient, "stream"), reason="the client of requests has none")
def test_stream(client):
    with client.stream("GET", "/echo") as response:  #: [httpx] stream(text, text) 2xx
        response.read()  #: [httpx] response.read


@pytest.mark.skipif(hasattr(TestClient, "stream"), reason="the client of httpx has none of these")
def test_responses_of_requests(client):
    response = client.get("/echo")  #: [requests] get(text) 2xx
    assert response  #: [requests] response.__bool__
    assert list(response)  #: [requests] response.__iter__
