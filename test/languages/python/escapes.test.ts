import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rules } from '../../../src/registry.ts';
import { expectPastGate } from '../../support/gate.ts';
import { projectOf } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';
import { everything } from '../../support/wants.ts';

type Files = Readonly<Record<string, string>>;

const client = 'from fastapi.testclient import TestClient\n';
const USES = 'tests/test_a.py';
const KEEPS = 'tests/conftest.py';

/** The names that the findings on `path` suggest, as they would be pasted behind `--client`. */
async function suggested(files: Files, path: string): Promise<readonly string[]> {
  const project = projectOf(files);
  const result = await migrate(files[path] ?? '', path, python, { rules, project });
  if (result.status === 'failed' || result.status === 'skipped') throw new Error(result.reason);
  const found = result.findings.filter(({ rule }) => rule === 'untraced-client');
  if (found.length > 0) await expectPastGate(project, path, everything, []);
  return found.flatMap(({ message }) =>
    Array.from(message.matchAll(/`--client ([^`]+)`/g), ([, name = '']) => name),
  );
}

async function migrated(files: Files, path: string, clients: readonly string[]): Promise<string> {
  const result = await migrate(files[path] ?? '', path, python, {
    rules,
    project: projectOf(files),
    settings: { clients },
  });
  return result.status === 'changed' ? result.text : (files[path] ?? '');
}

const kept = (statement: string, call: string, head = ''): Files => ({
  [KEEPS]: `${client}${statement}\n`,
  [USES]: `${head}${call}("/x", data="raw")\n`,
});

describe('a client that is kept out of sight is reported, and what the finding suggests works', () => {
  test.each<[string, Files, readonly string[]]>([
    [
      'on a module of a package',
      kept('pytest.client = TestClient(app)', 'pytest.client.post', 'import pytest\n'),
      ['pytest.client'],
    ],
    [
      'on the state of an application',
      kept('from app import app\napp.state.api = TestClient(app)', 'app.state.api.post'),
      ['app.state.api'],
    ],
    [
      'on the configuration of pytest',
      kept(
        'def pytest_configure(config):\n    config.api = TestClient(app)',
        '    pytestconfig.api.post',
        'def test_it(pytestconfig):\n',
      ),
      ['pytestconfig.api'],
    ],
    [
      'on the configuration of pytest, read from a request',
      kept(
        'def pytest_configure(config):\n    config.api = TestClient(app)',
        '    request.config.api.post',
        'def test_it(request):\n',
      ),
      ['request.config.api'],
    ],
    [
      'on the context of a step',
      kept(
        'def before_all(context):\n    context.api = TestClient(app)',
        '    ctx.api.post',
        'def step(ctx):\n',
      ),
      ['ctx.api'],
    ],
    [
      'under two names',
      kept(
        'def before_all(context):\n    context.api = TestClient(app)',
        '    ctx.api.post',
        'def first(context):\n    context.api.get("/")\ndef step(ctx):\n',
      ),
      ['context.api', 'ctx.api'],
    ],
    ['among the builtins', kept('import builtins\nbuiltins.api = TestClient(app)', 'api.post'), ['api']],
    [
      'by setattr',
      kept('setattr(pytest, "api", TestClient(app))', 'pytest.api.post', 'import pytest\n'),
      ['pytest.api'],
    ],
    [
      'under a computed name of an instance',
      {
        [KEEPS]: `${client}class Box: ...\nbox = Box()\nfor name in names():\n    setattr(box, name, TestClient(app))\n`,
        [USES]: 'from tests.conftest import box\nbox.one.post("/x", data="raw")\n',
      },
      ['box.one'],
    ],
    [
      'under a computed name of the object itself',
      {
        [KEEPS]: code`
          ${client}
          class Base:
              def setup_method(self):
                  for name in self.names:
                      setattr(self, name, TestClient(app))
        `,
        [USES]: code`
          from tests.conftest import Base
          class TestA(Base):
              def test_a(self):
                  self.web.post("/x", data="raw")
        `,
      },
      ['self.web'],
    ],
    [
      'under a computed name of a namespace',
      {
        [KEEPS]: `${client}from types import SimpleNamespace\nns = SimpleNamespace()\nsetattr(ns, NAME, TestClient(app))\n`,
        [USES]: 'from tests.conftest import ns\nns.one.post("/x", data="raw")\n',
      },
      ['ns.one'],
    ],
  ])('%s', async (_, files, names) => {
    const found = await suggested(files, KEEPS);
    expect(found).toEqual(names);
    expect(await migrated(files, USES, [])).toBe(files[USES]);
    expect(await migrated(files, USES, found)).toBe(files[USES]!.replace('data=', 'content='));
    const settings = { clients: found };
    const again = await migrate(files[KEEPS]!, KEEPS, python, { rules, project: projectOf(files), settings });
    expect('findings' in again && again.findings).toEqual([]);
  });
});

test('an item needs a name before it can be named', async () => {
  const files = kept('store["api"] = TestClient(app)', 'store["api"].post');
  const found = await suggested(files, KEEPS);
  expect(found).toEqual(['api']);
  const rewritten = { ...files, [USES]: 'api = store["api"]\napi.post("/x", data="raw")\n' };
  expect(await migrated(rewritten, USES, found)).toContain('api.post("/x", content="raw")');
});

test('a place that is written several times is reported once', async () => {
  const files = kept(
    'import pytest\npytest.api = TestClient(app)\npytest.api = TestClient(other)',
    'pytest.api.post',
    'import pytest\n',
  );
  expect(await suggested(files, KEEPS)).toEqual(['pytest.api']);
});

describe('nothing is said', () => {
  test.each<[string, Files]>([
    ['where no method is called there', kept('pytest.client = TestClient(app)', 'pytest.client.close')],
    ['where something else is kept', kept('pytest.session = requests.Session()', 'pytest.session.post')],
    [
      'where the place is followed',
      kept('class Box: ...\nBox.api = TestClient(app)\nBox.api.post("/")', 'other.post'),
    ],
    [
      'where the name is that of something else',
      kept('context.api = TestClient(app)', 'sdk.api.post', 'sdk = Sdk()\n'),
    ],
    [
      'where the same name is known to be something else',
      kept(
        'def f(context):\n    context.api = TestClient(app)',
        'box.api.post',
        code`
        class Box:
            def __init__(self):
                self.api = requests.Session()
        box = Box()

      `,
      ),
    ],
    [
      'where what has a computed name is something else, or is set',
      {
        [KEEPS]: code`
          ${client}
          class Box:
              cache = make()
              def __init__(self):
                  self.http = requests.Session()
          class Other: ...
          box = Box()
          setattr(box, NAME, TestClient(app))
          Other().one.post("/x")
          box.http.post("/x", data="raw")
          box.cache.get("key")
        `,
        [USES]: 'import box\nbox.one.get("/")\n',
      },
    ],
    [
      'where a fixture sets it on the test class',
      kept('def f(request):\n    request.cls.api = TestClient(app)', 'x.post'),
    ],
  ])('%s', async (_, files) => {
    expect(await suggested(files, KEEPS)).toEqual([]);
  });
});

describe('code in a string that calls a client is reported once', () => {
  const found = async (source: string): Promise<readonly string[]> => {
    const files = { [USES]: `${client}client = TestClient(app)\n${source}\n` };
    const result = await migrate(files[USES], USES, python, { rules, project: projectOf(files) });
    if (result.status !== 'unchanged') throw new Error(result.status);
    const escapes = result.findings.filter(({ rule }) => rule === 'untraced-client');
    if (escapes.length > 0) await expectPastGate(projectOf(files), USES, everything, []);
    return escapes.map(({ message }) => /the calls of (.*) out of it/.exec(message)?.[1] ?? message);
  };

  test.each<[string, string, string]>([
    ['exec', 'exec("client.delete(\'/x\', json={})")', '`client`'],
    ['eval', "def f():\n    return eval(\"client.post('/x', data='raw').status_code\")", '`client`'],
    [
      'several lines and two clients',
      code`
        def test_a(api: TestClient):
            exec("""
        client.delete('/x', data='raw')
        api.delete('/x', data='raw')
        """)
      `,
      '`client` and `api`',
    ],
    ['a text in a name', 'CODE = "client.get(\'/\', allow_redirects=False)"\nexec(CODE)', '`client`'],
    ['an attribute', "class A:\n    c = client\nexec(\"A.c.post('/', 'raw')\")", '`A.c`'],
  ])('%s', async (_, source, expected) => {
    expect(await found(source)).toEqual([expected]);
  });

  test.each<[string, string]>([
    ['where nothing in it has to change', 'exec("client.get(\'/x\')")'],
    ['where the name is that of something else', 'exec("redis.delete(\'/x\', json={})")'],
    ['where the code binds the name itself', 'exec("client = Redis(); client.delete(\'/x\', json={})")'],
    ['where it does not parse', 'exec("client.delete(")'],
    ['where the text is computed', 'exec(read())\nexec(f"client.delete({x}, json=1)")'],
    ['where the function is another', 'def exec(text): ...\nexec("client.delete(\'/x\', json={})")'],
    ['where a method is called so', 'db.eval("client.delete(\'/x\', json={})")'],
  ])('but not %s', async (_, source) => {
    expect(await found(source)).toEqual([]);
  });
});

test('a client that is put into the module that is set up is reported as the name that it is read by', async () => {
  const files = {
    [USES]: code`
      ${client}
      def setup_module(module):
          module.second = TestClient(app)
      def helper(other):
          other.third = TestClient(app)
      def test_it():
          second.post("/x", data="raw")
    `,
  };
  const found = await suggested(files, USES);
  expect(found).toEqual(['second']);
  expect(await migrated(files, USES, found)).toContain('second.post("/x", content="raw")');
});
