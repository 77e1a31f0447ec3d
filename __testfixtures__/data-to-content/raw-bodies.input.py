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
    return client.post(url, data=body)


def forward(url, body={}):
    return client.post(url, data=body)


def test_strings():
    client.post("/", data=PING)
    client.post("/", data=f"id={PING!r}")
    client.post("/", data=("one, "  # first
                           "two"))
    client.post("/", data="é".encode("latin-1"))
    client.post("/", data="a" if FORM else b"b")
    client.post("/", data=Order(id=1).json())
    client.post("/", data=client.get("/order").json())
    client.put("/", **{"data": "raw"})


def test_files_and_streams():
    client.post("/", data=(FIXTURES / "a.bin").read_bytes())
    with open("a.bin", "rb") as file:
        client.post("/", data=file)
    client.post("/", data=chunks())
    client.post("/", data=words())
    client.post("/", data=io.StringIO("raw"))
    client.post("/", data=bytearray(b"raw"))


@pytest.mark.parametrize("body", [None, b"", "raw"])
def test_given(body):
    client.post("/", data=body)


def test_helpers():
    post("/", "raw")
    post("/", b"raw")
    forward("/", {"a": "b"})


def test_beside_others():
    client.post("/", data="", json={"a": 1})
    client.post("/", data=[], files={"f": b"x"})
    client.post("/", data="raw", files={"f": b"x"})
    client.post("/", data=str(FORM), json={"a": 1})


def test_forms():
    client.post("/", data=FORM)
    client.post("/", data=None)
    client.post("/", data={**FORM, "c": "d"})
    client.post("/", data=json.loads("{}"))
