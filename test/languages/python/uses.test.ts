import { describe, expect, test } from 'vitest';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn, subjectsOf } from '../../support/sites.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const made = 'response test-client proven constructed';

/** What each site underlines. */
const places = async (snippet: Snippet, wanted: Wanted): Promise<string[]> => {
  const { source, sites } = await sitesIn(snippet, wanted);
  return sites.map((site) => slice(source, site));
};

describe('the truth of a response', () => {
  const TRUTH: Wanted = { truths: ['response'] };

  test.each<[string, Snippet, ...string[]]>([
    ['asserted', py`r = client.get("/"); assert r`, 'r'],
    ['asserted of a call', py`assert client.get("/"), "message"`, 'client.get("/")'],
    [
      'awaited',
      py`
      async def f():
          assert await client.get("/")
      `,
      'await client.get("/")',
    ],
    ['in a condition', py`r = client.get("/"); x = 1 if r else 2`, 'r'],
    [
      'in an `if` and an `elif`',
      py`
      r = client.get("/")
      if r:
          pass
      elif not r:
          pass
      `,
      'r',
      'r',
    ],
    [
      'in a loop',
      py`
      r = client.get("/")
      while not r:
          r = client.get("/")
      `,
      'r',
    ],
    ['negated', py`r = client.get("/"); bad = not r`, 'r'],
    ['joined to others', py`r = client.get("/"); assert x and (r or y)`, 'r'],
    ['that decides a value', py`r = client.get("/"); x = r or y`, 'r'],
    ['of a walrus', py`assert (r := client.get("/"))`, 'r := client.get("/")'],
    ['in a comprehension', py`[r for r in [client.get(u) for u in us] if r]`, 'r'],
    ['given to `bool`', py`r = client.get("/"); bool(r)`, 'r'],
    ['asserted by unittest', py`r = client.get("/"); self.assertTrue(r); self.assertFalse(r, "x")`, 'r', 'r'],
    [
      'in a guard',
      py`
      r = client.get("/")
      match x:
          case _ if r:
              pass
      `,
      'r',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await places(snippet, TRUTH)).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['compared', py`r = client.get("/"); assert r is not None; assert r == x`],
    ['only passed on', py`r = client.get("/"); f(r); x = r; assertTrue(x, r)`],
    ['the last operand of a value', py`r = client.get("/"); x = y or r`],
    ['what is read from it', py`r = client.get("/"); assert r.text; assert r.json()`],
    ['the message of an assertion', py`r = client.get("/"); assert x, r`],
    ['of a client', py`assert client`],
    ['of a response of requests', py`import requests; client; r = requests.get("/"); assert r`],
    ['of a mock', py`from unittest.mock import Mock; client; r = Mock(); assert r`],
    ['of a list of responses', py`assert [client.get("/")]`],
  ])('is not used where it is %s', async (_name, snippet) => {
    expect(await places(snippet, TRUTH)).toEqual([]);
  });

  test.each<[string, Snippet, boolean, boolean]>([
    ['alone counts in a condition', py`r = client.get("/"); assert r`, true, false],
    ['is not all that counts of the operand of a value', py`r = client.get("/"); x = r or y`, false, false],
    [
      'also tells a response from None',
      py`
      r = None
      if x:
          r = client.get("/")
      assert r
      `,
      true,
      true,
    ],
    ...(
      [
        ['comes to its end', 'if x:\n        return client.get("/")', true],
        ['returns nothing', 'if x:\n        return\n    return client.get("/")', true],
        ['may give up in `suppress`', 'with suppress(OSError):\n        return client.get("/")', true],
        [
          'may catch what fails',
          'try:\n        return client.get("/")\n    except OSError:\n        pass',
          true,
        ],
        [
          'always returns',
          'if x:\n        return client.get("/")\n    else:\n        return client.post("/")',
          false,
        ],
        ['fails otherwise', 'if x:\n        return client.get("/")\n    pytest.fail("x")', false],
        [
          'tries for ever',
          'while True:\n        r = client.get("/")\n        if x:\n            return r',
          false,
        ],
        [
          'raises otherwise',
          'try:\n        return client.get("/")\n    except OSError:\n        raise',
          false,
        ],
      ] as const
    ).map(([name, body, optional]): [string, Snippet, boolean, boolean] => [
      `${optional ? 'also tells a response from None' : 'alone counts'} where a helper ${name}`,
      py`
        def fetch():
            ${body.replaceAll('\n', '\n        ')}
        assert fetch()
      `,
      true,
      optional,
    ]),
  ])('%s', async (_name, snippet, tested, optional) => {
    const { sites } = await sitesIn(snippet, TRUTH);
    expect(sites).toHaveLength(1);
    expect(
      sites[0]?.kind === 'truth' && [sites[0].around.tested ?? false, sites[0].optional ?? false],
    ).toEqual([tested, optional]);
  });

  test('is as certain as the response is', async () => {
    const found = await sitesIn(py`r = client.get("/"); assert r`, TRUTH);
    expect(subjectsOf(found)).toEqual([`r | ${made}`]);
  });
});

