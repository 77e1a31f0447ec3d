import { rule as body } from '../../transforms/body-to-request.ts';
import { rule } from '../../transforms/client-api.ts';
import { rule as content } from '../../transforms/data-to-content.ts';
import { rule as follow } from '../../transforms/follow-redirects.ts';
import { rule as named } from '../../transforms/positional-body.ts';
import { rule as redirects } from '../../transforms/redirect-default.ts';
import { cases, findings, noop, unsafeCases } from '../support/rules.ts';
import type { Snippet } from '../support/snippets.ts';

/** A class that derives from a client and has one method, and what uses it. */
const api = (signature: string, lines: readonly string[], ...uses: readonly string[]): Snippet =>
  file('class Api(TestClient):', `    def ${signature}:`, ...lines.map((line) => `        ${line}`), ...uses);

const file = (...lines: readonly string[]): Snippet => ({
  language: 'python',
  text: ['import json', 'from starlette.testclient import TestClient', ...lines, ''].join('\n'),
});

const OPEN = 'request(self, method, url, **kwargs)';
const PASS_ON = 'return super().request(method, url, **kwargs)';
const request = (...lines: readonly string[]): Snippet => api(OPEN, [...lines, PASS_ON]);

cases(rule, [
  [
    'copies headers that may be None, and puts something into them [C9]',
    request('kwargs.setdefault("headers", {})["A"] = f(1)'),
    request('kwargs["headers"] = {**(kwargs.get("headers") or {}), "A": f(1)}'),
    request('kwargs.setdefault("headers", {}).update(EXTRA)'),
    request('kwargs["headers"] = {**(kwargs.get("headers") or {}), **EXTRA}'),
    request('kwargs.setdefault("headers", dict()).update(A if B else C)'),
    request('kwargs["headers"] = {**(kwargs.get("headers") or {}), **(A if B else C)}'),
  ],
  [
    'makes a dictionary where there is none [C9]',
    request('kwargs.setdefault("headers", {})', 'kwargs["headers"]["A"] = "b"'),
    request('kwargs["headers"] = kwargs.get("headers") or {}', 'kwargs["headers"]["A"] = "b"'),
    request('headers = kwargs.setdefault("headers", {})', 'headers["A"] = "b"'),
    request('headers = kwargs["headers"] = kwargs.get("headers") or {}', 'headers["A"] = "b"'),
  ],
  [
    'looks for a dictionary that may be None [C9]',
    request('kwargs["headers"] = {**kwargs.get("headers", {}), "A": "b"}'),
    request('kwargs["headers"] = {**(kwargs.get("headers") or {}), "A": "b"}'),
    request('print(kwargs.get("params", {}).get("a"), kwargs.get("cookies", {}))'),
    request('print((kwargs.get("params") or {}).get("a"), kwargs.get("cookies") or {})'),
    request('own = kwargs.pop("headers", {})', 'kwargs["headers"] = {**own, "A": "b"}'),
    request('own = kwargs.pop("headers", None) or {}', 'kwargs["headers"] = {**own, "A": "b"}'),
  ],
  [
    'in a mixin before a client [C9]',
    file(
      'class Signed:',
      `    def ${OPEN}:`,
      '        kwargs.setdefault("headers", {})["A"] = "b"',
      `        ${PASS_ON}`,
      'class Api(Signed, TestClient): pass',
    ),
    file(
      'class Signed:',
      `    def ${OPEN}:`,
      '        kwargs["headers"] = {**(kwargs.get("headers") or {}), "A": "b"}',
      `        ${PASS_ON}`,
      'class Api(Signed, TestClient): pass',
    ),
  ],
  [
    'in what a decorator puts around an override [C9]',
    file(
      'def signed(fn):',
      '    def inner(self, method, url, **kwargs):',
      '        kwargs.setdefault("headers", {})["A"] = "b"',
      '        return fn(self, method, url, **kwargs)',
      '    return inner',
      'class Api(TestClient):',
      '    @signed',
      `    def ${OPEN}:`,
      `        ${PASS_ON}`,
    ),
    file(
      'def signed(fn):',
      '    def inner(self, method, url, **kwargs):',
      '        kwargs["headers"] = {**(kwargs.get("headers") or {}), "A": "b"}',
      '        return fn(self, method, url, **kwargs)',
      '    return inner',
      'class Api(TestClient):',
      '    @signed',
      `    def ${OPEN}:`,
      `        ${PASS_ON}`,
    ),
  ],
  [
    'in what is put in the place of the method from outside [C9]',
    file(
      'original = TestClient.request',
      'def signed(self, method, url, **kwargs):',
      '    kwargs.setdefault("headers", {})["A"] = "b"',
      '    return original(self, method, url, **kwargs)',
      'TestClient.request = signed',
    ),
    file(
      'original = TestClient.request',
      'def signed(self, method, url, **kwargs):',
      '    kwargs["headers"] = {**(kwargs.get("headers") or {}), "A": "b"}',
      '    return original(self, method, url, **kwargs)',
      'TestClient.request = signed',
    ),
  ],
]);

