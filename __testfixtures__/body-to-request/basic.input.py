from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_delete_many():
    response = client.delete("/orders", json={"ids": [1, 2]})
    assert response.status_code == 204


def test_search_with_a_body():
    response = client.get("/orders", data="paid:true")
    assert response.json() == []


def test_delete_one():
    response = client.delete("/orders/1", json=None)
    assert response.status_code == 204
