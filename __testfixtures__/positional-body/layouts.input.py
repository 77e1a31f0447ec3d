from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_lines(body, *args):
    client.put(
        "/orders/1",  # tea
        # the body
        body,
    )
    client.post(
        "/orders",
        None,
        {"item": "tea"},
    )
    client.post(
        "/orders",
        None,  # no form
        {"item": "tea"},
    )
    client.post("/orders", (raw := "tea"))
    client.post("/orders", body, *args)
    client.patch("/orders", body, body)
    client.delete("/orders", body)


def test_request(params, form):
    client.request("GET", "/orders", params)
    client.request("POST", "/orders", None, form, {"x-a": "b"}, None, None, None, 5, False)
    client.request("GET", "/orders", params, None, None, None, None, None, None, True, None, None, True)


def test_methods(body):
    for method in ("put", "patch"):
        getattr(client, method)("/orders/1", body)
    for method in ("get", "post"):
        getattr(client, method)("/orders/1", body)
