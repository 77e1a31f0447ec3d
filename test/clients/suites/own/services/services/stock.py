"""What is in stock: a service that others ask."""

from fastapi import FastAPI, HTTPException, Request

app = FastAPI()
SHELF = {"emma": 3, "villette": 0}


@app.get("/books/{title}")
def read_book(title: str):
    if title not in SHELF:
        raise HTTPException(404, "There is no such book.")
    return {"title": title, "copies": SHELF[title]}


@app.delete("/books/{title}")
async def withdraw(title: str, request: Request):
    return {"title": title, "reason": (await request.body()).decode()}
