import fc from 'fast-check';

export type Files = Readonly<Record<string, string>>;

/** A way in which a file gets at something that a client can be reached by, and what it is called there. */
interface Got {
  readonly files: Files;
  /** Above everything else in the file that uses it. */
  readonly head: string;
  readonly name: string;
}

/** Nothing in them sounds like a client. */
const NAMES = ['api', 'http', 'c', 'session', 'web', 'x1', 'été'] as const;

/** What is made of a client. Some of it is wanted by no rule, or by one alone. */
const PYTHON_CALLS = [
  '$.get("/")',
  '$.get("/", allow_redirects=False)',
  '$.get("/", "more")',
  '$.get("/", **options)',
  '$.post("/", data="x")',
  '$.post("/", "x")',
  '$.post("/", data=[("a", "1")])',
  '$.request("GET", "/")',
  '$.request("GET", "/", {"a": 1})',
  '$.delete("/", json={})',
  '$.head\\\n        ("/", allow_redirects = x)',
  '($.options)("/", data="x")',
  'getattr($, "post")("/", data="x")',
  'getattr($, method)("/", data="x")',
  'partial($.post, "/", data="x")',
  '[one("/", data="x") for one in [$.post, $.put]]',
  '$.send(request, allow_redirects=True)',
  '$.websocket_connect("/ws", allow_redirects=x)',
  'assert $.get("/", data=b"x").status_code == 200  # bump-testclient: ignore',
] as const;

const SCRIPT_CALLS = [
  "$.get('/');",
  "$.get('/', { allowRedirects: false });",
  "$.get('/', options);",
  "$.get('/', { ...options, data: 'x' });",
  "$.post('/', { data: 'x' });",
  "$.post('/', 'x');",
  "$.post('/', { data: [['a', '1']] });",
  "$.request('GET', '/', { data: 'x' });",
  "$?.delete?.('/', { json: {} });",
  "$['post']('/', { data: 'x' });",
  "$[method]('/', { data: 'x' });",
  "const { post } = $; post('/', { data: 'x' });",
  "const send = $.post; send('/', { data: 'x' });",
  "const send = $.post.bind($); send('/', { data: 'x' });",
  "for (const one of [$.post, $.put]) one('/', { data: 'x' });",
] as const;

const NOISE: Readonly<Record<string, string>> = {
  'shop/__init__.py': '',
  'shop/cache.py': 'def load(cache, key):\n    return cache.get(key, None) or cache.post(key, data="x")\n',
  'shop/views.py': 'from .cache import load\n\n\n@router.post("/")\ndef view(db): return load(db, "k")\n',
  'shop/store.js': "export const load = (store) => store.post('/', { data: 'x' });\n",
};

const testOf = (name: string, body: string): string =>
  `def check(${name}, options, method, x):\n    ${body}\n`;

/** Where a client of Python comes from. */
const pythonSource = fc.constantFrom<(name: string) => Got>(
  (name) => ({
    files: { 'tests/given.py': `from fastapi.testclient import TestClient\n${name} = TestClient(app)\n` },
    head: `from tests.given import ${name}\n`,
    name,
  }),
  (name) => ({
    files: {
      'tests/compat.py': 'from starlette.testclient import TestClient as Thing\n',
      'tests/given.py': 'from .compat import Thing as Other\n',
    },
    head: `from .given import Other\n${name} = Other(app)\n`,
    name,
  }),
  (name) => ({
    files: {
      'tests/given/__init__.py': '',
      'tests/given/parts.py': `import httpx\n\ndef make():\n    return httpx.Client(app=app)\n`,
    },
    head: `import tests.given.parts as parts\n${name} = parts.make()\n`,
    name,
  }),
  (name) => ({
    files: {
      'tests/__init__.py': '',
      'tests/given.py': 'from fastapi.testclient import TestClient\nclass Api(TestClient): pass\n',
    },
    head: `from . import given\n${name} = given.Api(app)\n`,
    name,
  }),
  (name) => ({
    files: {
      'tests/given.py': `from fastapi.testclient import *\n${name} = TestClient(app)\n`,
      'tests/again.py': 'from .given import *\n',
    },
    head: 'from .again import *\n',
    name,
  }),
);

