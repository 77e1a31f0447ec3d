"""Covers and delivery lists that come as files."""

import io

from tests.samples import DATA, EMMA

COVER = (DATA / "emma.png").read_bytes()


def test_a_cover_is_uploaded(client):
    files = {"cover": ("emma.png", COVER, "image/png")}
    response = client.post(f"/books/{EMMA}/cover", files=files, data={"caption": "First edition"})
    assert response.status_code == 201
    assert response.json() == {
        "filename": "emma.png",
        "size": len(COVER),
        "caption": "First edition",
        "credits": [],
    }


def test_a_cover_is_uploaded_with_its_credits(client):
    response = client.post(
        f"/books/{EMMA}/cover",
        files={"cover": open(DATA / "emma.png", "rb")},
        data=[("caption", "Facsimile"), ("credit", "A. Hale"), ("credit", "R. Moss")],
    )
    assert response.json()["filename"] == "emma.png"
    assert response.json()["credits"] == ["A. Hale", "R. Moss"]


def test_a_nameless_cover_takes_the_name_of_its_field(client):
    response = client.post(f"/books/{EMMA}/cover", files={"cover": COVER})
    assert response.json()["filename"] == "cover"


def test_a_cover_is_replaced(client):
    assert client.put(f"/books/{EMMA}/cover", data=COVER).status_code == 204
    response = client.get(f"/books/{EMMA}/cover")
    assert response.content == COVER
    assert response.headers["content-type"] == "image/png"


def test_lists_of_one_supplier_are_uploaded_together(client):
    rows = io.BytesIO(f"isbn,copies\n{EMMA},1\n".encode())
    response = client.post(
        "/deliveries/upload",
        data={"supplier": "Hatchling & Co."},
        files=[
            ("files", ("monday.csv", open(DATA / "delivery.csv", "rb"), "text/csv")),
            ("files", ("tuesday.csv", rows, "text/csv")),
        ],
    )
    assert response.json() == {
        "supplier": "Hatchling & Co.",
        "files": ["monday.csv", "tuesday.csv"],
        "received": 7,
        "tags": [],
    }


def test_a_list_opened_as_text_is_uploaded(client):
    with open(DATA / "delivery.csv") as rows:
        response = client.post(
            "/deliveries/upload", data={"supplier": "Hatchling & Co."}, files={"files": rows}
        )
    assert response.json()["received"] == 6


def test_an_upload_needs_a_supplier(client):
    response = client.post("/deliveries/upload", files={"files": ("a.csv", b"isbn,copies\n")})
    assert response.status_code == 422
