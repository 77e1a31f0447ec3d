import pytest
from shop.app import app
from starlette.testclient import TestClient

client = TestClient(app)


def test_pages_cannot_be_framed():
    response = client.get("/items")
    assert "X-Frame-Options" in response.headers.keys()
    assert "x-powered-by" not in response.headers.keys()


@pytest.mark.parametrize("name", ["Vary", "ETag"])
def test_errors_are_not_cached(name):
    assert name not in client.get("/missing").headers.keys()


def test_default_headers():
    assert set(client.headers) == {"user-agent", "Accept-Encoding", "Accept", "Connection"}
