"""A suite for the client on requests. What the migrated one beside it changes in silence is called test_lie_..."""

import asyncio
import io

import httpx
from shop import app
from starlette.testclient import TestClient

client = TestClient(app)


def test_lie_lost_field():
    for name in ("Ada", "Ines"):
        assert client.post("/moved/303", data={"name": name, "note": "ring twice"}, allow_redirects=False).status_code == 303


def test_lie_content_type():
    response = client.post("/orders", data=b"<order/>", headers={"content-type": "application/xml"})
    assert response.status_code == 200


def test_lie_followed_redirect():
    assert client.get("/moved/302", allow_redirects=False).status_code < 400


def test_lie_swallowed_file():
    files = [("photo", ("a.png", b"a", "image/png")), ("photo", ("b.png", b"b", "image/png"))]
    assert client.post("/photos", files=files).status_code == 200


def test_cookie_for_one_call():
    assert client.get("/cart", cookies={"cart": "7"}).status_code == 200


def test_lie_leaked_cookie():
    assert client.get("/").status_code == 200


def test_lie_dropped_parameter():
    assert client.get("/orders", params={"page": 2, "size": 10}).status_code == 200


def test_lie_lost_header():
    assert client.get("/orders", headers={"x-tenant": "north", "accept": "text/csv"}).status_code == 200


def test_lie_form_instead_of_text():
    assert client.post("/search", data="name=Ada").status_code == 200


def test_lie_changed_method():
    assert client.put("/orders/1", json={"name": "Ada"}).status_code == 200


def test_lie_request_not_sent():
    client.post("/orders", json={"id": 1})
    client.delete("/orders/1")
    assert client.get("/orders").status_code == 200


def test_headers_and_parameters():
    params = {"q": "a b~*'()/ü", "next": "/a?b=c&d"}
    assert client.get("/orders", params=params, headers={"X-B": "1", "X-A": "2"}).status_code == 200
    assert client.get("/orders?sort=name&q=a+b%20c").status_code == 200


def test_escaped_path():
    assert client.get("/orders/a%20b/ü").status_code == 200


def test_methods_without_a_body():
    for method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        assert client.request(method, "/orders").status_code == 200


def test_text_beyond_ascii():
    assert client.post("/notes", data="für Ines").status_code == 200
    assert client.post("/notes", data="für Ines".encode()).status_code == 200


def test_generator():
    def chunks():
        yield b"one"
        yield b"two"

    assert client.post("/notes", data=chunks()).status_code == 200


def test_json():
    assert client.post("/orders", json={"name": "Zoë", "items": [1, 2.5, None], "paid": True}).status_code == 200


def test_json_of_another_type():
    headers = {"content-type": "application/vnd.api+json"}
    assert client.post("/orders", json={"name": "Zoë", "items": [1]}, headers=headers).status_code == 200


def test_form():
    assert client.post("/orders", data={"name": "Ada Lovelace", "size": ["1", "2"], "q": "a&b=c*~"}).status_code == 200


def test_files_without_types():
    files = {"a": ("a.txt", io.BytesIO(b"text")), "b": ("b.unknown", b"bytes"), "c": ("c.txt", b"c", "image/png")}
    assert client.post("/files", data={"name": "Ada"}, files=files).status_code == 200


def test_files_that_nobody_reads():
    assert client.post("/unread", data={"name": "Ada"}, files={"a": ("a.txt", b"text")}).status_code == 200


def test_redirected_form():
    assert client.post("/moved/303", data={"name": "Ada"}, allow_redirects=True).status_code == 200


def test_redirect_that_keeps_the_method():
    headers = {"content-type": "text/plain"}
    assert client.put("/moved/301", data=b"text", headers=headers, allow_redirects=True).status_code == 200


def test_redirect_that_keeps_the_body():
    assert client.post("/moved/307", json={"id": 1}, allow_redirects=True).status_code == 200


def test_cookie_of_the_application():
    own = TestClient(app)
    assert own.get("/login").status_code == 200
    assert own.get("/account").status_code == 200


def test_authentication():
    assert client.get("/account", auth=("ada", "engine")).status_code == 200


def test_websocket():
    with client.websocket_connect("/feed?topic=orders", headers={"x-tenant": "north"}) as feed:
        assert feed.receive_text() == "hello"


def test_client_of_httpx():
    async def get():
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://shop") as own:
            return await own.post("/orders", json={"id": 1})

    assert asyncio.run(get()).status_code == 200
