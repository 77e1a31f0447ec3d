import pytest
from fastapi import Cookie, FastAPI
from fastapi.testclient import TestClient

app = FastAPI()


@app.get("/basket")
def basket(session: str = Cookie(default="nobody")):
    return {"of": session}


client = TestClient(app)


@pytest.fixture
def shop():
    with TestClient(app) as shop:
        yield shop


def test_a_basket_is_that_of_the_session():
    assert TestClient(app, cookies={"session": "ines"}).get("/basket").json() == {"of": "ines"}


def test_a_client_for_one_request():
    fresh = TestClient(app, cookies={"session": "ines"})
    response = fresh.get("/basket")
    assert response.json() == {"of": "ines"}


def test_a_client_of_a_fixture(shop):
    shop.cookies.update({"session": "ines"})
    response = shop.get("/basket")
    assert response.json() == {"of": "ines"}


def test_a_session_is_not_kept(shop):
    assert shop.get("/basket", cookies={"session": "ines"}).json() == {"of": "ines"}
    assert shop.get("/basket").json() == {"of": "nobody"}


def test_a_stranger_has_no_basket():
    assert client.get("/basket").json() == {"of": "nobody"}
