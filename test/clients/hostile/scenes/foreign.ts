import { call } from '../calls.ts';
import type { Block } from '../project.ts';
import { bareTest, type Given, type Scene } from './scene.ts';

const DOUBLES = ['from doubles import Recorded'];

/** A library that is not installed: what its clients are asked is kept. */
const library = (path: string, text: string): Block => ({ path, imports: DOUBLES, text, hidden: true });

interface Way {
  readonly name: string;
  readonly blocks?: readonly Block[];
  readonly imports?: readonly string[];
  readonly above?: (given: Given) => string;
  readonly lines?: readonly string[];
  /** The calls: that of the scene on each of these, or others that are written here. */
  readonly on?: string;
  readonly calls?: readonly string[];
  readonly params?: readonly string[];
}

/** Clients of something else: the names are those of a test client, and nothing else is. */
const foreign = ({
  name,
  blocks = [],
  imports = [],
  above,
  lines = [],
  on,
  calls = [],
  params = [],
}: Way): Scene => ({
  name,
  family: 'foreign',
  ...(!on && !above && { own: true }),
  write: (given) => [
    ...blocks,
    bareTest([...lines, ...(on ? [`response = ${call(given.call, on)}`] : []), ...calls], {
      imports: [...imports, ...(on || above ? (given.call.imports ?? []) : [])],
      above: above?.(given) ?? '',
      params,
    }),
  ],
});

const fixture = (text: string, imports: readonly string[] = []): Block => ({
  path: 'tests/conftest.py',
  imports: ['import pytest', ...imports],
  text: `@pytest.fixture\n${text}`,
});

const REDIS = [library('redis/__init__.py', 'class Redis(Recorded):\n    pass')];
const FLASK = [
  library(
    'flask/__init__.py',
    'class Flask:\n    def __init__(self, name):\n        self.name = name\n\n    def test_client(self):\n        return Recorded()',
  ),
  { path: 'shop/pages.py', imports: ['from flask import Flask'], text: 'app = Flask("shop")' },
];

