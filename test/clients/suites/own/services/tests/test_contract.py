"""What orders expects of stock, asked of stock itself."""

import pytest
from fastapi.testclient import TestClient
from httpx import AsyncClient

from services import orders, stock


async def real_stock():
    async with AsyncClient(app=stock.app, base_url="http://stock") as client:
        yield client


@pytest.fixture
def client():
    orders.app.dependency_overrides[orders.stock] = real_stock
    yield TestClient(orders.app)
    orders.app.dependency_overrides.clear()


@pytest.mark.parametrize("title, ready", [("emma", True), ("villette", False)])
def test_an_order_knows_what_is_in_stock(client, title, ready):
    response = client.post("/orders", data='{"title": "%s"}' % title, headers={"Content-Type": "application/json"})
    assert response.json() == {"title": title, "ready": ready}


def test_an_unknown_book_cannot_be_ordered(client):
    response = client.post("/orders", json={"title": "shirley"})
    assert not response.ok
    assert response.json() == {"detail": "There is no such book."}


def test_a_basket_leads_to_the_form(client):
    response = client.get("/basket", allow_redirects=False)
    assert response.headers["location"] == "/orders/new"


def test_a_book_is_withdrawn_for_a_reason():
    response = TestClient(stock.app).delete("/books/emma", data="water damage")
    assert response.json() == {"title": "emma", "reason": "water damage"}
