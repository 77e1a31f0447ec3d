import { call } from '../calls.ts';
import { TESTS, type Block } from '../project.ts';
import { stub } from './shadowed.ts';
import { bareTest, type Given, type Scene } from './scene.ts';

/** The stub answers as the application does, so that one test can be run with either. */
const answering = (status: number): string =>
  stub('Stub§').replace(
    'self.app, self.sent = app, []',
    `self.app, self.sent, self.status_code = app, [], ${status}`,
  );

const APP = ['import pytest', 'from shop.app import app', 'from tests.clients import Api'];
const CONFTEST = 'tests/conftest.py';

const doubles = ({ call: { status } }: Given): Block => ({
  path: 'tests/doubles_§.py',
  text: answering(status),
});

const acts = (given: Given, client: string): readonly string[] => [
  `response = ${call(given.call, client)}`,
  `assert response.status_code == ${given.call.status}`,
];

interface Way {
  readonly name: string;
  /** The fixture `client_§`, which is a client at one time and a stub at another. */
  readonly blocks: readonly Block[];
  readonly tests: (given: Given) => readonly Block[];
  /** Whether its calls are its own. */
  readonly own?: boolean;
}

const STUB = 'from tests.doubles_§ import Stub§';

/** A call on a fixture that has several values. */
const several = ({ name, blocks, tests, own = false }: Way): Scene => ({
  name,
  family: 'fixtures',
  ...(own && { own }),
  write: (given) => [doubles(given), ...blocks, ...tests(given)],
});

const own = (given: Given, extra: Parameters<typeof bareTest>[1] = {}): Block =>
  bareTest(acts(given, 'client_§'), {
    params: ['client_§'],
    ...extra,
    imports: [...(given.call.imports ?? []), ...(extra.imports ?? [])],
  });

const REAL: Block = {
  path: CONFTEST,
  imports: APP,
  text: '@pytest.fixture\ndef client_§():\n    return Api(app)',
};

