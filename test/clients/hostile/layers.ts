import { indent } from './project.ts';

/** A class between the library's client and the one that the tests use: methods that override the client's. */
export interface Layer {
  readonly name: string;
  /** The body of the class; `BASE` is the class above it. */
  readonly body: string;
  /** Stands beside the client among the bases, and derives from nothing. */
  readonly mixin?: boolean;
  /** What a mixin derives from all the same, in brackets. */
  readonly bases?: string;
  /** Statements under the class; `CLASS` is its name. */
  readonly below?: string;
  /** Blocks in front of the class. */
  readonly above?: string;
  readonly imports?: readonly string[];
}

/** An override that hands on what it is given, with `lines` in front. */
const request = (name: string, lines: readonly string[], rest: Partial<Layer> = {}): Layer => ({
  name: `request ${name}`,
  body: [
    'def request(self, method, url, **kwargs):',
    ...lines.map((line) => indent(line)),
    '    return super().request(method, url, **kwargs)',
  ].join('\n'),
  ...rest,
});

const method = (
  name: string,
  signature: string,
  lines: readonly string[],
  rest: Partial<Layer> = {},
): Layer => ({
  name,
  body: [`def ${signature}:`, ...lines.map((line) => indent(line))].join('\n'),
  ...rest,
});

const LOGGED = `def logged(verb):
    @wraps(verb)
    def call(self, *args, **kwargs):
        self.called = verb.__name__
        return verb(self, *args, **kwargs)

    return call`;

/** Overrides of `request`: every verb calls it, and the new clients do so with more arguments. */
const OF_REQUEST: readonly Layer[] = [
  request('handed on', ['self.calls = getattr(self, "calls", 0) + 1']),
  method('request with anything', 'request(self, *args, **kwargs)', [
    'response = super().request(*args, **kwargs)',
    'assert response.status_code < 500',
    'return response',
  ]),
  request('with headers merged', ['kwargs["headers"] = {**(kwargs.get("headers") or {}), "x-signed": "1"}']),
  request('with headers by default', ['kwargs.setdefault("headers", {})["x-signed"] = "1"']),
  method('request with headers taken out', 'request(self, method, url, **kwargs)', [
    'headers = kwargs.pop("headers", {})',
    'headers["x-signed"] = "1"',
    'return super().request(method, url, headers=headers, **kwargs)',
  ]),
  request('that stays by default', ['kwargs.setdefault("allow_redirects", False)']),
  request('that always stays', ['kwargs["allow_redirects"] = False']),
  method('request with data', 'request(self, method, url, data=None, **kwargs)', [
    'return super().request(method, url, data=data, **kwargs)',
  ]),
  method('request with bodies', 'request(self, method, url, params=None, data=None, json=None, **kwargs)', [
    'return super().request(method, url, params=params, data=data, json=json, **kwargs)',
  ]),
  method('request by position', 'request(self, method, url, params=None, data=None, **kwargs)', [
    'return super().request(method, url, params, data, **kwargs)',
  ]),
  method(
    'request with few options',
    'request(self, method, url, headers=None, data=None, json=None, allow_redirects=None)',
    [
      'own = {**(headers or {}), "x-signed": "1"}',
      'return super().request(method, url, headers=own, data=data, json=json, allow_redirects=allow_redirects)',
    ],
  ),
  method(
    'request that dumps',
    'request(self, method, url, data=None, **kwargs)',
    [
      'if isinstance(data, dict):',
      '    data = json.dumps(data)',
      'return super().request(method, url, data=data, **kwargs)',
    ],
    { imports: ['import json'] },
  ),
  request('of a mixin', ['kwargs["headers"] = {**(kwargs.get("headers") or {}), "x-mixed": "1"}'], {
    mixin: true,
  }),
  method(
    'request with data of a mixin',
    'request(self, method, url, data=None, **kwargs)',
    ['return super().request(method, url, data=data, **kwargs)'],
    { mixin: true },
  ),
  request(
    'of a mixin that is typed',
    ['kwargs["headers"] = {**(kwargs.get("headers") or {}), "x-mixed": "1"}'],
    {
      mixin: true,
      bases: '(TestClient if TYPE_CHECKING else object)',
      imports: ['from typing import TYPE_CHECKING'],
    },
  ),
  request('with a timer', ['kwargs.pop("timeout", None)']),
  method('request with a query', 'request(self, method, url, params=None, **kwargs)', [
    'params = {**(params or {}), "key": "1"}',
    'return super().request(method, url, params=params, **kwargs)',
  ]),
];