findings(rule, [
  [
    'a default for parameters that is only passed on',
    request('kwargs.setdefault("params", {"v": 1})'),
    ['"params"', 'or {"v": 1}`', 'passes all options'],
  ],
  [
    'a default for redirects beside a parameter of another name',
    api('request(self, method, path, follow_redirects=False, **kw)', [
      'return super().request(method, "/v1" + path, follow_redirects=follow_redirects, **kw)',
    ]),
    [
      'False',
      'so this default is not used: set `self.follow_redirects = False` in `__init__`',
      'and pass `follow_redirects=True` to a `get` that has to follow',
    ],
  ],
  [
    'a default for redirects under its old name',
    api('request(self, method, path, allow_redirects=False, **kw)', [
      'return super().request(method, "/v1" + path, allow_redirects=allow_redirects, **kw)',
    ]),
    [
      'False',
      'is not used once it is renamed to `follow_redirects`: set `self.follow_redirects = False` in `__init__`',
      'and pass `follow_redirects=True` to a `get` that has to follow',
    ],
  ],
  [
    'an option that is given twice, by a parameter that may be None',
    api('request(self, method, path, query=None, **kw)', [
      'return super().request(method, path, params=query, **kw)',
    ]),
    ['params', 'write `kw["params"] = {**(query or {}), **(kw.get("params") or {})}` above'],
  ],
  [
    'an option that is given twice, by a choice',
    api('request(self, method, path, extra=None, **kw)', [
      'return super().request(method, path, headers=extra or {"A": "b"}, **kw)',
    ]),
    ['headers', 'write `kw["headers"] = {**(extra or {"A": "b"} or {}), **(kw.get("headers") or {})}` above'],
  ],
  [
    'a default for headers of which something else is made at once [C9]',
    request('sign(kwargs.setdefault("headers", {}))'),
    ['"headers"', '`kwargs["headers"] = kwargs.get("headers") or {}`', 'an error since Starlette 0.21'],
  ],
  [
    'a default that is chosen',
    request('kwargs.setdefault("headers", A if B else C)["A"] = "b"'),
    ['"headers"', '`kwargs["headers"] = kwargs.get("headers") or (A if B else C)`'],
  ],
  [
    'headers before what is unpacked',
    request('kwargs = {"headers": {"A": "b"}, **kwargs}'),
    ['"headers"', 'write `{**kwargs, "headers": kwargs.get("headers") or {"A": "b"}}`'],
  ],
  [
    'a test for headers',
    request('if "headers" not in kwargs:', '    kwargs["headers"] = {"A": "b"}'),
    ['"headers"', 'write `kwargs.get("headers") is None`'],
  ],
  [
    'a KeyError that is not raised any more',
    request('try:', '    kwargs["headers"]["A"] = "b"', 'except KeyError:', '    kwargs["headers"] = {}'),
    ['"headers"', 'no KeyError is raised'],
  ],
  [
    'a default for a timeout [C10]',
    request('kwargs.setdefault("timeout", 5)'),
    ['"timeout"', 'set `self.timeout = 5` in `__init__`'],
  ],
  [
    'a default for redirects [C10]',
    request('kwargs.setdefault("allow_redirects", False)'),
    ['"allow_redirects"', 'set `self.follow_redirects = False` in `__init__`', 'a TypeError since 0.43'],
  ],
  [
    'a default for redirects that the new client has',
    request('kwargs.setdefault("allow_redirects", True)'),
    ['"allow_redirects"', 'remove this, as redirects are followed by default'],
  ],
  [
    'the old option where it is looked at',
    request('print(kwargs.get("allow_redirects"))'),
    ['"allow_redirects"', 'read `follow_redirects`'],
  ],
  [
    'the old option as an item',
    request('log(kwargs["allow_redirects"])'),
    ['"allow_redirects"', 'read `follow_redirects`'],
  ],
  [
    'an option beside the unpacked ones that hold it',
    api(OPEN, ['return super().request(method, url, headers={"A": "b"}, **kwargs)']),
    ['headers', 'write `kwargs["headers"] = {**{"A": "b"}, **(kwargs.get("headers") or {})}` above'],
  ],
  [
    'a signature without the options that are passed',
    api('request(self, method, url, params=None, headers=None)', [
      'return super().request(method, url, params=params, headers=headers)',
    ]),
    ['request', '`cookies`, `auth`, `follow_redirects`, `timeout`, `extensions`', 'add `**kwargs`'],
  ],
  [
    'a default in a signature',
    api('request(self, method, url, headers={}, **kwargs)', [
      'return super().request(method, url, headers={**headers, "A": "b"}, **kwargs)',
    ]),
    ['{}', 'write `headers=None` here, and `headers = headers or {}` in the body'],
  ],
  [
    'an override of send',
    api('send(self, request, stream=False, allow_redirects=True)', ['return super().send(request)']),
    ['send', '`auth`, `follow_redirects`'],
  ],
  [
    'more than the URL by position, through `*args`',
    api(
      'post(self, url, *args, **kwargs)',
      ['return super().post(url, *args, **kwargs)'],
      'Api(app).post("/", {"a": 1})',
    ),
    ['post', 'pass them on by keyword'],
  ],
]);

