"""Orders: a service that asks another one."""

from fastapi import Depends, FastAPI, HTTPException
from fastapi.responses import RedirectResponse
from httpx import AsyncClient
from pydantic import BaseModel

app = FastAPI()


class Order(BaseModel):
    title: str


async def stock():
    async with AsyncClient(base_url="http://stock") as client:
        yield client


@app.post("/orders", status_code=201)
async def place(order: Order, client: AsyncClient = Depends(stock)):
    answer = await client.get(f"/books/{order.title}")
    if answer.status_code == 404:
        raise HTTPException(422, answer.json()["detail"])
    return {"title": order.title, "ready": answer.json()["copies"] > 0}


@app.get("/basket")
def basket():
    return RedirectResponse("/orders/new")


@app.get("/orders/new")
def form():
    return {"title": ""}
