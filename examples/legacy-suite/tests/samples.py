"""Books, readers and delivery lists that the tests share."""

from pathlib import Path

from shop.models import Book
from shop.store import Store

DATA = Path(__file__).parent / "data"

EMMA = "9780141439587"
CRIME = "9780140449136"
VILLETTE = "9780140434798"

DELIVERY_LIST = f"isbn,copies\n{EMMA},3\n{VILLETTE},1\n"
THANK_YOU: str = "Thank you for the quick delivery."

INES = {"username": "ines", "password": "paper-moon"}


def stocked() -> Store:
    """A fresh store with three titles and one reader, whose session is already open."""
    store = Store(passwords={"ines": "paper-moon"}, sessions={"session-of-ines": "ines"})
    store.add(
        Book(isbn=EMMA, title="Emma", author="Jane Austen", price=799, copies=5, tags=["classic"]),
        slug="emma",
    )
    store.add(
        Book(
            isbn=CRIME,
            title="Crime and Punishment",
            author="Fyodor Dostoevsky",
            price=999,
            copies=2,
            tags=["classic", "russian"],
        ),
        slug="crime-and-punishment",
    )
    store.add(Book(isbn=VILLETTE, title="Villette", author="Charlotte Brontë", price=1099))
    return store