/** How a client of Python gets from there to a function. */
const pythonWay = fc.constantFrom<(got: Got, body: (name: string) => string) => Files>(
  ({ files, head, name }, body) => ({ ...files, 'tests/test_use.py': `${head}\n${testOf('a', body(name))}` }),
  ({ files, head, name }, body) => ({
    ...files,
    'tests/conftest.py': `import pytest\n${head}\n@pytest.fixture(name="thing")\ndef make_thing():\n    yield ${name}\n`,
    'tests/deep/test_use.py': `def test_it(thing, options, method, x):\n    ${body('thing')}\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'tests/conftest.py': 'pytest_plugins = ["tests.plugin"]\n',
    'tests/plugin.py': `import pytest\n${head}\n@pytest.fixture\ndef thing():\n    return ${name}\n`,
    'tests/test_use.py': `def test_it(thing, options, method, x):\n    ${body('thing')}\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'tests/test_use.py': `${head}from .helper import run\n\ndef test_it():\n    run(${name}, {}, "post", 1)\n`,
    'tests/helper.py': `def run(thing, options, method, x):\n    ${body('thing')}\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'tests/test_use.py': `${head}from tests import helper\n\ndef test_it():\n    helper.outer(${name})\n`,
    'tests/helper.py': 'from .inner import run\n\ndef outer(one):\n    return run(one)\n',
    'tests/inner.py': `def run(thing, options=None, method="post", x=1):\n    ${body('thing')}\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'tests/base.py': `${head}\nclass Base:\n    def setUp(self):\n        self.thing = ${name}\n`,
    'tests/test_use.py': `from .base import Base\n\nclass TestIt(Base):\n    def test_it(self, options, method, x):\n        ${body('self.thing')}\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'tests/mixin.py': `class Mixin:\n    def check(self, options, method, x):\n        ${body('self.thing')}\n`,
    'tests/test_use.py': `${head}from .mixin import Mixin\n\nclass TestIt(Mixin):\n    def setUp(self):\n        self.thing = ${name}\n`,
  }),
  ({ files, head, name }) => ({
    ...files,
    'tests/conftest.py': `import pytest\n${head}\n@pytest.fixture\ndef send():\n    return ${name}.post\n`,
    'tests/test_use.py': 'def test_it(send):\n    send("/", data="x")\n',
  }),
  ({ files, head, name }) => ({
    ...files,
    'tests/test_use.py': `${head}from .helper import run\n\ndef test_it():\n    run(getattr(${name}, "post"))\n`,
    'tests/helper.py': 'def run(send):\n    send("/", "x")\n',
  }),
);

const scriptSource = fc.constantFrom<(name: string) => Got>(
  (name) => ({
    files: {
      'test/given.js': `import { TestClient } from 'testing';\nexport const ${name} = new TestClient(app);\n`,
    },
    head: `import { ${name} } from './given.js';\n`,
    name,
  }),
  (name) => ({
    files: {
      'test/compat.js': "export { TestClient as Thing } from 'testing';\n",
      'test/given/index.js': "export * from '../compat.js';\n",
    },
    head: `import { Thing as Other } from './given';\nconst ${name} = new Other(app);\n`,
    name,
  }),
  (name) => ({
    files: {
      'test/given.js':
        "const { TestClient } = require('testing');\nmodule.exports = () => new TestClient(app);\n",
    },
    head: `const ${name} = require('./given')();\n`,
    name,
  }),
  (name) => ({
    files: {
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@up": ["./test/given.js"] } } }',
      'test/given.js':
        "import { AsyncClient } from 'testing';\nexport default class Api extends AsyncClient {}\n",
    },
    head: `import * as given from '@up';\nconst ${name} = new given.default(app);\n`,
    name,
  }),
);

const scriptWay = fc.constantFrom<(got: Got, body: (name: string) => string) => Files>(
  ({ files, head, name }, body) => ({
    ...files,
    'test/use.test.js': `${head}export function check(options, method) { ${body(name)} }\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'test/use.test.js': `${head}import { run } from './helper.js';\nrun(${name}, {}, 'post');\n`,
    'test/helper.js': `export function run(thing, options, method) { ${body('thing')} }\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'test/use.test.js': `${head}import outer from './helper.js';\nouter(${name});\n`,
    'test/helper.js':
      "import { run } from './inner.js';\nexport default function outer(one) { return run(one); }\n",
    'test/inner.js': `export const run = (thing, options, method) => { ${body('thing')} };\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'test/fixtures.js': `import { test as base } from 'vitest';\n${head}export const test = base.extend({ thing: async ({}, use) => { await use(${name}); } });\n`,
    'test/use.test.js': `import { test } from './fixtures.js';\ntest('it', ({ thing, options, method }) => { ${body('thing')} });\n`,
  }),
  ({ files, head, name }, body) => ({
    ...files,
    'test/base.js': `${head}export class Base { thing = ${name}; }\n`,
    'test/use.test.js': `import { Base } from './base.js';\nclass It extends Base { check(options, method) { ${body('this.thing')} } }\n`,
  }),
  ({ files, head, name }) => ({
    ...files,
    'test/use.test.js': `${head}import { run } from './helper.js';\nrun(${name}.post.bind(${name}));\n`,
    'test/helper.js': "export const run = (send) => send('/', { data: 'x' });\n",
  }),
);

const projectsOf = (
  source: fc.Arbitrary<(name: string) => Got>,
  way: fc.Arbitrary<(got: Got, body: (name: string) => string) => Files>,
  calls: readonly string[],
  join: string,
): fc.Arbitrary<Files> =>
  fc
    .record({
      source,
      way,
      name: fc.constantFrom(...NAMES),
      calls: fc.array(fc.constantFrom(...calls), { minLength: 1, maxLength: 3 }),
    })
    .map(({ source: make, way: lead, name, calls: chosen }) => ({
      ...NOISE,
      ...lead(make(name), (receiver) => chosen.map((one) => one.replaceAll('$', () => receiver)).join(join)),
    }));

/** A project in which one file uses a client that it never names, beside code that has none. */
export const pythonProjects = projectsOf(pythonSource, pythonWay, PYTHON_CALLS, '; ');
/** The package that the clients of JavaScript come from. */
export const TESTING: Files = {
  'node_modules/testing/package.json': '{ "types": "index.d.ts" }',
  'node_modules/testing/index.d.ts':
    'export declare class TestClient { request(m: string, u: string, o?: { allowRedirects?: boolean }): void }\n' +
    'export declare class AsyncClient extends TestClient {}\n',
};

export const scriptProjects = projectsOf(scriptSource, scriptWay, SCRIPT_CALLS, ' ').map((files) => ({
  ...files,
  ...TESTING,
}));
