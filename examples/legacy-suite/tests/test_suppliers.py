"""The wholesaler is reached with requests. Nothing here has to do with our own test client."""

import os
from unittest import mock

import pytest
import requests

from shop.suppliers import BASE_URL, SupplierError, Wholesaler
from tests.samples import EMMA


class FakeRedis:
    """As much of the Redis that we run in production as the wholesaler's client needs."""

    def __init__(self):
        self.kept = {}
        self.deleted = []

    def get(self, key, data=None):
        return self.kept.get(key, data)

    def __setitem__(self, key, value):
        self.kept[key] = value

    def delete(self, key, data=""):
        self.deleted.append((key, data))
        return self.kept.pop(key, None)


@pytest.fixture
def answer():
    with mock.patch("shop.suppliers.requests.get") as get:
        get.return_value = mock.MagicMock(ok=True, **{"json.return_value": {"copies": 7}})
        yield get


def test_copies_are_asked_for_by_isbn(answer):
    assert Wholesaler().copies_in_stock(EMMA) == 7
    answer.assert_called_with(f"{BASE_URL}/stock/{EMMA}", timeout=5, allow_redirects=True)


def test_copies_are_asked_for_once(answer):
    redis_client = FakeRedis()
    wholesaler = Wholesaler(cache=redis_client)
    assert wholesaler.copies_in_stock(EMMA) + wholesaler.copies_in_stock(EMMA) == 14
    assert answer.call_count == 1
    assert redis_client.get(f"stock:{EMMA}", data=0) == 7


def test_copies_are_asked_for_again_after_a_sale(answer):
    redis_client = FakeRedis()
    wholesaler = Wholesaler(cache=redis_client)
    wholesaler.copies_in_stock(EMMA)
    redis_client.delete(f"stock:{EMMA}", data="sold")
    wholesaler.copies_in_stock(EMMA)
    assert answer.call_count == 2
    assert redis_client.deleted == [(f"stock:{EMMA}", "sold")]


def test_an_answer_that_is_not_ok_is_an_error(answer):
    answer.return_value = mock.MagicMock(ok=False, status_code=502)
    with pytest.raises(SupplierError, match="502"):
        Wholesaler().copies_in_stock(EMMA)


def test_no_answer_is_an_error(answer):
    answer.side_effect = requests.ConnectionError
    with pytest.raises(SupplierError, match="not answering"):
        Wholesaler().copies_in_stock(EMMA)


def test_a_reservation_is_not_followed():
    client = mock.create_autospec(requests.Session, instance=True)
    client.post.return_value.headers = {"Location": "/reservations/8"}
    assert Wholesaler(client).reserve(EMMA, 2) == "/reservations/8"
    client.post.assert_called_once_with(
        f"{BASE_URL}/reservations", data=f"{EMMA};2", allow_redirects=False, timeout=5
    )


def test_a_reservation_is_released():
    client = mock.create_autospec(requests.Session, instance=True)
    client.delete.return_value.ok = True
    assert Wholesaler(client).release("/reservations/8")
    client.delete.assert_called_once_with(
        "/reservations/8", json={"reason": "not needed"}, timeout=5
    )


def test_another_wholesaler_can_be_asked(answer, monkeypatch):
    monkeypatch.setenv("WHOLESALER_URL", "https://staging.example")
    Wholesaler().copies_in_stock(EMMA)
    assert answer.call_args.args[0] == f"{os.environ.get('WHOLESALER_URL')}/stock/{EMMA}"
