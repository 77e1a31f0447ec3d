"""Our side of the wholesaler's HTTP API. This is what keeps requests among our dependencies."""

import os

import requests

BASE_URL = "https://wholesaler.example/api"


def base_url() -> str:
    return os.environ.get("WHOLESALER_URL", BASE_URL)


class SupplierError(Exception):
    """The wholesaler could not be asked, or would not answer."""


class Wholesaler:
    def __init__(self, session: requests.Session | None = None, cache=None) -> None:
        self.session = session or requests.Session()
        self.cache = {} if cache is None else cache

    def copies_in_stock(self, isbn: str) -> int:
        copies = self.cache.get(f"stock:{isbn}")
        if copies is None:
            copies = self.cache[f"stock:{isbn}"] = self.ask_for_copies(isbn)
        return copies

    def ask_for_copies(self, isbn: str) -> int:
        try:
            response = requests.get(f"{base_url()}/stock/{isbn}", timeout=5, allow_redirects=True)
        except requests.ConnectionError as error:
            raise SupplierError("The wholesaler is not answering.") from error
        if not response.ok:
            raise SupplierError(f"The wholesaler answered {response.status_code}.")
        return response.json()["copies"]

    def reserve(self, isbn: str, copies: int) -> str:
        response = self.session.post(
            f"{base_url()}/reservations",
            data=f"{isbn};{copies}",
            allow_redirects=False,
            timeout=5,
        )
        return response.headers["Location"]

    def release(self, reservation: str) -> bool:
        return self.session.delete(reservation, json={"reason": "not needed"}, timeout=5).ok
