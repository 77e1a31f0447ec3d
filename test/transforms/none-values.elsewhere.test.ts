import { expect, test } from 'vitest';
import { migrate } from '../../src/core/engine/migrate.ts';
import { python } from '../../src/languages/python/index.ts';
import { rule as fileParts } from '../../transforms/file-parts.ts';
import { rule as noneValues } from '../../transforms/none-values.ts';
import { projectOf } from '../support/project.ts';
import { code } from '../support/snippets.ts';

const CLIENT = 'from starlette.testclient import TestClient\nclient = TestClient(app)\n';

/** The words of what is found in `tests/test_it.py`, which stays as it is. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const path = 'tests/test_it.py';
  const source = `${CLIENT}${files[path] ?? ''}`;
  const project = projectOf({ ...files, [path]: source });
  const result = await migrate(source, path, python, { rules: [fileParts, noneValues], project });
  expect(result).toMatchObject({ status: 'unchanged' });
  return result.status === 'unchanged'
    ? result.findings.map(({ rule, message }) => `${rule}: ${message}`)
    : [];
}

test('what another file makes is reported at the argument, with its place', async () => {
  const messages = await found({
    'tests/conftest.py': code`
      import pytest
      @pytest.fixture
      def upload():
          return {"f": ("a.txt", open("a.txt"))}
    `,
    'tests/data.py': code`
      QUERY = {"a": True,
               "b": None}
    `,
    'tests/test_it.py': code`
      from data import QUERY
      def test_it(upload):
          client.post("/", files=upload)
          client.get("/", params=QUERY)
    `,
  });
  expect(messages).toEqual([
    'file-parts: of `files` here: a file has to be opened in binary mode: write `open(..., "rb")` (tests/conftest.py:4)',
    'none-values: of `params` here: `True` is sent in lower case now: write `"True"` to send it as before (tests/data.py:1); ' +
      '`None` is no longer left out: remove the key (tests/data.py:2)',
  ]);
});

test('what callers in another file pass among the options of a helper is one finding of a rule', async () => {
  const messages = await found({
    'tests/test_other.py': code`
      from test_it import send
      def test_it():
          send("/", params={"a": None, "b": 1}, headers={"X": None, "Y": "1"})
          send("/", files={"f": ("a.txt", b"x")})
    `,
    'tests/test_it.py': code`
      def send(url, **options):
          return client.post(url, **options)
    `,
  });
  expect(messages).toEqual([
    'none-values: of `params`, `headers` here: `None` is no longer left out: remove the key (tests/test_other.py:3); a header cannot be ' +
      '`None`: remove the key, and `pop` it from `client.headers` if the client has it (tests/test_other.py:3)',
  ]);
});

test('what another file makes as httpx takes it is not reported', async () => {
  const messages = await found({
    'tests/data.py': code`
      QUERY = {"a": 1, "b": "x"}
      FILES = {"f": ("a.txt", open("a.txt", "rb"))}
      FLAGS = {"a": None}
    `,
    'tests/test_it.py': code`
      import data
      def test_it():
          client.post("/", files=data.FILES, params=data.QUERY, json=data.FLAGS, data=data.UNKNOWN)
    `,
  });
  expect(messages).toEqual([]);
});
