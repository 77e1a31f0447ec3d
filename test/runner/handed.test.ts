import { describe, expect, test } from 'vitest';
import { run } from '../../src/api/run.ts';
import { folder } from './support.ts';

type Files = Readonly<Record<string, string>>;

const MAKE = 'from fastapi.testclient import TestClient\n';
const FIXTURE = `${MAKE}import pytest\n@pytest.fixture\n`;
/** Who uses what is called `web`, without a word of clients. */
const POST = 'web.post("/", data="x")\n';
const USE = `def test(web): ${POST}`;

/** The files in which something is found. */
async function found(files: Files): Promise<readonly string[]> {
  const { report } = await run({ cwd: folder(files), mode: 'dry-run', noIgnore: true, noConfig: true });
  return report.files.map(({ path }) => path);
}

describe('a client is seen to get to', () => {
  test.each<[string, Files, string]>([
    [
      'a fixture above the one that it asks for',
      {
        'conftest.py': `import pytest\n@pytest.fixture\ndef page(web): return ${POST}`,
        'test_a.py': `${FIXTURE}def web(): return TestClient(app)\ndef test(page): pass\n`,
      },
      'conftest.py',
    ],
    [
      'one above a test that is parametrized',
      {
        'conftest.py': `import pytest\n@pytest.fixture\ndef page(web): return ${POST}`,
        'test_a.py': `${MAKE}import pytest\n@pytest.mark.parametrize("web, n", [pytest.param(TestClient(app), 1)])\ndef test(web, page, n): pass\n`,
      },
      'conftest.py',
    ],
    [
      'a plugin that asks for a fixture of its user',
      {
        'plugins/__init__.py': '',
        'plugins/more.py': `import pytest\n@pytest.fixture\ndef page(web): return ${POST}`,
        'tests/conftest.py': `pytest_plugins = ["plugins.more"]\n${FIXTURE}def web(): return TestClient(app)\n`,
        'tests/test_a.py': 'def test(page): pass\n',
      },
      'plugins/more.py',
    ],
    [
      'a test that a class inherits',
      {
        'base.py': `class Base:\n    def test(self, web): ${POST}`,
        'test_a.py': `from base import Base\n${MAKE}import pytest\nclass TestA(Base):\n    @pytest.fixture\n    def web(self): return TestClient(app)\n`,
      },
      'base.py',
    ],
    [
      'a step of a scenario',
      {
        'conftest.py': `${MAKE}from pytest_bdd import given\n@given("x", target_fixture="web")\ndef _x(): return TestClient(app)\n`,
        'test_a.py': USE,
      },
      'test_a.py',
    ],
    [
      'who asks for a fixture of several values',
      {
        'kinds.py': `${MAKE}def plain(): return TestClient(app)\n`,
        'conftest.py':
          'import pytest\nfrom kinds import plain\n@pytest.fixture(params=[plain])\ndef web(request): return request.param()\n',
        'test_a.py': USE,
      },
      'test_a.py',
    ],
    [
      'a fixture that is given its value by a test',
      {
        'conftest.py': `import pytest\n@pytest.fixture\ndef page(request): return request.param.post("/", data="x")\n`,
        'test_a.py': `${MAKE}import pytest\n@pytest.mark.parametrize("page", [TestClient(app)], indirect=True)\ndef test(page): pass\n`,
      },
      'conftest.py',
    ],
    [
      'tests that `pytest_generate_tests` gives it to',
      {
        'conftest.py': `${MAKE}def pytest_generate_tests(metafunc): metafunc.parametrize("web", [TestClient(app)])\n`,
        'test_a.py': USE,
      },
      'test_a.py',
    ],
    [
      'who asks for a fixture by a name that stands elsewhere',
      {
        'names.py': 'N = ["web"]\n',
        'conftest.py': `${FIXTURE}def web(): return TestClient(app)\n`,
        'test_a.py':
          'import pytest\nfrom names import N\n@pytest.mark.parametrize("n", N)\ndef test(request, n):\n    request.getfixturevalue(n).post("/", data="x")\n',
      },
      'test_a.py',
    ],
    [
      'who reads it by such a name, by way of a helper',
      {
        'names.py': 'N = "web"\n',
        'pick.py': 'def pick(it, n): return getattr(it, n)\n',
        'use.py': 'from pick import pick\nfrom names import N\ndef go(it): pick(it, N).post("/", data="x")\n',
        'test_a.py': `${MAKE}from use import go\nclass Holder:\n    web = TestClient(app)\ngo(Holder())\n`,
      },
      'use.py',
    ],
    [
      'who has a fixture that hands on options',
      {
        'conftest.py': `${FIXTURE}def send():\n    def go(url, **more): TestClient(app).get(url, **more)\n    return go\n`,
        'test_a.py': 'def test(send): send("/", allow_redirects=False)\n',
      },
      'test_a.py',
    ],
    [
      'an attribute that is called like one of responses',
      {
        'state.py': 'class Page: pass\npage = Page()\n',
        'test_a.py': `${MAKE}from state import page\npage.content = TestClient(app).get("/")\n`,
        'middle.py': 'from state import page\ndef last(): return page.content\n',
        'use.py': 'from middle import last\ndef go(): return last().ok\n',
      },
      'use.py',
    ],
    [
      'a name that is put into a module',
      {
        'lib.py': `web = None\ndef go(): ${POST}`,
        'test_a.py': `${MAKE}import lib\nlib.__dict__["web"] = TestClient(app)\n`,
      },
      'lib.py',
    ],
    [
      'several names that are put into a module',
      {
        'lib.py': `web = None\ndef go(): ${POST}`,
        'test_a.py': `${MAKE}import lib\nfrom unittest import mock\ndef test():\n    with mock.patch.multiple(lib, web=TestClient(app)): lib.go()\n`,
      },
      'lib.py',
    ],
    [
      'a dependency of the application',
      {
        'deps.py': 'def get_web(): return None\n',
        'lib.py': `from fastapi import Depends\nfrom deps import get_web\nfrom send import send\ndef go(it=Depends(get_web)): send(it)\n`,
        'send.py': 'def send(it): it.post("/", data="x")\n',
        'test_a.py': `${MAKE}import lib\nfrom deps import get_web\napp.dependency_overrides[get_web] = lambda: TestClient(app)\n`,
      },
      'send.py',
    ],
    [
      'a list that goes by another name where it is added to',
      {
        'pool.py': 'POOL = []\n',
        'fill.py': `${MAKE}from pool import POOL as p\np.append(TestClient(app))\n`,
        'get.py': 'import pool\ndef get(): return pool.POOL[0]\n',
        'use.py': 'from get import get\ndef go(): get().post("/", data="x")\n',
      },
      'use.py',
    ],
    [
      'what is mixed into a class of clients, under another name',
      {
        'mix.py': 'class Mixin(Generic[T]):\n    def send(self): self.post("/", data="x")\n',
        'test_a.py': `${MAKE}from mix import Mixin as M\nclass Api(M[int], TestClient): pass\n`,
      },
      'mix.py',
    ],
    [
      'what such a class hands itself to',
      {
        'mix.py': 'from send import send\nclass Mixin:\n    def go(self): send(self)\n',
        'send.py': 'def send(it): it.post("/", data="x")\n',
        'test_a.py': `${MAKE}from mix import Mixin\nclass Api(Mixin, TestClient): pass\n`,
      },
      'send.py',
    ],
    [
      'a context variable that comes with a star import',
      {
        'held.py': 'from contextvars import ContextVar\nheld = ContextVar("held")\n',
        'fill.py': `${MAKE}from held import *\ndef fill(): held.set(TestClient(app))\n`,
        'use.py': 'from held import held\ndef go(): held.get().post("/", data="x")\n',
      },
      'use.py',
    ],
    [
      'a dependency that goes by another name where it is overridden',
      {
        'deps.py': 'def get_web(): return None\n',
        'lib.py':
          'from fastapi import Depends\nimport deps\ndef go(it=Depends(deps.get_web)): it.post("/", data="x")\n',
        'test_a.py': `${MAKE}from deps import get_web as get\napp.dependency_overrides[get] = lambda: TestClient(app)\n`,
      },
      'lib.py',
    ],
    [
      'an attribute in any script, wherever it stands',
      {
        'hold.py': 'class Holder:\n    def __init__(self, it): self.café = it\n',
        'use.py': `def go(it):\n    (it.\n${' '.repeat(40)}café.post("/", data="x"))\n`,
        'test_a.py': `${MAKE}from hold import Holder\nfrom use import go\ngo(Holder(TestClient(app)))\n`,
      },
      'use.py',
    ],
  ])('%s', async (_, files, expected) => expect(await found(files)).toContain(expected));

  test.each([
    ['under another name', 'import httpx\nlib = httpx\n', 'from compat import lib'],
    ['in a statement of two lines', 'import os, \\\n  httpx as lib\n', 'from compat import lib'],
    ['found at run time', 'import pytest\nlib = pytest.importorskip("httpx")\n', 'from compat import lib'],
    ['as an attribute', 'class Lib:\n    import httpx as web\n', 'from compat import Lib\nlib = Lib.web'],
    [
      'by a function',
      'def get():\n    import httpx\n    return httpx\n',
      'import compat\nlib = compat.get()',
    ],
  ])('who has the package of its class %s', async (_, compat, imports) => {
    const use = `${imports}\nasync def test():\n    async with lib.AsyncClient(app=app) as c: await c.post("/", data="x")\n`;
    expect(await found({ 'compat.py': compat, 'test_a.py': use })).toContain('test_a.py');
  });
});
