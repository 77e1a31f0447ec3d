"""The books on the shelves: browsing, editing, covers and reviews."""

from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import RedirectResponse

from shop.models import Book, BookChanges, Query, Review, Withdrawal
from shop.store import Store, get_store

router = APIRouter(prefix="/books", tags=["catalogue"])


@router.get("")
def browse(
    author: str | None = None,
    tag: str | None = None,
    max_price: int | None = None,
    store: Store = Depends(get_store),
) -> list[Book]:
    return [
        book
        for book in store.books.values()
        if (author is None or book.author == author)
        and (tag is None or tag in book.tags)
        and (max_price is None or book.price <= max_price)
    ]


@router.post("", status_code=201)
def add_book(book: Book, store: Store = Depends(get_store)) -> Book:
    store.add(book)
    return book


@router.api_route("/search", methods=["GET", "POST"])
def search(query: Query, store: Store = Depends(get_store)) -> list[str]:
    return [
        book.title
        for book in store.books.values()
        if all(word.lower() in f"{book.title} {book.author}".lower() for word in query.words)
        and (book.copies > 0 or not query.in_stock)
    ]


@router.api_route("/by-slug/{slug}", methods=["GET", "HEAD"])
def by_slug(slug: str, store: Store = Depends(get_store)) -> RedirectResponse:
    isbn = store.book(store.slugs.get(slug, slug)).isbn
    return RedirectResponse(f"/books/{isbn}", status_code=301)


@router.api_route("/{isbn}", methods=["GET", "HEAD"])
def read_book(isbn: str, store: Store = Depends(get_store)) -> Book:
    return store.book(isbn)


@router.put("/{isbn}")
def replace_book(isbn: str, book: Book, store: Store = Depends(get_store)) -> Book:
    store.book(isbn)
    store.add(book)
    return book


@router.patch("/{isbn}")
def change_book(isbn: str, changes: BookChanges, store: Store = Depends(get_store)) -> Book:
    book = store.book(isbn)
    for name in ("title", "price", "copies"):
        value = getattr(changes, name)
        if value is not None:
            setattr(book, name, value)
    return book


@router.delete("/{isbn}")
def withdraw_book(
    isbn: str, withdrawal: Withdrawal | None = None, store: Store = Depends(get_store)
) -> dict[str, str]:
    store.book(isbn)
    del store.books[isbn]
    return {"withdrawn": isbn, "reason": withdrawal.reason if withdrawal else "none given"}


@router.post("/{isbn}/cover", status_code=201)
async def upload_cover(
    isbn: str,
    cover: UploadFile = File(...),
    caption: str = Form(""),
    credit: list[str] = Form([]),
    store: Store = Depends(get_store),
) -> dict[str, object]:
    image = await cover.read()
    store.covers[store.book(isbn).isbn] = image
    return {"filename": cover.filename, "size": len(image), "caption": caption, "credits": credit}


@router.put("/{isbn}/cover", status_code=204)
async def replace_cover(isbn: str, request: Request, store: Store = Depends(get_store)) -> Response:
    store.covers[store.book(isbn).isbn] = await request.body()
    return Response(status_code=204)


@router.get("/{isbn}/cover")
def read_cover(isbn: str, store: Store = Depends(get_store)) -> Response:
    return Response(store.covers.get(isbn, b""), media_type="image/png")


@router.get("/{isbn}/reviews")
def read_reviews(isbn: str, store: Store = Depends(get_store)) -> list[Review]:
    return store.reviews.get(store.book(isbn).isbn, [])


@router.post("/{isbn}/reviews")
def review_book(
    isbn: str, stars: int = Form(...), text: str = Form(""), store: Store = Depends(get_store)
) -> RedirectResponse:
    reviews = store.reviews.setdefault(store.book(isbn).isbn, [])
    reviews.append(Review(number=len(reviews) + 1, stars=stars, text=text))
    return RedirectResponse(f"/books/{isbn}/reviews", status_code=303)


@router.delete("/{isbn}/reviews/{number}")
async def remove_review(
    isbn: str, number: int, request: Request, store: Store = Depends(get_store)
) -> dict[str, object]:
    reason = (await request.body()).decode() or "no reason given"
    reviews = store.reviews.get(isbn, [])
    store.reviews[isbn] = [review for review in reviews if review.number != number]
    return {"removed": number, "reason": reason}
