import pytest
from starlette.testclient import TestClient

from app import app

client = TestClient(app)


@pytest.fixture
def found():
    return client.get("/teas/1")


def test_teas(found):
    assert not found.is_error and found.reason_phrase == "OK"
    assert client.get("/coffee").is_error


def test_truth(found):
    # On the new client a response is true, whatever its status is.
    if found.is_error:
        pytest.fail(found.text)
    assert not client.get("/teas").is_error


def test_redirect():
    response = client.post("/tea", allow_redirects=False)
    assert response.has_redirect_location and not (response.has_redirect_location and response.status_code in [301, 308])
    assert str(response.next_request.url).endswith("/teas")
    assert response.url == "http://testserver/tea"


def test_body(found):
    assert client.post("/teas", data=b"Sencha", allow_redirects=False).request.content == b"Sencha"
    assert found.request.url.raw_path.decode() == "/teas/1"
    assert b"".join(found.iter_bytes(10)) == found.content


def test_default():
    response = client.get("/teas/1") or client.get("/teas/2")
    assert response.raw.version == 11
