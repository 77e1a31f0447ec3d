"""The same contract with RESPX between the two services, and tests that are coroutines themselves."""

import pytest
import respx
from httpx import AsyncClient
from respx.handlers import ASGIHandler

from services import orders, stock

pytestmark = pytest.mark.asyncio


async def place(title):
    async with AsyncClient(app=orders.app, base_url="http://orders") as client:
        return await client.post("/orders", json={"title": title})


@pytest.mark.parametrize("title, ready", [("emma", True), ("villette", False)])
async def test_an_order_knows_what_is_in_stock(title, ready):
    with respx.mock(assert_all_mocked=False) as router:
        router.route(host="stock").mock(side_effect=ASGIHandler(stock.app))
        response = await place(title)
    assert response.json() == {"title": title, "ready": ready}


@respx.mock(assert_all_mocked=False)
async def test_an_unknown_book_cannot_be_ordered(respx_mock):
    respx_mock.route(host="stock").mock(side_effect=ASGIHandler(stock.app))
    response = await place("shirley")
    assert response.status_code == 422
