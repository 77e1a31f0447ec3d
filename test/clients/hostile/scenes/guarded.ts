import { call } from '../calls.ts';
import { bareTest, expects, testOf, type Given, type Scene } from './scene.ts';

const VERSION = 'VERSION = tuple(int(part) for part in starlette.__version__.split(".")[:2])';
const COMPAT = {
  path: 'tests/compat.py',
  imports: ['import starlette'],
  text: `${VERSION}\nOLD_§ = VERSION < (0, 21)`,
};
const STARLETTE = ['import starlette'];

interface Guard {
  readonly name: string;
  readonly lines: (old: string, modern: string, given: Given) => readonly string[];
  readonly imports?: readonly string[];
  readonly compat?: boolean;
  readonly decorators?: readonly string[];
}

/** Code for both clients: each has the form that it wants. */
const guarded = ({ name, lines, imports = [], compat = false, decorators = [] }: Guard): Scene => ({
  name,
  family: 'guarded',
  welcome: true,
  fits: (one) => !one.works,
  write: (given) => [
    ...(compat ? [COMPAT] : []),
    testOf(
      given,
      [...lines(call(given.call, given.client), given.call.modern(given.client), given), expects(given.call)],
      { imports, decorators },
    ),
  ],
});

const either = (condition: string) => (old: string, modern: string) => [
  `if ${condition}:`,
  `    response = ${old}`,
  'else:',
  `    response = ${modern}`,
];

