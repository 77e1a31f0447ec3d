"""Nothing here is a test client's, whatever its method is called."""
import os

import redis
import requests
import responses
from fastapi import APIRouter
from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)
router = APIRouter()
cache = redis.Redis()


@router.get("/", json=True)
def index(): ...


@responses.activate
def test_outside(requests_mock, session):
    responses.get("https://example.com", json={"a": 1})
    requests_mock.get("https://example.com", json={"a": 1})
    requests.delete("https://example.com", json={"a": 1})
    cache.delete("k", data=1)
    os.environ.get("x", data=b"")
    session.query(User).get(data=1)


def test_inner(monkeypatch):
    headers = {}

    def call(client):
        return client.get("x", data=b"")

    call(headers)
