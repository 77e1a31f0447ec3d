import pytest
from starlette.testclient import TestClient

from shop.main import app


@pytest.fixture
def client():
    return TestClient(app)


def test_lines(client):
    client.delete(  # all of them
        # the orders
        "/orders",
        json={"ids": [1]},  # one
    )
    client.delete(
        "/orders", json={"ids": [1]}
    )
    client.delete("/orders",
                  json={"ids": [1]})
    items = (
        client
        .get('/orders', json={'paid': True})
        .json()
    )
    client.head(url="/orders", files=items)
    return f"{client.options('/orders', data='raw').text}"


@pytest.mark.parametrize("method", ["get", "post", "DELETE"])
def test_methods(client, method):
    response = getattr(client, method.lower())("/orders", json={})
    assert response.status_code == 405


def test_all_methods(client):
    for method in ("delete", "put"):
        assert getattr(client, method)("/orders/1", json={}).status_code == 401
    getattr(client, "delete")("/orders/1", json={})


def test_left(client, **kwargs):
    delete = client.delete
    delete("/orders", json={})
    client.get("/orders", **kwargs)
    client.delete(
        "/orders",
        # nothing to say
        json=None,
    )