describe('iteration', () => {
  const OVER: Wanted = { iterations: ['response', 'cookies'] };

  test.each<[string, Snippet, ...string[]]>([
    [
      'in a loop',
      py`
      r = client.get("/")
      for chunk in r:
          pass
      `,
      'r',
    ],
    ['in a comprehension', py`[c.name for c in client.cookies]`, 'client.cookies'],
    ['in a nested clause', py`[c for x in y for c in client.get(x)]`, 'client.get(x)'],
    ['by a builtin', py`r = client.get("/"); list(r); sorted(r); b"".join(r)`, 'r', 'r', 'r'],
    ['by a function', py`map(f, client.cookies); zip(x, client.cookies)`, 'client.cookies', 'client.cookies'],
    ['by a star', py`[*client.cookies]; f(*client.cookies)`, 'client.cookies', 'client.cookies'],
    ['by unpacking', py`a, b = client.cookies`, 'client.cookies'],
    [
      'by `yield from`',
      py`
      def f():
          yield from client.get("/")
      `,
      'client.get("/")',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await places(snippet, OVER)).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['a list of responses', py`for r in [client.get("/")]: pass`],
    ['a method of the response', py`for line in client.get("/").iter_lines(): pass`],
    ['membership', py`assert "a" in client.cookies`],
    [
      'a function that is told what to do',
      py`map(client.cookies, x); len(client.cookies); dict(client.cookies)`,
    ],
    ['items', py`for k, v in client.cookies.items(): pass`],
    ['a jar of requests', py`import requests; client; [c for c in requests.get("/").cookies]`],
  ])('is not %s', async (_name, snippet) => {
    expect(await places(snippet, OVER)).toEqual([]);
  });
});

describe('taking', () => {
  const TAKEN: Wanted = { takings: { url: ['urlparse', '[]', '+', 'in'] } };

  test.each<[string, Snippet, ...string[]]>([
    ['by a function', py`urlparse(client.get("/").url)`, 'client.get("/").url'],
    ['by a function of a module', py`url = client.get("/").url; parse.urlparse(url)`, 'url'],
    ['by a pair of square brackets', py`url = client.get("/").url; url[1:]`, 'url'],
    ['by an operator', py`url = client.get("/").url; "x" + url`, 'url'],
    ['by a comparison', py`url = client.get("/").url; assert "x" in url`, 'url'],
    ['as an item', py`d = {"a": client.get("/").url}; urlparse(d["a"])`, 'd["a"]'],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await places(snippet, TAKEN)).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['by a function that nobody asks for', py`print(client.get("/").url)`],
    ['by another operator', py`"%s" % client.get("/").url`],
    ['as a part of something', py`urlparse([client.get("/").url])`],
    ['as a str', py`urlparse(str(client.get("/").url))`],
    ['once the name is another value', py`url = client.get("/").url; url = "x"; urlparse(url)`],
  ])('not %s', async (_name, snippet) => {
    expect(await places(snippet, TAKEN)).toEqual([]);
  });
});

describe('entering', () => {
  const ENTERED: Wanted = { enters: ['response'] };

  test.each<[string, Snippet, ...string[]]>([
    ['by `with`', py`with client.get("/") as r: pass`, 'client.get("/")'],
    ['among others', py`with x, client.get("/"): pass`, 'client.get("/")'],
    [
      'in a name',
      py`
      r = client.get("/")
      with r:
          pass
      `,
      'r',
    ],
    [
      'by a stack',
      py`
      from contextlib import ExitStack
      with ExitStack() as stack:
          r = stack.enter_context(client.get("/"))
      `,
      'client.get("/")',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await places(snippet, ENTERED)).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['a client', py`with client: pass`],
    ['a stream', py`with client.stream("GET", "/") as r: pass`],
    ['a websocket', py`with client.websocket_connect("/") as r: pass`],
    ['what closes the response', py`from contextlib import closing; client; closing(client.get("/"))`],
  ])('is not meant by %s', async (_name, snippet) => {
    expect(await places(snippet, ENTERED)).toEqual([]);
  });
});