noop(rule, [
  request(),
  request('kwargs["headers"] = {**(kwargs.get("headers") or {}), "A": "b"}'),
  request('kwargs["headers"] = {**(kwargs.get("headers", {}) or {}), "A": "b"}'),
  request('kwargs["timeout"] = 5'),
  request('kwargs.setdefault("headers", None)'),
  request('kwargs.setdefault("json", {})'),
  api('request(self, *args, **kwargs)', ['return super().request(*args, **kwargs)']),
  api('request(self, method, url, headers=None, **kwargs)', [
    'return super().request(method, url, headers={"A": "b"}, **kwargs)',
  ]),
  // Redirects are followed by default.
  api('request(self, method, path, follow_redirects=True, **kw)', [
    'return super().request(method, "/v1" + path, follow_redirects=follow_redirects, **kw)',
  ]),
  api('request(self, method, path, allow_redirects=True, **kw)', [
    'return super().request(method, "/v1" + path, allow_redirects=allow_redirects, **kw)',
  ]),
  api('send(self, request, *, allow_redirects=True, **kw)', ['return super().send(request, **kw)']),
  // Nothing but its callers gives it.
  api('post(self, path, allow_redirects=False, **kw)', ['return super().post("/v1" + path, **kw)']),
  api(OPEN, [
    'own = kwargs.pop("headers", None)',
    'return super().request(method, url, headers=own, **kwargs)',
  ]),
  // Only the project calls the others.
  api('get(self, url, **kwargs)', [
    'kwargs.setdefault("headers", {})["A"] = "b"',
    'return super().get(url, **kwargs)',
  ]),
  api('post(self, url, headers={}, **kwargs)', ['return super().post(url, headers=headers, **kwargs)']),
  file('class Api:', `    def ${OPEN}:`, '        kwargs.setdefault("headers", {})'),
  file(
    'import requests',
    'class Api(requests.Session):',
    `    def ${OPEN}:`,
    '        kwargs.setdefault("headers", {})',
  ),
  api(
    'post(self, url, *args, **kwargs)',
    ['return super().post(url, *args, **kwargs)'],
    'Api(app).post("/")',
  ),
]);

/** Every rule that edits calls. */
cases(named, [
  [
    'names what an override passes on by position [C11]',
    api('request(self, method, url, params=None, data=None, **kw)', [
      'return super().request(method, "/v1" + url, params, data, **kw)',
    ]),
    api('request(self, method, url, params=None, data=None, **kw)', [
      'return super().request(method, "/v1" + url, params=params, data=data, **kw)',
    ]),
  ],
]);

