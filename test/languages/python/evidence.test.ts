import { describe, expect, test } from 'vitest';
import type { ClientCall } from '../../../src/core/model/calls.ts';
import type { Site } from '../../../src/core/sites.ts';
import { slice } from '../../../src/core/text.ts';
import { recordedOf, type Ran } from '../../support/recorded.ts';
import { sitesIn } from '../../support/sites.ts';
import { py, type Snippet } from '../../support/snippets.ts';
import { everything } from '../../support/wants.ts';

/** What the run says of each call, relay and read that it says something of: `text | runs | what the twin has`. */
async function toldIn(source: Snippet, ran: Ran): Promise<string[]> {
  const found = await sitesIn(
    source,
    everything,
    {},
    {
      recorded: (text, path) => recordedOf(text, path, ran),
    },
  );
  return found.sites.flatMap((site) => told(found.source, site));
}

function told(source: string, site: Site): string[] {
  if (site.kind === 'relay') return told(source, site.call).map((line) => `relay ${line}`);
  if (site.kind === 'truth' || site.kind === 'iteration')
    return site.subject.because === 'seen'
      ? [`${site.kind} ${slice(source, site)} | ${site.subject.is} ${site.subject.certainty}`]
      : [];
  if (site.kind === 'read') {
    if (!site.witness) return [];
    const { is, certainty, because } = site.subject;
    return [`${slice(source, site)} | ${site.witness.runs} | ${is} ${certainty} ${because}`];
  }
  if (site.kind !== 'call' || !site.witness) return [];
  const { runs, redirects, conflicts = [] } = site.witness;
  const counts = `${runs}${redirects ? ` (${redirects} redirected)` : ''}`;
  const clashes = conflicts.map(
    ({ what, read, seen }) => `${what} read ${read.join('|')} seen ${seen.join('|')}`,
  );
  const twin = site.seen ? [shapeOf(site.seen)] : [];
  return [[slice(source, site), counts, shapeOf(site), ...twin, ...clashes].join(' | ')];
}

/** `certainty because methods(kinds, option=kinds, **hidden)`. */
function shapeOf({ receiver, callee, method, args, options, hidden }: ClientCall): string {
  const methods =
    callee.via === 'bound'
      ? (callee.methods ?? ['?'])
      : callee.via === 'dynamic'
        ? (callee.name.constants ?? ['?'])
        : [method.name];
  const given = [
    ...args.map(({ kinds }) => kinds.join('/')),
    ...options.map(({ key, value }) => `${key.name}=${value.kinds.join('/')}`),
    ...(hidden.may === 'nothing'
      ? []
      : [
          hidden.may === 'anything'
            ? '**?'
            : `**${hidden.options.map(({ name, kinds }) => `${name}:${kinds.join('/')}`).join()}`,
        ]),
  ];
  return `${receiver.certainty} ${receiver.because} ${methods.join('/')}(${given.join(', ')})`;
}

type Row = [name: string, source: Snippet, ran: Ran, ...told: string[]];

const runs = (rows: readonly Row[]): void => {
  test.each<Row>(rows)('%s', async (_, source, ran, ...expected) => {
    expect(await toldIn(source, ran)).toEqual(expected);
  });
};

