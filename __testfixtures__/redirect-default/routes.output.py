from fastapi import APIRouter, Depends, FastAPI, HTTPException
from fastapi.responses import RedirectResponse
from fastapi.testclient import TestClient

app = FastAPI()
router = APIRouter(prefix="/orders")


def logged_in():
    raise HTTPException(status_code=307, headers={"Location": "/login"})


@app.post("/login")
def login():
    return RedirectResponse("/", status_code=303)


@router.post("/")
def order():
    return {"status": 303}


@router.delete("/{number}", dependencies=[Depends(logged_in)])
def cancel(number: int):
    return {}


app.include_router(router, prefix="/shop")
client = TestClient(app)


def test_an_order_is_kept():
    client.post("/login")
    client.post("/shop/orders/")
    client.post("/shop/orders")
    client.delete(f"/shop/orders/{1}")
    client.post("/elsewhere")
