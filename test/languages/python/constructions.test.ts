import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../src/core/lines.ts';
import type { ClientConstruction } from '../../../src/core/model.ts';
import { slice } from '../../../src/core/text.ts';
import { openIn, receiversOf, type Opened } from '../../support/project.ts';

const TEST = 'tests/test_it.py';

const constructionsIn = ({ document }: Opened): readonly ClientConstruction[] =>
  document.sites.filter((site) => site.kind === 'construction');

/** `line callee certainty: async client of httpx as hx (options) + hidden` of each construction. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const opened = await openIn(files, TEST);
  const lines = linesOf(opened.source);
  return constructionsIn(opened).map((site) => {
    const { hidden, options, receiver } = site;
    const as = site.module === undefined ? '' : ` as ${site.module}`;
    const given = options.map(({ key, place }) => (place === 'call' ? key.name : `**${key.name}`)).join(', ');
    const more =
      hidden.may === 'nothing'
        ? ''
        : hidden.may === 'some'
          ? ` + ${hidden.options.map(({ name, where }) => `${name} at ${where}`).join(', ')}`
          : ' + anything';
    expect(slice(opened.source, receiver)).toBe(receiver.text);
    return `${lines.at(site.start).line} ${receiver.text} ${receiver.certainty} ${receiver.because}: ${site.makes} ${site.from}${as} (${given})${more}`;
  });
}

describe('a client of httpx is made', () => {
  test.each<[string, string, ...string[]]>([
    [
      'by its name',
      'from httpx import AsyncClient\nAsyncClient(app=app, base_url=u)',
      '2 AsyncClient proven constructed: async httpx (app, baseUrl)',
    ],
    [
      'by another name',
      'from httpx import Client as C\nC(app=app)',
      '2 C proven constructed: sync httpx (app)',
    ],
    [
      'from its module',
      'import httpx\nhttpx.Client(transport=t)',
      '2 httpx.Client proven constructed: sync httpx as httpx (transport)',
    ],
    [
      'from its module by another name',
      'import httpx2 as h\nh.AsyncClient(app=app)',
      '2 h.AsyncClient proven constructed: async httpx2 as h (app)',
    ],
    [
      'from a module that is imported where it is needed',
      'def test_a():\n    import httpx\n    httpx.AsyncClient(app=app)',
      '3 httpx.AsyncClient proven constructed: async httpx as httpx (app)',
    ],
    [
      'through a name, with the module at hand',
      'import httpx\nMake = httpx.AsyncClient\nMake(app=app)',
      '3 Make proven constructed: async httpx as httpx (app)',
    ],
    [
      'through a name, with a module that is something else elsewhere',
      'import httpx\nMake = httpx.AsyncClient\ndef f(httpx):\n    Make(app=app)',
      '4 Make proven constructed: async httpx (app)',
    ],
    [
      'by a partial call',
      'from functools import partial\nfrom httpx import AsyncClient\nmake = partial(AsyncClient, app=app)\nmake()',
      '3 AsyncClient proven constructed: async httpx (app)',
    ],
    [
      'by a partial call that is given another application',
      'from functools import partial\nfrom httpx import AsyncClient\nmake = partial(AsyncClient, app=app)\nmake(app=b)',
      '3 AsyncClient proven constructed: async httpx (app) + anything',
    ],
    [
      'with a dictionary that is made for it',
      'from httpx import AsyncClient\nkw = {"app": app}\nAsyncClient(**kw, timeout=1)',
      '3 AsyncClient proven constructed: async httpx (timeout, **app)',
    ],
    [
      'with a dictionary that serves others',
      'from httpx import AsyncClient\nkw = {"app": app}\nAsyncClient(**kw)\nprint(kw)',
      '3 AsyncClient proven constructed: async httpx () + app at tests/test_it.py:2',
    ],
    [
      'with dictionaries that are joined',
      'from httpx import AsyncClient\nbase = {"base_url": u} | {"app": app}\nAsyncClient(**base | {"timeout": 1})',
      '3 AsyncClient proven constructed: async httpx () + baseUrl at tests/test_it.py:2, app at tests/test_it.py:2, timeout at tests/test_it.py:3',
    ],
    [
      'with a dictionary written where its name is not known yet',
      'kw = {"app": app}\nfrom httpx import AsyncClient\nAsyncClient(**kw)',
      '3 AsyncClient proven constructed: async httpx () + app at tests/test_it.py:1',
    ],
    [
      'with options that cannot be seen',
      'from httpx import AsyncClient\nAsyncClient(app=app, **kw)',
      '2 AsyncClient proven constructed: async httpx (app) + anything',
    ],
    [
      'by something else at times',
      'from httpx import AsyncClient\nfrom x import Other\n(AsyncClient if y else Other)(app=app)',
      '3 AsyncClient if y else Other mixed constructed: async httpx (app)',
    ],
  ])('%s', async (_, text, ...expected) => expect(await found({ [TEST]: text })).toEqual(expected));
});

describe('a class derived from a client of httpx', () => {
  const CLASS = 'import httpx\nclass Api(httpx.AsyncClient):\n';
  test.each<[string, string, ...string[]]>([
    [
      'is made like it when it does nothing of its own',
      `${CLASS}    timeout = 3\nApi(app=app)`,
      '4 Api proven subclass: async httpx as httpx (app)',
    ],
    [
      'decides itself what `app` is',
      `${CLASS}    def __init__(self, app):\n        self.app = app\n        super().__init__(base_url=u)\nApi(app=app)`,
    ],
    [
      'sets itself up',
      `${CLASS}    def __init__(self, app):\n        super().__init__(app=app)\nApi(app=app)`,
      '4 super().__init__ proven subclass: async httpx as httpx (app)',
    ],
    [
      'sets itself up by the name of its base',
      `${CLASS}    def __init__(self, app):\n        httpx.AsyncClient.__init__(self, app=app)`,
      '4 httpx.AsyncClient.__init__ proven constructed: async httpx as httpx (app)',
    ],
    [
      'may be given what it hands on',
      `${CLASS}    def __init__(self, **kw):\n        super().__init__(**kw)\nApi(app=app)`,
      '5 Api proven subclass: async httpx as httpx (app) + anything',
    ],
    [
      'adds to what it hands on',
      `${CLASS}    def __init__(self, **kw):\n        kw["app"] = app\n        super().__init__(**kw)\nApi(timeout=1)`,
      '5 super().__init__ proven subclass: async httpx as httpx () + app at tests/test_it.py:4, timeout at tests/test_it.py:6',
    ],
    [
      'derives from another that takes `app` itself',
      `${CLASS}    def __init__(self, app):\n        super().__init__(transport=t)\nclass B(Api):\n    def __init__(self):\n        super().__init__(app=app)`,
      '4 super().__init__ proven subclass: async httpx as httpx (transport)',
    ],
    [
      'has a base that is set up first',
      `import httpx\nclass Mixin:\n    def __init__(self, **kw): pass\nclass Api(Mixin, httpx.AsyncClient):\n    def __init__(self, app):\n        super().__init__(app=app)`,
      '6 super().__init__ proven subclass: async httpx as httpx (app) + anything',
    ],
    [
      'is set up in no class',
      'import httpx\ndef f():\n    super().__init__(app=app)\nclass A(Other):\n    def __init__(self):\n        super().__init__(app=app)',
    ],
  ])('%s', async (_, text, ...expected) => expect(await found({ [TEST]: text })).toEqual(expected));
});

describe('across files', () => {
  test.each<[string, Readonly<Record<string, string>>, ...string[]]>([
    [
      'a class that another module hands out',
      {
        'tests/http.py': 'from httpx import AsyncClient as Browser',
        [TEST]: 'from tests.http import Browser\nBrowser(app=app)',
      },
      '2 Browser proven constructed: async httpx (app)',
    ],
    [
      'a module that another module hands out',
      {
        'tests/compat.py': 'import httpx2 as httpx',
        [TEST]: 'from tests.compat import httpx\nhttpx.AsyncClient(app=app)',
      },
      '2 httpx.AsyncClient proven constructed: async httpx2 as httpx (app)',
    ],
    [
      'through the module that hands it out',
      {
        'tests/compat.py': 'from httpx import AsyncClient',
        [TEST]: 'from tests import compat\ncompat.AsyncClient(app=app)',
      },
      '2 compat.AsyncClient proven constructed: async httpx (app)',
    ],
    [
      'a class that derives from it',
      {
        'tests/api.py': 'import httpx\nclass Api(httpx.AsyncClient):\n    pass',
        [TEST]: 'from tests.api import Api\nApi(app=app)',
      },
      '2 Api proven subclass: async httpx (app)',
    ],
    [
      'a helper that is given the application',
      {
        'tests/test_b.py': 'from tests.test_it import make\nmake(app=app)',
        [TEST]: 'import httpx\ndef make(**kw):\n    return httpx.AsyncClient(base_url=u, **kw)',
      },
      '3 httpx.AsyncClient proven constructed: async httpx as httpx (baseUrl) + app at tests/test_b.py:2',
    ],
  ])('%s', async (_, files, ...expected) => expect(await found(files)).toEqual(expected));
});

describe('nothing is found', () => {
  test.each([
    ['in clients for real requests', 'import httpx\nhttpx.AsyncClient(base_url=u)\nhttpx.Client()'],
    ['in options that say nothing of it', 'import httpx\ndef f(**kw):\n    httpx.Client(**kw)\nf(timeout=1)'],
    ['in clients of Starlette', 'from starlette.testclient import TestClient\nTestClient(app=app)'],
    [
      'in classes derived from them',
      'from fastapi.testclient import TestClient\nclass T(TestClient):\n    def __init__(self):\n        super().__init__(app=app)\nclass U(TestClient): pass\nU(app=app)',
    ],
    ['in other things of httpx', 'import httpx\nhttpx.ASGITransport(app=app)\nhttpx.get(u, app=app)'],
    ['in other packages', 'import niquests\nniquests.AsyncClient(app=app)'],
    ['in a class of the same name', 'class AsyncClient: pass\nAsyncClient(app=app)'],
  ])('%s', async (_, text) => expect(await found({ [TEST]: text })).toEqual([]));
});

describe('its calls are known, with the application given either way', () => {
  const forms = (make: (given: string) => string) =>
    ['app=app', 'transport=ASGITransport(app=app)'].map(make);
  const IMPORT = 'from httpx import ASGITransport, AsyncClient\n';
  test.each<[string, readonly string[], string]>([
    ['where it is made', forms((given) => `${IMPORT}AsyncClient(${given}).get("/")`), 'constructed'],
    [
      'in a context',
      forms(
        (given) =>
          `${IMPORT}async def f():\n    async with AsyncClient(${given}) as c:\n        await c.get("/")`,
      ),
      'constructed',
    ],
    [
      'by a class derived from it',
      forms(
        (given) =>
          `${IMPORT}class Api(AsyncClient):\n    def __init__(self, app):\n        super().__init__(${given})\nApi(app).get("/")`,
      ),
      'subclass',
    ],
    [
      'by one that does nothing of its own',
      forms((given) => `${IMPORT}class Api(AsyncClient): pass\nApi(${given}).get("/")`),
      'subclass',
    ],
    [
      'by a partial call',
      forms(
        (given) =>
          `${IMPORT}import functools\nmake = functools.partial(AsyncClient, ${given})\nmake().get("/")`,
      ),
      'constructed',
    ],
    [
      'with a dictionary',
      ['{"app": app}', '{"transport": ASGITransport(app=app)}'].map(
        (options) => `${IMPORT}kw = ${options}\nAsyncClient(**kw).get("/")`,
      ),
      'constructed',
    ],
    [
      'in a name that holds the transport',
      [
        `${IMPORT}t = ASGITransport(app=app)\nclass Api(AsyncClient):\n    def __init__(self):\n        super().__init__(transport=t)\nApi().get("/")`,
      ],
      'subclass',
    ],
  ])('%s', async (_, texts, because) => {
    for (const text of texts) {
      const [receiver = '', ...others] = receiversOf(await openIn({ [TEST]: text }, TEST));
      expect(others).toEqual([]);
      expect(receiver).toMatch(new RegExp(`\\.get proven ${because}$`));
    }
  });
});
