"""Clients as suites make them: in fixtures, factories, contexts and classes."""

import os
from contextlib import AsyncExitStack
from functools import partial

os.environ["SHOP_DB"] = "sqlite://"

import httpx  # noqa: E402
import pytest  # noqa: E402
from asgi_lifespan import LifespanManager  # noqa: E402
from httpx import (  # noqa: E402
    AsyncClient,
    Response,
)

from shop.main import create_app  # noqa: E402

BASE = "http://test"


class ShopClient(AsyncClient):
    """Knows the shop's addresses."""

    def __init__(self, app, *, user: str = "ada") -> None:
        self.user = user
        super().__init__(
            app=app,  # in process
            base_url=BASE,
            headers={"X-User": user},
        )

    async def orders(self) -> Response:
        return await self.get("/orders")


@pytest.fixture
async def app():
    application = create_app()
    async with LifespanManager(application) as manager:
        yield manager.app


@pytest.fixture
async def client(app):
    async with httpx.AsyncClient(
        app=app,
        base_url=BASE,
        timeout=5,
    ) as client:
        yield client


@pytest.fixture
def make_client(app):
    return partial(AsyncClient, app=app, base_url=BASE)


@pytest.fixture
def wsgi():
    with httpx.Client(app=create_app(legacy=True), base_url=BASE) as client:
        yield client


async def test_two_at_once(app):
    async with AsyncExitStack() as stack:
        one = await stack.enter_async_context(AsyncClient(app=app, base_url=BASE))
        two = await stack.enter_async_context(AsyncClient(base_url=BASE, app=app))
        assert (await one.get("/")).json() == (await two.get("/")).json()


async def test_as_somebody(app):
    async with ShopClient(app=app, user="grace") as client:
        assert (await client.orders()).status_code == 200


async def test_with_options(app):
    options = {"app": app, "base_url": BASE}
    async with AsyncClient(**options) as client:
        assert (await client.get("/")).status_code == 200


async def test_lazily(app):
    from httpx import AsyncClient as Browser

    async with Browser(app=app, base_url=BASE) as client:
        assert (await client.get("/")).status_code == 200