describe('a recorded call answers what reading leaves open', () => {
  runs([
    [
      'the kind of a value',
      py`client.post("/", data=make())`,
      { calls: [{ at: 'client.post("/", data=make())', options: { data: 'text' }, times: 31 }] },
      'client.post("/", data=make()) | 31 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text)',
    ],
    [
      'a client from a fixture that is out of sight',
      py`
      def test_it(api):
          api.post("/", data=b"x")
      `,
      { calls: [{ at: 'api.post("/", data=b"x")', options: { data: 'bytes' } }] },
      'api.post("/", data=b"x") | 1 | proven seen post(text, data=bytes)',
    ],
    [
      'a client by its name alone',
      py`
      from starlette.testclient import TestClient
      def test_it(client):
          client.post("/", data=b"x")
      `,
      { calls: [{ at: 'client.post("/", data=b"x")', options: { data: 'bytes' } }] },
      'client.post("/", data=b"x") | 1 | likely named post(text, data=bytes) | proven seen post(text, data=bytes)',
    ],
    [
      'a method that is computed',
      py`
      def send(api, method):
          return getattr(api, method)("/", data=b"x")
      `,
      { calls: [{ at: 'getattr(api, method)("/", data=b"x")', method: 'put', options: { data: 'bytes' } }] },
      'getattr(api, method)("/", data=b"x") | 1 | proven seen put(text, data=bytes)',
    ],
    [
      'a computed method of a client that is known',
      py`getattr(client, method)("/", data=b"x")`,
      {
        calls: [{ at: 'getattr(client, method)("/", data=b"x")', method: 'put', options: { data: 'bytes' } }],
      },
      'getattr(client, method)("/", data=b"x") | 1 | proven constructed ?(text, data=bytes) | proven constructed put(text, data=bytes)',
    ],
    [
      'a method in a name',
      py`
      def send(post):
          return post("/", data=b"x")
      `,
      { calls: [{ at: 'post("/", data=b"x")', method: 'post', options: { data: 'bytes' } }] },
      'post("/", data=b"x") | 1 | proven seen post(text, data=bytes)',
    ],
    [
      'methods in a dictionary',
      py`
      def send(methods, name):
          return methods[name]("/")
      `,
      {
        calls: [
          { at: 'methods[name]("/")', method: 'post' },
          { at: 'methods[name]("/")', method: 'put' },
        ],
      },
      'methods[name]("/") | 2 | proven seen post/put(text)',
    ],
    [
      'in a lambda, a comprehension, an f-string and a decorator',
      py`
      def test_it(api):
          f = lambda: api.post("/a")
          all = [api.post(u) for u in urls]
          f"{api.post('/c')}"
      @pytest.mark.parametrize("x", [1], ids=[api.post("/d").text])
      def test_that(x): ...
      `,
      {
        calls: [
          { at: 'api.post("/a")' },
          { at: 'api.post(u)', times: 2 },
          { at: "api.post('/c')" },
          { at: 'api.post("/d")' },
        ],
      },
      'api.post("/a") | 1 | proven seen post(text)',
      'api.post(u) | 2 | proven seen post(unknown) | proven seen post(text)',
      `api.post('/c') | 1 | proven seen post(text)`,
      'api.post("/d") | 1 | proven seen post(text)',
    ],
    [
      'two calls on a line by their columns',
      py`client.post("/", data=a()); client.post("/", data=b())`,
      {
        calls: [
          { at: 'client.post("/", data=a())', options: { data: 'text' } },
          { at: 'client.post("/", data=b())', options: { data: 'mapping' } },
        ],
      },
      'client.post("/", data=a()) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text)',
      'client.post("/", data=b()) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=mapping)',
    ],
    [
      'two calls on a line without columns, by their methods and arguments',
      py`client.post("/", data=a()); client.put("/", data=b()); client.put("/", data=c(), headers=h)`,
      {
        lines: 'begin',
        calls: [
          { at: 'client.post("/", data=a())', options: { data: 'text' } },
          { at: 'client.put("/", data=b())', method: 'put', options: { data: 'mapping' } },
          {
            at: 'client.put("/", data=c(), headers=h)',
            method: 'put',
            options: { data: 'bytes', headers: 'mapping' },
          },
        ],
      },
      'client.post("/", data=a()) | 1 | proven constructed post(text, data=unknown) | proven constructed post(text, data=text)',
      'client.put("/", data=b()) | 1 | proven constructed put(text, data=unknown) | proven constructed put(text, data=mapping)',
      'client.put("/", data=c(), headers=h) | 1 | proven constructed put(text, data=unknown, headers=unknown) | proven constructed put(text, data=bytes, headers=mapping)',
    ],
    ...(['begin', 'end', undefined] as const).map((lines): Row => [
      `a call over several lines (${lines ?? 'columns'})`,
      py`
        client.post(
            "/",
            data=make(
                1),
            json=None)
        `,
      {
        ...(lines && { lines }),
        calls: [
          {
            at: 'client.post(\n    "/",\n    data=make(\n        1),\n    json=None)',
            options: { data: 'text', json: 'none' },
          },
        ],
      },
      'client.post(\n    "/",\n    data=make(\n        1),\n    json=None) | 1 | proven constructed post(text, data=unknown, json=none) | proven constructed post(text, data=text, json=none)',
    ]),
    [
      'a call in an assert, which pytest tells by the line of that',
      py`
      def test_it(api):
          assert (
              api.post("/").status_code == api.put(
                  "/").status_code)
      `,
      {
        lines: 'begin',
        calls: [
          { at: 'assert', method: 'post' },
          { at: 'assert', method: 'put' },
        ],
      },
      'api.post("/") | 1 | proven seen post(text)',
      'api.put(\n            "/") | 1 | proven seen put(text)',
    ],
    [
      'a call that is awaited, and one that is entered',
      py`
      async def test_it(api):
          await api.post("/")
          async with api.stream("GET", "/") as r: ...
      `,
      {
        calls: [
          { at: 'await api.post("/")', method: 'post', library: 'httpx' },
          { at: 'api.stream("GET", "/")', method: 'stream', args: ['text', 'text'], library: 'httpx' },
        ],
      },
      'api.post("/") | 1 | proven seen post(text)',
      'api.stream("GET", "/") | 1 | proven seen stream(text, text)',
    ],
    [
      'options that are unpacked',
      py`client.post("/", **options())`,
      { calls: [{ at: 'client.post("/", **options())', options: { data: 'text', headers: 'mapping' } }] },
      'client.post("/", **options()) | 1 | proven constructed post(text, **?) | proven constructed post(text, **data:text,headers:mapping)',
    ],
    [
      'options in a dictionary that is unpacked into calls that nothing but the run shows',
      py`
      def test_it(api):
          options = {"data": b"x"}
          api.post("/", **options)
          client.post("/", **options)
      `,
      {
        calls: [
          { at: 'api.post("/", **options)', options: { data: 'bytes' } },
          { at: 'client.post("/", **options)', options: { data: 'bytes' } },
        ],
      },
      'api.post("/", **options) | 1 | proven seen post(text, **data:bytes) | proven seen post(text, data=bytes)',
      'client.post("/", **options) | 1 | proven constructed post(text, **data:bytes) | proven constructed post(text, data=bytes)',
    ],
    [
      'what a helper hands on',
      py`
      def post(url, **options):
          return client.post(url, **options)
      def test_it():
          post("/", data=make())
          post("/", data=make(1))
      `,
      {
        calls: [
          {
            at: 'client.post(url, **options)',
            chain: ['post("/", data=make())'],
            options: { data: 'text' },
            times: 2,
          },
          {
            at: 'client.post(url, **options)',
            chain: ['post("/", data=make(1))'],
            options: { data: 'mapping' },
          },
        ],
      },
      'client.post(url, **options) | 3 | proven constructed post(text, **data:unknown,data:unknown) | proven constructed post(text, **data:text/mapping,data:text/mapping)',
    ],
    [
      'what an override of request hands on',
      py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          def request(self, method, url, **options):
              return super().request(method, url, **options)
      def test_it():
          api = Api(app)
          api.post("/", data=make())
      `,
      {
        calls: [
          {
            at: 'super().request(method, url, **options)',
            method: 'request',
            args: ['text', 'text'],
            chain: ['api.post("/", data=make())'],
            options: { data: 'text', json: 'none' },
          },
        ],
      },
      'super().request(method, url, **options) | 1 | proven subclass request(unknown, unknown, **?) | proven subclass request(text, text, **data:text,json:none)',
      'api.post("/", data=make()) | 1 | proven subclass post(text, data=unknown) | proven subclass post(text, data=text)',
    ],
    [
      'that a call never ran',
      py`
      def test_it(api):
          client.post("/a")
          client.post("/b", data=make())
      `,
      { calls: [{ at: 'client.post("/a")', answer: 'redirect' }] },
      'client.post("/a") | 1 (1 redirected) | proven constructed post(text)',
      'client.post("/b", data=make()) | 0 | proven constructed post(text, data=unknown)',
    ],
  ]);
});

describe('a recorded call says nothing', () => {
  runs([
    [
      'without columns, where a method beside it has another name',
      py`
      send = client.post
      send("/", data=make()) if make() else client.post("/", data=make())
      `,
      {
        calls: [{ at: 'send("/", data=make())', method: 'post', options: { data: 'text' } }],
        lines: 'begin',
      },
    ],
    [
      'of a method that is handed to what calls it',
      py`
      from functools import partial
      send = partial(client.post, "/", data=make())
      def test_it():
          send()
      `,
      { calls: [{ at: 'send()', options: { data: 'text' } }] },
      'send() | 1 | proven constructed post()',
    ],
    [
      'of an object of a class of the project',
      py`
      class Api:
          def post(self, url): return client.post(url)
      def test_it():
          api = Api()
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")' }] },
      'client.post(url) | 0 | proven constructed post(text)',
    ],
    [
      'of a mock',
      py`
      from unittest.mock import Mock
      def test_it():
          api = Mock()
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")' }] },
    ],
    [
      "of another framework's client",
      py`
      from flask import Flask
      def test_it():
          api = Flask("x").test_client()
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")' }] },
    ],
    [
      'of a session of requests',
      py`
      import requests
      def test_it():
          api = requests.Session()
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")' }] },
    ],
    [
      'of a client that is none of ours',
      py`
      def test_it(api):
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")', library: 'other' }] },
    ],
    [
      'where clients of two libraries were seen',
      py`
      def test_it(api):
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")', library: 'httpx' }, { at: 'api.post("/")' }] },
    ],
    [
      'where the client got something else than what is written',
      py`
      def test_it(api):
          api.post("/", 1)
          api.post("/", payload=1)
          api.post("/")
          list(map(api.post, ["/"]))
      `,
      {
        calls: [
          { at: 'api.post("/", 1)' },
          { at: 'api.post("/", payload=1)', options: { json: 'number' } },
          { at: 'api.post("/")', options: { data: 'text' } },
          { at: 'list(map(api.post, ["/"]))', method: 'post' },
        ],
      },
    ],
    [
      'where another method was called than the one that is written',
      py`
      def test_it(api):
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")', method: 'put' }] },
    ],
    [
      'of a function of the project or of a package',
      py`
      from helpers import post
      def put(url): ...
      def test_it():
          post("/")
          put("/")
          str("/")
      `,
      {
        calls: [
          { at: 'post("/")', method: 'post' },
          { at: 'put("/")', method: 'put' },
          { at: 'str("/")', method: 'get' },
        ],
      },
    ],
    [
      'of alike calls on a line without columns',
      py`
      def test_it(api):
          api.post("/", data=a()), api.post("/", data=b())
      `,
      { lines: 'begin', calls: [{ at: 'api.post("/", data=a())', options: { data: 'text' } }] },
    ],
    [
      'of what an override makes of an option',
      py`
      from starlette.testclient import TestClient
      import json
      class Api(TestClient):
          def request(self, method, url, **options):
              options["data"] = json.dumps(options["data"])
              return super().request(method, url, **options)
      def test_it():
          api = Api(app)
          api.post("/", data=make())
      `,
      {
        calls: [
          {
            at: 'super().request(method, url, **options)',
            method: 'request',
            args: ['text', 'text'],
            chain: ['api.post("/", data=make())'],
            options: { data: 'text' },
          },
        ],
      },
      'super().request(method, url, **options) | 1 | proven subclass request(unknown, unknown, **?) | proven subclass request(text, text, **data:text)',
      'api.post("/", data=make()) | 1 | proven subclass post(text, data=unknown)',
    ],
    [
      'of a value that reading knows',
      py`client.post("/", data="x", json={})`,
      { calls: [{ at: 'client.post("/", data="x", json={})', options: { data: 'text', json: 'mapping' } }] },
      'client.post("/", data="x", json={}) | 1 | proven constructed post(text, data=text, json=mapping)',
    ],
    [
      'but that the two contradict each other',
      py`client.post("/", data="x", json=make())`,
      {
        calls: [
          { at: 'client.post("/", data="x", json=make())', options: { data: 'mapping', json: 'mapping' } },
        ],
      },
      'client.post("/", data="x", json=make()) | 1 | proven constructed post(text, data=text, json=unknown) | data read text seen mapping',
    ],
  ]);
});

