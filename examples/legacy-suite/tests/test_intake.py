"""Deliveries arrive as raw bodies, in every way that our suppliers have thought of."""

import hashlib
import json

import pytest

from tests.helpers import send_raw
from tests.samples import CRIME, DATA, DELIVERY_LIST, EMMA


def lines(*rows):
    yield b"isbn,copies\n"
    for isbn, copies in rows:
        yield f"{isbn},{copies}\n".encode()


def test_a_list_that_we_keep_for_tests(clerk):
    assert clerk.post("/deliveries", data=DELIVERY_LIST).json() == {"received": 4}


def test_a_list_read_from_disk(clerk):
    response = clerk.post("/deliveries", data=open(DATA / "delivery.csv", "rb").read())
    assert response.json() == {"received": 6}


def test_a_list_read_as_bytes(clerk):
    path = DATA / "delivery.csv"
    assert clerk.post("/deliveries", data=path.read_bytes()).json() == {"received": 6}


def test_a_list_written_line_by_line(clerk):
    response = clerk.post("/deliveries", data=lines((EMMA, 2), (CRIME, 5)))
    assert response.json() == {"received": 7}


def test_the_copies_of_a_day_add_up(clerk):
    before = clerk.get(f"/books/{EMMA}").json()["copies"]
    clerk.post("/deliveries", data="\n".join(["isbn,copies", f"{EMMA},1", f"{EMMA},1"]))
    assert clerk.get(f"/books/{EMMA}").json()["copies"] == before + 2


def test_a_list_from_the_wholesaler(clerk, delivery_body):
    response = clerk.post("/deliveries", data=delivery_body)
    assert response.status_code == 202
    assert response.json()["received"] == 10


@pytest.mark.parametrize("body", [None, b"", "", "  \n"])
def test_an_empty_list_is_refused(clerk, body):
    response = clerk.post("/deliveries", data=body)
    assert response.status_code == 400
    assert response.json() == {"detail": "The delivery list is empty."}


def test_no_list_at_all_is_refused(clerk):
    assert clerk.post("/deliveries", data="").status_code == 400


@pytest.mark.parametrize("change", [1, -1])
def test_an_event_changes_the_stock(clerk, change):
    before = clerk.get(f"/books/{CRIME}").json()["copies"]
    event = {"isbn": CRIME, "change": change}
    response = clerk.post("/deliveries/events", data=json.dumps(event))
    assert response.json() == {"copies": before + change}


def test_an_event_about_a_sold_book(clerk):
    before = clerk.post("/deliveries/events", data='{"isbn": "%s", "change": 0}' % EMMA).json()
    after = clerk.post("/deliveries/events", json={"isbn": EMMA, "change": -1}).json()
    assert after["copies"] == before["copies"] - 1


def test_a_manifest_is_summed_up(clerk):
    manifest = b"12 boxes\n3 pallets\n"
    summary = clerk.put("/deliveries/manifest", data=manifest).json()
    assert summary["length"] == 19
    assert summary["sha256"] == hashlib.sha256(manifest).hexdigest()
    assert summary["first_line"] == "12 boxes"


def test_a_manifest_may_be_assembled_in_place(clerk):
    manifest = bytearray(b"12 boxes")
    manifest += b", one of them damp"
    summary = clerk.put("/deliveries/manifest", data=manifest).json()
    assert summary["first_line"] == "12 boxes, one of them damp"


def test_a_manifest_can_be_checked_before_it_is_sent(clerk):
    response = clerk.get("/deliveries/manifest", data="12 boxes")
    assert response.json()["length"] == len("12 boxes")


def test_a_manifest_of_checked_size(clerk):
    size = clerk.request("GET", "/deliveries/manifest", data=b"12 boxes\n").json()["length"]
    assert size == 9


def test_a_manifest_has_the_type_it_was_sent_with(clerk):
    assert send_raw(clerk, "/deliveries/manifest", "12 boxes").json()["type"] == "text/plain"


def test_a_manifest_may_be_a_table(clerk):
    summary = send_raw(clerk, "/deliveries/manifest", b"boxes,12\n", content_type="text/csv").json()
    assert summary["type"] == "text/csv"
    assert summary["first_line"] == "boxes,12"
