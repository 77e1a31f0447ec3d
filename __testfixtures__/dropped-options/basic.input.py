from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def log(response, *args, **kwargs):
    print(response.status_code)


def test_the_catalogue_is_read():
    response = client.get("/books", timeout=5, verify=False)
    assert response.status_code == 200


def test_an_export_is_streamed():
    response = client.get(
        "/export",
        params={"format": "csv"},
        stream=True,
    )
    assert response.content.startswith(b"isbn,title")


def test_stock_is_announced():
    with client.websocket_connect("/stock", proxies=None) as session:
        assert session.receive_json() == {"left": 3}


def test_answers_are_logged():
    client.get("/books", hooks={"response": log})
