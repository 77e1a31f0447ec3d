import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { unionOf } from '../../../src/core/wants.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rule as droppedOptions } from '../../../transforms/dropped-options.ts';
import { rule as followRedirects } from '../../../transforms/follow-redirects.ts';
import { expectPastGate } from '../../support/gate.ts';
import { projectOf } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;

const rules = [followRedirects, droppedOptions];
const HELPERS = 'tests/helpers.py';
const TEST = 'tests/test_app.py';

/** What becomes of the files of a project, and what is left to a person: `path:line message`. */
async function run(files: Files): Promise<{ readonly texts: Files; readonly left: readonly string[] }> {
  const project = projectOf(files);
  const texts: Record<string, string> = {};
  const left: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    const result = await migrate(text, path, python, { rules, project });
    if (result.status === 'failed' || result.status === 'skipped') throw new Error(result.status);
    texts[path] = result.status === 'changed' ? result.text : text;
    if (result.findings.length > 0)
      await expectPastGate(project, path, unionOf(rules.map(({ wants }) => wants)), []);
    for (const { at, fix, message } of result.findings)
      if (fix !== 'applied') left.push(`${path}:${text.slice(0, at.start).split('\n').length} ${message}`);
  }
  return { texts, left };
}

const CLIENT = code`
  from starlette.testclient import TestClient
  from shop import app
  client = TestClient(app)

`;

/** The file with the helper knows the client; the other has nothing but calls of the helper. */
const two = (helper: string, calls: string): Files => ({
  'shop.py': 'app = make()\n',
  [HELPERS]: `${CLIENT}\n${helper}`,
  [TEST]: `from tests.helpers import *\nfrom tests import helpers\n\n${calls}`,
});

const GET = code`
  def get(url, **kwargs):
      return client.get(url, **kwargs)
`;

