from echo import app
from starlette.testclient import TestClient
client = TestClient(app)
METHOD = "POST"
def test_0():
    getattr(client, METHOD.lower())("/echo/0_0", {"a": "1"})
