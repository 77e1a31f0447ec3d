import json

import pytest
import requests
from fastapi.testclient import TestClient

from shop.main import app


@pytest.fixture
def client():
    with TestClient(app) as client:
        client.params = client.params.merge({"lang": "en"})
        client.headers.update({"Accept": "application/json"})
        yield client


def test_signing_in_gives_a_session(client):
    response = client.post("/session", data={"name": "emma"})
    assert list(response.cookies.keys()) == ["session"]
    assert dict(client.cookies)["session"] == list(response.cookies.values())[0]


def test_a_session_ends_with_the_browser(client):
    client.post("/session", data={"name": "emma"})
    for cookie in client.cookies.jar:
        assert cookie.expires is None
    client.cookies.jar.clear_session_cookies()
    assert len(client.cookies) == 0


def test_signing_out_forgets_the_reader(client):
    client.post("/session", data={"name": "emma"})
    saved = json.dumps(dict(client.cookies))
    client.cookies.delete("session")
    assert client.get("/me").status_code == 401
    client.cookies = json.loads(saved)
    assert client.get("/me").status_code == 200


def test_links_lead_to_the_shop(client):
    links = client.get("/links").json()
    assert links["home"] == str(client.base_url).rstrip("/") + "/home"


def test_a_secure_cookie_is_not_sent(client):
    client.cookies.set("secret", "1", secure=True)
    assert client.get("/me").json()["cookies"] == {}
