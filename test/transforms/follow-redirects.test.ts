import { describe } from 'vitest';
import { rule } from '../../transforms/follow-redirects.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { py, ts } from '../support/snippets.ts';

cases(rule, [
  [
    'the call below a comment that keeps its own line as it is',
    ts`
    /* bump-testclient: ignore */ client.get("/a", { allowRedirects: true });
    client.get("/b", { allowRedirects: true });
  `,
    ts`
    /* bump-testclient: ignore */ client.get("/a", { allowRedirects: true });
    client.get("/b", { followRedirects: true });
  `,
  ],
  [
    'renames the option [M8]',
    py`client.get("/", allow_redirects=False)`,
    py`client.get("/", follow_redirects=False)`,
    ts`client.get("/", { allowRedirects: false })`,
    ts`client.get("/", { followRedirects: false })`,
  ],
  [
    'keeps spaces around the value',
    py`client.get("/", allow_redirects = True)`,
    py`client.get("/", follow_redirects = True)`,
    ts`client.get("/", {allowRedirects : true})`,
    ts`client.get("/", {followRedirects : true})`,
  ],
  [
    'takes the truth of a value that may be None',
    py`
    client.get("/", allow_redirects=None if x else False)
    client.get("/", allow_redirects=(y if x else None))  # why
  `,
    py`
    client.get("/", follow_redirects=bool(None if x else False))
    client.get("/", follow_redirects=bool((y if x else None)))  # why
  `,
  ],
  [
    'takes the truth of what a function returns, where that is None',
    py`
    def nothing(): return None
    client.get("/", allow_redirects=nothing())
  `,
    py`
    def nothing(): return None
    client.get("/", follow_redirects=bool(nothing()))
  `,
  ],
  [
    'takes the truth of a parameter that nobody gives',
    py`
    def fetch(url, allow=None):
        return client.get(url, allow_redirects=allow)
    fetch("/")
  `,
    py`
    def fetch(url, allow=None):
        return client.get(url, follow_redirects=bool(allow))
    fetch("/")
  `,
  ],
  [
    'renames it on request',
    py`client.request("GET", "/", allow_redirects=x)`,
    py`client.request("GET", "/", follow_redirects=x)`,
    ts`client.request("GET", "/", { allowRedirects: x })`,
    ts`client.request("GET", "/", { followRedirects: x })`,
  ],
  [
    'renames it behind **kwargs',
    py`client.get("/", **kw, allow_redirects=x)`,
    py`client.get("/", **kw, follow_redirects=x)`,
    ts`client.get("/", { ...kw, allowRedirects: x })`,
    ts`client.get("/", { ...kw, followRedirects: x })`,
  ],
  [
    'renames it before **kwargs',
    py`client.get("/", allow_redirects=x, **kw)`,
    py`client.get("/", follow_redirects=x, **kw)`,
    ts`client.get("/", { allowRedirects: x, ...kw })`,
    ts`client.get("/", { followRedirects: x, ...kw })`,
  ],
  [
    'renames it behind *args',
    py`client.get(*args, allow_redirects=x)`,
    py`client.get(*args, follow_redirects=x)`,
  ],
  [
    'keeps a value in parentheses',
    py`client.get("/", allow_redirects=(False))`,
    py`client.get("/", follow_redirects=(False))`,
    ts`client.get("/", { allowRedirects: (false) })`,
    ts`client.get("/", { followRedirects: (false) })`,
  ],
  [
    'keeps a variable of the same name',
    py`
    def test_it(allow_redirects):
        client.get("/", allow_redirects=allow_redirects)
  `,
    py`
    def test_it(allow_redirects):
        client.get("/", follow_redirects=allow_redirects)
  `,
    ts`
    function testIt(allowRedirects: boolean) {
        client.get("/", { allowRedirects: allowRedirects });
    }
  `,
    ts`
    function testIt(allowRedirects: boolean) {
        client.get("/", { followRedirects: allowRedirects });
    }
  `,
  ],
  [
    'keeps lines and comments',
    py`
    client.post(
        "/",  # the login
        allow_redirects=False,  # stay here
    )
  `,
    py`
    client.post(
        "/",  # the login
        follow_redirects=False,  # stay here
    )
  `,
    ts`
    client.post(
        "/", // the login
        {
            allowRedirects: false, // stay here
        },
    );
  `,
    ts`
    client.post(
        "/", // the login
        {
            followRedirects: false, // stay here
        },
    );
  `,
  ],
  [
    'renames the key of a dictionary that only clients are given',
    py`
    options = {"allow_redirects": False, 'headers': {}}
    client.get("/", **options)
    client.post("/", **options)
  `,
    py`
    options = {"follow_redirects": False, 'headers': {}}
    client.get("/", **options)
    client.post("/", **options)
  `,
    ts`
    const options = { "allowRedirects": false, 'headers': {} };
    client.get("/", options);
    client.post("/", { ...options });
  `,
    ts`
    const options = { "followRedirects": false, 'headers': {} };
    client.get("/", options);
    client.post("/", { ...options });
  `,
  ],
  [
    'renames the key of a spread literal',
    py`client.get("/", **{'allow_redirects': False})`,
    py`client.get("/", **{'follow_redirects': False})`,
    ts`client.get("/", { ...{ 'allowRedirects': false } })`,
    ts`client.get("/", { ...{ 'followRedirects': false } })`,
  ],
  [
    'renames calls inside calls',
    py`
    client.get(client.get("/", allow_redirects=True).text, allow_redirects=False)
  `,
    py`
    client.get(client.get("/", follow_redirects=True).text, follow_redirects=False)
  `,
    ts`
    client.get((await client.get("/", { allowRedirects: true })).text, { allowRedirects: false });
  `,
    ts`
    client.get((await client.get("/", { followRedirects: true })).text, { followRedirects: false });
  `,
  ],
  [
    'renames in f-strings',
    py`
    url = f"{client.get('/', allow_redirects=False).headers['location']}/x"
  `,
    py`
    url = f"{client.get('/', follow_redirects=False).headers['location']}/x"
  `,
    ts`
    const url = \`\${(await client.get('/', { allowRedirects: false })).headers.location}/x\`;
  `,
    ts`
    const url = \`\${(await client.get('/', { followRedirects: false })).headers.location}/x\`;
  `,
  ],
  [
    'renames in decorators, defaults and comprehensions',
    py`
    @check(client.get("/", allow_redirects=False))
    def test_it(r=client.get("/", allow_redirects=True)):
        return [client.get(u, allow_redirects=False) for u in urls]
  `,
    py`
    @check(client.get("/", follow_redirects=False))
    def test_it(r=client.get("/", follow_redirects=True)):
        return [client.get(u, follow_redirects=False) for u in urls]
  `,
    ts`
    @check(client.get("/", { allowRedirects: false }))
    class It {
        run(r = client.get("/", { allowRedirects: true })) {
            return urls.map((u) => client.get(u, { allowRedirects: false }));
        }
    }
  `,
    ts`
    @check(client.get("/", { followRedirects: false }))
    class It {
        run(r = client.get("/", { followRedirects: true })) {
            return urls.map((u) => client.get(u, { followRedirects: false }));
        }
    }
  `,
  ],
  [
    'renames on one line with other statements',
    py`
    if x: client.get("/", allow_redirects=False); y = 1
    else: client.get("/b", allow_redirects=True)
  `,
    py`
    if x: client.get("/", follow_redirects=False); y = 1
    else: client.get("/b", follow_redirects=True)
  `,
    ts`
    if (x) { client.get("/", { allowRedirects: false }); y = 1 }
    else client.get("/b", { allowRedirects: true })
  `,
    ts`
    if (x) { client.get("/", { followRedirects: false }); y = 1 }
    else client.get("/b", { followRedirects: true })
  `,
  ],
  [
    'renames with getattr',
    py`getattr(client, "get")("/", allow_redirects=False)`,
    py`getattr(client, "get")("/", follow_redirects=False)`,
    ts`client["get"]("/", { allowRedirects: false })`,
    ts`client["get"]("/", { followRedirects: false })`,
  ],
  [
    'renames with a method held in a name',
    py`
    fetch = client.get
    fetch("/", allow_redirects=False)
  `,
    py`
    fetch = client.get
    fetch("/", follow_redirects=False)
  `,
    ts`
    const fetch = client.get.bind(client);
    fetch("/", { allowRedirects: false });
  `,
    ts`
    const fetch = client.get.bind(client);
    fetch("/", { followRedirects: false });
  `,
  ],
  [
    'turns None into False [M9]',
    py`client.get("/", allow_redirects=None)`,
    py`client.get("/", follow_redirects=False)`,
  ],
  [
    'turns None in parentheses into False',
    py`client.get("/", allow_redirects=(None), timeout=1)`,
    py`client.get("/", follow_redirects=False, timeout=1)`,
  ],
  [
    'turns None in a spread literal into False',
    py`client.get("/", **{"allow_redirects": None})`,
    py`client.get("/", **{"follow_redirects": False})`,
  ],
  [
    'drops it beside the new option [M10]',
    py`
    client.get("/", allow_redirects=False, follow_redirects=True)
  `,
    py`
    client.get("/", follow_redirects=True)
  `,
    ts`
    client.get("/", { allowRedirects: false, followRedirects: true });
  `,
    ts`
    client.get("/", { followRedirects: true });
  `,
  ],
  [
    'drops it behind the new option, with its line',
    py`
    client.get(
        "/",
        follow_redirects=True,
        allow_redirects=False,
    )
  `,
    py`
    client.get(
        "/",
        follow_redirects=True,
    )
  `,
    ts`
    client.get("/", {
        followRedirects: true,
        allowRedirects: false,
    });
  `,
    ts`
    client.get("/", {
        followRedirects: true,
    });
  `,
  ],
  [
    'drops it from a websocket [M11]',
    py`
    with client.websocket_connect("/ws", allow_redirects=False) as ws:
        pass
  `,
    py`
    with client.websocket_connect("/ws") as ws:
        pass
  `,
  ],

  [
    'keeps the value of a shorthand',
    ts`client.get("/", { allowRedirects })`,
    ts`client.get("/", { followRedirects: allowRedirects })`,
    ts`
      client.get("/", {
          data,
          allowRedirects,
      });
    `,
    ts`
      client.get("/", {
          data,
          followRedirects: allowRedirects,
      });
    `,
  ],
  [
    'renames a key in brackets',
    ts`client.get("/", { ["allowRedirects"]: false })`,
    ts`client.get("/", { ["followRedirects"]: false })`,
  ],
  [
    'renames through casts and parentheses',
    ts`client.get("/", { allowRedirects: false } as RequestOptions)`,
    ts`client.get("/", { followRedirects: false } as RequestOptions)`,
    ts`client.get("/", { allowRedirects: false } satisfies RequestOptions)`,
    ts`client.get("/", { followRedirects: false } satisfies RequestOptions)`,
    ts`client!.get("/", ({ allowRedirects: false })!)`,
    ts`client!.get("/", ({ followRedirects: false })!)`,
    ts`client.get("/", <RequestOptions>{ allowRedirects: false })`,
    ts`client.get("/", <RequestOptions>{ followRedirects: false })`,
  ],
  [
    'renames with types, a chain that may end, and a trailing comma',
    ts`client.get<Page>("/", { allowRedirects: false },)`,
    ts`client.get<Page>("/", { followRedirects: false },)`,
    ts`client?.get("/", { allowRedirects: false })`,
    ts`client?.get("/", { followRedirects: false })`,
    ts`(await client.get("/", { allowRedirects: false })).json()`,
    ts`(await client.get("/", { followRedirects: false })).json()`,
  ],
  [
    'renames without semicolons',
    ts`
      const x = 1
      client.get("/", { allowRedirects: false })
      ;[1].map(x)
    `,
    ts`
      const x = 1
      client.get("/", { followRedirects: false })
      ;[1].map(x)
    `,
  ],
  [
    'renames in options that a local function returns',
    ts`
      const stay = () => ({ allowRedirects: false });
      client.get("/", stay());
      client.post("/", { json, ...stay() });
    `,
    ts`
      const stay = () => ({ followRedirects: false });
      client.get("/", stay());
      client.post("/", { json, ...stay() });
    `,
  ],
  [
    'keeps what is not given',
    ts`client.get("/", { allowRedirects: undefined })`,
    ts`client.get("/", { followRedirects: undefined })`,
    ts`client.get("/", { allowRedirects: x ? false : undefined })`,
    ts`client.get("/", { followRedirects: x ? false : undefined })`,
  ],
  [
    'renames all of several, of which the last counts',
    ts`client.get("/", { allowRedirects: false, allowRedirects: true })`,
    ts`client.get("/", { followRedirects: false, followRedirects: true })`,
    ts`
      const BASE = { allowRedirects: false };
      client.get("/", BASE);
      client.get("/", { ...BASE, allowRedirects: true });
    `,
    ts`
      const BASE = { followRedirects: false };
      client.get("/", BASE);
      client.get("/", { ...BASE, followRedirects: true });
    `,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    ts`
      interface Old { allowRedirects?: boolean }
      interface RequestOptions extends Old { followRedirects?: boolean }
      class Api extends TestClient {
          post(url: string, options: RequestOptions) {}
      }
    `,
    ts`expect(client.get).toHaveBeenCalledWith("/", { allowRedirects: false, followRedirects: false });`,
    py`client.get("/", follow_redirects=False)`,
    py`client.get("/")`,
    py`
      old = True
      options = {"allow_redirects": False} if old else {"follow_redirects": False}
      client.get("/", **options)
    `,
    py`other.get("/", allow_redirects=False)`,
    py`allow_redirects = False`,
    py`client.get("/", params={"allow_redirects": False})`,
    py`client.get("/", json=dict(allow_redirects=False))`,
    py`
      import requests
      requests.get("/", allow_redirects=False)
    `,
    py`
      import requests
      client = requests.Session()
      client.get("/", allow_redirects=False)
    `,
    py`
      from unittest.mock import Mock
      from starlette.testclient import TestClient
      client = TestClient(app)
      def test_it():
          client = Mock()
          client.assert_called_with("/", allow_redirects=True)
          client.get("/", allow_redirects=True)
    `,
    py`
      from starlette.testclient import TestClient
      import requests
      client = TestClient(app)
      def test_it():
          client = requests
          client.get("/", allow_redirects=False)
    `,
    py`
      class Client:
          def get(self, url, allow_redirects=True): ...
      client = Client()
      client.get("/", allow_redirects=False)
    `,
    py`
      kwargs = {"allow_redirects": False}
      print(kwargs)
    `,
    py`client.get("/")  # allow_redirects=False`,
    py`"client.get('/', allow_redirects=False)"`,
    py`"""client.get("/", allow_redirects=False)"""`,
    py`client.cookies.get("x", allow_redirects=False)`,
    py`client.get("/").json(allow_redirects=False)`,

    ts`client.get("/", { followRedirects: false })`,
    ts`client.get("/")`,
    ts`client.get("/", { ...options, followRedirects: false })`,
    ts`
      const options = old ? { allowRedirects: false } : { followRedirects: false };
      client.get("/", options);
    `,
    ts`other.get("/", { allowRedirects: false })`,
    ts`const allowRedirects = false;`,
    ts`client.get("/", { params: { allowRedirects: false } })`,
    ts`client.get("/", { json: { allowRedirects } })`,
    ts`
      import axios from "axios";
      const client = axios.create();
      client.get("/", { allowRedirects: false });
    `,
    ts`
      import got from "got";
      got.get("/", { allowRedirects: false });
    `,
    ts`
      import { request as client } from "supertest";
      client.get("/", { allowRedirects: false });
    `,
    ts`
      test("x", async ({ request }) => {
          await request.get("/", { allowRedirects: false });
      });
    `,
    ts`
      import { TestClient } from "./client";
      const client = new TestClient(app);
      function testIt(client: Map<string, object>) {
          client.get("/", { allowRedirects: false });
      }
    `,
    ts`
      class Client {
          get(url: string, options?: object) {}
      }
      const client = new Client();
      client.get("/", { allowRedirects: false });
    `,
    ts`
      const options = { allowRedirects: false };
      console.log(options);
    `,
    ts`client.get("/"); // allowRedirects: false`,
    ts`"client.get('/', { allowRedirects: false })"`,
    ts`client.cookies.get("x", { allowRedirects: false })`,
    ts`client.get("/").then((r) => r.json({ allowRedirects: false }))`,
  ]);
});

