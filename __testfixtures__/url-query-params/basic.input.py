from starlette.testclient import TestClient

from app import app

client = TestClient(app)


def test_search():
    response = client.get("/books?tag=classic", params={"max_price": 800})
    assert response.status_code == 200


def test_shelf(shelf):
    response = client.get(
        f"/shelves/{shelf}?sort=title",
        params={"limit": 5, "offset": 10},
    )
    assert response.status_code == 200


def test_flag():
    assert client.get("/books", params="new").status_code == 200


def test_filters(filters):
    assert client.get("/books?tag=classic", params=filters).status_code == 200
    assert client.get("/books?tag=classic", params={}).status_code == 200
