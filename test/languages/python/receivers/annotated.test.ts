import { describe } from 'vitest';
import { code } from '../../../support/snippets.ts';
import { conftest, finds, TEST } from './finds.ts';

describe('a client is known by an annotation', () => {
  finds([
    [
      'of a parameter',
      code`
        from fastapi.testclient import TestClient
        def test_a(c: TestClient):
            c.get("/")
      `,
      ['3 c.get proven annotated'],
    ],
    [
      'in quotes',
      code`
        from fastapi.testclient import TestClient
        def test_a(c: "TestClient"):
            c.get("/")
      `,
      ['3 c.get proven annotated'],
    ],
    [
      'that may be None',
      code`
        from typing import Optional
        from fastapi.testclient import TestClient
        def f(c: Optional[TestClient] = None):
            c.get("/")
      `,
      ['4 c.get proven annotated'],
    ],
    [
      'imported for type checking only',
      code`
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from fastapi.testclient import TestClient
        def test_a(c: "TestClient"):
            c.get("/")
      `,
      ['5 c.get proven annotated'],
    ],
    [
      'of a tuple that a fixture gives, beside what is known of its items',
      code`
        from typing import Iterator, Tuple
        from fastapi.testclient import TestClient
        from kit import make
        @pytest.fixture
        def pair() -> Tuple[TestClient, bool]:
            return make(), True
        @pytest.fixture
        def later() -> Iterator[Tuple[bool, TestClient]]:
            yield True, make()
        def test_a(pair, later):
            c, flag = pair
            c.get("/")
            flag.get("/")
            later[1].get("/")
      `,
      ['12 c.get proven annotated', '14 later[1].get proven annotated'],
    ],
    [
      'of a tuple or a list that a function gives',
      code`
        from fastapi.testclient import TestClient
        from kit import make
        def pair() -> tuple[TestClient, int]:
            return make(), 3
        def several() -> list[TestClient]:
            return [make()]
        c, number = pair()
        c.get("/")
        several()[0].get("/")
      `,
      ['8 c.get proven annotated', '9 several()[0].get proven annotated'],
    ],
    [
      'of a tuple, unless it holds something else or is longer',
      code`
        import requests
        from fastapi.testclient import TestClient
        from kit import make
        def pair() -> tuple[TestClient, int]:
            return requests.Session(), 3
        def three() -> tuple[TestClient, int]:
            return make(), 3, 4
        c, _ = pair()
        c.get("/")
        three()[0].get("/")
      `,
      ['9 c.get mixed annotated'],
    ],
    [
      'of a variable',
      code`
        from fastapi.testclient import TestClient
        c: TestClient = make()
        c.get("/")
      `,
      ['3 c.get proven annotated'],
    ],
    [
      'of a union with something else',
      code`
        import requests
        from fastapi.testclient import TestClient
        def f(c: TestClient | requests.Session):
            c.get("/")
      `,
      ['4 c.get mixed annotated'],
    ],
    [
      'of httpx alone is not proof',
      code`
        from httpx import AsyncClient
        async def test_a(client: AsyncClient):
            await client.get("/")
      `,
      ['3 client.get likely annotated'],
    ],
    [
      'of another framework is none',
      code`
        from flask.testing import FlaskClient
        def test_a(client: FlaskClient):
            client.get("/")
      `,
      [],
    ],
  ]);
});

describe('an annotation as a client is no proof against the class of the fixture', () => {
  const api = code`
    class Api(TestClient):
        def delete(self, url, json=None):
            return self.request("DELETE", url, json=json)

    @pytest.fixture
    def client():
        return Api(app)

  `;
  finds([
    [
      'that decides itself what a method does',
      {
        'tests/conftest.py': conftest(api),
        [TEST]: code`
          from fastapi.testclient import TestClient
          def test_a(client: TestClient):
              client.delete("/")
              client.get("/")
        `,
      },
      ['4 client.get proven annotated'],
    ],
    [
      'that is no client',
      {
        'tests/conftest.py': conftest(
          code`
            class Wrapper:
                def delete(self, url, json=None): ...

            @pytest.fixture
            def client():
                return Wrapper()

          `,
        ),
        [TEST]: code`
          from fastapi.testclient import TestClient
          def test_a(client: TestClient):
              client.delete("/")
        `,
      },
      ['3 client.delete mixed annotated'],
    ],
  ]);
});

describe('what a name or an annotation says little of', () => {
  const head = code`
    import unittest
    from typing import Protocol
    from fastapi.testclient import TestClient

  `;
  finds([
    ['a double', `${head}def test_a(mock_client):\n    mock_client.get("/")`, []],
    ['a client of Stripe', `${head}def test_a(stripe_client):\n    stripe_client.delete("/")`, []],
    [
      "a client of Flask's",
      code`
        ${head}
        def test_a(app):
            client = app.test_client()
            client.get("/")
      `,
      [],
    ],
    [
      'a protocol, which a fixture fills',
      code`
        ${head}
        import pytest
        class C(Protocol):
            def get(self, url): ...
        @pytest.fixture
        def client():
            return TestClient(app)
        def test_a(client: C):
            client.get("/")
      `,
      ['11 client.get proven fixture'],
    ],
    [
      'a context that unittest enters',
      code`
        ${head}
        class T(unittest.TestCase):
            def setUp(self):
                self.c = self.enterContext(TestClient(app))
            def test_a(self):
                self.c.get("/")
      `,
      ['8 self.c.get proven constructed'],
    ],
    [
      'a client that the event loop waits for',
      code`
        ${head}
        import asyncio
        async def make():
            return TestClient(app)
        c = asyncio.get_event_loop().run_until_complete(make())
        c.get("/")
      `,
      ['8 c.get proven factory'],
    ],
  ]);
});
