"""Small steps that many tests take. The client is always the first argument."""

import requests
from fastapi.testclient import TestClient

from shop.main import create_app
from tests.samples import EMMA, stocked

passer_by = TestClient(create_app(stocked()))


def sign_in(client, username="ines", password="paper-moon") -> requests.Response:
    form = {"username": username, "password": password}
    return client.post("/login", data=form, allow_redirects=False)


def send_raw(client, path, data, content_type="text/plain"):
    return client.post(path, data=data, headers={"Content-Type": content_type})


def submit_form(client, path, data={}):
    return client.post(path, data=data)


def check_out(client, *isbns, **options):
    return client.post("/checkout", data={"isbn": list(isbns or [EMMA])}, **options)


def titles(response: requests.Response) -> list[str]:
    assert response.ok, response.text
    return [book["title"] for book in response.json()]