const all = [body, rule, content, follow, named, redirects];

cases(all, [
  [
    'arguments by position in an override get their names, and nothing else changes',
    api(
      'request(self, method, url, params=None, data=None, **kwargs)',
      ['return super().request(method, url, params, data, **kwargs)'],
      'Api(app).request("PUT", "/", data={"a": 1})',
    ),
    api(
      'request(self, method, url, params=None, data=None, **kwargs)',
      ['return super().request(method, url, params=params, data=data, **kwargs)'],
      'Api(app).request("PUT", "/", data={"a": 1})',
    ),
  ],
  [
    'a body that an override of a verb makes is its own',
    file(
      'import json',
      'class Api(TestClient):',
      '    def post(self, url, payload):',
      '        return super().post(url, data=json.dumps(payload))',
    ),
    file(
      'import json',
      'class Api(TestClient):',
      '    def post(self, url, payload):',
      '        return super().post(url, content=json.dumps(payload))',
    ),
  ],
  [
    'what is called on the object that `super()` is about goes through its own `request`',
    file(
      'class Api(TestClient):',
      '    def remove(self, url, ids):',
      '        return super().delete(url, json=ids)',
    ),
    file(
      'class Api(TestClient):',
      '    def remove(self, url, ids):',
      '        return self.request("DELETE", url, json=ids)',
    ),
  ],
]);

findings(
  [body, rule, content, follow, named],
  [
    [
      'a raw body that an override of `request` makes, beside the `content` that the client passes',
      api('request(self, method, url, data=None, **kwargs)', [
        'return super().request(method, url, data=json.dumps(data), **kwargs)',
      ]),
      ['data', 'remove `data` here, and write `kwargs["content"] = json.dumps(data)` above'],
    ],
    [
      'a raw body that an override makes of some of what it is given',
      api('post(self, url, data=None, **kwargs)', [
        'if isinstance(data, dict):',
        '    data = json.dumps(data)',
        'return super().post(url, data=data, **kwargs)',
      ]),
      ['data', '`kwargs["content" if isinstance(data, (str, bytes)) else "data"] = data` above'],
    ],
    [
      'a raw body that an override without more options makes, by a choice',
      api('post(self, url, data=None)', [
        'return super().post(url, data=json.dumps(data) if isinstance(data, dict) else data)',
      ]),
      [
        'data',
        'write `body = json.dumps(data) if isinstance(data, dict) else data` above, and `**{"content" if isinstance(body, (str, bytes)) else "data": body}` in its place',
      ],
    ],
    [
      'raw bodies that callers give an override',
      api(
        'request(self, method, url, data=None, **kwargs)',
        ['return super().request(method, url, data=data, **kwargs)'],
        'Api(app).request("PUT", "/", data="raw")',
      ),
      ['data', 'for some callers of `request`: let them pass it as `content`, which `**kwargs` hands on'],
    ],
    [
      'the old option beside unpacked ones that hold the new',
      api(OPEN, ['return super().request(method, url, allow_redirects=False, **kwargs)']),
      ['allow_redirects', 'remove it, and write `kwargs["follow_redirects"] = False` above'],
    ],
    [
      'a parameter with the old name',
      api('request(self, method, url, allow_redirects=True, **kwargs)', [
        'return super().request(method, url, allow_redirects=allow_redirects, **kwargs)',
      ]),
      ['allow_redirects', 'rename it, and the parameter of `request`'],
    ],
    [
      'a body that an override of delete passes on',
      api('delete(self, url, json=None)', ['return super().delete(url, json=json)']),
      ['delete', 'write `self.request("DELETE", ...)`', 'this method overrides `delete`'],
    ],
    [
      'a raw body that goes through an override which looks at it',
      api(
        'request(self, method, url, data=None, **kwargs)',
        ['print(len(data or ""))', 'return super().request(method, url, data=data, **kwargs)'],
        'Api(app).post("/", data="raw")',
      ),
      ['data', 'looks at that as it looks at `data`'],
    ],
    [
      'a raw body that goes through an override which keeps its options, where the file looks at them',
      api(
        OPEN,
        ['self.calls.append(kwargs)', 'return super().request(method, url, **kwargs)'],
        'a = Api(app)\na.post("/", data="raw")\nassert a.calls[-1]["data"] == "raw"',
      ),
      ['data', 'looks at that as it looks at `data`'],
    ],
    [
      'a method that a derived class overrides',
      file(
        'class Base(TestClient):',
        '    def login(self):',
        '        return self.put("/", {"a": 1})',
        'class Api(Base):',
        '    def put(self, url, payload): pass',
      ),
      ['{"a": 1}', '`self` is a test client on one path and something else on another'],
    ],
  ],
);

