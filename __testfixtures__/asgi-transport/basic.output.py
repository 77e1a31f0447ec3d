import pytest
from httpx import ASGITransport, AsyncClient

from shop.main import app


@pytest.fixture
async def client():
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        yield client


async def test_orders(client):
    response = await client.get("/orders")
    assert response.json() == []
