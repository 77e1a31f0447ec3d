import hashlib
import hmac
import json

from starlette.testclient import TestClient

from hooks import app

client = TestClient(app)


def sign(body):
    return hmac.new(b"secret", body, hashlib.sha256).hexdigest()


def test_a_signed_hook():
    payload = {"event": "paid", "amount": 12}
    signature = sign(json.dumps(payload).encode())
    response = client.post("/hook", json=payload, headers={"X-Signature": signature})
    assert response.status_code == 200


def test_a_signed_hook_that_sends_what_it_signs():
    body = json.dumps({"event": "paid", "amount": 12})
    headers = {"Content-Type": "application/json", "X-Signature": sign(body.encode())}
    assert client.post("/hook", content=body, headers=headers).status_code == 200


def test_the_body_that_is_sent():
    response = client.post("/echo", json={"name": "Zoë"})
    assert response.request.content == b'{"name": "Zo\\u00eb"}'
    assert response.json() == {"name": "Zoë"}


def test_what_a_websocket_echoes():
    with client.websocket_connect("/ws") as session:
        session.send_json({"name": "Zoë"})
        assert session.receive_text() == json.dumps({"name": "Zoë"})
