import pytest
from starlette.testclient import TestClient

from shop.main import app


@pytest.fixture
def client():
    return TestClient(app)


def test_lines(client):
    client.request(  # all of them
        "DELETE",
        # the orders
        "/orders",
        json={"ids": [1]},  # one
    )
    client.request(
        "DELETE", "/orders", json={"ids": [1]}
    )
    client.request("DELETE", "/orders",
                  json={"ids": [1]})
    items = (
        client
        .request('GET', '/orders', json={'paid': True})
        .json()
    )
    client.request("HEAD", url="/orders", files=items)
    return f"{client.request('OPTIONS', '/orders', data='raw').text}"


@pytest.mark.parametrize("method", ["get", "post", "DELETE"])
def test_methods(client, method):
    response = client.request(method.upper(), "/orders", json={})
    assert response.status_code == 405


def test_all_methods(client):
    for method in ("delete", "put"):
        assert client.request(method.upper(), "/orders/1", json={}).status_code == 401
    client.request("DELETE", "/orders/1", json={})


def test_left(client, **kwargs):
    delete = client.delete
    delete("/orders", json={})
    client.get("/orders", **kwargs)
    client.delete(
        "/orders",
        # nothing to say
        json=None,
    )
