from echo import app
from starlette.testclient import TestClient
client = TestClient(app)
def test_0():
    response = client.request("get", "/redirect/301/landed/0_0", json={"a": 1})
    assert response.content == b""
