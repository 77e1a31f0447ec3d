"""Invoices.

Page two of the docstring.
"""

from starlette.testclient import TestClient

from shop import app


class TestInvoices:
    r"""Paid\f
    
    and unpaid."""

    def test_pay(self):
        ""
        response = TestClient(app).post("/invoices", content="1 d")
        assert response.status_code == 200


def test_form_is_left():
    """Formields."""
    assert TestClient(app).post("/invoices", data={"sum": "1"}).status_code == 200
