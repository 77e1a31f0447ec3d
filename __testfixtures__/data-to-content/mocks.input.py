"""Tests that replace a method of the client, and look at what it was called with."""

from unittest.mock import call, patch

from starlette.testclient import TestClient

from app import app

client = TestClient(app)


def test_spy(mocker):
    spy = mocker.spy(client, "post")
    client.post("/", data="raw")
    spy.assert_called_once_with("/", data="raw")
    assert spy.mock_calls == [call("/", data="raw")]
    assert spy.call_args.kwargs["data"] == "raw"


@patch.object(TestClient, "put")
def test_not_in_sight(put):
    client.put("/", data="raw")
    check(put)


def test_function(monkeypatch):
    def fake(url, data=None):
        return data

    monkeypatch.setattr(client, "patch", fake)
    assert client.patch("/", data="raw") == "raw"


def test_form(mocker):
    spy = mocker.spy(client, "post")
    client.post("/", data={"a": "1"})
    spy.assert_called_once_with("/", data={"a": "1"})
