"""Baskets become orders here, for readers and for other booksellers (the trade)."""

from fastapi import APIRouter, Depends, Form, Header, HTTPException, Request
from fastapi.responses import RedirectResponse

from shop.models import NewOrder, Order, OrderLine, Withdrawal
from shop.store import Store, get_store, signed_in

router = APIRouter(tags=["orders"])
trade = APIRouter(prefix="/trade", tags=["trade"])


@router.post("/orders", status_code=201)
def place_order(
    order: NewOrder, reader: str = Depends(signed_in), store: Store = Depends(get_store)
) -> Order:
    for line in order.lines:
        store.book(line.isbn)
    return store.place(order, reader)


@router.post("/checkout")
async def checkout(
    isbn: list[str] = Form(...),
    note: str = Form(""),
    reader: str = Depends(signed_in),
    store: Store = Depends(get_store),
) -> RedirectResponse:
    lines = [OrderLine(isbn=store.book(one).isbn) for one in isbn]
    placed = store.place(NewOrder(lines=lines, note=note), reader)
    return RedirectResponse(f"/orders/{placed.number}", status_code=303)


@router.get("/orders/{number}")
def read_order(number: int, store: Store = Depends(get_store)) -> Order:
    return store.order(number)


@router.put("/orders/{number}/note")
async def write_note(
    number: int, request: Request, store: Store = Depends(get_store)
) -> dict[str, str]:
    order = store.order(number)
    order.note = (await request.body()).decode()
    return {"note": order.note}


@router.post("/orders/{number}/lines")
def add_line(number: int, line: OrderLine, store: Store = Depends(get_store)) -> Order:
    order = store.order(number)
    order.lines.append(line)
    return order


@router.post("/orders/{number}/pay")
def pay(number: int, store: Store = Depends(get_store)) -> RedirectResponse:
    return RedirectResponse(f"/payments/{store.order(number).number}", status_code=307)


@router.post("/payments/{number}")
def take_payment(
    number: int, method: str = Form("card"), store: Store = Depends(get_store)
) -> dict[str, str]:
    store.order(number).status = "paid"
    return {"status": "paid", "method": method}


@router.delete("/orders/{number}")
def cancel_order(
    number: int, withdrawal: Withdrawal | None = None, store: Store = Depends(get_store)
) -> dict[str, object]:
    store.order(number).status = "cancelled"
    reason = withdrawal.reason if withdrawal else "changed their mind"
    return {
        "status": "cancelled",
        "reason": reason,
        "refund": bool(withdrawal and withdrawal.refund),
    }


def bookseller(x_trade_key: str = Header("")) -> str:
    if not x_trade_key.startswith("trade-"):
        raise HTTPException(403, "For booksellers only.")
    return x_trade_key


@trade.get("/terms")
def terms(key: str = Depends(bookseller)) -> dict[str, int]:
    return {"discount": 35, "days": 30}


@trade.post("/orders")
def place_trade_order(
    line: OrderLine, key: str = Depends(bookseller), store: Store = Depends(get_store)
) -> RedirectResponse:
    placed = store.place(NewOrder(lines=[line]), key)
    return RedirectResponse(f"/trade/orders/{placed.number}", status_code=303)


@trade.get("/orders/{number}")
def read_trade_order(
    number: int, key: str = Depends(bookseller), store: Store = Depends(get_store)
) -> Order:
    return store.order(number)


@trade.delete("/orders/{number}")
async def return_trade_order(
    number: int, request: Request, key: str = Depends(bookseller), store: Store = Depends(get_store)
) -> dict[str, str]:
    store.order(number).status = "returned"
    return {"returned": str(number), "because": (await request.body()).decode()}
