import { describe, expect, test } from 'vitest';
import { lineName, linesOf } from '../../../src/core/lines.ts';
import type { ClientConstruction } from '../../../src/core/model/calls.ts';
import { slice } from '../../../src/core/text.ts';
import { openIn, receiversOf, type Opened } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

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
          ? ` + ${hidden.options.map(({ name, where }) => `${name} at ${lineName(where)}`).join(', ')}`
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
      code`
        def test_a():
            import httpx
            httpx.AsyncClient(app=app)
      `,
      '3 httpx.AsyncClient proven constructed: async httpx as httpx (app)',
    ],
    [
      'through a name, with the module at hand',
      code`
        import httpx
        Make = httpx.AsyncClient
        Make(app=app)
      `,
      '3 Make proven constructed: async httpx as httpx (app)',
    ],
    [
      'through a name, with a module that is something else elsewhere',
      code`
        import httpx
        Make = httpx.AsyncClient
        def f(httpx):
            Make(app=app)
      `,
      '4 Make proven constructed: async httpx (app)',
    ],
    [
      'by a partial call',
      code`
        from functools import partial
        from httpx import AsyncClient
        make = partial(AsyncClient, app=app)
        make()
      `,
      '3 AsyncClient proven constructed: async httpx (app)',
    ],
    [
      'by a partial call that is given another application',
      code`
        from functools import partial
        from httpx import AsyncClient
        make = partial(AsyncClient, app=app)
        make(app=b)
      `,
      '3 AsyncClient proven constructed: async httpx (app) + anything',
      '4 AsyncClient proven constructed: async httpx (app) + anything',
    ],
    [
      'with a dictionary that is made for it',
      code`
        from httpx import AsyncClient
        kw = {"app": app}
        AsyncClient(**kw, timeout=1)
      `,
      '3 AsyncClient proven constructed: async httpx (timeout, **app)',
    ],
    [
      'with a dictionary that serves others',
      code`
        from httpx import AsyncClient
        kw = {"app": app}
        AsyncClient(**kw)
        print(kw)
      `,
      '3 AsyncClient proven constructed: async httpx () + app at tests/test_it.py:2',
    ],
    [
      'with dictionaries that are joined',
      code`
        from httpx import AsyncClient
        base = {"base_url": u} | {"app": app}
        AsyncClient(**base | {"timeout": 1})
      `,
      '3 AsyncClient proven constructed: async httpx () + baseUrl at tests/test_it.py:2, app at tests/test_it.py:2, timeout at tests/test_it.py:3',
    ],
    [
      'with a dictionary written where its name is not known yet',
      code`
        kw = {"app": app}
        from httpx import AsyncClient
        AsyncClient(**kw)
      `,
      '3 AsyncClient proven constructed: async httpx () + app at tests/test_it.py:1',
    ],
    [
      'with options that cannot be seen',
      'from httpx import AsyncClient\nAsyncClient(app=app, **kw)',
      '2 AsyncClient proven constructed: async httpx (app) + anything',
    ],
    [
      'by something else at times',
      code`
        from httpx import AsyncClient
        from x import Other
        (AsyncClient if y else Other)(app=app)
      `,
      '3 AsyncClient if y else Other mixed constructed: async httpx (app)',
    ],
  ])('%s', async (_, text, ...expected) => expect(await found({ [TEST]: text })).toEqual(expected));
});