/** Overrides of a verb. */
const OF_VERBS: readonly Layer[] = [
  method('post by position', 'post(self, url, data=None, json=None, **kwargs)', [
    'return super().post(url, data, json, **kwargs)',
  ]),
  method('post by name', 'post(self, url, data=None, json=None, **kwargs)', [
    'return super().post(url, data=data, json=json, **kwargs)',
  ]),
  method('post handed on', 'post(self, *args, **kwargs)', [
    'self.posted = True',
    'return super().post(*args, **kwargs)',
  ]),
  method('get that stays', 'get(self, url, **kwargs)', [
    'kwargs.setdefault("allow_redirects", False)',
    'return super().get(url, **kwargs)',
  ]),
  method('get with a choice', 'get(self, url, allow_redirects=True, **kwargs)', [
    'return super().get(url, allow_redirects=allow_redirects, **kwargs)',
  ]),
  method('delete with json', 'delete(self, url, json=None, **kwargs)', [
    'return super().delete(url, json=json, **kwargs)',
  ]),
  method('delete handed on', 'delete(self, url, **kwargs)', ['return super().delete(url, **kwargs)']),
  method('put with data', 'put(self, url, data=None, **kwargs)', [
    'return super().put(url, data=data, **kwargs)',
  ]),
  method('send with a header', 'send(self, request, **kwargs)', [
    'request.headers["x-sent"] = "1"',
    'return super().send(request, **kwargs)',
  ]),
  method('post through request', 'post(self, url, data=None, **kwargs)', [
    'return self.request("POST", url, data=data, **kwargs)',
  ]),
];

const SIGNED = `def signed(base):
    class Signed(base):
        def request(self, method, url, **kwargs):
            kwargs.setdefault("headers", {})["x-signed"] = "1"
            return super().request(method, url, **kwargs)

    return Signed`;

const POSTED = `def posted(self, url, data=None, **kwargs):
    return TestClient.post(self, url, data=data, **kwargs)`;

/** Methods that no `def` of the class shows. */
const MADE: readonly Layer[] = [
  {
    name: 'verbs wrapped in a loop',
    body: 'pass',
    above: LOGGED,
    below: 'for verb in ("get", "post", "delete"):\n    setattr(CLASS, verb, logged(getattr(CLASS, verb)))',
    imports: ['from functools import wraps'],
  },
  {
    name: 'post decorated',
    body: '@logged\ndef post(self, url, **kwargs):\n    return super().post(url, **kwargs)',
    above: LOGGED,
    imports: ['from functools import wraps'],
  },
  {
    name: 'request wrapped',
    body: 'request = logged(BASE.request)',
    above: LOGGED,
    imports: ['from functools import wraps'],
  },
  {
    name: 'attributes that are watched',
    body: 'def __getattribute__(self, name):\n    return super().__getattribute__(name)',
  },
  {
    name: 'put as a partial method',
    body: 'put_text = partialmethod(BASE.put, data="raw")',
    imports: ['from functools import partialmethod'],
  },
  {
    name: 'a class that a function derives',
    body: 'pass',
    above: SIGNED,
    below: 'CLASS = signed(CLASS)',
  },
  {
    name: 'a class that type() makes',
    body: 'pass',
    above: POSTED,
    below: 'CLASS = type("CLASS", (CLASS,), {"post": posted})',
  },
  {
    name: 'post assigned to the class',
    body: 'pass',
    above: POSTED,
    below: 'CLASS.post = posted',
  },
  {
    name: 'post as a lambda',
    body: 'post = lambda self, url, data=None, **kwargs: BASE.post(self, url, data=data, **kwargs)',
  },
];

/** Nothing that any client minds. */
const QUIET: readonly Layer[] = [
  { name: 'an own class', body: '"""The client of the shop."""' },
  method('an own constructor', '__init__(self, app, **kwargs)', [
    'super().__init__(app, **kwargs)',
    'self.headers["x-own"] = "1"',
  ]),
];

/** The plainest first, for they shrink towards it. */
export const LAYERS: readonly Layer[] = [...QUIET, ...OF_REQUEST, ...OF_VERBS, ...MADE];
