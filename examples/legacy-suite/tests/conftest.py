import pytest

from tests.samples import CRIME, EMMA

pytest_plugins = ["tests.fixtures.http"]


@pytest.fixture
def anyio_backend():
    return "asyncio"


@pytest.fixture
def reader(client):
    """A client who has signed in."""
    client.post("/login", data={"username": "ines", "password": "paper-moon"})
    return client


@pytest.fixture
def order(reader):
    """The number of an open order, and the client of the reader who placed it."""
    lines = [{"isbn": EMMA}, {"isbn": CRIME, "quantity": 2}]
    placed = reader.post("/orders", json={"lines": lines})
    return placed.json()["number"], reader


@pytest.fixture
def put_book(client):
    def put(book):
        return client.put(f"/books/{book.isbn}", book.json())

    return put


@pytest.fixture
def delivery_body():
    return f"isbn,copies\n{EMMA},10\n".encode()
