from unittest.mock import patch

import httpx
from shop.app import app
from starlette.testclient import TestClient

client = TestClient(app)


def test_price_comes_from_the_supplier():
    with patch("httpx.Client.get", return_value=httpx.Response(200, json={"price": 3})):
        assert client.get("/items/1").json() == {"price": 3}


@patch("requests.Session.send")
def test_nothing_is_sent(send):
    client.post("/items")
    send.assert_called_once()


def test_order_is_passed_on():
    with patch("httpx.Client.post", return_value=httpx.Response(201)):
        assert client.get("/orders/1").status_code == 200
