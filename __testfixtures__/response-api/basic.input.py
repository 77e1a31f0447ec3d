import pytest
from starlette.testclient import TestClient

from app import app

client = TestClient(app)


@pytest.fixture
def created():
    return client.post("/teas", json={"name": "Sencha"})


def test_teas(created):
    assert created.ok and created.reason == "Created"
    assert not client.get("/coffee").ok


def test_truth(created):
    # On the new client a response is true, whatever its status is.
    if not created:
        pytest.fail(created.text)
    assert client.get("/teas")


def test_redirect():
    response = client.post("/tea", allow_redirects=False)
    assert response.is_redirect and not response.is_permanent_redirect
    assert response.next.url.endswith("/teas")
    assert response.url == "http://testserver/tea"


def test_body(created):
    assert created.request.body == b'{"name": "Sencha"}'
    assert created.request.path_url == "/teas"
    assert b"".join(created.iter_content(10)) == created.content


def test_default():
    response = client.get("/teas/1") or client.get("/teas/2")
    assert response.raw.version == 11
