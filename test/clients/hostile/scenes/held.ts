import { call, type Call } from '../calls.ts';
import type { Block } from '../project.ts';
import { bareTest, expects, testOf, type Given, type Scene } from './scene.ts';

const CONFTEST = 'tests/conftest.py';
const APP = ['from shop.app import app', 'from tests.clients import Api'];

/** A test with a client that the scene makes, in `code`. */
const made = (
  name: string,
  code: string,
  { blocks = [], ...extra }: Parameters<typeof bareTest>[1] & { readonly blocks?: readonly Block[] },
): Scene => ({
  name,
  family: 'escaping',
  write: ({ call: one }) => [
    ...blocks,
    bareTest([`response = ${call(one, code)}`, expects(one)], {
      ...extra,
      imports: [...(extra.imports ?? []), ...(one.imports ?? [])],
    }),
  ],
});

/** A test with a client of the project, which the scene keeps. */
const kept = (
  name: string,
  lines: (given: Given) => readonly string[],
  { imports = [], above = '' }: { imports?: readonly string[]; above?: string },
): Scene => ({
  name,
  family: 'escaping',
  write: (given) => [testOf(given, [...lines(given), expects(given.call)], { imports, above })],
});

const inMethod = (one: Call, base: string, code: string): string =>
  `class TestCase§(${base}):\n    def test_§(self):\n        response = ${call(one, code)}\n        ${expects(one)}`;

/** Options that are filled in branches, before they are unpacked. */
const filled = (name: string, condition: string, calls: readonly string[]): Scene => ({
  name,
  family: 'escaping',
  own: true,
  write: (given) => [
    testOf(
      given,
      calls.flatMap((one) => [
        `response = send_§(${given.client}, ${one})`,
        'assert response.status_code == 200',
      ]),
      {
        above: `def send_§(api, body, raw=False):
    kwargs = {"headers": {"x-one": "1"}}
    if ${condition}:
        kwargs["data"] = body
    else:
        kwargs["json"] = body
    return api.post("/echo/§", **kwargs)`,
      },
    ),
  ],
});

export const OF_HELD: readonly Scene[] = [
  made('a fixture that yields from a function', 'client_§', {
    params: ['client_§'],
    blocks: [
      {
        path: CONFTEST,
        imports: ['import pytest', ...APP],
        text: 'def make_§():\n    with Api(app) as opened:\n        yield opened\n\n\n@pytest.fixture\ndef client_§():\n    yield from make_§()',
      },
    ],
  }),
  made('a namespace in a fixture', 'world_§.api', {
    params: ['world_§'],
    blocks: [
      {
        path: CONFTEST,
        imports: ['import pytest', 'from types import SimpleNamespace', ...APP],
        text: '@pytest.fixture\ndef world_§():\n    return SimpleNamespace(api=Api(app), name="a")',
      },
    ],
  }),
  made('a client in a variable of the context, set in a fixture', 'current_§.get()', {
    params: ['opened_§'],
    imports: ['from tests.context import current_§'],
    blocks: [
      {
        path: 'tests/context.py',
        imports: ['from contextvars import ContextVar'],
        text: 'current_§ = ContextVar("current_§")',
      },
      {
        path: CONFTEST,
        imports: ['import pytest', 'from tests.context import current_§', ...APP],
        text: '@pytest.fixture\ndef opened_§():\n    token = current_§.set(Api(app))\n    yield\n    current_§.reset(token)',
      },
    ],
  }),
  {
    name: 'a static method made in the base of a test',
    family: 'escaping',
    write: ({ call: one }) => [
      {
        path: 'tests/base_§.py',
        imports: APP,
        text: 'def make_§():\n    return Api(app)\n\n\nclass Base§:\n    make = staticmethod(make_§)',
      },
      {
        path: 'tests/test_it.py',
        imports: ['from tests.base_§ import Base§', ...(one.imports ?? [])],
        text: inMethod(one, 'Base§', 'self.make()'),
      },
    ],
  },
  kept(
    'a client in a tuple with names',
    ({ call: one, client }) => [`world = World§(${client}, "a")`, `response = ${call(one, 'world.api')}`],
    {
      imports: ['from collections import namedtuple'],
      above: 'World§ = namedtuple("World§", ["api", "name"])',
    },
  ),
  kept(
    'a client in a tuple with names, by their places',
    ({ call: one, client }) => [`api, _ = World§(name="a", api=${client})`, `response = ${call(one, 'api')}`],
    { imports: ['from collections import namedtuple'], above: 'World§ = namedtuple("World§", "api name")' },
  ),
  kept(
    'a client in a variable of the context',
    ({ call: one, client }) => [`current_§.set(${client})`, `response = ${call(one, 'current_§.get()')}`],
    { imports: ['from contextvars import ContextVar'], above: 'current_§ = ContextVar("current_§")' },
  ),
  kept(
    'a client in a namespace that is filled',
    ({ call: one, client }) => [
      'world = SimpleNamespace()',
      `world.api = ${client}`,
      `response = ${call(one, 'world.api')}`,
    ],
    { imports: ['from types import SimpleNamespace'] },
  ),
  filled('options filled by a flag', 'raw', ['"raw", raw=True', '{"a": 1}']),
  filled('options filled by the type of a body', 'isinstance(body, (str, bytes))', ['"raw"', '{"a": 1}']),
  filled('options filled with a form by a flag', 'raw', ['{"a": "1"}, True', '{"a": 1}']),
];
