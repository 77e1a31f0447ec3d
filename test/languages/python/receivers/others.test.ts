import { describe, expect, test } from 'vitest';
import { openIn, receiversOf } from '../../../support/project.ts';
import { code } from '../../../support/snippets.ts';
import { finds, TEST } from './finds.ts';

describe('what looks like a client and is none is left alone', () => {
  finds([
    ['requests', `import requests\nrequests.get("/", allow_redirects=False)`, []],
    [
      'a session of requests',
      code`
        import requests
        client = requests.Session()
        client.get("/", allow_redirects=False)
      `,
      [],
    ],
    [
      'a session in a with statement',
      code`
        from requests import Session
        with Session() as client:
            client.get("/", data="x")
      `,
      [],
    ],
    [
      'httpx for real requests',
      code`
        import httpx
        client = httpx.Client()
        client.post("/", data="x")
        httpx.post("/", data="x")
      `,
      [],
    ],
    [
      'an asynchronous client for real requests',
      code`
        import httpx
        async def test_a():
            async with httpx.AsyncClient(base_url="https://x") as client:
                await client.post("/", data="x")
      `,
      [],
    ],
    [
      'a client on a mock transport',
      code`
        import httpx
        client = httpx.Client(transport=httpx.MockTransport(h))
        client.post("/", data="x")
      `,
      [],
    ],
    [
      'responses',
      code`
        import responses
        responses.get("/", json={})
        def test_a():
            with responses.RequestsMock() as rsps:
                rsps.get("/", json={})
      `,
      [],
    ],
    ['requests_mock', `def test_a(requests_mock):\n    requests_mock.get("/", json={})`, []],
    [
      'aiohttp',
      code`
        from aiohttp.test_utils import TestClient
        async def test_a():
            async with TestClient(server) as client:
                await client.get("/", allow_redirects=False)
      `,
      [],
    ],
    [
      'a fixture of pytest-aiohttp',
      code`
        from aiohttp import web
        async def test_a(aiohttp_client):
            client = await aiohttp_client(app)
            await client.post("/", data="x")
      `,
      [],
    ],
    [
      'the backport of the client on requests',
      code`
        import pytest
        from starlette_testclient import TestClient
        class Api(TestClient): ...
        @pytest.fixture
        def client() -> TestClient:
            return TestClient(app)
        def test_a(client: TestClient):
            client.delete("/", json={})
            Api(app).get("/", allow_redirects=False)
        def test_b(client):
            client.post("/", "x")
      `,
      [],
    ],
    [
      'async_asgi_testclient',
      code`
        from async_asgi_testclient import TestClient
        client = TestClient(app)
        client.get("/", allow_redirects=False)
      `,
      [],
    ],
    [
      'Flask',
      code`
        from shop import app
        def test_a():
            client = app.test_client()
            client.post("/", data="x")
        import flask
      `,
      [],
    ],
    [
      'a fixture in a Flask file',
      code`
        import flask
        def test_a(client):
            client.post("/", data="x")
      `,
      [],
    ],
    [
      'Django',
      code`
        from django.test import Client
        client = Client()
        client.post("/", data="x")
      `,
      [],
    ],
    [
      'a Django test case',
      code`
        from django.test import TestCase
        class A(TestCase):
            def test_a(self):
                self.client.post("/", data="x")
      `,
      [],
    ],
    [
      'Django REST framework',
      code`
        from rest_framework.test import APIClient, APITestCase
        class A(APITestCase):
            client_class = APIClient
            def test_a(self):
                self.client.delete("/", data={})
      `,
      [],
    ],
    [
      'Sanic',
      code`
        from sanic import Sanic
        app = Sanic("x")
        app.test_client.post("/", data="x")
      `,
      [],
    ],
    [
      "what pytest's own fixtures give",
      code`
        import fastapi
        def test_a(mocker, monkeypatch):
            client = mocker.patch("requests.get")
            client.get("/", allow_redirects=False)
      `,
      [],
    ],
    [
      'a client of httpx that is spread a dictionary without an app',
      code`
        import httpx
        async def call(method, **kw):
            async with httpx.AsyncClient(verify=False, **kw) as session:
                await getattr(session, method)("/", *args)
      `,
      [],
    ],
    [
      'a subclass of a client of httpx',
      code`
        import httpx
        class Session(httpx.AsyncClient):
            async def request(self, method, url, *args):
                await self.post(url, data="x")
                return await super().request(method, url, *args)
        client = Session()
        client.post("/", data="x")
      `,
      [],
    ],
    [
      'a mock',
      code`
        from unittest.mock import MagicMock
        client = MagicMock()
        client.post("/", data="x")
      `,
      [],
    ],
    ['a dictionary', `client = {}\nclient.get("x", 1)`, []],
    ['the environment', `import os\nos.environ.get("x", data=b"")`, []],
    [
      'a cache',
      code`
        import redis
        client = redis.Redis()
        client.delete("k", data=1)
      `,
      [],
    ],
    [
      'a client of another service by its name',
      code`
        def test_a(redis_client, s3_client, es_client):
            redis_client.delete("k", data=1)
            s3_client.get("x")
            es_client.get(index="x")
      `,
      [],
    ],
    ['a query set', `Item.objects.get(**kw)`, []],
    [
      'a router',
      code`
        from fastapi import APIRouter
        router = APIRouter()
        router.get("/", json=1)
      `,
      [],
    ],
    [
      'a response',
      code`
        from fastapi.testclient import TestClient
        r = TestClient(app).get("/")
        r.headers.get("x")
        r.json().get("y")
      `,
      ['2 TestClient(app).get proven constructed'],
    ],
    [
      'an instance of a class of the project',
      code`
        class Client:
            def get(self, url, data=None):
                pass
        client = Client()
        client.get("/", data="x")
      `,
      [],
    ],
    [
      'a subclass that has a method of its own',
      code`
        from fastapi.testclient import TestClient
        class Api(TestClient):
            def delete(self, url, json=None):
                return self.request("DELETE", url, json=json)
        Api(app).delete("/", json={})
      `,
      ['4 self.request proven subclass'],
    ],
    [
      'a client whose method is replaced',
      code`
        from fastapi.testclient import TestClient
        TestClient.delete = delete_with_body
        TestClient(app).delete("/", json={})
        TestClient(app).get("/")
      `,
      ['3 TestClient(app).delete mixed constructed', '4 TestClient(app).get proven constructed'],
    ],
    [
      'a method replaced in conftest.py',
      {
        'conftest.py': code`
          from fastapi.testclient import TestClient
          TestClient.delete = delete_with_body
        `,
        [TEST]: code`
          from fastapi.testclient import TestClient
          TestClient(app).delete("/", json={})
        `,
      },
      ['2 TestClient(app).delete mixed constructed'],
    ],
    [
      'a name in a project that never speaks of Starlette',
      { 'lib.py': 'x = 1', [TEST]: `def test_a(client):\n    client.delete("/", data="x")` },
      [],
    ],
  ]);
});

