import unittest
from echo import app
from starlette.testclient import TestClient
class TestCase_0(unittest.TestCase):
    def test_0(self):
        with self.assertRaises(AssertionError):
            self.assertEqual(TestClient(app).post("/redirect/303/landed/0_0").status_code, 200)
