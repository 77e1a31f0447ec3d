"""The live stock counter in the shop window."""

from fastapi.testclient import TestClient

from tests.samples import EMMA


def test_a_stranger_may_watch_the_stock(client: TestClient):
    with client.websocket_connect("/live/stock") as window:
        assert window.receive_json() == {"hello": "stranger"}
        window.send_text(EMMA)
        assert window.receive_json() == {"isbn": EMMA, "copies": 5}


def test_a_reader_is_known_by_name(client: TestClient):
    cookies = {"session": "session-of-ines"}
    with client.websocket_connect("/live/stock", cookies=cookies) as window:
        assert window.receive_json()["hello"] == "ines"
        window.send_text(EMMA)
        window.receive_json()


def test_a_delivery_shows_in_the_window(client: TestClient):
    client.post("/deliveries", data=f"isbn,copies\n{EMMA},20\n")
    with client.websocket_connect("/live/stock") as window:
        window.receive_json()
        window.send_text(EMMA)
        assert window.receive_json()["copies"] == 25
