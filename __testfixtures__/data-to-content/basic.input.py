import json

from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_hook_takes_text():
    response = client.post("/hook", data="ping")
    assert response.text == "pong"


def test_hook_takes_json():
    response = client.post("/hook", data=json.dumps({"event": "paid"}))
    assert response.status_code == 200


def test_login_takes_a_form():
    response = client.post("/login", data={"user": "ada"})
    assert response.status_code == 200