export const OF_FIXTURES: readonly Scene[] = [
  several({
    name: 'a fixture with the client and a stub as parameters',
    blocks: [
      {
        path: CONFTEST,
        imports: [...APP, STUB],
        text: '@pytest.fixture(params=[Api, Stub§])\ndef client_§(request):\n    return request.param(app)',
      },
    ],
    tests: (given) => [own(given)],
  }),
  several({
    name: 'a fixture that asks an option which client it is',
    blocks: [
      {
        path: CONFTEST,
        imports: [...APP, STUB],
        text: '@pytest.fixture(params=[False, True])\ndef client_§(request):\n    if request.param:\n        return Stub§()\n    return Api(app)',
      },
    ],
    tests: (given) => [own(given)],
  }),
  several({
    name: 'a fixture that parametrize overrides',
    blocks: [REAL],
    tests: (given) => [
      own(given, {
        suffix: '_given',
        decorators: ['@pytest.mark.parametrize("client_§", [Stub§()])'],
        imports: ['import pytest', STUB],
      }),
      own(given, { suffix: '_fixture' }),
    ],
  }),
  several({
    name: 'a fixture that a module overrides',
    blocks: [REAL],
    tests: (given) => [
      own(given, {
        path: 'tests/test_other_§.py',
        imports: ['import pytest', STUB],
        above: '@pytest.fixture\ndef client_§():\n    return Stub§()',
      }),
    ],
  }),
  several({
    name: 'a fixture of the root that is overridden below the fixture that asks for it',
    blocks: [REAL],
    tests: (given) => [
      {
        path: CONFTEST,
        imports: given.call.imports ?? [],
        text: `@pytest.fixture\ndef answer_§(client_§):\n    return ${call(given.call, 'client_§')}`,
      },
      {
        path: 'tests/below_§/conftest.py',
        imports: ['import pytest', STUB],
        text: '@pytest.fixture\ndef client_§():\n    return Stub§()',
      },
      { path: 'tests/below_§/__init__.py', text: '' },
      ...[TESTS, 'tests/below_§/test_below.py'].map((path) =>
        bareTest([`assert answer_§.status_code == ${given.call.status}`], { params: ['answer_§'], path }),
      ),
    ],
  }),
  several({
    name: 'a fixture that a class overrides',
    blocks: [],
    tests: (given) => [
      {
        path: TESTS,
        imports: [...APP, STUB, ...(given.call.imports ?? [])],
        text: [
          'class Base§:',
          '    @pytest.fixture\n    def client_§(self):\n        return Api(app)\n',
          `    def test_§(self, client_§):\n        ${acts(given, 'client_§').join('\n        ')}\n\n`,
          'class TestReal§(Base§):\n    pass\n\n',
          'class TestStub§(Base§):',
          '    @pytest.fixture\n    def client_§(self):\n        return Stub§()',
        ].join('\n'),
      },
    ],
  }),
  several({
    name: 'fixtures in branches of which one is a stub',
    blocks: [
      {
        path: CONFTEST,
        imports: [...APP, 'import os', STUB],
        text: 'if "SHOP_REMOTE" not in os.environ:\n\n    @pytest.fixture\n    def client_§():\n        return Stub§()\n\nelse:\n\n    @pytest.fixture\n    def client_§():\n        return Api(app)',
      },
    ],
    tests: (given) => [own(given)],
  }),
  several({
    name: 'fixtures that are imported in branches',
    blocks: [
      {
        path: 'tests/real_§.py',
        imports: APP,
        text: '@pytest.fixture\ndef client_§():\n    return Api(app)',
      },
      {
        path: 'tests/stubs_§.py',
        imports: ['import pytest', STUB],
        text: '@pytest.fixture\ndef client_§():\n    return Stub§()',
      },
      {
        path: CONFTEST,
        imports: ['import os'],
        text: 'if "SHOP_REMOTE" in os.environ:\n    from tests.real_§ import client_§\nelse:\n    from tests.stubs_§ import client_§',
      },
    ],
    tests: (given) => [own(given)],
  }),
  several({
    name: 'a fixture with another name than its function',
    blocks: [
      {
        path: CONFTEST,
        imports: [...APP, STUB],
        text: '@pytest.fixture(name="other_§")\ndef client_§():\n    return Api(app)\n\n\n@pytest.fixture(name="client_§")\ndef other_§():\n    return Stub§()',
      },
    ],
    tests: (given) => [own(given)],
  }),
  several({
    name: 'a fixture that is asked for by its name',
    blocks: [REAL],
    tests: (given) => [
      bareTest(['api = request.getfixturevalue("client_§")', ...acts(given, 'api')], {
        params: ['request'],
        suffix: '_real',
        imports: given.call.imports ?? [],
      }),
      bareTest(['api = request.getfixturevalue("client_§")', ...acts(given, 'api')], {
        params: ['request'],
        path: 'tests/test_other_§.py',
        imports: ['import pytest', STUB, ...(given.call.imports ?? [])],
        above: '@pytest.fixture\ndef client_§():\n    return Stub§()',
      }),
    ],
  }),
  several({
    name: 'a fixture that is made by a call',
    blocks: [
      {
        path: CONFTEST,
        imports: APP,
        text: 'def make_§():\n    return Api(app)\n\n\nclient_§ = pytest.fixture(make_§)',
      },
    ],
    tests: (given) => [own(given)],
  }),
  several({
    name: 'a body that parametrize overrides',
    own: true,
    blocks: [
      REAL,
      {
        path: CONFTEST,
        imports: ['import pytest'],
        text: '@pytest.fixture\ndef body_§():\n    return "raw"',
      },
      {
        path: CONFTEST,
        text: '@pytest.fixture\ndef sent_§(client_§, body_§):\n    return client_§.post("/echo/§", data=body_§)',
      },
    ],
    tests: () => [
      bareTest(['assert sent_§.status_code == 200'], {
        params: ['sent_§'],
        imports: ['import pytest'],
        decorators: ['@pytest.mark.parametrize("body_§", [{"a": "1"}])'],
        suffix: '_form',
      }),
      bareTest(['assert sent_§.status_code == 200'], { params: ['sent_§'], suffix: '_text' }),
    ],
  }),
];
