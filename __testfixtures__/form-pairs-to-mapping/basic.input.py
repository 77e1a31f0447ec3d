from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_order_with_tags():
    response = client.post("/orders", data=[("item", "tea"), ("tag", "hot"), ("tag", "green")])
    assert response.status_code == 201


def test_filter():
    form = [
        ("paid", True),
        ("page", 2),
    ]
    assert client.post("/filter", data=form).json() == []