const GUARDS: readonly Guard[] = [
  {
    name: 'a branch by the version',
    lines: either('tuple(int(part) for part in starlette.__version__.split(".")[:2]) < (0, 21)'),
    imports: STARLETTE,
  },
  {
    name: 'a branch by a flag of another file',
    lines: either('OLD_§'),
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'a branch for the new version first',
    lines: (old, modern) => ['if not OLD_§:', `    response = ${modern}`, 'else:', `    response = ${old}`],
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'the new form, and the old one after a TypeError',
    lines: (old, modern) => [
      'try:',
      `    response = ${modern}`,
      'except TypeError:',
      `    response = ${old}`,
    ],
  },
  {
    name: 'a branch by an attribute of the client',
    lines: (old, modern, { client }) => [
      `if hasattr(${client}, "follow_redirects"):`,
      `    response = ${modern}`,
      'else:',
      `    response = ${old}`,
    ],
  },
  {
    name: 'a branch by the base of the client',
    lines: either('issubclass(TestClient, requests.Session)'),
    imports: ['import requests', 'from starlette.testclient import TestClient'],
  },
  {
    name: 'a branch by the parameters of the client',
    lines: either('"follow_redirects" not in inspect.signature(TestClient.get).parameters'),
    imports: ['import inspect', 'from starlette.testclient import TestClient'],
  },
  {
    name: 'a conditional expression',
    lines: (old, modern) => [`response = ${old} if OLD_§ else ${modern}`],
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'a function for each version',
    lines: (old, modern) => [
      'if OLD_§:',
      '    def act():',
      `        return ${old}`,
      'else:',
      '    def act():',
      `        return ${modern}`,
      'response = act()',
    ],
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'lambdas by version',
    lines: (old, modern) => [`act = (lambda: ${old}) if OLD_§ else (lambda: ${modern})`, 'response = act()'],
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'an early end of a helper',
    lines: (old, modern) => [
      'def act():',
      '    if OLD_§:',
      `        return ${old}`,
      `    return ${modern}`,
      'response = act()',
    ],
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'a match of the version',
    lines: (old, modern) => [
      'match OLD_§:',
      '    case True:',
      `        response = ${old}`,
      '    case _:',
      `        response = ${modern}`,
    ],
    imports: ['from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'a match of the numbers of the version',
    lines: (old, modern) => [
      'match VERSION:',
      '    case (0, minor) if minor < 21:',
      `        response = ${old}`,
      '    case _:',
      `        response = ${modern}`,
    ],
    imports: ['from tests.compat import VERSION'],
    compat: true,
  },
];

/** Tests that only the old client has to pass. */
const SKIPPED: readonly Guard[] = [
  {
    name: 'a test that new versions skip',
    lines: (old) => [`response = ${old}`],
    decorators: ['@pytest.mark.skipif(not OLD_§, reason="for requests")'],
    imports: ['import pytest', 'from tests.compat import OLD_§'],
    compat: true,
  },
  {
    name: 'a test that ends early on new versions',
    lines: (old) => ['if not OLD_§:', '    pytest.skip("for requests")', `response = ${old}`],
    imports: ['import pytest', 'from tests.compat import OLD_§'],
    compat: true,
  },
];

/** Options that are chosen by version. */
const OPTIONS = [
  {
    name: 'options chosen by version',
    chosen: 'options = {"allow_redirects": False} if OLD_§ else {"follow_redirects": False}',
    given: '**options',
  },
  {
    name: 'the name of an option chosen by version',
    chosen: 'key = "allow_redirects" if OLD_§ else "follow_redirects"',
    given: '**{key: False}',
  },
].map(({ name, chosen, given: options }): Scene => ({
  name,
  family: 'guarded',
  welcome: true,
  fits: (one) => one.name === 'stay',
  write: (given) => [
    COMPAT,
    testOf(given, [chosen, `response = ${given.client}.get("/moved/§", ${options})`, expects(given.call)], {
      imports: ['from tests.compat import OLD_§'],
    }),
  ],
}));

/** Calls that are there to fail, on every client. */
const FAILING: readonly Scene[] = [
  ['a call with too many arguments', 'get("/echo/§", {"q": "1"})'],
  ['a call with an option that no client has', 'post("/echo/§", data="raw", unknown=1)'],
  ['a call of delete with a position', 'delete("/echo/§", {"a": "1"})'],
].map(([name, written]) => ({
  name: name!,
  family: 'guarded',
  own: true,
  write: (given) => [
    testOf(given, ['with pytest.raises(TypeError):', `    ${given.client}.${written!}`], {
      imports: ['import pytest'],
    }),
  ],
}));

/** A client that does not follow: httpx knows the attribute, and requests takes it without a word. */
const STAYING: readonly Scene[] = [
  {
    name: 'a client that stays',
    family: 'guarded',
    fits: ({ name }) => /^(?:delete )?moved$/.test(name),
    write: (given) => [
      bareTest(
        [
          'client = Api(app)',
          'client.follow_redirects = False',
          `response = ${call(given.call, 'client')}`,
          expects(given.call),
        ],
        { imports: ['from shop.app import app', 'from tests.clients import Api'] },
      ),
    ],
  },
  {
    name: 'a client that stays, in a fixture with a type',
    family: 'guarded',
    fits: ({ name }) => /^(?:delete )?moved$/.test(name),
    write: (given) => [
      {
        path: 'tests/conftest.py',
        imports: ['import pytest', 'from shop.app import app', 'from starlette.testclient import TestClient'],
        text: '@pytest.fixture\ndef staying_§() -> TestClient:\n    client = TestClient(app)\n    client.follow_redirects = False\n    return client',
      },
      bareTest([`response = ${call(given.call, 'staying_§')}`, expects(given.call)], {
        params: ['staying_§: TestClient'],
        imports: ['from starlette.testclient import TestClient'],
      }),
    ],
  },
];

/** A client that is imported where it can be. */
const IMPORTED: readonly Scene[] = [
  {
    name: 'a client of one library or the other',
    family: 'guarded',
    welcome: true,
    write: (given) => [
      bareTest([`response = ${call(given.call, 'Client§(app)')}`, expects(given.call)], {
        imports: ['from shop.app import app', ...(given.call.imports ?? [])],
        above:
          'try:\n    from no_such_library import Client as Client§\nexcept ImportError:\n    from starlette.testclient import TestClient as Client§',
      }),
    ],
  },
];

export const OF_GUARDED: readonly Scene[] = [
  ...[...GUARDS, ...SKIPPED].map(guarded),
  ...OPTIONS,
  ...FAILING,
  ...STAYING,
  ...IMPORTED,
];