describe('by its name alone a client is at most likely', () => {
  finds([
    [
      'a fixture that is not found',
      code`
        import fastapi
        def test_a(client):
            client.get("/")
      `,
      ['3 client.get likely named'],
    ],
    [
      'an attribute that nothing sets',
      code`
        import fastapi
        class TestA:
            def test_a(self):
                self.client.get("/")
      `,
      ['4 self.client.get likely named'],
    ],
    [
      'a helper of unknown origin',
      code`
        import fastapi
        from elsewhere import test_client
        test_client.get("/")
      `,
      [],
    ],
    [
      'a call of such a name',
      code`
        import fastapi
        def test_a(lib):
            lib.make_client().get("/")
      `,
      ['3 lib.make_client().get likely named'],
    ],
    [
      'any other name',
      code`
        import fastapi
        def test_a(api):
            api.get("/")
      `,
      [],
    ],
  ]);
});

test('a configured name is proven wherever it stands', async () => {
  const source = code`
    api.get("/")
    class A:
        def f(self):
            self.http.post("/")
            make_client( ).put("/")
            other.get("/")
  `;
  const opened = await openIn({ [TEST]: source }, TEST, ['api', 'self.http', 'make_client()']);
  expect(receiversOf(opened)).toEqual([
    '1 api.get proven configured',
    '4 self.http.post proven configured',
    '5 make_client( ).put proven configured',
  ]);
});
