import pytest
from starlette.testclient import TestClient

from app import app

client = TestClient(app)


@pytest.fixture
def found():
    return client.get("/teas/1")


def test_teas(found):
    assert found.ok and found.reason == "OK"
    assert not client.get("/coffee").ok


def test_truth(found):
    # On the new client a response is true, whatever its status is.
    if not found:
        pytest.fail(found.text)
    assert client.get("/teas")


def test_redirect():
    response = client.post("/tea", allow_redirects=False)
    assert response.is_redirect and not response.is_permanent_redirect
    assert response.next.url.endswith("/teas")
    assert response.url == "http://testserver/tea"


def test_body(found):
    assert client.post("/teas", data=b"Sencha", allow_redirects=False).request.body == b"Sencha"
    assert found.request.path_url == "/teas/1"
    assert b"".join(found.iter_content(10)) == found.content


def test_default():
    response = client.get("/teas/1") or client.get("/teas/2")
    assert response.raw.version == 11