export const OF_FOREIGN: readonly Scene[] = [
  foreign({
    name: 'a client of redis',
    blocks: REDIS,
    imports: ['from redis import Redis'],
    lines: ['client = Redis()'],
    calls: ['client.delete("key§", "other")', 'client.get("key§")', 'client.delete("key§", data=1, json=2)'],
  }),
  foreign({
    name: 'a client of redis in a fixture',
    blocks: [...REDIS, fixture('def redis_client_§():\n    return Redis()', ['from redis import Redis'])],
    params: ['redis_client_§'],
    on: 'redis_client_§',
  }),
  foreign({
    name: 'a client of Flask',
    blocks: FLASK,
    imports: ['from shop.pages import app as pages'],
    lines: ['client = pages.test_client()'],
    on: 'client',
  }),
  foreign({
    name: 'a client of Flask in a fixture called client',
    blocks: FLASK,
    imports: ['from shop.pages import app as pages', 'import pytest'],
    above: () =>
      'class TestPages§:\n    @pytest.fixture\n    def client(self):\n        return pages.test_client()',
    lines: ['client = pages.test_client()'],
    on: 'client',
  }),
  foreign({
    name: 'a client of a library that nothing is known of',
    blocks: [library('machines/__init__.py', 'def connect():\n    return Recorded()')],
    imports: ['import machines'],
    lines: ['client = machines.connect()'],
    on: 'client',
  }),
  foreign({
    name: 'a user of Locust',
    blocks: [
      library(
        'locust/__init__.py',
        'class HttpUser:\n    def __init__(self):\n        self.client = Recorded()',
      ),
    ],
    imports: ['from locust import HttpUser'],
    above: ({ call: one }) =>
      `class User§(HttpUser):\n    def act(self):\n        return ${call(one, 'self.client')}`,
    lines: ['User§().act()'],
  }),
  foreign({
    name: 'a test of Django',
    blocks: [
      library('django/__init__.py', ''),
      library(
        'django/test.py',
        'class TestCase:\n    @property\n    def client(self):\n        return Recorded()',
      ),
    ],
    imports: ['from django.test import TestCase'],
    above: ({ call: one }) =>
      `class Case§(TestCase):\n    def act(self):\n        return ${call(one, 'self.client')}`,
    lines: ['Case§().act()'],
  }),
  foreign({
    name: 'a client of Sanic, whose result is a pair',
    blocks: [
      library(
        'sanic/__init__.py',
        'class Sanic:\n    def __init__(self, name):\n        self.test_client = Recorded()',
      ),
      { path: 'shop/server.py', imports: ['from sanic import Sanic'], text: 'app = Sanic("shop")' },
    ],
    imports: ['from shop.server import app as server'],
    calls: ['request, response = server.test_client.post("/x§", data="raw", allow_redirects=False)'],
  }),
  foreign({
    name: 'a container that is called client',
    above: () =>
      'class Container§(dict):\n    def get(self, key, default=None, data=None):\n        return super().get(key, default)\n\n    def delete(self, key, json=None):\n        return self.pop(key, json)',
    lines: ['client = Container§(a=1)'],
    calls: ['assert client.get("a", data="raw") == 1', 'assert client.delete("b", json=2) == 2'],
  }),
  foreign({
    name: 'an attribute called client',
    blocks: [library('elasticsearch/__init__.py', 'class Elasticsearch(Recorded):\n    pass')],
    imports: ['from elasticsearch import Elasticsearch'],
    above: ({ call: one }) =>
      `class Store§:\n    def __init__(self):\n        self.client = Elasticsearch()\n\n    def act(self):\n        return ${call(one, 'self.client')}`,
    lines: ['Store§().act()'],
  }),
  foreign({
    name: 'a parameter called client of a library that is not there',
    blocks: [
      library('docker/__init__.py', 'class DockerClient(Recorded):\n    pass'),
      {
        path: 'shop/machines.py',
        imports: ['import docker'],
        text: 'def stop_§(client: docker.DockerClient):\n    return client.delete("/machine§", json={"force": True})',
      },
    ],
    imports: ['import docker', 'from shop.machines import stop_§'],
    calls: ['stop_§(docker.DockerClient())'],
  }),
  foreign({
    name: 'a context called client',
    blocks: [library('tiled/__init__.py', 'class Context(Recorded):\n    pass')],
    imports: ['import tiled'],
    above: ({ call: one }) => `def act_§(context):\n    return ${call(one, 'context.client')}`,
    lines: ['class Holder:', '    client = tiled.Context()', 'act_§(Holder())'],
  }),
  foreign({
    name: 'a client of aiohttp',
    blocks: [
      library(
        'aiohttp/__init__.py',
        'class ClientSession:\n    def __getattr__(self, name):\n        return lambda *args, **kwargs: Entered(getattr(Recorded(), name)(*args, **kwargs))\n\n\nclass Entered:\n    def __init__(self, answer):\n        self.answer = answer\n\n    async def __aenter__(self):\n        return self.answer\n\n    async def __aexit__(self, *_):\n        pass',
      ),
    ],
    imports: ['import asyncio', 'import aiohttp'],
    above: ({ call: one }) =>
      `async def act_§(client):\n    async with ${call(one, 'client')} as response:\n        return response.status`,
    lines: ['assert asyncio.run(act_§(aiohttp.ClientSession())) == 200'],
  }),
  foreign({
    name: 'a client of werkzeug',
    blocks: [
      library('werkzeug/__init__.py', ''),
      library(
        'werkzeug/test.py',
        'class Client(Recorded):\n    def __init__(self, app):\n        self.app = app',
      ),
    ],
    imports: ['from werkzeug.test import Client'],
    lines: ['client = Client(None)'],
    on: 'client',
  }),
  foreign({
    name: 'a client of a REST framework',
    blocks: [
      library('rest_framework/__init__.py', ''),
      library(
        'rest_framework/test.py',
        'class APIClient(Recorded):\n    pass\n\n\nclass APITestCase:\n    client_class = APIClient\n\n    def __init__(self):\n        self.client = self.client_class()',
      ),
    ],
    imports: ['from rest_framework.test import APITestCase'],
    above: ({ call: one }) =>
      `class Case§(APITestCase):\n    def act(self):\n        return ${call(one, 'self.client')}`,
    lines: ['Case§().act()'],
  }),
  foreign({
    name: 'another test client for applications of ASGI',
    blocks: [
      library(
        'async_asgi_testclient/__init__.py',
        'class TestClient:\n    def __init__(self, app):\n        self.app = app\n\n    def __getattr__(self, name):\n        async def call(*args, **kwargs):\n            return getattr(Recorded(), name)(*args, **kwargs)\n\n        return call',
      ),
    ],
    imports: [
      'import asyncio',
      'from async_asgi_testclient import TestClient as AsyncTestClient',
      'from shop.app import app',
    ],
    above: ({ call: one }) => `async def act_§(client):\n    return await ${call(one, 'client')}`,
    lines: ['asyncio.run(act_§(AsyncTestClient(app)))'],
  }),
  foreign({
    name: 'a client that boto makes',
    blocks: [library('boto3/__init__.py', 'def client(name):\n    return Recorded()')],
    imports: ['import boto3'],
    lines: ['client = boto3.client("s3")'],
    calls: ['client.put("key§", data=b"raw")', 'client.delete("key§", json={"a": 1})'],
  }),
  foreign({
    name: 'a client that is awaited',
    blocks: [
      library(
        'quart/__init__.py',
        'class Client:\n    def __getattr__(self, name):\n        async def call(*args, **kwargs):\n            return getattr(Recorded(), name)(*args, **kwargs)\n\n        return call\n\n\nclass Quart:\n    def test_client(self):\n        return Client()',
      ),
      { path: 'shop/quarts.py', imports: ['from quart import Quart'], text: 'app = Quart()' },
    ],
    imports: ['import asyncio', 'from shop.quarts import app as quarts'],
    above: ({ call: one }) => `async def act_§(client):\n    return await ${call(one, 'client')}`,
    lines: ['asyncio.run(act_§(quarts.test_client()))'],
  }),
  foreign({
    name: 'a session of requests called client',
    imports: ['from doubles import session as make'],
    lines: ['client = make()', 'client.headers["x-one"] = "1"'],
    calls: ['client.post("http://testserver/echo/§", data="raw", allow_redirects=False)'],
  }),
  foreign({
    name: 'a session of requests',
    blocks: [
      {
        path: 'shop/crawl_§.py',
        imports: ['import requests'],
        text: 'def act(client: requests.Session):\n    client.delete("http://testserver/echo/§", json={"a": 1})\n    return client.get("http://testserver/moved/§", allow_redirects=False)',
      },
    ],
    imports: ['from doubles import session as make', 'import shop.crawl_§ as crawl'],
    calls: ['assert crawl.act(make()).status_code == 303'],
  }),
  foreign({
    name: 'a class of the project that is called client',
    blocks: [
      {
        path: 'shop/client_§.py',
        text: 'class Client:\n    def __init__(self):\n        self.sent = []\n\n    def post(self, url, data=None, json=None, allow_redirects=True):\n        self.sent.append((url, data, json, allow_redirects))\n        return self\n\n    def delete(self, url, json=None):\n        self.sent.append((url, json))\n        return self\n\n    def get(self, url, allow_redirects=True):\n        self.sent.append((url, allow_redirects))\n        return self',
      },
    ],
    imports: ['from shop.client_§ import Client as Client§'],
    lines: ['client = Client§()'],
    calls: [
      'client.post("/x§", "raw")',
      'client.post("/x§", data="raw", allow_redirects=False)',
      'client.delete("/x§", json={"a": 1})',
      'client.get("/x§", allow_redirects=False)',
    ],
  }),
];