describe('a recorded read shows what it is of', () => {
  runs([
    [
      'of what reading does not know',
      py`
      def check(r):
          assert r.ok
          assert getattr(r, "ok")
      `,
      {
        reads: [
          { at: 'r.ok', times: 3 },
          { at: 'getattr(r, "ok")', name: 'ok' },
        ],
      },
      'r.ok | 3 | response proven seen',
      'getattr(r, "ok") | 1 | response proven seen',
    ],
    [
      'of a response of what is a client by its name',
      py`
      from starlette.testclient import TestClient
      def test_it(client):
          r = client.get("/")
          assert r.ok
      `,
      { reads: [{ at: 'r.ok' }] },
      'client.get("/") | 0 | likely named get(text)',
      'r.ok | 1 | response proven seen',
    ],
    [
      'of cookies and a client',
      py`
      def check(api, c):
          api.cookies
          c.get_dict()
      `,
      {
        reads: [
          { at: 'api.cookies', of: 'client' },
          { at: 'c.get_dict', of: 'cookies', name: 'getDict' },
        ],
      },
      'api.cookies | 1 | client proven seen',
      'c.get_dict | 1 | cookies proven seen',
    ],
    [
      'over several lines, without columns',
      py`
      def check(r):
          assert (r
              .ok)
      `,
      { lines: 'end', reads: [{ at: 'r\n        .ok', name: 'ok' }] },
      'r\n        .ok | 1 | response proven seen',
    ],
    [
      'used for its truth, by the place of the value or of what uses it',
      py`
      def check(a, b, c, d, e):
          if a: pass
          assert b
          x = not c
          x = [1 for _ in y if d]
          bool(e)
      `,
      {
        reads: [
          { at: 'if a', name: '__bool__' },
          { at: 'assert b', name: '__bool__' },
          { at: 'not c', name: '__bool__' },
          { at: '[1 for _ in y if d]', name: '__bool__' },
          { at: 'bool(e)', name: '__bool__' },
        ],
      },
      'truth a | response proven',
      'truth b | response proven',
      'truth c | response proven',
      'truth d | response proven',
      'truth e | response proven',
    ],
    [
      'iterated over, by the place of the value or of what uses it',
      py`
      def check(a, b, c, d, e):
          for x in a: pass
          list(b)
          x = [1 for _ in c]
          p, q = d
          print(*e)
      `,
      {
        reads: [
          { at: 'for x in a: pass', name: '__iter__' },
          { at: 'list(b)', name: '__iter__' },
          { at: 'c]', name: '__iter__' },
          { at: 'p, q', name: '__iter__' },
          { at: 'print(*e)', name: '__iter__' },
        ],
      },
      'iteration a | response proven',
      'iteration b | response proven',
      'iteration c | response proven',
      'iteration d | response proven',
      'iteration e | response proven',
    ],
  ]);
});

