"""What a mapping cannot say is encoded as it stands."""
from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)
shared = [("a", "1")]


def test_apart():
    client.post("/", data=[("a", "1"), ("b", "2"), ("a", "3")])
    client.post(
        "/",
        data=[("a", b"1")],
    )
    client.post("/", data=[("a", "1"), ("b", "2"), ("a", "3")], files={"f": b"x"})


def test_unseen(x, key):
    client.post("/", data=[("a", x)])
    client.post("/", data=[(key, "1")])
    client.post("/", data=[("a", one) for one in x])
    client.post("/", data={"a": "1"}.items())


def test_elsewhere():
    client.post("/", data=shared)
    assert len(shared) == 1
    annotated: list[tuple[str, str]] = [("a", "1")]
    client.post("/", data=annotated)


def test_none():
    client.post(
        "/",
        data=(
            ("a", None),
            ("b", "1"),  # sent
        ),
    )
    client.post("/", data=[("a", None)])
