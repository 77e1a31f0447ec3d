"""Signing in, staying signed in, and leaving."""

import pytest
from fastapi.testclient import TestClient

from tests.helpers import check_out, sign_in, submit_form
from tests.samples import CRIME, EMMA, INES


def test_signing_in_leads_to_the_account(client):
    response = client.post("/login", data=INES)
    assert response.status_code == 303
    assert response.headers["location"] == "/account"


def test_signing_in_leaves_a_session_cookie(client):
    response = client.post("/login", data=INES)
    assert response.cookies["session"]
    assert list(client.cookies.get_dict()) == ["session"]


def test_signing_in_by_browser_ends_on_the_account_page(client):
    response = client.post("/login", data=INES, allow_redirects=True)
    assert response.text == "Welcome back, ines."
    assert response.history[0].status_code == 303


def test_a_wrong_password_is_refused(client):
    response = sign_in(client, password="paper-boat")
    assert response.status_code == 403
    assert "session" not in response.cookies


@pytest.mark.parametrize("form", [{}, {"username": "ines"}, "username=ines", b""])
def test_half_a_form_is_refused(client, form):
    assert client.post("/login", data=form).status_code == 422


def test_an_empty_form_is_refused(client):
    assert submit_form(client, "/login").status_code == 422


def test_a_complete_form_is_taken(client):
    assert submit_form(client, "/login", {"username": "nobody", "password": "x"}).status_code == 403


def test_a_stranger_is_asked_to_sign_in(client):
    response = client.get("/account")
    assert response.text == "Please sign in."
    assert "/login" in response.url


def test_a_stranger_is_sent_to_the_login_page(client):
    response = client.get("/account", allow_redirects=False)
    assert response.status_code in (302, 303)
    assert response.next.url == "http://testserver/login"


def test_a_reader_is_greeted(reader):
    assert reader.get("/account").text == "Welcome back, ines."


def test_a_reader_comes_back_with_a_cookie(app):
    client = TestClient(app)
    response = client.get("/account", cookies={"session": "session-of-ines"})
    assert response.text == "Welcome back, ines."


@pytest.mark.parametrize(
    "cookies, page",
    [
        ({"session": "session-of-ines"}, "Welcome back, ines."),
        ({"session": "expired"}, "Please sign in."),
        (None, "Please sign in."),
    ],
)
def test_only_an_open_session_is_greeted(client, cookies, page):
    assert client.get("/account", cookies=cookies).text == page


def test_cookies_of_one_visit_are_not_kept_for_the_next(client):
    for session in ("session-of-ines", "expired", "session-of-ines"):
        response = client.get("/account", cookies=dict(session=session))
        assert ("Welcome back" in response.text) is (session == "session-of-ines")
    assert not client.cookies


def test_signing_out_ends_the_session(reader):
    response = reader.delete("/session")
    assert response.status_code // 100 == 3
    assert reader.get("/account").text == "Please sign in."


def test_signing_out_needs_no_patience(reader):
    assert reader.delete("/session", timeout=2, allow_redirects=False).is_redirect


def test_preferences_are_saved_from_pairs(reader):
    response = reader.post(
        "/account/preferences", data=[("newsletter", "weekly"), ("format", "paperback")]
    )
    assert response.json() == {"newsletter": ["weekly"], "format": ["paperback"]}


def test_a_reader_may_like_several_genres(reader):
    response = reader.post(
        "/account/preferences",
        data=[
            ("genre", "poetry"),
            ("genre", "travel"),
            ("newsletter", "weekly"),
        ],
    )
    assert response.json() == {"genre": ["poetry", "travel"], "newsletter": ["weekly"]}


def test_genres_may_stand_anywhere_in_the_form(reader):
    response = reader.post(
        "/account/preferences",
        data=[("genre", "poetry"), ("newsletter", "weekly"), ("genre", "travel")],
    )
    assert response.json()["genre"] == ["poetry", "travel"]


def test_the_preferences_form_has_a_fixed_order(reader):
    form = [("newsletter", "never"), ("genre", "maps"), ("genre", "letters")]
    response = reader.post("/account/preferences", data=form)
    assert response.json()["genre"] == ["maps", "letters"]


@pytest.mark.parametrize("genres", [["poetry"], ["poetry", "maps", "letters"]])
def test_every_genre_that_is_ticked_is_saved(reader, genres):
    response = reader.post("/account/preferences", data=[("genre", genre) for genre in genres])
    assert response.json() == {"genre": genres}


def test_a_checkout_leads_to_the_order(reader):
    options = {"data": {"isbn": EMMA, "note": "A gift."}, "allow_redirects": False}
    response = reader.post("/checkout", **options)
    assert response.headers["location"].startswith("/orders/")


def test_a_checkout_of_two_books_ends_on_the_order(reader):
    order = check_out(reader, EMMA, CRIME, allow_redirects=True).json()
    assert [line["isbn"] for line in order["lines"]] == [EMMA, CRIME]


def test_a_stranger_cannot_check_out(client):
    assert check_out(client).status_code == 401


def test_a_reader_says_goodbye(reader, store):
    reader.delete("/account", data="Moving abroad.")
    assert store.farewells["ines"] == "Moving abroad."


@pytest.mark.parametrize("farewell", ["", "Too many books.", "À bientôt !"])
def test_a_farewell_is_kept_word_for_word(reader, farewell):
    response = reader.delete("/account", data=farewell.encode())
    assert response.json() == {"closed": "ines", "farewell": farewell}