describe('a recorded read shows nothing', () => {
  runs([
    [
      'of an object of the project, a mock, a text or a session',
      py`
      from unittest.mock import Mock
      import requests
      class Answer: ok = True
      def check():
          Answer().ok
          m = Mock()
          m.ok
          requests.get("/").ok
          s = "x"
          s.ok
      `,
      {
        reads: [{ at: 'Answer().ok' }, { at: 'm.ok' }, { at: 'requests.get("/").ok' }, { at: 's.ok' }],
      },
    ],
    [
      'where it is of several things',
      py`
      def check(r):
          r.headers
      `,
      { reads: [{ at: 'r.headers' }, { at: 'r.headers', of: 'request' }] },
    ],
    [
      'of two objects on a line without columns',
      py`
      def check(r, s):
          assert r.ok == s.ok
      `,
      { lines: 'begin', reads: [{ at: 'r.ok' }] },
    ],
    [
      'where it is ready for the attribute to be missing',
      py`
      def check(r):
          try:
              r.ok
          except AttributeError: ...
      `,
      { reads: [{ at: 'r.ok' }] },
    ],
    [
      'of one of two operands',
      py`
      def check(r, s):
          x = r or s or 1
      `,
      { reads: [{ at: 'r or s', name: '__bool__' }] },
    ],
  ]);
});

describe('evidence of no run', () => {
  test('is never asked for', async () => {
    const { sites } = await sitesIn(py`client.post("/", data=make())`, everything);
    expect(sites.flatMap((site) => ('witness' in site ? [site] : []))).toEqual([]);
  });
});
