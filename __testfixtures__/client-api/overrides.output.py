"""Methods that the client itself calls: with what, the calls of the project do not tell."""

from starlette.testclient import TestClient

from app import app

DEFAULTS = {"headers": {"X-Who": "admin"}}


class Traced:
    """Stands before the client, so that its `request` is the one that is called."""

    def request(self, method, url, params=None, data=None, **kwargs):
        kwargs = {**DEFAULTS, **kwargs}
        return super().request(method, url, params, data, **kwargs)


class Api(Traced, TestClient):
    def get(self, url, **kwargs):
        return super().get(url, **kwargs).json()

    def delete(self, url, json=None):
        return super().delete(url, json=json)

    def save(self, url, payload):
        return self.post(url, payload, allow_redirects=False)


class Strict(TestClient):
    def request(self, method, url, params=None, data=None, json=None, headers={}, allow_redirects=None):
        return super().request(method, url, params, data, headers, json=json, allow_redirects=allow_redirects)


class Patient(TestClient):
    def request(self, method, url, data=None, **kwargs):
        kwargs.setdefault("allow_redirects", False)
        try:
            kwargs["headers"]["X-Who"] = "admin"
        except KeyError:
            kwargs["headers"] = {"X-Who": "admin"}
        return super().request(method, url, data=data, timeout=5, **kwargs)

    def send(self, request, **kwargs):
        kwargs.setdefault("allow_redirects", True)
        return super().send(request, **kwargs)


def test_api():
    client = Api(app)
    assert client.get("/", params={"a": "1"}) == {}
    assert client.delete("/", json={"id": 1}).status_code == 200
    assert client.put("/", "raw").status_code == 200


def test_patient():
    client = Patient(app)
    assert client.request("POST", "/", data="raw").status_code == 303
    assert client.post("/", data="raw").status_code == 200


def test_strict():
    assert Strict(app).post("/", data={"a": "1"}).status_code == 200
    assert Strict(app).post("/", data="raw").status_code == 200
