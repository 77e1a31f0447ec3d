"""What travels over the wire. Prices are in pence."""

from pydantic import BaseModel, Field


class Book(BaseModel):
    isbn: str
    title: str
    author: str
    price: int
    copies: int = 0
    tags: list[str] = Field(default_factory=list)


class BookChanges(BaseModel):
    title: str | None = None
    price: int | None = None
    copies: int | None = None


class Query(BaseModel):
    words: list[str]
    in_stock: bool = False


class Withdrawal(BaseModel):
    reason: str
    refund: bool = False


class OrderLine(BaseModel):
    isbn: str
    quantity: int = 1


class NewOrder(BaseModel):
    lines: list[OrderLine]
    note: str = ""


class Order(NewOrder):
    number: int
    customer: str
    status: str = "open"


class Review(BaseModel):
    number: int
    stars: int
    text: str = ""
