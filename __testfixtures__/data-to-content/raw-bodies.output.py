import io
import json
from pathlib import Path

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)
FIXTURES = Path(__file__).parent
PING: bytes = b"ping"
FORM = {"a": "b"}


class Order(BaseModel):
    id: int


def chunks():
    yield b"a"
    yield b"b"


def words():
    yield "a"


def post(url, body):
    return client.post(url, content=body)


def forward(url, body={}):
    return client.post(url, data=body)


def test_strings():
    client.post("/", content=PING)
    client.post("/", content=f"id={PING!r}")
    client.post("/", content=("one, "  # first
                           "two"))
    client.post("/", content="é".encode("latin-1"))
    client.post("/", content="a" if FORM else b"b")
    client.post("/", content=Order(id=1).json())
    client.post("/", data=client.get("/order").json())
    client.put("/", **{"content": "raw"})


def test_files_and_streams():
    client.post("/", content=(FIXTURES / "a.bin").read_bytes())
    with open("a.bin", "rb") as file:
        client.post("/", content=file)
    client.post("/", content=chunks())
    client.post("/", content=map(str.encode, words()))
    client.post("/", data=io.StringIO("raw"))
    client.post("/", content=bytes(bytearray(b"raw")))


@pytest.mark.parametrize("body", [None, b"", "raw"])
def test_given(body):
    client.post("/", content=body)


def test_helpers():
    post("/", "raw")
    post("/", b"raw")
    forward("/", {"a": "b"})


def test_beside_others():
    client.post("/", json={"a": 1})
    client.post("/", files={"f": b"x"})
    client.post("/", data="raw", files={"f": b"x"})
    client.post("/", data=str(FORM), json={"a": 1})


def test_forms():
    client.post("/", data=FORM)
    client.post("/", data=None)
    client.post("/", data={**FORM, "c": "d"})
    client.post("/", data=json.loads("{}"))