describe('an option that a helper only hands on to a client is edited where it is given', () => {
  test.each([
    ['in another file', GET, 'get("/", allow_redirects=False)', 'get("/", follow_redirects=False)'],
    ['by the module', GET, 'helpers.get("/", allow_redirects=x)', 'helpers.get("/", follow_redirects=x)'],
    ['None', GET, 'get("/", allow_redirects=None)', 'get("/", follow_redirects=False)'],
    ['an option that is gone', GET, 'get("/", verify=False, json={})', 'get("/", json={})'],
    ['both kinds', GET, 'get("/", verify=False, allow_redirects=x)', 'get("/", follow_redirects=x)'],
    [
      'beside the new name',
      GET,
      'get("/", follow_redirects=x, allow_redirects=y)',
      'get("/", follow_redirects=x)',
    ],
    [
      'in a lambda, a default and a decorator',
      GET,
      'a = lambda: get("/", allow_redirects=x)\ndef f(r=get("/", timeout=3)): ...\n@mark(get("/", cert=None))\ndef g(): ...',
      'a = lambda: get("/", follow_redirects=x)\ndef f(r=get("/")): ...\n@mark(get("/"))\ndef g(): ...',
    ],
    [
      'with the method as an argument',
      code`
        def send(method, url="/", *, number=1, **options):
            return client.request(method, f"{url}/{number}", **options)
      `,
      'send("DELETE", number=3, verify=False, json={})\nsend("GET", allow_redirects=False)',
      'send("DELETE", number=3, json={})\nsend("GET", follow_redirects=False)',
    ],
    [
      'with a method that is chosen by name',
      code`
        def send(method, *args, **kwargs):
            return getattr(client, method)(*args, **kwargs)
      `,
      'send("get", "/", allow_redirects=False)\nsend("post", "/", allow_redirects=False)',
      'send("get", "/", follow_redirects=False)\nsend("post", "/", follow_redirects=False)',
    ],
    [
      'through another helper',
      code`
        def send(method, url, **kwargs):
            return client.request(method, url, **kwargs)
        def put(url, **kwargs):
            return send("PUT", url, **kwargs)
      `,
      'put("/", allow_redirects=False, proxies={})',
      'put("/", follow_redirects=False)',
    ],
    [
      'by a helper that calls itself',
      code`
        def get(url, tries=3, **kwargs):
            return client.get(url, **kwargs) if tries else get(url, tries - 1, **kwargs)
      `,
      'get("/", allow_redirects=False)',
      'get("/", follow_redirects=False)',
    ],
    [
      'by a helper that sets, reads and takes out others',
      code`
        def get(url, **kwargs):
            kwargs.setdefault("headers", {})
            kwargs["headers"]["X-A"] = "1"
            kwargs.update(params={})
            if "json" in kwargs and kwargs.get("data") is None:
                kwargs["data"] = kwargs.pop("form", None)
            return client.get(url, **kwargs)
      `,
      'get("/", allow_redirects=False, timeout=2)',
      'get("/", follow_redirects=False)',
    ],
    [
      'by a method',
      code`
        class Base:
            def fetch(self, url, **kwargs):
                return client.get(url, **kwargs)
      `,
      'class TestIt(helpers.Base):\n    def test_a(self):\n        self.fetch("/", allow_redirects=False)',
      'class TestIt(helpers.Base):\n    def test_a(self):\n        self.fetch("/", follow_redirects=False)',
    ],
    [
      'by a context manager',
      code`
        from contextlib import contextmanager
        @contextmanager
        def connected(**kwargs):
            with client.websocket_connect("/ws", **kwargs) as session:
                yield session
      `,
      'with connected(allow_redirects=False, verify=False, timeout=3):\n    pass',
      'with connected(timeout=3):\n    pass',
    ],
    [
      'where it is told to ignore one',
      GET,
      'get("/", allow_redirects=x)  # bump-testclient: ignore\nget("/", allow_redirects=x)',
      'get("/", allow_redirects=x)  # bump-testclient: ignore\nget("/", follow_redirects=x)',
    ],
  ])('%s', async (_, helper, before, after) => {
    const files = two(helper, before);
    const { texts, left } = await run(files);
    expect(texts[TEST]).toBe(two(helper, after)[TEST]);
    expect(texts[HELPERS]).toBe(files[HELPERS]);
    expect(left).toEqual([]);
  });

  test('each caller of a helper by itself, in the file of the helper too', async () => {
    const callers = { 'tests/test_b.py': 'import tests.helpers as h\nh.get("/", allow_redirects=False)\n' };
    const files: Files = { ...two(`${GET}\nget("/", verify=True)\n`, 'get("/")\n'), ...callers };
    const { texts, left } = await run(files);
    expect(texts[HELPERS]).toContain('\nget("/")\n');
    expect(texts[TEST]).toBe(files[TEST]);
    expect(texts['tests/test_b.py']).toContain('h.get("/", follow_redirects=False)');
    expect(left).toEqual([]);
  });

  test('beside a copy of the helper, which is still reported', async () => {
    const files = two(GET, 'import functools\nfunctools.partial(get)\nget("/", allow_redirects=False)\n');
    const { texts, left } = await run(files);
    expect(texts[TEST]).toContain('\nget("/", follow_redirects=False)');
    expect(left).toHaveLength(1);
    expect(left[0]).toMatch(/^tests\/helpers\.py:\d+ cannot see .* rename `allow_redirects`/);
  });

  test('a function that a fixture gives', async () => {
    const files = {
      'tests/conftest.py': `import pytest\n${CLIENT}\n${code`
        @pytest.fixture
        def fetch():
            def inner(url, **kwargs):
                return client.get(url, **kwargs)
            return inner
      `}`,
      [TEST]: 'def test_a(fetch):\n    fetch("/", allow_redirects=False, verify=False)\n',
    };
    const { texts, left } = await run(files);
    expect(texts[TEST]).toBe('def test_a(fetch):\n    fetch("/", follow_redirects=False)\n');
    expect(left).toEqual([]);
  });
});

