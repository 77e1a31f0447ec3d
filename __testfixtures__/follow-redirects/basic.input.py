from fastapi.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_login_sends_you_home():
    response = client.post("/login", data={"user": "ada"}, allow_redirects=False)
    assert response.headers["location"] == "/"


def test_old_address_leads_to_the_new_one():
    response = client.get("/shop", allow_redirects=True)
    assert response.status_code == 200