describe('stores', () => {
  const STORES: Wanted = { stores: { client: ['headers', 'verify'], cookies: ['[]'], headers: ['[]'] } };

  const stored = async (snippet: Snippet): Promise<string[]> => {
    const { source, sites } = await sitesIn(snippet, STORES);
    return sites.flatMap((site) => {
      if (site.kind !== 'store') return [];
      const { how, of, target, value, statement } = site;
      const parts = [
        `${how} ${of} ${target.name || '?'} of ${site.subject.text}`,
        value && `to ${slice(source, value)}`,
        statement ? `in ${slice(source, statement)}` : 'in more',
      ];
      return [parts.filter(Boolean).join(' ')];
    });
  };

  test.each<[string, Snippet, ...string[]]>([
    [
      'an attribute',
      py`client.headers = {"a": "b"}`,
      'set attribute headers of client to {"a": "b"} in client.headers = {"a": "b"}',
    ],
    [
      'an annotated one',
      py`client.verify: bool = False`,
      'set attribute verify of client to False in client.verify: bool = False',
    ],
    ['several at once', py`client.verify = x = False`, 'set attribute verify of client to False in more'],
    ['a part of what is unpacked', py`client.verify, x = a, b`, 'set attribute verify of client in more'],
    [
      'an augmented one',
      py`client.headers |= {"a": "b"}`,
      'update attribute headers of client to {"a": "b"} in client.headers |= {"a": "b"}',
    ],
    ['a deleted one', py`del client.headers`, 'delete attribute headers of client in del client.headers'],
    [
      'an item',
      py`client.cookies["session_id"] = "1"`,
      'set item session_id of client.cookies to "1" in client.cookies["session_id"] = "1"',
    ],
    [
      'an item whose key is computed',
      py`client.cookies[key] = "1"`,
      'set item ? of client.cookies to "1" in client.cookies[key] = "1"',
    ],
    [
      'a deleted item among others',
      py`del client.headers["user-agent"], x`,
      'delete item user-agent of client.headers in more',
    ],
    ['in a loop', py`for client.verify in x: pass`, 'set attribute verify of client in more'],
    [
      'of what a method is called on',
      py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          def __init__(self):
              self.verify = False
      `,
      'set attribute verify of self to False in self.verify = False',
    ],
  ])('%s', async (_name, snippet, ...expected) => {
    expect(await stored(snippet)).toEqual(expected);
  });

  test.each<[string, Snippet]>([
    ['another attribute', py`client.timeout = 3`],
    [
      'an attribute of a session of requests',
      py`import requests; client; s = requests.Session(); s.verify = False`,
    ],
    ['an attribute of an object of the project', py`client; self.verify = False`],
    ['an item of a dictionary', py`client; headers = {}; headers["a"] = "b"`],
    ['a declaration without a value', py`client.verify: bool`],
    ['a read', py`client.headers["a"]; client.headers`],
  ])('not %s', async (_name, snippet) => {
    expect(await stored(snippet)).toEqual([]);
  });
});

describe('definitions', () => {
  const DEFINED: Wanted = { definitions: ['request', 'websocketConnect'] };

  const defined = async (snippet: Snippet, wanted = DEFINED): Promise<string[]> => {
    const { source, sites } = await sitesIn(snippet, wanted);
    return sites.flatMap((site) => {
      if (site.kind !== 'definition') return [];
      const { library, method, parameters = [] } = site;
      const list = parameters.map(({ name, form, default: value }) =>
        [form, name.name, value && slice(source, value)].filter(Boolean).join(' '),
      );
      const [line = ''] = slice(source, site.statement).split('\n');
      return [
        `${line} | ${library} ${site.class.name}${method ? `.${method.name}(${list.join(', ')})` : ''}`,
      ];
    });
  };

  const API = py`
    from starlette.testclient import TestClient
    @mark
    class ApiClient(TestClient):
        def __init__(self): pass
        @override
        def request(self, method, /, url="/", *args, json=None, **kwargs): pass
        def get(self, url): pass
        @staticmethod
        def websocket_connect(url): pass
    class Other:
        def request(self): pass
  `;

  test('of a class that derives from a client, and of its wanted methods', async () => {
    expect(await defined(API)).toEqual([
      '@mark | test-client ApiClient',
      '@override | test-client ApiClient.request(positional method, positional url "/", args args, keyword json None, kwargs kwargs)',
      '@staticmethod | test-client ApiClient.websocketConnect(positional url)',
    ]);
  });

  test('of the class alone where no method is wanted', async () => {
    expect(await defined(API, { definitions: [] })).toEqual(['@mark | test-client ApiClient']);
  });

  test("of a class that derives from a client of httpx, through one of the project's", async () => {
    const snippet = py`
      import httpx
      class Base(httpx.AsyncClient): pass
      class Api(Base):
          async def request(self, *args): pass
    `;
    expect(await defined(snippet)).toEqual([
      'class Base(httpx.AsyncClient): pass | httpx Base',
      'class Api(Base): | httpx Api',
      'async def request(self, *args): pass | httpx Api.request(args args)',
    ]);
  });

  test.each<[string, Snippet]>([
    [
      'a session of requests',
      py`
      import requests
      client
      class S(requests.Session):
          def request(self): pass
    `,
    ],
    [
      'a class of the project',
      py`
      client
      class S:
          def request(self): pass
    `,
    ],
  ])('not of %s', async (_name, snippet) => {
    expect(await defined(snippet)).toEqual([]);
  });
});
