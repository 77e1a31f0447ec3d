import logging

import httpx
import pytest
from fastapi.testclient import TestClient
from httpx import ASGITransport, AsyncClient

from shop.main import app

client = TestClient(app)


@pytest.fixture
async def shop():
    async with AsyncClient(transport=ASGITransport(app=app), base_url="http://shop") as client:
        yield client


def test_a_missing_order_is_an_error(caplog):
    with caplog.at_level(logging.INFO, logger="httpx"), pytest.raises(httpx.HTTPStatusError):
        client.get("/orders/0").raise_for_status()
