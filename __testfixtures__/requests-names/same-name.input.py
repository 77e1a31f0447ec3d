"""The suppliers are reached with requests; only our own application has a test client."""

import httpx
import pytest
import requests
from fastapi.testclient import TestClient

from shop.main import app
from shop.suppliers import Suppliers

client = TestClient(app)


class Answer(requests.Response):
    pass


def stock(session: requests.Session) -> requests.Response:
    return session.get("https://suppliers.example/stock")


def test_suppliers_may_be_down(monkeypatch):
    monkeypatch.setattr(requests, "get", lambda url: Answer())
    with pytest.raises(requests.ConnectionError):
        Suppliers().fetch()
    with pytest.raises(requests.HTTPError):
        stock(requests.Session()).raise_for_status()


def test_our_client_passes_errors_of_the_application_on():
    with pytest.raises(requests.HTTPError):
        client.post("/orders/1/refill")


def test_either_client_will_do():
    with pytest.raises((requests.HTTPError, httpx.HTTPStatusError)):
        client.get("/orders/0").raise_for_status()
    assert client.get("/").status_code == requests.codes.ok
