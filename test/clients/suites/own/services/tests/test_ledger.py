"""A page of the ledger.

The form feed above starts a new page.
"""

from starlette.testclient import TestClient

from services.ledger import OPENED, app


def test_a_client_without_with_starts_nothing():
    r"""A page\f

    and another.
    """
    client = TestClient(app)
    assert client.post("/entries", data="1 d").json() == {"opened": [], "body": "1 d"}


def test_a_client_with_with_starts_the_application():
    with TestClient(app) as client:
        response = client.delete("/entries", data=b"all")
        assert response.json() == {"opened": ["ledger"], "body": "all"}
    assert OPENED == []


def test_the_latest_is_somewhere_else():
    assert TestClient(app).get("/latest", allow_redirects=False).status_code == 307
