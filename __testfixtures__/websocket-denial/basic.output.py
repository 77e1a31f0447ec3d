import pytest
from fastapi import HTTPException
from shop.app import app
from starlette.testclient import TestClient

client = TestClient(app)


def test_feed_needs_a_token():
    with pytest.raises(HTTPException) as error:
        with client.websocket_connect("/feed"):
            pass
    assert error.value.status_code == 403


def test_feed_takes_a_message():
    session = client.websocket_connect("/feed?token=1")
    session.send_text("hello")
    session.close()
