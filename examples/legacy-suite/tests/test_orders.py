"""An order, from the first line to the last penny."""

import json

import pytest
import requests

from shop.models import OrderLine, Withdrawal
from tests.helpers import passer_by
from tests.samples import CRIME, EMMA, THANK_YOU, VILLETTE


def request_order(client, method, number, **kwargs):
    return client.request(method, f"/orders/{number}", **kwargs)


def test_ordering_needs_a_reader():
    response = passer_by.post("/orders", json={"lines": []})
    assert response.status_code == 401
    with pytest.raises(requests.HTTPError):
        response.raise_for_status()


def test_an_order_is_numbered(order):
    number, reader = order
    assert reader.get(f"/orders/{number}").json()["customer"] == "ines"


def test_an_order_that_was_never_placed_cannot_be_cancelled():
    response = passer_by.delete("/orders/7", json={"reason": "cold feet"})
    assert response.json() == {"detail": "There is no order 7."}


def test_an_order_for_an_unknown_book_is_refused(reader):
    lines = [{"isbn": "0000000000000"}]
    response = reader.request("POST", "/orders", json={"lines": lines})
    assert response.json() == {"detail": "We do not stock 0000000000000."}


def test_an_order_sent_as_text_is_understood(reader):
    text = json.dumps({"lines": [{"isbn": EMMA, "quantity": 3}]})
    response = reader.post("/orders", data=text, headers={"Content-Type": "application/json"})
    assert response.json()["lines"] == [{"isbn": EMMA, "quantity": 3}]


def test_a_line_is_added(order):
    number, reader = order
    line = OrderLine(isbn=VILLETTE, quantity=4)
    response = reader.post(
        f"/orders/{number}/lines",
        data=line.json(),
        headers={"Content-Type": "application/json"},
    )
    assert response.json()["lines"][-1] == {"isbn": VILLETTE, "quantity": 4}


def test_a_line_is_added_by_a_script(order):
    number, reader = order
    response = reader.post(f"/orders/{number}/lines", None, {"isbn": CRIME})
    assert len(response.json()["lines"]) == 3


def test_the_quick_checkout_takes_a_plain_form(reader):
    response = reader.post("/checkout", {"isbn": [EMMA, CRIME], "note": "Leave it at the till."})
    assert response.status_code == 303
    assert reader.get(response.headers["location"]).json()["note"] == "Leave it at the till."


def test_a_checkout_without_books_is_refused(reader):
    assert not reader.post("/checkout", {"note": "Surprise me."}).ok


@pytest.mark.parametrize(
    "note",
    [
        pytest.param("Please wrap it.", id="text"),
        pytest.param(b"Please wrap it.", id="bytes"),
        "",
        None,
    ],
)
def test_a_note_is_written(order, note):
    number, reader = order
    expected = "Please wrap it." if note else ""
    assert reader.put(f"/orders/{number}/note", data=note).json() == {"note": expected}


def test_a_note_is_replaced(order):
    number, reader = order
    reader.put(f"/orders/{number}/note", "First thoughts.")
    reader.put(f"/orders/{number}/note", data=THANK_YOU)
    assert reader.get(f"/orders/{number}").json()["note"] == THANK_YOU


@pytest.mark.parametrize("polite", [True, False])
def test_a_note_is_kept_whatever_its_tone(order, polite):
    number, reader = order
    response = reader.put(
        f"/orders/{number}/note", data="Whenever you can, please." if polite else "Hurry up."
    )
    assert response.json()["note"].endswith("please.") is polite


def test_a_long_note_is_kept_whole(order):
    number, reader = order
    response = reader.put(
        f"/orders/{number}/note",
        data=(
            "The parcel goes to my aunt, "
            # the till prints forty characters to a line
            "who lives above the bakery, "
            "second bell from the top."
        ),
    )
    assert len(response.json()["note"]) == 81


def test_a_note_names_the_order(order):
    number, reader = order
    note = f"About order {number}: " + "no hurry."
    assert reader.put(f"/orders/{number}/note", data=note).ok
    assert reader.get(f"/orders/{number}").json()["note"] == f"About order {number}: no hurry."


def test_paying_leads_to_the_payment_desk(order):
    number, reader = order
    response = reader.post(f"/orders/{number}/pay", data={"method": "cheque"})
    assert response.is_redirect
    assert response.headers["location"] == f"/payments/{number}"


def test_paying_in_one_go(order):
    number, reader = order
    form = {"method": "voucher"}
    response = reader.post(f"/orders/{number}/pay", data=form, allow_redirects=True)
    assert response.json() == {"status": "paid", "method": "voucher"}
    assert reader.get(f"/orders/{number}").json()["status"] == "paid"


def test_an_order_is_cancelled_with_a_reason(order):
    number, reader = order
    withdrawal = Withdrawal(reason="arrived twice", refund=True)
    response = reader.delete(f"/orders/{number}", json=withdrawal.dict())
    assert response.json() == {"status": "cancelled", "reason": "arrived twice", "refund": True}


def test_an_order_is_cancelled_without_a_reason(order):
    number, reader = order
    assert request_order(reader, "DELETE", number).json()["reason"] == "changed their mind"


def test_a_cancelled_order_can_still_be_read(order):
    number, reader = order
    request_order(reader, "DELETE", number, json={"reason": "too late"}, verify=False)
    response = request_order(reader, "GET", number, allow_redirects=False)
    assert response.json()["status"] == "cancelled"
