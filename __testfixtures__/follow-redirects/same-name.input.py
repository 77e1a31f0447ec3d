"""Nothing here is a test client's, whatever it is called."""
import os
from unittest import mock

import requests
from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)


def fetch(url, allow_redirects=True):
    return requests.get(url, allow_redirects=allow_redirects)


def test_fetch():
    with mock.patch("requests.get") as get:
        fetch("/")
    get.assert_called_once_with("/", allow_redirects=True)


def test_session():
    client = requests.Session()
    client.get("https://example.com", allow_redirects=False)


def test_inner():
    def call(client):
        return client.get("/", allow_redirects=False)

    call(requests)
    os.environ.get("x", allow_redirects := None)
