"""Deliveries from suppliers: lists as raw bodies, uploads of several files, and stock events."""

import csv
import hashlib
import io

from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile

from shop.store import Store, get_store

router = APIRouter(prefix="/deliveries", tags=["intake"])


def count_in(text: str, store: Store) -> int:
    received = 0
    for row in csv.DictReader(io.StringIO(text)):
        store.book(row["isbn"]).copies += int(row["copies"])
        received += int(row["copies"])
    return received


@router.post("", status_code=202)
async def receive(request: Request, store: Store = Depends(get_store)) -> dict[str, int]:
    text = (await request.body()).decode()
    if not text.strip():
        raise HTTPException(400, "The delivery list is empty.")
    return {"received": count_in(text, store)}


@router.api_route("/manifest", methods=["GET", "POST", "PUT"])
async def check_manifest(request: Request) -> dict[str, object]:
    """Tells a supplier what arrived, so that they can compare it with what they sent."""
    body = await request.body()
    return {
        "length": len(body),
        "sha256": hashlib.sha256(body).hexdigest(),
        "first_line": body.decode(errors="replace").split("\n")[0],
        "type": request.headers.get("content-type", ""),
    }


@router.post("/events")
async def stock_event(request: Request, store: Store = Depends(get_store)) -> dict[str, int]:
    event = await request.json()
    book = store.book(event["isbn"])
    book.copies += event["change"]
    return {"copies": book.copies}


@router.post("/upload", status_code=202)
async def upload(
    supplier: str = Form(...),
    tag: list[str] = Form([]),
    files: list[UploadFile] = File(...),
    store: Store = Depends(get_store),
) -> dict[str, object]:
    received = sum([count_in((await file.read()).decode(), store) for file in files])
    names = [file.filename for file in files]
    return {"supplier": supplier, "files": names, "received": received, "tags": tag}
