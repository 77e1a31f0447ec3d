from fastapi import status
from fastapi.responses import RedirectResponse
from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_login_sends_you_home():
    response = client.post("/login", data={"user": "ada"}, follow_redirects=False)
    assert response.status_code == status.HTTP_303_SEE_OTHER
    assert response.headers["location"] == "/"


def test_logout_forgets_you():
    assert client.delete("/session", follow_redirects=False).is_redirect


def test_an_order_is_created():
    response = client.post("/orders", json={"item": 1})
    assert response.status_code == 201
    assert response.headers["location"] == "/orders/1"


def test_old_address_leads_to_the_new_one():
    assert client.get("/shop").status_code == 200


def test_the_basket_is_kept():
    client.post("/login", data={"user": "ada"})
    assert client.get("/basket").json() == []
