"""What looks the same, and is something else: nothing here may change."""

import httpx
from async_asgi_testclient import TestClient as AsyncTestClient
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx import ASGITransport

from shop.clients import Client

app = FastAPI()


class ApiClient(TestClient):
    def __init__(self, app):
        super().__init__(app=app, base_url="http://test")


class Suppliers(httpx.AsyncClient):
    """Speaks to a real server."""

    def __init__(self, **options):
        super().__init__(base_url="https://suppliers.example.org", **options)


class Server:
    def __init__(self, app):
        self.app = app


def test_clients_that_take_an_app():
    with TestClient(app=app) as client:
        assert client.get("/").status_code == 200
    with ApiClient(app=app) as client:
        assert client.get("/").status_code == 200
    Server(app=app)
    Client(app=app)


async def test_async_clients():
    async with AsyncTestClient(app=app) as client:
        assert (await client.get("/")).status_code == 200
    async with httpx.AsyncClient(transport=ASGITransport(app=app), base_url="http://test") as client:
        assert (await client.get("/")).status_code == 200


async def test_the_real_thing():
    async with Suppliers(timeout=3) as suppliers, httpx.AsyncClient() as client:
        assert (await suppliers.get("/")).status_code == 200
        assert (await client.get("https://example.org")).status_code == 200
