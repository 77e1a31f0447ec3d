from starlette.testclient import TestClient

from shop.main import app

client = TestClient(app)


def test_lines(body, *args):
    client.put(
        "/orders/1",  # tea
        # the body
        data=body,
    )
    client.post(
        "/orders",
        json={"item": "tea"},
    )
    client.post(
        "/orders",
        None,  # no form
        {"item": "tea"},
    )
    client.post("/orders", data=(raw := "tea"))
    client.post("/orders", body, *args)
    client.patch("/orders", body, body)
    client.delete("/orders", body)


def test_request(params, form):
    client.request("GET", "/orders", params=params)
    client.request("POST", "/orders", data=form, headers={"x-a": "b"}, timeout=5, allow_redirects=False)
    client.request("GET", "/orders", params, None, None, None, None, None, None, True, None, None, True)


def test_methods(body):
    for method in ("put", "patch"):
        getattr(client, method)("/orders/1", data=body)
    for method in ("get", "post"):
        getattr(client, method)("/orders/1", body)
