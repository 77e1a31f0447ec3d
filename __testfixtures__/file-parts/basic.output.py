import io

from starlette.testclient import TestClient

from app import app

client = TestClient(app)


def test_cover():
    response = client.post("/cover", files={"cover": ("cover", b"png")})
    assert response.json() == {"filename": "cover"}


def test_list():
    with open("tests/data/list.csv", "rb") as rows:
        assert client.post("/lists", files={"rows": rows}).status_code == 201


def test_list_from_memory():
    files = {"rows": ("list.csv", io.BytesIO("isbn,copies\n".encode()))}
    assert client.post("/lists", files=files).status_code == 201


def test_nameless():
    assert client.post("/cover", files={"cover": ("", b"png")}).status_code == 422
