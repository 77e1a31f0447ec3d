import pytest
from starlette.testclient import TestClient

from app import app

client = TestClient(app)


@pytest.fixture
def created():
    return client.post("/teas", json={"name": "Sencha"})


def test_teas(created):
    assert not created.is_error and created.reason_phrase == "Created"
    assert client.get("/coffee").is_error


def test_truth(created):
    # On the new client a response is true, whatever its status is.
    if created.is_error:
        pytest.fail(created.text)
    assert not client.get("/teas").is_error


def test_redirect():
    response = client.post("/tea", allow_redirects=False)
    assert response.has_redirect_location and not (response.has_redirect_location and response.status_code in [301, 308])
    assert str(response.next_request.url).endswith("/teas")
    assert response.url == "http://testserver/tea"


def test_body(created):
    assert created.request.content == b'{"name": "Sencha"}'
    assert created.request.url.raw_path.decode() == "/teas"
    assert b"".join(created.iter_bytes(10)) == created.content


def test_default():
    response = client.get("/teas/1") or client.get("/teas/2")
    assert response.raw.version == 11
