from echo import app
from starlette.testclient import TestClient
client = TestClient(app)
def test_0():
    client.get("/echo/0_0", json=[])