findings(rule, [
  [
    'a client of httpx, by the versions of httpx',
    py`
    from httpx import AsyncClient
    bool = str
    async def test_it(x):
        async with AsyncClient(app=app) as http:
            await http.get("/", allow_redirects=True if x else None)
  `,
    ['allow_redirects', '| a TypeError since httpx 0.20'],
  ],
  [
    'a test client, by the versions of Starlette',
    py`
    bool = str
    client.get("/", allow_redirects=True if x else None)
  `,
    ['allow_redirects', '| deprecated since Starlette 0.21, a TypeError since 0.43; None did not'],
  ],
  [
    'keyword arguments that cannot be seen',
    py`client.get("/", **options)`,
    ['get', 'cannot see every argument of this call', 'rename `allow_redirects` to `follow_redirects`'],
  ],
  ...['dict(OPTIONS)', 'dict(OPTIONS, timeout=None)', '{"timeout": None, **OPTIONS}', 'OPTIONS | {}'].map(
    (copy) =>
      [
        `a dictionary that is copied: ${copy}`,
        py`
          OPTIONS = {"allow_redirects": False}
          print(OPTIONS)
          client.get("/", **${copy})
        `,
        ['get', 'reaches this call: rename it'],
      ] as const,
  ),
  [
    'what callers give to a helper that copies it',
    py`
      def fetch(**kw):
          return client.get("/", **{"timeout": None, **kw})

      fetch(allow_redirects=False)
    `,
    ['get', 'reaches this call: rename it'],
  ],
  [
    'an options object that cannot be seen',
    ts`client.get("/", options)`,
    ['get', 'cannot see every argument of this call', 'rename `allowRedirects` to `followRedirects`'],
  ],
  [
    'an option beside what cannot be seen',
    ts`
    const shared = { allowRedirects: true };
    other(shared);
    export const send = (options) => client.post("/", { json: 1, ...shared, ...options });
  `,
    ['post', '`allowRedirects` (tests/it.test.ts:', 'rename it'],
  ],
  [
    'a value that may be None, where `bool` is something else',
    py`
    from numpy import bool
    client.get("/", allow_redirects=None if x else False)
  `,
    ['allow_redirects', 'write `follow_redirects=bool(None if x else False)`', '0.43'],
  ],
  [
    'a comment that would be lost',
    py`
    client.get(
        "/",
        allow_redirects=False,  # stay
        follow_redirects=True,
    )
  `,
    ['allow_redirects', 'remove `allow_redirects`', 'comment'],
  ],
  [
    'a dropped value that does something',
    py`
    client.get("/", allow_redirects=record(), follow_redirects=True)
  `,
    ['allow_redirects', 'remove `allow_redirects`'],
  ],
  [
    'an option in a dictionary with other uses',
    py`
    options = {"allow_redirects": False}
    other.get("/", **options)
    client.get("/", **options)
  `,
    ['get', 'rename it to `follow_redirects` there', 'tests/test_it.py:'],
  ],
  [
    'a client on one path only',
    py`
    import requests
    from starlette.testclient import TestClient
    client = TestClient(app) if x else requests
    client.get("/", allow_redirects=False)
  `,
    ['allow_redirects', 'one path'],
  ],
  [
    'a dictionary shared with a call that is given the new option',
    py`
    options = {"allow_redirects": True}
    client.post("/", **options)
    client.post("/", follow_redirects=False, **options)
  `,
    ['post', '`allow_redirects` (tests/test_it.py:'],
    ['post', '`allow_redirects` (tests/test_it.py:'],
  ],

  [
    'a comment that would be lost in an object',
    ts`
      client.get("/", {
          allowRedirects: false, // stay
          followRedirects: true,
      });
    `,
    ['allowRedirects', 'remove `allowRedirects`', 'comment'],
  ],
  [
    'a dropped value that does something in an object',
    ts`client.get("/", { allowRedirects: record(), followRedirects: true })`,
    ['allowRedirects', 'remove `allowRedirects`', '`followRedirects` overrides'],
  ],
  [
    'an option in an object with other uses',
    ts`
      const options = { allowRedirects: false };
      other.get("/", options);
      client.get("/", options);
    `,
    ['get', 'rename it to `followRedirects` there', 'tests/it.test.ts:'],
  ],
  [
    'a client in JavaScript on one path only',
    ts`
      import axios from "axios";
      import { TestClient } from "./client";
      const client = x ? new TestClient(app) : axios;
      client.get("/", { allowRedirects: false });
    `,
    ['allowRedirects', 'one path'],
  ],

  [
    'an old name beside an object with the new one',
    ts`client.get("/", { allowRedirects: false, ...{ followRedirects: true } })`,
    ['allowRedirects', '`followRedirects` overrides'],
  ],
]);