unsafeCases(body, [
  [
    'a method of the client that a mixin calls on itself',
    file(
      'class Removing:',
      '    def remove(self, ids):',
      '        return self.delete("/", json=ids)',
      'class Api(Removing, TestClient): pass',
    ),
    file(
      'class Removing:',
      '    def remove(self, ids):',
      '        return self.request("DELETE", "/", json=ids)',
      'class Api(Removing, TestClient): pass',
    ),
  ],
]);

noop(body, [
  file(
    'class Removing:',
    '    def delete(self, url, json=None): pass',
    '    def remove(self, ids):',
    '        return self.delete("/", json=ids)',
    'class Api(Removing, TestClient): pass',
  ),
  file(
    'class Removing:',
    '    def remove(self, ids):',
    '        return self.delete("/", json=ids)',
    'class Store(Removing, Base): pass',
  ),
]);

findings(content, [
  ...['post(self, *a, **k)', 'post(self, url, **k)'].map(
    (signature) =>
      [
        `options that an override records before it passes them on: ${signature}`,
        api(
          signature,
          ['self.calls.append(k)', `return super().post(${signature.includes('*a') ? '*a' : 'url'}, **k)`],
          'Api(app).post("/", data="x")',
        ),
        ['post', 'reaches this call'],
      ] as const,
  ),
  [
    'a class that computes what its methods are',
    api(
      '__getattribute__(self, name)',
      ['return fake if name == "post" else super().__getattribute__(name)'],
      'Api(app).post("/", data="x")',
    ),
    ['data', 'is a test client on one path and something else on another'],
  ],
  [
    'a class whose metaclass may change it',
    file(
      'class Meta(type): pass',
      'class Api(TestClient, metaclass=Meta): pass',
      'Api(app).post("/", data="x")',
    ),
    ['data', 'is a test client on one path and something else on another'],
  ],
]);

findings(redirects, [
  [
    'redirects that callers of an override expect',
    api(OPEN, [PASS_ON], 'assert Api(app).request("POST", "/").status_code == 303'),
    ['request', 'let callers that expect a redirect pass `follow_redirects=False`'],
  ],
]);

noop(all, [
  // What is suggested.
  api('post(self, url, data=None, **kwargs)', [
    'if isinstance(data, dict):',
    '    data = json.dumps(data)',
    'kwargs["content" if isinstance(data, (str, bytes)) else "data"] = data',
    'return super().post(url, **kwargs)',
  ]),
  api('post(self, url, data=None)', [
    'body = json.dumps(data) if isinstance(data, dict) else data',
    'return super().post(url, **{"content" if isinstance(body, (str, bytes)) else "data": body})',
  ]),
  api('request(self, method, url, data=None, **kwargs)', [
    'kwargs["content"] = json.dumps(data)',
    'return super().request(method, url, **kwargs)',
  ]),
  // Its own signature counts.
  api(
    'delete(self, url, json=None)',
    ['return self.request("DELETE", url, json=json)'],
    'Api(app).delete("/", {"a": 1})',
  ),
  file(
    'def fake(self, url, json=None): pass',
    'class Api(TestClient):',
    '    delete = fake',
    'Api(app).delete("/", json=1)',
  ),
  api('__init__(self)', ['self.delete = self.remove'], 'Api(app).delete("/", json=1)'),
  // Nothing tells what it is given.
  api('request(self, method, url, data=None, **kwargs)', [
    'return super().request(method, url, data=data, **kwargs)',
  ]),
  api(
    'request(self, *args, **kwargs)',
    ['return super().request(*args, **kwargs)'],
    'Api(app).request("GET", "/")',
  ),
  api('post(self, url, **kwargs)', ['return super().post(url, **kwargs)'], 'Api(app).post("/")'),
]);
