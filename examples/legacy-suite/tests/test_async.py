"""The shop answers many readers at once."""

import anyio
import pytest
from httpx import AsyncClient

from tests.samples import DELIVERY_LIST, EMMA, INES

pytestmark = pytest.mark.anyio


async def test_readers_do_not_wait_for_one_another(app):
    answers = []

    async def look_at(path):
        async with AsyncClient(app=app, base_url="http://books.test") as visitor:
            answers.append((await visitor.get(path)).status_code)

    async with anyio.create_task_group() as visitors:
        for path in ("/books", f"/books/{EMMA}", "/health"):
            visitors.start_soon(look_at, path)
    assert answers == [200, 200, 200]


async def test_signing_in_is_not_followed(browser):
    response = await browser.post("/login", data=INES)
    assert response.status_code == 303


async def test_signing_in_is_followed_when_asked(browser):
    response = await browser.post("/login", data=INES, follow_redirects=True)
    assert response.text == "Welcome back, ines."


async def test_a_delivery_arrives(browser, store):
    response = await browser.post("/deliveries", content=DELIVERY_LIST)
    assert response.json() == {"received": 4}
    assert store.books[EMMA].copies == 8
