"""Orders of other booksellers."""

import pytest

from tests.fixtures.trade import TradeClient
from tests.samples import CRIME, EMMA


def test_booksellers_know_our_terms(client):
    assert client.get("/trade/terms").json() == {"discount": 35, "days": 30}


def test_readers_do_not(window_shopper):
    response = window_shopper.get("/trade/terms")
    assert not response.ok
    assert response.json()["detail"] == "For booksellers only."


def test_a_bookseller_buys_by_the_dozen(client):
    response = client.buy(EMMA, quantity=12)
    assert response.status_code == 303
    assert client.get(response.headers["location"]).json()["lines"][0]["quantity"] == 12


def test_an_order_by_hand_leads_to_the_order(client):
    response = client.post("/trade/orders", json={"isbn": CRIME})
    assert response.status_code == 303
    order = client.get(response.headers["location"]).json()
    assert order["customer"] == "trade-hatchling"


@pytest.mark.parametrize("key, expected", [("trade-quill", 200), ("quill", 403), ("", 403)])
def test_a_key_says_who_is_a_bookseller(app, key, expected):
    assert TradeClient(app, key=key).get("/trade/terms").status_code == expected


def test_books_are_returned_with_a_word_of_explanation(client, trade_order):
    response = client.delete(trade_order, data="Damaged in transit.")
    assert response.json()["because"] == "Damaged in transit."


def test_books_are_returned_without_one(client, trade_order):
    assert client.delete(trade_order).json()["because"] == ""
