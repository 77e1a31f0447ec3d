import json

from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel


class Item(BaseModel):
    name: str


app = FastAPI()


@app.post("/items")
def create(item: Item):
    return item


client = TestClient(app)


def test_creates_an_item():
    response = client.post("/items", content=json.dumps({"name": "pen"}))
    assert response.json() == {"name": "pen"}


def test_creates_an_item_from_a_model():
    response = client.post("/items", content=Item(name="pen").json())
    assert response.json() == {"name": "pen"}


def test_says_its_type():
    headers = {"Content-Type": "application/json"}
    response = client.post("/items", content=json.dumps({"name": "pen"}), headers=headers)
    assert response.json() == {"name": "pen"}
