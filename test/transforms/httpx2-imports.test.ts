import { describe, expect, test } from 'vitest';
import { migrate } from '../../src/core/engine/migrate.ts';
import { defaultTarget } from '../../src/core/model/target.ts';
import { languageOf } from '../../src/languages/index.ts';
import { rule } from '../../transforms/httpx2-imports.ts';
import { projectOf } from '../support/project.ts';
import { cases, findings, noop } from '../support/rules.ts';
import { code, py, type Snippet } from '../support/snippets.ts';

cases(rule, [
  [
    'imports httpx2 under the name of httpx [S7]',
    py`
    import os, httpx  # and more
    isinstance(client.get("/"), httpx.Response)
    `,
    py`
    import os, httpx2 as httpx  # and more
    isinstance(client.get("/"), httpx.Response)
    `,
  ],
  [
    'changes every import of a file, inside functions too [S8, S9]',
    py`
    import httpx as web
    from httpx import (
        AsyncClient,  # ours
        ASGITransport as Transport,
    )
    from httpx._types import URLTypes
    def test_it():
        import httpx
        client.get("/", auth=httpx.BasicAuth("a", "b"))
    if TYPE_CHECKING:
        from httpx import Response
    `,
    py`
    import httpx2 as web
    from httpx2 import (
        AsyncClient,  # ours
        ASGITransport as Transport,
    )
    from httpx2._types import URLTypes
    def test_it():
        import httpx2 as httpx
        client.get("/", auth=httpx.BasicAuth("a", "b"))
    if TYPE_CHECKING:
        from httpx2 import Response
    `,
  ],
  [
    'leaves names in expressions, for the import keeps what they are called [S8, S9]',
    py`
    import httpx
    def test_it(caplog, monkeypatch):
        monkeypatch.setattr(httpx.Client, "send", fake)
        with patch.object(httpx, "get"), caplog.at_level(20, "httpx"):
            httpx.Client.post = fake
            client.get("/")
    `,
    py`
    import httpx2 as httpx
    def test_it(caplog, monkeypatch):
        monkeypatch.setattr(httpx.Client, "send", fake)
        with patch.object(httpx, "get"), caplog.at_level(20, "httpx2"):
            httpx.Client.post = fake
            client.get("/")
    `,
  ],
  [
    'renames loggers and patches where nothing else has httpx [S9]',
    py`
    import logging
    logging.getLogger("httpx").setLevel(30)
    def test_it(caplog, mocker):
        caplog.set_level(10, logger='httpx')
        mocker.patch("httpx.Client.send")
        client.get("/")
    `,
    py`
    import logging
    logging.getLogger("httpx2").setLevel(30)
    def test_it(caplog, mocker):
        caplog.set_level(10, logger='httpx2')
        mocker.patch("httpx2.Client.send")
        client.get("/")
    `,
  ],
]);

findings(rule, [
  [
    'a file that mocks httpx with pytest_httpx, which has a successor [S7]',
    py`
    import httpx
    def test_it(httpx_mock):
        httpx_mock.add_response(json=httpx.codes.OK)
        client.get("/")
    `,
    ['httpx', 'httpx2-pytest', 'httpx2_mock'],
  ],
  [
    'a file that mocks httpx with respx, which has none [S7]',
    py`
    import httpx, respx
    respx.get("/").mock(return_value=httpx.Response(200))
    client.get("/")
    `,
    ['httpx', 'respx', 'MockTransport'],
  ],
  [
    'a file that asks which httpx it is [S9]',
    py`
    import httpx
    NEW = httpx.__version__ >= "0.28"
    client.get("/")
    `,
    ['httpx', '__version__', 'decide what is meant'],
  ],
  [
    'patches and loggers whose names stand elsewhere [S9]',
    py`
    TARGET = "httpx.Client.send"
    def test_it(caplog):
        for name in ("httpx", "asyncio"):
            logging.getLogger(name).setLevel(30)
        with patch(TARGET):
            client.get("/")
        assert caplog.records[0].name == "httpx"
        assert ("httpx", 20, "sent") in caplog.record_tuples
    `,
    ['name', 'httpx2'],
    ['TARGET', 'write `httpx2.Client.send`'],
    ['"httpx"', 'the logger'],
    ['"httpx"', 'the logger'],
  ],
  [
    'a submodule that binds the name of the package [S8]',
    py`
    import httpx._types
    client.get("/")
    `,
    ['httpx._types', 'cannot edit'],
  ],
]);

