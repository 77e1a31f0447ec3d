from enum import Enum

import pytest
from starlette.testclient import TestClient

from app import app

client = TestClient(app)


class Colour(str, Enum):
    RED = "red"


def test_search():
    query = {"author": None, "colour": Colour.RED, "in_stock": True}
    assert client.get("/books", params=query).status_code == 200


def test_order():
    form = {"note": None, "gift": False, "code": b"A1", "ids": {1, 2}}
    assert client.post("/orders", data=form).status_code == 201


@pytest.mark.parametrize("author", [None, "Austen"])
def test_author(author):
    assert client.get("/books", params={"author": author}).status_code == 200


def test_without_token():
    response = client.get("/orders", headers={"X-Token": None, "X-Customer": "Zoë"})
    assert response.status_code == 401
