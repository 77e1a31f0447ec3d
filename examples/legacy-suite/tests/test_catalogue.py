"""Browsing the shelves and keeping them in order."""

import pytest
from starlette import status

from shop.models import Book
from tests.helpers import titles
from tests.samples import CRIME, EMMA, VILLETTE


def test_the_doors_open_when_the_app_starts(client):
    assert client.get("/health").json() == {"open": True, "titles": 3}


def test_the_shop_is_healthy(window_shopper):
    assert window_shopper.get("/health")


def test_all_books_are_listed(window_shopper):
    assert titles(window_shopper.get("/books")) == ["Emma", "Crime and Punishment", "Villette"]


def test_books_can_be_narrowed_by_tag(window_shopper):
    assert titles(window_shopper.get("/books", params={"tag": "russian"})) == [
        "Crime and Punishment"
    ]


def test_a_filter_left_empty_does_not_narrow(window_shopper):
    response = window_shopper.get("/books", params={"author": None, "tag": "classic"})
    assert titles(response) == ["Emma", "Crime and Punishment"]


def test_a_saved_search_can_be_narrowed_further(window_shopper):
    response = window_shopper.get("/books?tag=classic", params={"max_price": 800})
    assert titles(response) == ["Emma"]


@pytest.mark.parametrize("in_stock", [True, False])
@pytest.mark.parametrize(
    "words, found",
    [
        (["emma"], ["Emma"]),
        (["crime", "dostoevsky"], ["Crime and Punishment"]),
        pytest.param(["middlemarch"], [], id="not ours"),
    ],
)
def test_search_finds_every_word(client, words, found, in_stock):
    query = {"words": words, "in_stock": in_stock}
    assert client.post("/books/search", json=query).json() == found
    assert client.get("/books/search", json=query).json() == found


def test_search_by_get_leaves_out_what_is_sold_out(window_shopper):
    response = window_shopper.get(
        url="/books/search",
        json={"words": ["brontë"], "in_stock": True},  # Villette is on order
    )
    assert response.json() == []


def test_a_search_without_words_is_refused(client):
    response = client.get("/books/search", data="words")
    assert not response.ok
    assert response.status_code == 422


def test_a_book_can_be_read(client):
    book = client.get(f"/books/{EMMA}").json()
    assert book["title"] == "Emma"
    assert book.get("author", "unknown") == "Jane Austen"


def test_an_unknown_book_is_not_found(client):
    response = client.get("/books/9999999999999")
    assert response.status_code == 404
    assert response.reason == "Not Found"


def test_an_old_link_leads_to_the_book(client):
    response = client.get("/books/by-slug/emma")
    assert response.json()["isbn"] == EMMA
    assert response.url.endswith(f"/books/{EMMA}")
    assert [step.status_code for step in response.history] == [301]


def test_an_old_link_has_moved_for_good(client):
    response = client.get("/books/by-slug/emma", allow_redirects=False)
    assert response.status_code == status.HTTP_301_MOVED_PERMANENTLY
    assert response.is_redirect


def test_a_link_checker_sees_where_old_links_lead(client):
    response = client.head("/books/by-slug/crime-and-punishment")
    assert response.headers["location"] == f"/books/{CRIME}"


@pytest.mark.parametrize("allow_redirects, expected", [(True, 200), (False, 301)])
def test_a_link_checker_may_follow_or_not(client, allow_redirects, expected):
    response = client.head("/books/by-slug/emma", allow_redirects=allow_redirects)
    assert response.status_code == expected


def test_a_new_book_is_added(client):
    book = {"isbn": "9780140439052", "title": "Shirley", "author": "Charlotte Brontë", "price": 899}
    assert client.post("/books", json=book).status_code == 201
    assert client.get("/books/9780140439052").json()["title"] == "Shirley"


@pytest.mark.parametrize("path, expected", [("/books/", 307), ("/orders/", 307), ("/tea", 404)])
def test_a_stray_slash_is_redirected(client, path, expected):
    response = client.post(path, json={})
    assert response.status_code == expected


def test_a_book_is_replaced(put_book, client):
    changed = Book(isbn=EMMA, title="Emma (annotated)", author="Jane Austen", price=1299)
    assert put_book(changed).ok
    assert client.get(f"/books/{EMMA}").json()["price"] == 1299


def test_a_book_that_is_not_ours_cannot_be_replaced(put_book):
    response = put_book(Book(isbn="123", title="Untitled", author="Anonymous", price=1))
    if response:
        pytest.fail("the book was replaced")
    assert response.status_code == 404


def test_the_price_of_a_book_changes(client):
    response = client.patch(f"/books/{EMMA}", json={"price": 699})
    assert response.json()["price"] == 699


def test_a_book_is_withdrawn_with_a_reason(client):
    response = client.delete(f"/books/{VILLETTE}", json={"reason": "out of print"})
    assert response.json() == {"withdrawn": VILLETTE, "reason": "out of print"}
    assert client.get(f"/books/{VILLETTE}").status_code == 404


def test_a_book_is_withdrawn_without_a_reason(client):
    assert client.delete(f"/books/{VILLETTE}").json()["reason"] == "none given"
    assert client.delete(f"/books/{EMMA}", json=None).json()["reason"] == "none given"


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_changes_during_stocktaking(make_client, method):
    visitor = make_client(read_only=True)
    response = getattr(visitor, method)(f"/books/{EMMA}", json={"reason": "a prank"})
    assert response.status_code == 503
    assert visitor.get(f"/books/{EMMA}").json()["title"] == "Emma"


def test_stocktaking_refuses_every_method_alike(window_shopper):
    for method in ("POST", "PUT", "DELETE"):
        response = getattr(window_shopper, method.lower())(f"/books/{EMMA}/reviews/1", json={})
        assert response.json()["detail"].startswith("Stocktaking today")