noop(rule, [
  py`
  import httpx2 as httpx
  isinstance(client.get("/"), httpx.Response)
  `,
  py`
  import httpx2
  httpx2.AsyncClient()
  `,
  py`
  try:
      import httpx2 as httpx
  except ImportError:
      import httpx
  client.get("/")
  `,
  py`
  import httpx2
  httpx2.alias_httpx()
  import httpx
  client.get("/")
  `,
  py`
  from .httpx import Response
  from app import httpx
  client.get("/", headers={"logger": "httpx"})
  logging.getLogger("httpx.mine")
  log("httpx")
  `,
  py`
  assert package.name == "httpx"
  client.get("/")
  `,
  py`
  import pytest_httpx_recorder, httpx_auth
  client.get("/")
  `,
]);

describe('beside code that is tested', () => {
  async function outcome(
    { text }: Snippet,
    others: Readonly<Record<string, string>>,
    path = 'tests/test_it.py',
  ): Promise<{ text: string; whys: readonly string[] }> {
    const language = await languageOf(path)!.load();
    const project = projectOf({ ...others, [path]: text });
    const target = { ...defaultTarget, client: 'httpx2' } as const;
    const result = await migrate(text, path, language, { rules: [rule], project, target });
    if (result.status === 'failed' || result.status === 'skipped') throw new Error(result.reason);
    return {
      text: result.status === 'changed' ? result.text : text,
      whys: result.findings.filter(({ fix }) => fix === 'none').map(({ why = '' }) => why),
    };
  }

  const SHARED = { 'app/__init__.py': '', 'app/service.py': 'import httpx\n' };

  test('a file that has httpx for its own clients alone is changed [S7]', async () => {
    const snippet = py`
      import httpx
      def fetch() -> httpx.Response:
          return client.get("/")
      with pytest.raises(httpx.HTTPStatusError):
          client.get("/").raise_for_status()
      own = httpx.AsyncClient(transport=httpx.ASGITransport(app=app))
      assert client.get("/").status_code == httpx.codes.OK
    `;
    const { text, whys } = await outcome(snippet, SHARED);
    expect(text).toContain('import httpx2 as httpx\n');
    expect(whys).toEqual([]);
  });

  test.each([
    [
      'something that it may give to that',
      py`import httpx; service.reply = httpx.Response(200); client.get("/")`,
    ],
    [
      'an exception of that',
      py`
      import httpx
      client.get("/")
      with pytest.raises(httpx.ConnectError):
          service.fetch()
    `,
    ],
    ['a logger that may be of that', py`import logging; logging.getLogger("httpx"); client.get("/")`],
    ['a patch that may be of that', py`mock.patch("httpx.Client.get"); client.get("/")`],
  ])('a file that has %s is reported [S7, S8]', async (_name, snippet) => {
    const { text, whys } = await outcome(snippet, SHARED);
    expect(text).toBe(snippet.text);
    expect(whys).toEqual([expect.stringContaining('the code that is tested imports httpx too')]);
  });

  test('what is said of a logger stays where the imports of its file change [S7, S8]', async () => {
    const snippet = py`
      import logging
      import httpx
      def fetch() -> httpx.Response:
          return client.get("/")
      logging.getLogger("httpx")
    `;
    const { text, whys } = await outcome(snippet, SHARED);
    expect(text).toContain('import httpx2 as httpx\n');
    expect(whys).toEqual([expect.stringContaining('the code that is tested imports httpx too')]);
  });

  test('the code that is tested stays as it is', async () => {
    const source = {
      language: 'python',
      text: 'import httpx\nclient = httpx.Client()\n',
    } as const;
    const { text, whys } = await outcome(
      source,
      { 'app/__init__.py': '', 'app/main.py': 'from app import service\n' },
      'app/service.py',
    );
    expect([text, whys]).toEqual([source.text, []]);
  });

  test('a project that gives httpx2 the name of httpx needs nothing [S10]', async () => {
    const conftest = code`
      import httpx2
      httpx2.alias_httpx()
    `;
    const { text, whys } = await outcome(py`import httpx; client.get("/"); httpx.Response`, {
      'conftest.py': conftest,
    });
    expect(text).toContain('import httpx;');
    expect(whys).toEqual([]);
  });
});
