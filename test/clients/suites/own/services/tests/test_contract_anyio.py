"""The same contract with the plugin of anyio."""

import pytest
from httpx import AsyncClient

from services import orders, stock

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
async def between():
    async with AsyncClient(app=stock.app, base_url="http://stock") as client:
        orders.app.dependency_overrides[orders.stock] = lambda: client
        yield
    orders.app.dependency_overrides.clear()


@pytest.fixture
async def client(between):
    async with AsyncClient(app=orders.app, base_url="http://orders") as client:
        yield client


async def test_an_order_knows_what_is_in_stock(client):
    response = await client.post("/orders", json={"title": "emma"})
    assert response.json() == {"title": "emma", "ready": True}


async def test_a_basket_leads_to_the_form(client):
    response = await client.get("/basket", follow_redirects=False)
    assert response.headers["location"] == "/orders/new"
