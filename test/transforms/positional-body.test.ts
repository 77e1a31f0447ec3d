import { describe } from 'vitest';
import { rule } from '../../transforms/positional-body.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import { py } from '../support/snippets.ts';

cases(rule, [
  ['the body of post [M1]', py`client.post("/", {"a": 1})`, py`client.post("/", data={"a": 1})`],
  ['the body of put', py`client.put("/", body)`, py`client.put("/", data=body)`],
  ['the body of patch', py`client.patch("/", body, headers=h)`, py`client.patch("/", data=body, headers=h)`],
  ['the json of post [M2]', py`client.post("/", form, x)`, py`client.post("/", data=form, json=x)`],
  [
    'the json of post, without the None before it',
    py`client.post("/", None, x)`,
    py`client.post("/", json=x)`,
  ],
  ['None is dropped', py`client.post("/", None)`, py`client.post("/")`],
  ['the params of get [M3]', py`client.get("/", {"a": 1})`, py`client.get("/", params={"a": 1})`],
  ['with a trailing comma', py`client.post("/", body,)`, py`client.post("/", data=body,)`],
  ['before **kwargs', py`client.post("/", body, **kw)`, py`client.post("/", data=body, **kw)`],
  ['with the body in parentheses', py`client.post("/", (body))`, py`client.post("/", data=(body))`],
  ['a walrus', py`client.post("/", body := "x")`, py`client.post("/", data=(body := "x"))`],
  ['a walrus in parentheses', py`client.post("/", (body := "x"))`, py`client.post("/", data=(body := "x"))`],
  [
    'a lambda and a generator',
    py`
    client.post("/", lambda: 1)
    client.post("/", (b for b in bs))
  `,
    py`
    client.post("/", data=lambda: 1)
    client.post("/", data=(b for b in bs))
  `,
  ],
  [
    'one item a line, with comments',
    py`
    client.post(
        "/",  # the root
        # the body
        {"a": 1},  # of a
    )
  `,
    py`
    client.post(
        "/",  # the root
        # the body
        data={"a": 1},  # of a
    )
  `,
  ],
  [
    'None on a line of its own',
    py`
    client.post(
        "/",
        None,
        {"a": 1},
    )
  `,
    py`
    client.post(
        "/",
        json={"a": 1},
    )
  `,
  ],
  [
    'request, by the old order [M4]',
    py`
    client.request("POST", "/", p, d, h, c, f, a, t, False)
  `,
    py`
    client.request("POST", "/", params=p, data=d, headers=h, cookies=c, files=f, auth=a, timeout=t, allow_redirects=False)
  `,
  ],
  [
    'request, without what has no effect',
    py`
    client.request("GET", "/", None, None, h, None, None, None, None, True, None, None, False, False, None, x)
  `,
    py`
    client.request("GET", "/", headers=h, allow_redirects=True, json=x)
  `,
  ],
  [
    'request, dropping lines below a comment',
    py`
      client.request(
          "GET",
          "/",  # the root
          None,
          None,
          h,
      )
    `,
    py`
      client.request(
          "GET",
          "/",  # the root
          headers=h,
      )
    `,
  ],
  [
    'request, keeping allow_redirects=None',
    py`
    client.request("GET", "/", None, None, None, None, None, None, None, None)
  `,
    py`
    client.request("GET", "/", allow_redirects=None)
  `,
  ],
  [
    'request, with verify and cert',
    py`
    client.request("GET", "/", p, None, None, None, None, None, 5, True, {}, None, False, "ca.pem", "c.pem")
  `,
    py`
    client.request("GET", "/", params=p, timeout=5, allow_redirects=True)
  `,
  ],
  [
    'inside another body',
    py`
    client.post("/", client.post("/a", x).json())
  `,
    py`
    client.post("/", data=client.post("/a", data=x).json())
  `,
  ],
  ['in an f-string', py`x = f"{client.post('/', body).text}"`, py`x = f"{client.post('/', data=body).text}"`],
  [
    'in a loop on one line',
    py`for b in bs: client.post("/", b); client.put("/", b)`,
    py`for b in bs: client.post("/", data=b); client.put("/", data=b)`,
  ],
  [
    'getattr with methods that agree',
    py`
    for method in ("put", "patch", "post"):
        getattr(client, method)("/", body)
  `,
    py`
    for method in ("put", "patch", "post"):
        getattr(client, method)("/", data=body)
  `,
  ],
  [
    'getattr with a method in another case',
    py`
    METHOD = "PATCH"
    getattr(client, METHOD.lower())("/", body)
  `,
    py`
    METHOD = "PATCH"
    getattr(client, METHOD.lower())("/", data=body)
  `,
  ],
  [
    'a method in a name',
    py`
    send = client.post
    send("/", body)
  `,
    py`
    send = client.post
    send("/", data=body)
  `,
  ],
]);

