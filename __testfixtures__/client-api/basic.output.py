from starlette.testclient import TestClient

from app import app


class SignedClient(TestClient):
    def request(self, method, url, **kwargs):
        headers = kwargs["headers"] = kwargs.get("headers") or {}
        headers["X-Signature"] = "signed"
        kwargs.setdefault("timeout", 5)
        return super().request(method, url, **kwargs)


def test_read():
    assert SignedClient(app).get("/").status_code == 200
