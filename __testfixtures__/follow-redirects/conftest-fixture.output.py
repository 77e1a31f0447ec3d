import pytest
import requests
from starlette.testclient import TestClient

from shop.main import app

OPTIONS = {"follow_redirects": False, "headers": {"accept": "text/html"}}
SHARED = {"allow_redirects": False}


@pytest.fixture
def client():
    with TestClient(app) as client:
        yield client


@pytest.fixture
def login(client):
    def _login(name, allow_redirects=False):
        return client.post("/login", data={"user": name}, follow_redirects=allow_redirects)

    return _login


def test_pages(client):
    for path in ("/a", "/b"):
        assert client.get(path, **OPTIONS).status_code == 302
    assert client.head("/c", **OPTIONS, timeout=1).status_code == 302


def test_shared(client):
    requests.get("https://example.com", **SHARED)
    assert client.get("/a", **SHARED).status_code == 302


def test_none(client):
    client.get(
        "/a",
        follow_redirects=False,  # stay here
    )
    client.get("/b", follow_redirects=True)
    client.get("/c", follow_redirects=bool(None if SHARED else True))
    with client.websocket_connect("/ws") as socket:
        socket.close()
