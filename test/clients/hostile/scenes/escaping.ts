import { argumentsOf, call } from '../calls.ts';
import { expects, testOf, type Given, type Scene } from './scene.ts';

interface Way {
  readonly name: string;
  readonly imports?: readonly string[];
  readonly above?: (given: Given) => string;
  /** Statements of which the last binds `response`. */
  readonly lines: (given: Given) => readonly string[];
  readonly named?: boolean;
}

/** Calls that are not written as such, and clients that are kept where they are hard to follow. */
const escaping = ({ name, imports = [], above, lines, named = false }: Way): Scene => ({
  name,
  family: 'escaping',
  write: (given) => [
    testOf(given, [...lines(given), expects(given.call)], { imports, above: above?.(given) ?? '' }),
  ],
  ...(named && { fits: ({ args }) => args.every((one) => /^\w+=/.test(one)) }),
});

const verb = ({ client, call: one }: Given): string => `${client}.${one.verb}`;

export const OF_ESCAPING: readonly Scene[] = [
  escaping({
    name: 'a verb by getattr',
    lines: (given) => [
      `response = getattr(${given.client}, "${given.call.verb}")(${argumentsOf(given.call)})`,
    ],
  }),
  escaping({
    name: 'a verb of the class',
    imports: ['from starlette.testclient import TestClient'],
    lines: (given) => [
      `response = TestClient.${given.call.verb}(${given.client}, ${argumentsOf(given.call)})`,
    ],
  }),
  escaping({
    name: 'a partial',
    imports: ['from functools import partial'],
    lines: (given) => [
      `send = partial(${verb(given)}, "${given.call.path}")`,
      `response = send(${given.call.args.join(', ')})`,
    ],
  }),
  escaping({
    name: 'a partial that has its arguments',
    imports: ['from functools import partial'],
    lines: (given) => [
      `send = partial(${[verb(given), ...given.call.args.filter((one) => /^\w+=/.test(one))].join(', ')})`,
      `response = send("${given.call.path}")`,
    ],
    named: true,
  }),
  escaping({
    name: 'a partial in an attribute',
    imports: ['from functools import partial'],
    above: () => 'class Holder§:\n    def __init__(self, api):\n        self.send = partial(api)',
    lines: (given) => [
      `holder = Holder§(${verb(given)})`,
      `response = holder.send(${argumentsOf(given.call)})`,
    ],
  }),
  escaping({
    name: 'a caller by its name',
    imports: ['from operator import methodcaller'],
    lines: (given) => [
      `response = methodcaller("${given.call.verb}", ${argumentsOf(given.call)})(${given.client})`,
    ],
  }),
  escaping({
    name: 'a verb of an executor',
    imports: ['from concurrent.futures import ThreadPoolExecutor'],
    lines: (given) => [
      'with ThreadPoolExecutor(1) as pool:',
      `    response = pool.submit(${[verb(given), argumentsOf(given.call)].join(', ')}).result()`,
    ],
  }),
  escaping({
    name: 'a verb that a helper calls',
    above: () => 'def run_§(function, *args, **kwargs):\n    return function(*args, **kwargs)',
    lines: (given) => [`response = run_§(${verb(given)}, ${argumentsOf(given.call)})`],
  }),
  escaping({
    name: 'a verb in a dictionary',
    lines: (given) => [
      `verbs = {"act": ${verb(given)}}`,
      `response = verbs["act"](${argumentsOf(given.call)})`,
    ],
  }),
  escaping({
    name: 'a verb in a lambda',
    lines: (given) => [
      `act = lambda url: ${call(given.call, given.client, 'url')}`,
      `response = act("${given.call.path}")`,
    ],
  }),
  escaping({
    name: 'a client as an attribute of pytest',
    imports: ['import pytest'],
    lines: (given) => [
      `pytest.client_§ = ${given.client}`,
      `response = ${call(given.call, 'pytest.client_§')}`,
    ],
  }),
  escaping({
    name: 'a client as an attribute of a namespace',
    imports: ['from types import SimpleNamespace'],
    lines: (given) => [
      `world = SimpleNamespace(api=${given.client})`,
      `response = ${call(given.call, 'world.api')}`,
    ],
  }),
  escaping({
    name: 'a client in a dictionary',
    lines: (given) => [
      `clients = {"a": ${given.client}}`,
      'for _, one in clients.items():',
      `    response = ${call(given.call, 'one')}`,
    ],
  }),
  escaping({
    name: 'a client in a dictionary that is filled',
    lines: (given) => [
      'clients: dict[str, object] = {}',
      `clients["a"] = ${given.client}`,
      `response = ${call(given.call, 'clients["a"]')}`,
    ],
  }),
  escaping({
    name: 'a client in the values of a dictionary',
    lines: (given) => [
      `clients = dict(a=${given.client})`,
      '(one,) = clients.values()',
      `response = ${call(given.call, 'one')}`,
    ],
  }),
  escaping({
    name: 'a client in a named tuple',
    imports: ['from typing import NamedTuple', 'from starlette.testclient import TestClient'],
    above: () => 'class World§(NamedTuple):\n    api: TestClient\n    name: str',
    lines: (given) => [`api, _ = World§(${given.client}, "a")`, `response = ${call(given.call, 'api')}`],
  }),
  escaping({
    name: 'a client behind an index',
    above: () =>
      'class World§:\n    def __init__(self, api):\n        self.api = api\n\n    def __getitem__(self, name):\n        return self.api',
    lines: (given) => [`response = ${call(given.call, `World§(${given.client})["a"]`)}`],
  }),
  escaping({
    name: 'a client behind the class of self',
    above: (given) =>
      `class World§:\n    api = None\n\n    def act(self):\n        return ${call(given.call, 'type(self).api')}`,
    lines: (given) => [`World§.api = ${given.client}`, 'response = World§().act()'],
  }),
  escaping({
    name: 'a client from a queue',
    imports: ['from collections import deque'],
    lines: (given) => [
      `clients = deque([${given.client}])`,
      `response = ${call(given.call, 'clients.pop()')}`,
    ],
  }),
  escaping({
    name: 'a client from map',
    imports: ['from shop.app import app', 'from starlette.testclient import TestClient'],
    lines: (given) => ['(one,) = map(TestClient, [app])', `response = ${call(given.call, 'one')}`],
  }),
  escaping({
    name: 'a client made by a partial',
    imports: [
      'from functools import partial',
      'from shop.app import app',
      'from starlette.testclient import TestClient',
    ],
    lines: (given) => ['make = partial(TestClient, app)', `response = ${call(given.call, 'make()')}`],
  }),
  escaping({
    name: 'clients as arguments of any number',
    imports: ['from starlette.testclient import TestClient'],
    above: (given) =>
      `def act_§(*apis: TestClient):\n    return [${call(given.call, 'api')} for api in apis]`,
    lines: (given) => [`(response,) = act_§(${given.client})`],
  }),
  escaping({
    name: 'a client with the type of the old base',
    imports: ['import requests'],
    above: (given) => `def act_§(api: requests.Session):\n    return ${call(given.call, 'api')}`,
    lines: (given) => [`response = act_§(${given.client})`],
  }),
  escaping({
    name: 'a client behind a property',
    above: () =>
      'class World§:\n    def __init__(self, api):\n        self._api = api\n\n    @property\n    def api(self):\n        return self._api',
    lines: (given) => [`response = ${call(given.call, `World§(${given.client}).api`)}`],
  }),
  escaping({
    name: 'a client behind __getattr__',
    above: () =>
      'class World§:\n    def __init__(self, api):\n        self._api = api\n\n    def __getattr__(self, name):\n        return getattr(self._api, name)',
    lines: (given) => [`response = ${call(given.call, `World§(${given.client})`)}`],
  }),
  escaping({
    name: 'a verb in a thread',
    imports: ['from threading import Thread'],
    lines: (given) => [
      'kept = []',
      `thread = Thread(target=lambda: kept.append(${call(given.call, given.client)}))`,
      'thread.start()',
      'thread.join()',
      '(response,) = kept',
    ],
  }),
  escaping({
    name: 'options in a dictionary',
    lines: (given) => [
      `options = dict(${given.call.args.join(', ')})`,
      `response = ${verb(given)}("${given.call.path}", **options)`,
    ],
    named: true,
  }),
  escaping({
    name: 'arguments in a tuple',
    lines: (given) => [
      `given = (${[`"${given.call.path}"`, ...given.call.args.filter((one) => !/^\w+=/.test(one))].map((one) => `${one}, `).join('')})`,
      `response = ${verb(given)}(${['*given', ...given.call.args.filter((one) => /^\w+=/.test(one))].join(', ')})`,
    ],
  }),
  escaping({
    name: 'a mixin beside the class that makes the client',
    above: (given) =>
      `class Acting§:\n    def act(self):\n        return ${call(given.call, 'self.api')}\n\n\nclass Making§:\n    def __init__(self, api):\n        self.api = api\n\n\nclass World§(Acting§, Making§):\n    pass`,
    lines: (given) => [`response = World§(${given.client}).act()`],
  }),
];