describe('a class derived from a client of httpx', () => {
  const CLASS = code`
    import httpx
    class Api(httpx.AsyncClient):

  `;
  test.each<[string, string, ...string[]]>([
    [
      'is made like it when it does nothing of its own',
      `${CLASS}    timeout = 3\nApi(app=app)`,
      '4 Api proven subclass: async httpx as httpx (app)',
    ],
    [
      'decides itself what `app` is',
      code`
        ${CLASS}
            def __init__(self, app):
                self.app = app
                super().__init__(base_url=u)
        Api(app=app)
      `,
    ],
    [
      'sets itself up',
      code`
        ${CLASS}
            def __init__(self, app):
                super().__init__(app=app)
        Api(app=app)
      `,
      '4 super().__init__ proven subclass: async httpx as httpx (app)',
    ],
    [
      'sets itself up by the name of its base',
      code`
        ${CLASS}
            def __init__(self, app):
                httpx.AsyncClient.__init__(self, app=app)
      `,
      '4 httpx.AsyncClient.__init__ proven constructed: async httpx as httpx (app)',
    ],
    [
      'may be given what it hands on',
      code`
        ${CLASS}
            def __init__(self, **kw):
                super().__init__(**kw)
        Api(app=app)
      `,
      '5 Api proven subclass: async httpx as httpx (app) + anything',
    ],
    [
      'adds to what it hands on',
      code`
        ${CLASS}
            def __init__(self, **kw):
                kw["app"] = app
                super().__init__(**kw)
        Api(timeout=1)
      `,
      '5 super().__init__ proven subclass: async httpx as httpx () + app at tests/test_it.py:4, timeout at tests/test_it.py:6',
    ],
    [
      'derives from another that takes `app` itself',
      code`
        ${CLASS}
            def __init__(self, app):
                super().__init__(transport=t)
        class B(Api):
            def __init__(self):
                super().__init__(app=app)
      `,
      '4 super().__init__ proven subclass: async httpx as httpx (transport)',
    ],
    [
      'has a base that is set up first',
      code`
        import httpx
        class Mixin:
            def __init__(self, **kw): pass
        class Api(Mixin, httpx.AsyncClient):
            def __init__(self, app):
                super().__init__(app=app)
      `,
      '6 super().__init__ proven subclass: async httpx as httpx (app) + anything',
    ],
    [
      'is set up in no class',
      code`
        import httpx
        def f():
            super().__init__(app=app)
        class A(Other):
            def __init__(self):
                super().__init__(app=app)
      `,
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
        'tests/api.py': code`
          import httpx
          class Api(httpx.AsyncClient):
              pass
        `,
        [TEST]: 'from tests.api import Api\nApi(app=app)',
      },
      '2 Api proven subclass: async httpx (app)',
    ],
    [
      'a helper that is given the application',
      {
        'tests/test_b.py': 'from tests.test_it import make\nmake(app=app)',
        [TEST]: code`
          import httpx
          def make(**kw):
              return httpx.AsyncClient(base_url=u, **kw)
        `,
      },
      '3 httpx.AsyncClient proven constructed: async httpx as httpx (baseUrl) + app at tests/test_b.py:2',
    ],
  ])('%s', async (_, files, ...expected) => expect(await found(files)).toEqual(expected));
});

describe('nothing is found', () => {
  test.each([
    [
      'in clients for real requests',
      code`
        import httpx
        httpx.AsyncClient(base_url=u)
        httpx.Client()
      `,
    ],
    [
      'in options that say nothing of it',
      code`
        import httpx
        def f(**kw):
            httpx.Client(**kw)
        f(timeout=1)
      `,
    ],
    ['in clients of Starlette', 'from starlette.testclient import TestClient\nTestClient(app=app)'],
    [
      'in classes derived from them',
      code`
        from fastapi.testclient import TestClient
        class T(TestClient):
            def __init__(self):
                super().__init__(app=app)
        class U(TestClient): pass
        U(app=app)
      `,
    ],
    [
      'in other things of httpx',
      code`
        import httpx
        httpx.ASGITransport(app=app)
        httpx.get(u, app=app)
      `,
    ],
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
          code`
            ${IMPORT}
            async def f():
                async with AsyncClient(${given}) as c:
                    await c.get("/")
          `,
      ),
      'constructed',
    ],
    [
      'by a class derived from it',
      forms(
        (given) =>
          code`
            ${IMPORT}
            class Api(AsyncClient):
                def __init__(self, app):
                    super().__init__(${given})
            Api(app).get("/")
          `,
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
          code`
            ${IMPORT}
            import functools
            make = functools.partial(AsyncClient, ${given})
            make().get("/")
          `,
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
        code`
          ${IMPORT}
          t = ASGITransport(app=app)
          class Api(AsyncClient):
              def __init__(self):
                  super().__init__(transport=t)
          Api().get("/")
        `,
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
