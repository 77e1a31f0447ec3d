import { call } from '../calls.ts';
import type { Block } from '../project.ts';
import { bareTest, expects, testOf, type Given, type Scene } from './scene.ts';

const SHOP = 'shop/remote_§.py';
const URL = (given: Given): string => `f"{BASE}${given.call.path}"`;

/** What the scene's module of the product says; BASE is where it finds its server. */
const product = (given: Given, text: string, imports: readonly string[] = []): Block => ({
  path: SHOP,
  imports: [...imports, ...(given.call.imports ?? [])],
  text: `BASE = "http://testserver"\n\n\n${text}`,
});

/** The same product with a session of requests, as users have it; the command does not see that. */
const used = (lines: readonly string[]): Block => ({
  ...bareTest(['http = session()', ...lines], {
    imports: ['from doubles import session', 'import shop.remote_§ as remote'],
  }),
  path: 'probes/test_remote_§.py',
  hidden: true,
});

interface Way {
  readonly name: string;
  readonly text: (given: Given) => string;
  readonly imports?: readonly string[];
  /** What calls the product, with `http` as its session. */
  readonly act: (http: string) => readonly string[];
  readonly params?: readonly string[];
}

/** A product that takes any session, which a test gives its client. */
const injected = ({ name, text, imports = [], act, params = [] }: Way): Scene => ({
  name,
  family: 'injected',
  write: (given) => [
    product(given, text(given), imports),
    testOf(given, [...act(given.client), expects(given.call)], {
      imports: ['import shop.remote_§ as remote'],
      params,
    }),
    used(
      [...act('http'), expects(given.call)].map((line) =>
        line.replace(/^monkeypatch\.setattr\((\w+), "(\w+)", (.*)\)$/, '$1.$2 = $3'),
      ),
    ),
  ],
});

const WAYS: readonly Way[] = [
  {
    name: 'a session of a constructor',
    text: (given) =>
      `class Remote:\n    def __init__(self, http):\n        self.http = http\n\n    def act(self):\n        return ${call(given.call, 'self.http', URL(given))}`,
    act: (http) => [`response = remote.Remote(${http}).act()`],
  },
  {
    name: 'a session of a function',
    text: (given) => `def act(http):\n    return ${call(given.call, 'http', URL(given))}`,
    act: (http) => [`response = remote.act(${http})`],
  },
  {
    name: 'a session called client',
    text: (given) => `def act(client):\n    return ${call(given.call, 'client', URL(given))}`,
    act: (http) => [`response = remote.act(client=${http})`],
  },
  {
    name: 'a session of a dataclass',
    text: (given) =>
      `@dataclass\nclass Remote:\n    http: Any\n\n    def act(self):\n        return ${call(given.call, 'self.http', URL(given))}`,
    imports: ['from dataclasses import dataclass', 'from typing import Any'],
    act: (http) => [`response = remote.Remote(http=${http}).act()`],
  },
  {
    name: 'a verb that is handed over',
    text: (given) =>
      `class Remote:\n    def __init__(self, send):\n        self.send = send\n\n    def act(self):\n        return self.send(${[URL(given), ...given.call.args].join(', ')})`,
    act: (http) => [`response = remote.Remote(getattr(${http}, VERB)).act()`],
  },
  {
    name: 'a session of a module that is replaced',
    text: (given) => `http = None\n\n\ndef act():\n    return ${call(given.call, 'http', URL(given))}`,
    act: (http) => [`monkeypatch.setattr(remote, "http", ${http})`, 'response = remote.act()'],
    params: ['monkeypatch'],
  },
  {
    name: 'a session that is made where none is given',
    text: (given) =>
      `def make():\n    raise NotImplementedError\n\n\ndef act(http=None):\n    http = http or make()\n    return ${call(given.call, 'http', URL(given))}`,
    act: (http) => [`response = remote.act(${http})`],
  },
  {
    name: 'a session of requests where none is given',
    text: (given) =>
      `class Remote:\n    def __init__(self, http=None):\n        self.http = http or requests.Session()\n\n    def act(self):\n        return ${call(given.call, 'self.http', URL(given))}`,
    imports: ['import requests'],
    act: (http) => [`response = remote.Remote(${http}).act()`],
  },
  {
    name: 'a session that a method is given',
    text: (given) =>
      `class Remote:\n    def act(self, *, session):\n        with session:\n            return self._send(session)\n\n    def _send(self, session):\n        return ${call(given.call, 'session', URL(given))}`,
    act: (http) => [`response = remote.Remote().act(session=${http})`],
  },
  {
    name: 'a session with the type of requests',
    text: (given) =>
      `class Remote:\n    def __init__(self, http: "requests.Session"):\n        self.http = http\n\n    def act(self):\n        return ${call(given.call, 'self.http', URL(given))}`,
    imports: ['import requests'],
    act: (http) => [`response = remote.Remote(${http}).act()`],
  },
  {
    name: 'a session in a registry',
    text: (given) =>
      `SESSIONS = {}\n\n\ndef act():\n    return ${call(given.call, 'SESSIONS["main"]', URL(given))}`,
    act: (http) => [`remote.SESSIONS["main"] = ${http}`, 'response = remote.act()'],
  },
  {
    name: 'a session with a protocol',
    text: (given) =>
      `class Http(Protocol):\n    def ${given.call.verb}(self, url: str, **kwargs: Any) -> Any: ...\n\n\ndef act(http: Http):\n    return ${call(given.call, 'http', URL(given))}`,
    imports: ['from typing import Any, Protocol'],
    act: (http) => [`response = remote.act(${http})`],
  },
  {
    name: 'a session that a subclass gives',
    text: (given) =>
      `class Remote:\n    http = None\n\n    def act(self):\n        return ${call(given.call, 'self.http', URL(given))}`,
    act: (http) => [`class Own(remote.Remote):`, `    pass`, `Own.http = ${http}`, 'response = Own().act()'],
  },
  {
    name: 'a session in a helper of the product',
    text: (given) =>
      `def send(http, path, **options):\n    return http.${given.call.verb}(BASE + path, **options)\n\n\ndef act(http):\n    return send(${['http', `"${given.call.path}"`, ...given.call.args].join(', ')})`,
    act: (http) => [`response = remote.act(${http})`],
  },
];

export const OF_INJECTED: readonly Scene[] = WAYS.map((way) => ({
  ...injected({ ...way }),
  write: (given) =>
    injected({
      ...way,
      act: (http) =>
        way.act(http).map((line) => line.replace(/getattr\((.*), VERB\)/, `$1.${given.call.verb}`)),
    }).write(given),
  // A session of requests follows by itself where the old test client did not.
  fits: ({ path, args, verb }) =>
    (!path.startsWith('/moved') || verb === 'get' || args.some((one) => one.startsWith('allow_redirects'))) &&
    (way.name !== 'a session in a helper of the product' || args.every((one) => /^\w+=/.test(one))),
}));
