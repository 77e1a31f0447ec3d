"""A suite that looks at its responses through helpers."""

import unittest
from http import HTTPStatus

import pytest
from starlette.testclient import TestClient

from app import create_app

FOUND = HTTPStatus.FOUND


def expect_status(response, code=200):
    assert response.status_code == code, response.text


def submit(client, path, **fields):
    return client.post(path, data=fields, follow_redirects=False)


@pytest.fixture
def client():
    with TestClient(create_app()) as client:
        yield client


@pytest.mark.parametrize(
    "path, expected",
    [
        ("/public", 200),
        ("/private", 302),
    ],
)
def test_each_path(client, path, expected):
    response = client.post(path, follow_redirects=False)  # not followed
    assert response.status_code == expected


def test_forms(client):
    assert submit(client, "/form", name="ada").status_code == FOUND


def test_checks(client):
    expect_status(client.put("/a", follow_redirects=False), 307)
    expect_status(client.put("/b"))


def test_cookies(client):
    response = client.post(
        "/login",
        json={
            "user": "ada",
        },
        follow_redirects=False,
    )
    assert response.cookies["session"] == "1"


class TestPages(unittest.TestCase):
    def setUp(self):
        self.client = TestClient(create_app())

    def test_moved(self):
        response = self.client.head("/old", follow_redirects=False)
        self.assertEqual(response.status_code, 301)
        self.assertIn("/new", response.headers["Location"])
        response = self.client.head("/new")
        self.assertEqual(response.status_code, 200)
