import pytest
import requests
from fastapi.testclient import TestClient
from requests.auth import HTTPBasicAuth

from shop.main import app

client = TestClient(app)


def sign_in(session: requests.Session) -> requests.Response:
    return session.get("/me", auth=HTTPBasicAuth("ada", "paper-moon"))


def test_me_is_shown_after_signing_in():
    assert sign_in(client).status_code == requests.codes.ok


def test_a_missing_order_is_an_error():
    with pytest.raises(requests.HTTPError):
        client.get("/orders/0").raise_for_status()
