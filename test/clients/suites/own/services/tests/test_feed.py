"""Connections that are refused before they are accepted, and closed after it."""

import pytest
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from services.feed import app

client = TestClient(app)


def test_a_stranger_is_refused():
    with pytest.raises(WebSocketDisconnect) as refused:
        with client.websocket_connect("/feed/novels"):
            pass
    assert refused.value.code == 1008


def test_an_unknown_topic_closes_the_connection():
    with client.websocket_connect("/feed/weather", headers={"X-Reader": "ines"}) as socket:
        with pytest.raises(WebSocketDisconnect) as closed:
            socket.receive_json()
    assert closed.value.code == 4004


def test_a_reader_hears_the_news():
    with client.websocket_connect("/feed/novels", headers={"X-Reader": "ines"}) as socket:
        socket.send_text("today")
        assert socket.receive_json() == {"topic": "novels", "after": "today"}
