import { rule } from '../../transforms/header-names.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  [
    'looks a name with capitals up in the headers of a response [H11]',
    py`assert "X-Frame" in client.get("/").headers.keys()`,
    py`assert "X-Frame" in client.get("/").headers`,
    py`
    def test_it():
        response = client.get("/")
        assert "X-Frame" not in response.headers.keys(), response.text
  `,
    py`
    def test_it():
        response = client.get("/")
        assert "X-Frame" not in response.headers, response.text
  `,
  ],
  [
    'looks a name up where it comes from a constant, or in headers with a name [H11]',
    py`
    FRAME = "X-Frame"
    headers = client.get("/").headers
    assert FRAME in (headers.keys())
  `,
    py`
    FRAME = "X-Frame"
    headers = client.get("/").headers
    assert FRAME in (headers)
  `,
  ],
  [
    'looks a name up in the headers of a client and of a request [H11]',
    py`assert "User-Agent" in client.headers.keys() and "Accept" in client.get("/").request.headers.keys()`,
    py`assert "User-Agent" in client.headers and "Accept" in client.get("/").request.headers`,
  ],
  [
    'looks names of a parametrized test up [H11]',
    py`
    import pytest
    @pytest.mark.parametrize("name", ["X-Frame", "Vary"])
    def test_it(name):
        assert name in client.get("/").headers.keys()
  `,
    py`
    import pytest
    @pytest.mark.parametrize("name", ["X-Frame", "Vary"])
    def test_it(name):
        assert name in client.get("/").headers
  `,
  ],
  [
    'looks names up that are partly known, in assertions of unittest, and in keys with a name [H11]',
    py`
    class Test(TestCase):
        def test_a(self):
            response = client.get("/")
            self.assertIn("X-Frame", response.headers.keys())
            self.assertNotIn("X-Frame", response.headers.keys(), "there")
    def test_b(name):
        keys = client.get("/").headers.keys()
        assert "X-Frame" in keys and "Vary" not in keys
        assert f"X-{name}" in client.get("/").headers.keys()
        assert "X-" + "Frame" in client.get("/").headers.keys()
    `,
    py`
    class Test(TestCase):
        def test_a(self):
            response = client.get("/")
            self.assertIn("X-Frame", response.headers)
            self.assertNotIn("X-Frame", response.headers, "there")
    def test_b(name):
        keys = client.get("/").headers
        assert "X-Frame" in keys and "Vary" not in keys
        assert f"X-{name}" in client.get("/").headers
        assert "X-" + "Frame" in client.get("/").headers
    `,
  ],
]);

findings(rule, [
  [
    'keys with a name that is used for more than a look-up [H11]',
    py`
    keys = client.get("/").headers.keys()
    assert "X-Frame" in keys
    assert len(list(keys)) == 3
    `,
    ['keys()', 'never among the keys'],
  ],
  [
    'names with capitals that a method of a view is asked for [H11]',
    py`
    assert not client.get("/").headers.keys().isdisjoint({"X-Frame"})
    assert {"X-Frame": "deny"}.items() <= client.get("/").headers.items()
    `,
    ['keys()', 'in lower case'],
    ['items()', 'in lower case'],
  ],
  [
    'names with capitals that a view is compared with [H11]',
    py`
    assert client.get("/").headers.keys() >= {"X-Frame"}
    assert client.headers.keys() == {"User-Agent", "Accept"}
  `,
    ['keys()', 'in lower case', 'since Starlette 0.21'],
    ['keys()', 'in lower case'],
  ],
  [
    'a pair with capitals among the items [H11]',
    py`assert ("X-Frame", "deny") in client.get("/").headers.items()`,
    ['items()', '`headers.get(...)`'],
  ],
  [
    'lists, sets and dictionaries of the headers of a client and of a request [H1, H11]',
    py`
    assert list(client.headers) == ["User-Agent", "Accept-Encoding", "Accept", "Connection"]
    assert "User-Agent" in dict(client.headers)
    assert set(client.get("/").request.headers) == {"Host"}
    assert sorted(client.headers.keys()) == ["Accept"]
  `,
    ['client.headers', 'in lower case', 'in another order'],
    ['client.headers', 'in lower case'],
    ['client.get("/").request.headers', 'in lower case'],
    ['client.headers.keys', 'in lower case'],
  ],
]);

noop(rule, [
  // Values may have capitals.
  py`assert ("x-frame", "Deny") in client.get("/").headers.items()`,
  py`assert client.get("/").headers.items() >= {("x-frame", "Deny")}`,
  py`self.assertIn("x-frame", client.get("/").headers.keys())`,
  py`self.assertIn(client.get("/").headers.keys(), ["X-Frame"])`,
  py`assert f"x-{name}" in client.get("/").headers.keys()`,
  py`assert "X-Frame".lower() in client.get("/").headers.keys()`,
  py`assert "x-frame" in client.get("/").headers.keys()`,
  py`assert "X-Frame" in client.get("/").headers`,
  py`assert client.get("/").headers["X-Frame"] == "a"`,
  py`assert client.get("/").headers == {"X-Frame": "a"}`,
  // An application of Starlette sends names in lower case: this was never true.
  py`assert "X-Frame" not in list(client.get("/").headers)`,
  py`assert "X-Frame" not in dict(client.get("/").headers)`,
  py`assert client.get("/").headers.keys() != {"X-Frame"}`,
  py`assert list(client.get("/").headers.keys()) == ["X-Frame"]`,
  py`assert dict(client.headers) == {"accept": "Text"}`,
  py`
    def test_it(name):
        assert name in client.get("/").headers.keys()
  `,
  py`assert len(client.get("/").headers.keys()) == 3`,
  py`
    for name in client.get("/").headers.keys():
        assert name.startswith("X-")
  `,
  py`assert "X-Frame" in client.get("/").json().keys()`,
  py`
    import requests
    assert "X-Frame" in requests.get("http://a").headers.keys()
  `,
  py`
    def test_it(response):
        assert "X-Frame" in response.headers.keys()
  `,
  py`
    def view(request):
        return "X-Frame" in request.headers.keys()
  `,
  py`
    from unittest.mock import MagicMock
    response = MagicMock(headers={"X-Frame": "a"})
    assert "X-Frame" in response.headers.keys()
  `,
  py`
    def test_it():
        response = client.get("/")
        response = {"headers": {}}
        assert "X-Frame" in response.headers.keys()
  `,
  py`assert "X-Frame" in client.get("/").headers.keys("a")`,
]);
