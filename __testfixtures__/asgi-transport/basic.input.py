import pytest
from httpx import AsyncClient

from shop.main import app


@pytest.fixture
async def client():
    async with AsyncClient(app=app, base_url="http://test") as client:
        yield client


async def test_orders(client):
    response = await client.get("/orders")
    assert response.json() == []