describe('an option stays where more is done with it than handing it on, and is reported', () => {
  const body = (...lines: readonly string[]): string =>
    ['def get(url, **kwargs):', ...lines, 'return client.get(url, **kwargs)'].join('\n    ');
  const called = 'get("/", allow_redirects=False)';
  test.each<readonly [string, string, string]>([
    ['its value is read', body('print(kwargs["allow_redirects"])'), called],
    ['its value may be read', body('x = kwargs.get("allow_redirects")'), called],
    ['it is asked for', body('x = "allow_redirects" in kwargs'), called],
    ['a key is computed', body('x = kwargs.get(KEY)'), called],
    ['it is set', body('kwargs["allow_redirects"] = True'), called],
    ['it has a default', body('kwargs.setdefault("allow_redirects", True)'), called],
    ['all of them are printed', body('print(kwargs)'), called],
    ['all of them are copied', body('copied = dict(kwargs)'), called],
    ['all of them are iterated over', body('for key in kwargs: check(key)'), called],
    ['it is asked whether there are any', body('if kwargs: check()'), called],
    ['others are merged', body('kwargs |= OTHERS'), called],
    ['it is another dictionary on one path', body('if url: kwargs = {**kwargs}'), called],
    ['a function inside looks at them', body('def inner(): return list(kwargs)'), called],
    [
      'the client is given the new name',
      'def get(url, **kwargs):\n    return client.get(url, follow_redirects=True, **kwargs)',
      called,
    ],
    ['more is unpacked', 'def get(url, **kwargs):\n    return client.get(url, **kwargs, **OTHERS)', called],
    [
      "one call is no client's",
      'import requests\ndef get(url, **kwargs):\n    requests.get(url, **kwargs)\n    return client.get(url, **kwargs)',
      called,
    ],
    [
      'the client is one of requests for another caller',
      'def get(c, **kwargs):\n    return c.get("/", **kwargs)',
      'import requests\nget(client, allow_redirects=False)\nget(requests.Session(), allow_redirects=False)',
    ],
    [
      'the new name is a parameter of the helper',
      'def get(url, follow_redirects=None, **kwargs):\n    check(follow_redirects)\n    return client.get(url, **kwargs)',
      called,
    ],
    [
      'the new name is a parameter of a helper on the way',
      `${GET}\ndef fetch(url, *, follow_redirects=1, **kwargs):\n    return get(url, **kwargs)`,
      'fetch("/", allow_redirects=False)',
    ],
    [
      'a decorator looks at it',
      `def traced(fn):\n    def inner(*args, **kwargs):\n        assert "allow_redirects" in kwargs\n        return fn(*args, **kwargs)\n    return inner\n@traced\n${GET}`,
      called,
    ],
    ['a decorator may change it', `def traced(fn): return other(fn)\n@traced\n${GET}`, called],
    ['only a copy is given', GET, 'import functools\nfunctools.partial(get, "/", allow_redirects=False)()'],
    ['it comes in a dictionary', GET, 'get("/", **{"allow_redirects": False})'],
    [
      'a class of the tests overrides it',
      `class Base:\n    def get(self, **kwargs):\n        return client.get("/", **kwargs)\nclass Other(Base):\n    def get(self, **kwargs):\n        return kwargs`,
      'Base().get(allow_redirects=False)',
    ],
    ['all names are looked at', body('print(locals())'), called],
    [
      'a metaclass may change it',
      'class Kind(type): ...\nclass Api(metaclass=Kind):\n    def get(self, **kwargs):\n        return client.get("/", **kwargs)',
      'Api().get(allow_redirects=False)',
    ],
    [
      'a derived class decides what its methods are',
      'class Api:\n    def get(self, **kwargs):\n        return client.get("/", **kwargs)\nclass Spy(Api):\n    def __getattribute__(self, name): return spy(name)',
      'Api().get(allow_redirects=False)',
    ],
    ...[
      'patch(__name__ + ".get")',
      'patch(f"{__name__}.get")',
      "patch('%s.get' % __name__)",
      'patch("{}.get".format(__name__))',
      'monkeypatch.setattr(f"{__name__}.get", fake)',
      'monkeypatch.setattr(_sys.modules[__name__], "get", fake)',
      'patch(MODULE + ".get")',
      'patch(f"{use.__module__}.get")',
      'patch.object(importlib.import_module(__name__), "get")',
      'patch.object(sys.modules[use.__module__], "get")',
      'patch.object(this_module, "get")',
    ].map((patched): readonly [string, string, string] => [
      `a test replaces the helper: ${patched}`,
      GET,
      `${GET}\ndef use(): get("/", allow_redirects=False)\ndef test(monkeypatch):\n    with ${patched}: use()`,
    ]),
    [
      'what is called may be another function',
      `${GET}\ndef log(url, **kwargs): print(kwargs)`,
      'fetch = get if x else log\nfetch("/", allow_redirects=False)',
    ],
    [
      'the helper is of the old client alone',
      `import starlette\n${GET.replace('    return', '    if starlette.__version__ < "0.21":\n        return')}`,
      called,
    ],
  ])('%s', async (_, helper, calls) => {
    const files = two(helper, calls);
    const { texts, left } = await run(files);
    expect(texts).toEqual(files);
    expect(left.join('\n')).toMatch(/allow_redirects|the branch for the old client/);
  });
});

describe('nothing is said of options that reach no client', () => {
  test.each<readonly [string, string, string]>([
    [
      'the helper has none of the client',
      'import requests\ndef get(url, **kwargs):\n    return requests.get(url, **kwargs)',
      'get("/", verify=False)',
    ],
    [
      'it is a parameter of the helper',
      'def get(url, allow_redirects=True, **kwargs):\n    return client.get(url, **kwargs)',
      'get("/", allow_redirects=False)',
    ],
    [
      'they are not handed on',
      'def get(url, **kwargs):\n    return client.get(url)',
      'get("/", allow_redirects=False)',
    ],
    [
      'a name hides the helper',
      GET,
      'def get(url, **kwargs): ...\nget("/", allow_redirects=False)\nhelpers.get("/")',
    ],
    ['the option is given to another function', GET, 'run(get("/"), timeout=3, verify=False)'],
    [
      'they are those of a client of requests',
      `import requests\ndef get(c, **kwargs):\n    return c.get("/", **kwargs)`,
      'import requests\nget(requests.Session(), allow_redirects=False)',
    ],
  ])('%s', async (_, helper, calls) => {
    const files = two(helper, calls);
    expect(await run(files)).toEqual({ texts: files, left: [] });
  });
});
