from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_login():
    response = client.post("/login", {"user": "ada"})
    assert response.status_code == 200


def test_order():
    response = client.post("/orders", None, {"item": "tea"})
    assert response.status_code == 201


def test_search():
    assert client.get("/orders", {"paid": "true"}).json() == []