describe('leaves alone', () => {
  noop(rule, [
    py`client.post("/")`,
    py`client.post("/", data=x)`,
    py`client.post("/", json=x)`,
    py`client.post(url="/", data=x)`,
    py`client.get("/")`,
    py`client.request("GET", "/")`,
    py`client.request("GET", "/", params=p)`,
    py`client.post("/", **kw)`,
    py`client.get(*args, **kw)`,
    py`client.delete("/", **kw)`,
    py`client.websocket_connect("/", ["a"])`,
    py`other.post("/", body)`,
    py`
      import requests
      requests.post("/", body)
    `,
    py`
      from unittest.mock import MagicMock
      client = MagicMock()
      client.post("/", body)
    `,
    py`
      client = {}
      client.get("a", None)
    `,
    py`client.cookies.get("a", None)`,
    py`client.headers.get("a", "b")`,
    py`client.get("/").json().get("a", 1)`,
    py`client.get("/").headers.get("a", 1)`,
    py`client.app.post("/", body)`,
    py`
      def client(x): ...
      client.post("/", body)
    `,
    py`
      class Api:
          def post(self, url, body): ...
      client = Api()
      client.post("/", {"a": 1})
    `,
    py`# client.post("/", body)`,
    py`"client.post('/', body)"`,
  ]);
});

findings(rule, [
  [
    'more than the method took',
    py`client.put("/", body, other)`,
    ['body, other', 'only the URL', 'never took so many'],
  ],
  ['a body on delete', py`client.delete("/", body)`, ['body', 'only the URL']],
  ['what *args holds', py`client.post("/", *args)`, ['post', 'cannot see']],
  ['a body before *args', py`client.post("/", body, *args)`, ['body', '`data=...`', '`*`']],
  ['a name given twice', py`client.post("/", body, data=x)`, ['body', '`data=...`', 'also given by keyword']],
  [
    'an option that is gone',
    py`
    client.request("GET", "/", None, None, None, None, None, None, None, True, None, hooks)
  `,
    ['None, None, None, None, None, None, None, True, None, hooks', 'no per-request option `hooks`'],
  ],
  [
    'stream=True',
    py`
    client.request("GET", "/", None, None, None, None, None, None, None, True, None, None, True)
  `,
    ['None, None, None, None, None, None, None, True, None, None, True', 'no per-request option `stream`'],
  ],
  [
    'methods that do not agree',
    py`
    for method in ("get", "post"):
        getattr(client, method)("/", body)
  `,
    ['body', 'only the URL'],
  ],
  [
    'a method that cannot be seen',
    py`getattr(client, method)("/", body)`,
    ['body', 'only the URL', 'the possible methods take different arguments'],
  ],
  [
    'a None that a comment speaks of',
    py`
    client.post(
        "/",
        None,  # no form
        x,
    )
  `,
    ['None,  # no form\n    x', '`data=...`, `json=...`', 'comment'],
  ],
]);

describe('a form or a query with None, which requests left out', () => {
  unsafeCases(rule, [
    [
      'is named on request where a value may be None',
      py`
      def login(token=None):
          client.post("/", {"name": "a", "token": token})
      login()
      login("t")
      `,
      py`
      def login(token=None):
          client.post("/", data={"name": "a", "token": token})
      login()
      login("t")
      `,
    ],
    [
      'is named on request where it is put in later',
      py`
      form = {"name": "a"}
      form["token"] = None if x else "t"
      client.post("/", form)
      `,
      py`
      form = {"name": "a"}
      form["token"] = None if x else "t"
      client.post("/", data=form)
      `,
    ],
  ]);
  findings(rule, [
    [
      'is reported where a value is None',
      py`client.post("/", {"name": "a", "token": None})`,
      [
        '{"name": "a", "token": None}',
        'write `data=...` without the keys that are `None`',
        'as an empty text',
      ],
    ],
    [
      'is reported in a name, a query and the options of request',
      py`
      form = dict(token=None)
      client.put("/", {"a": None})
      client.get("/", {"a": None})
      client.request("POST", "/", None, {"a": None})
      `,
      ['{"a": None}', '`data=...` without'],
      ['{"a": None}', '`params=...` without'],
      ['None, {"a": None}', 'without the keys that are `None`'],
    ],
  ]);
  cases(rule, [
    [
      'is no matter in JSON, and where no value is None',
      py`
      client.post("/", None, {"a": None})
      client.post("/", {"a": "1", "b": x})
      `,
      py`
      client.post("/", json={"a": None})
      client.post("/", data={"a": "1", "b": x})
      `,
    ],
  ]);
});

describe('a form or a query with values that httpx writes in another way', () => {
  unsafeCases(rule, [
    [
      'is named on request',
      py`
      client.post("/", {"active": True})
      client.get("/", {"active": [False, "a"]})
      client.put("/", {"name": b"x"})
      `,
      py`
      client.post("/", data={"active": True})
      client.get("/", params={"active": [False, "a"]})
      client.put("/", data={"name": b"x"})
      `,
    ],
  ]);
  cases(rule, [
    [
      'is no matter in JSON',
      py`client.post("/", None, {"active": True, "name": [b"x"]})`,
      py`client.post("/", json={"active": True, "name": [b"x"]})`,
    ],
    [
      'is no matter where the value is the text of it',
      py`client.post("/", {"active": str(True), "n": 1})`,
      py`client.post("/", data={"active": str(True), "n": 1})`,
    ],
  ]);
});
