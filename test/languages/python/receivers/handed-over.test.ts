import { expect, describe, test } from 'vitest';
import { openIn, receiversOf } from '../../../support/project.ts';
import { code } from '../../../support/snippets.ts';

const API = code`
  class Api:
      def __init__(self, http):
          self.http = http
      def push(self, text):
          return self.http.post("/x", data=text)
`;

const TESTS = (from: string): string => code`
  from fastapi.testclient import TestClient
  from ${from} import Api
  def test_push():
      Api(TestClient(app)).push("raw")
`;

/** `at`: where the class stands that tests hand a client to. */
async function receiverIn(at: string, files: Readonly<Record<string, string>>): Promise<string | undefined> {
  return receiversOf(await openIn({ [at]: API, ...files }, at))[0];
}

const LIKELY = '5 self.http.post likely injected';
const PROVEN = '5 self.http.post proven caller';

describe('a client that tests hand to the code they test is one there alone', () => {
  test.each<[where: string, at: string, files: Readonly<Record<string, string>>]>([
    ['below src', 'src/shop/__init__.py', { 'tests/test_a.py': TESTS('shop') }],
    ['in a package', 'shop/api.py', { 'shop/__init__.py': '', 'tests/test_a.py': TESTS('shop.api') }],
    ['in a module that tests stand below', 'api.py', { 'tests/test_a.py': TESTS('api') }],
    ['in a module with a test of its name beside it', 'api.py', { 'test_api.py': TESTS('api') }],
    [
      'in a module that other code imports',
      'api.py',
      {
        'test_a.py': TESTS('api'),
        'cli.py': 'from api import Api\n',
      },
    ],
    [
      'in a module that speaks of a client in prose',
      'api.py',
      { 'api.py': `${API}\n# Takes a TestClient too.\n`, 'tests/test_a.py': TESTS('api') },
    ],
  ])('%s', async (_, at, files) => {
    expect(await receiverIn(at, files)).toBe(LIKELY);
  });
});

describe('a client is proven in what belongs to the tests', () => {
  test.each<[where: string, at: string, files: Readonly<Record<string, string>>]>([
    ['in a folder of tests', 'tests/api.py', { 'tests/test_a.py': TESTS('api') }],
    ['in a module beside tests alone', 'steps.py', { 'test_a.py': TESTS('steps') }],
    ['in a package for tests', 'shop/testing/api.py', { 'tests/test_a.py': TESTS('shop.testing.api') }],
    [
      'in a module that names the class',
      'shop/api.py',
      {
        'shop/__init__.py': '',
        'shop/api.py': `${API}\nfrom fastapi.testclient import TestClient\n`,
        'tests/test_a.py': TESTS('shop.api'),
      },
    ],
    [
      'in a module that uses pytest',
      'shop/api.py',
      {
        'shop/__init__.py': '',
        'shop/api.py': `${API}\nimport pytest\n`,
        'tests/test_a.py': TESTS('shop.api'),
      },
    ],
  ])('%s', async (_, at, files) => {
    expect(await receiverIn(at, files)).toBe(PROVEN);
  });
});

const PRODUCT = 'shop/api.py';

const replacing = (how: string): string => code`
  import requests
  from unittest.mock import patch
  from fastapi.testclient import TestClient
  from shop import api
  client = TestClient(app)
  def test_a(monkeypatch, mocker):
      ${how}
      api.push()
`;

/** What a call of the product is on, where a test puts something in the place of what it uses. */
const replaced = async (product: string, how: string): Promise<readonly string[]> =>
  receiversOf(
    await openIn({ [PRODUCT]: product, 'shop/__init__.py': '', 'tests/test_a.py': replacing(how) }, PRODUCT),
  );

const http = code`
  import requests
  http = requests.Session()
  def push():
      http.post("/x", data="raw")
`;
const whole = code`
  import requests
  def push():
      requests.post("/x", data="raw")
`;
const open = code`
  import requests
  def push():
      with_session = requests.Session()
      with_session.post("/x", data="raw")
`;
const MIXED_HTTP = '4 http.post mixed constructed';

describe('what a test puts in the place of the session of a product is a client there too', () => {
  test.each<[how: string, product: string, expected: string]>([
    ['monkeypatch.setattr(api, "http", client)', http, MIXED_HTTP],
    ['monkeypatch.setattr("shop.api.http", client)', http, MIXED_HTTP],
    ['patch("shop.api.http", client).start()', http, MIXED_HTTP],
    ['patch.object(api, "http", new=client).start()', http, MIXED_HTTP],
    ['mocker.patch("shop.api.http", wraps=client)', http, MIXED_HTTP],
    ['monkeypatch.setattr(api, "requests", client)', whole, '3 requests.post mixed constructed'],
    ['monkeypatch.setattr(requests, "post", client.post)', whole, '3 requests.post.post mixed constructed'],
    ['patch("shop.api.requests.post", client.post).start()', whole, '3 requests.post.post mixed constructed'],
    [
      'mocker.patch("requests.post", side_effect=client.post)',
      whole,
      '3 requests.post.post mixed constructed',
    ],
    [
      'mocker.patch("shop.api.requests.Session", return_value=client)',
      open,
      '4 with_session.post mixed constructed',
    ],
    [
      'monkeypatch.setattr("requests.Session", lambda: client)',
      open,
      '4 with_session.post mixed constructed',
    ],
    [
      'monkeypatch.setattr("shop.api.post", client.post)',
      'from requests import post\ndef push():\n    post("/x", data="raw")\n',
      '3 post.post mixed constructed',
    ],
    [
      'monkeypatch.setattr(api, "http", client)',
      'http = None\ndef push():\n    http.post("/x", data="raw")\n',
      '3 http.post likely injected',
    ],
  ])('%s', async (how, product, expected) => {
    expect(await replaced(product, how)).toEqual([expected]);
  });
});

describe('nothing in a product becomes a client by', () => {
  test.each<[how: string, product: string]>([
    ['monkeypatch.setattr(api, "other", client)', http],
    ['monkeypatch.setattr("shop.other.http", client)', http],
    ['mocker.patch("shop.api.http", return_value=client)', http],
    ['mocker.patch("shop.api.http", side_effect=ValueError)', http],
    ['monkeypatch.setattr(requests, "put", client.put)', whole],
    ['patch("shop.api.urllib.post", client.post).start()', whole],
    ['mocker.patch("requests.post", side_effect=[client])', whole],
    ['mocker.patch("requests.get", return_value=client)', open],
  ])('%s', async (how, product) => {
    expect(await replaced(product, how)).toEqual([]);
  });
});

test('a method that a file of the project assigns is followed through an import', async () => {
  const helpers = code`
    from fastapi.testclient import TestClient
    post = send = TestClient(app).post
    def put(url, data): ...
  `;
  const files = {
    'tests/helpers.py': helpers,
    'tests/test_a.py': code`
      from tests.helpers import post, put, send
      from shop import patch
      post("/x", data="raw")
      send("/x", data="raw")
      put("/x", data="raw")
      patch("/x", data="raw")
    `,
  };
  expect(receiversOf(await openIn(files, 'tests/test_a.py'))).toEqual([
    '3 post.post proven constructed',
    '4 send.post proven constructed',
  ]);
});
