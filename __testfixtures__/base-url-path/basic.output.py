from fastapi.testclient import TestClient

from app.main import app

client = TestClient(app, base_url="http://testserver/api")


def test_reads_an_order():
    response = client.get("/orders/1")
    assert response.status_code == 200


def test_creates_an_order():
    response = client.post("/orders", json={"id": 1})
    assert response.status_code == 201
