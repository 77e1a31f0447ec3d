import pytest
import httpx
from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def sign_in(session: TestClient) -> httpx.Response:
    return session.get("/me", auth=("ada", "paper-moon"))


def test_me_is_shown_after_signing_in():
    assert sign_in(client).status_code == httpx.codes.OK


def test_a_missing_order_is_an_error():
    with pytest.raises(httpx.HTTPStatusError):
        client.get("/orders/0").raise_for_status()
