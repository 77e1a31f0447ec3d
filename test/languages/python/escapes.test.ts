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
      'where a fixture sets it on the test class',
      kept('def f(request):\n    request.cls.api = TestClient(app)', 'x.post'),
    ],
  ])('%s', async (_, files) => {
    expect(await suggested(files, KEEPS)).toEqual([]);
  });
});
