"""Everything the shop remembers, in memory, and the dependencies that hand it to the routes."""

import secrets
from dataclasses import dataclass, field

from fastapi import Cookie, Depends, HTTPException
from starlette.requests import HTTPConnection

from shop.models import Book, NewOrder, Order, Review


@dataclass
class Store:
    books: dict[str, Book] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    covers: dict[str, bytes] = field(default_factory=dict)
    reviews: dict[str, list[Review]] = field(default_factory=dict)
    orders: dict[int, Order] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    preferences: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    farewells: dict[str, str] = field(default_factory=dict)
    lights_on: bool = False

    def add(self, book: Book, slug: str = "") -> None:
        self.books[book.isbn] = book
        if slug:
            self.slugs[slug] = book.isbn

    def book(self, isbn: str) -> Book:
        if isbn not in self.books:
            raise HTTPException(404, f"We do not stock {isbn}.")
        return self.books[isbn]

    def place(self, order: NewOrder, customer: str) -> Order:
        number = 1000 + len(self.orders) + 1
        placed = Order(number=number, customer=customer, lines=order.lines, note=order.note)
        self.orders[number] = placed
        return placed

    def order(self, number: int) -> Order:
        if number not in self.orders:
            raise HTTPException(404, f"There is no order {number}.")
        return self.orders[number]

    def sign_in(self, username: str) -> str:
        token = secrets.token_hex(8)
        self.sessions[token] = username
        return token


def get_store(connection: HTTPConnection) -> Store:
    return connection.app.state.store


def current_reader(
    session: str | None = Cookie(None), store: Store = Depends(get_store)
) -> str | None:
    return store.sessions.get(session or "")


def signed_in(reader: str | None = Depends(current_reader)) -> str:
    if reader is None:
        raise HTTPException(401, "Please sign in first.")
    return reader