describe('an option that a helper takes out before it passes on what is left', () => {
  noop(rule, [
    py`
    def fetch(url, **options):
        follow = options.pop("allow_redirects", True)
        return client.get(url, follow_redirects=follow, **options)
    fetch("/", allow_redirects=False)
    `,
    py`
    def fetch(url, **options):
        if "allow_redirects" in options:
            options["follow_redirects"] = options.pop("allow_redirects")
        return client.get(url, **options)
    fetch("/", allow_redirects=False)
    `,
    py`
    def fetch(url, **options):
        for name in ("allow_redirects", "verify"):
            options.pop(name, None)
        return client.get(url, **options)
    fetch("/", allow_redirects=False)
    `,
    py`
    def fetch(url, **options):
        del options["allow_redirects"]
        return client.get(url, **options)
    fetch("/", allow_redirects=False)
    `,
  ]);
  findings(rule, [
    [
      'is reported where only some calls come to that',
      py`
      def fetch(url, **options):
          if url:
              options.pop("allow_redirects")
          return client.get(url, **options)
      fetch("/", allow_redirects=False)
      `,
      ['get', 'allow_redirects', 'rename it'],
    ],
    [
      'is reported where it is put back',
      py`
      def fetch(url, **options):
          follow = options.pop("allow_redirects")
          options["allow_redirects"] = not follow
          return client.get(url, **options)
      fetch("/", allow_redirects=False)
      `,
      ['get', 'allow_redirects', 'rename it'],
    ],
    [
      'is reported where it is taken out too late',
      py`
      def fetch(url, **options):
          response = client.get(url, **options)
          options.pop("allow_redirects")
          return response
      fetch("/", allow_redirects=False)
      `,
      ['get', 'allow_redirects', 'rename it'],
    ],
  ]);
});
