import { describe, expect, test } from 'vitest';
import { migrate } from '../../../src/core/engine/migrate.ts';
import { python } from '../../../src/languages/python/index.ts';
import { rules } from '../../../src/registry.ts';
import { projectOf } from '../../support/project.ts';
import { recordedOf, type Ran } from '../../support/recorded.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const PATH = 'tests/test_it.py';

/** The rules that say something of a text with a recorded run. */
async function told({ text }: Snippet, ran: Ran): Promise<readonly string[]> {
  const shown = recordedOf(text, PATH, ran);
  const project = { ...projectOf({ [PATH]: text }), recorded: () => shown };
  const result = await migrate(text, PATH, python, { rules, project });
  return 'findings' in result ? result.findings.map(({ rule }) => rule) : [];
}

/** What all rules make of a text with a recorded run; `undefined`: nothing. */
async function migrated({ text }: Snippet, ran: Ran | undefined): Promise<string | undefined> {
  const shown = ran && recordedOf(text, PATH, ran);
  const project = { ...projectOf({ [PATH]: text }), ...(shown && { recorded: () => shown }) };
  const result = await migrate(text, PATH, python, { rules, project });
  if (result.status === 'failed') throw new Error(`${result.reason}: ${result.detail}`);
  return result.status === 'changed' ? result.text : undefined;
}

type Change = [name: string, before: Snippet, ran: Ran, after: Snippet];
type Same = [name: string, text: Snippet, ran: Ran];

describe('a recorded run makes fixes', () => {
  test.each<Change>([
    [
      'of a body that a factory makes',
      py`client.post("/", data=make())`,
      { calls: [{ at: 'client.post("/", data=make())', options: { data: 'text' } }] },
      py`client.post("/", content=make())`,
    ],
    [
      'of a body by position, in two rounds',
      py`
      def test_it(api):
          api.put("/", make())
      `,
      { calls: [{ at: 'api.put("/", make())', method: 'put', args: ['text', 'bytes'] }] },
      py`
      def test_it(api):
          api.put("/", content=make())
      `,
    ],
    [
      'of the calls of a client that only the run knows',
      py`
      def test_it(api):
          r = api.get("/", data="x", allow_redirects=False)
          assert r.ok
          if r.ok: pass
      `,
      {
        calls: [
          {
            at: 'api.get("/", data="x", allow_redirects=False)',
            method: 'get',
            options: { data: 'text', allowRedirects: 'boolean+false' },
          },
        ],
        reads: [{ at: 'r.ok' }, { at: 'r.ok#2' }],
      },
      py`
      def test_it(api):
          r = api.request("GET", "/", content="x", follow_redirects=False)
          assert not r.is_error
          if not r.is_error: pass
      `,
    ],
    [
      'of what is read of a response in a helper',
      py`
      from starlette.testclient import TestClient
      def check(r):
          assert r.ok
          assert r
      `,
      { reads: [{ at: 'r.ok' }, { at: 'assert r#2', name: '__bool__' }] },
      py`
      from starlette.testclient import TestClient
      def check(r):
          assert not r.is_error
          assert r is not None and not r.is_error
      `,
    ],
    [
      'of a dictionary that is unpacked into calls that only the run knows',
      py`
      def test_it(api, other):
          options = {"data": make(), "allow_redirects": False}
          api.post("/", **options)
          other.post("/", **options)
      `,
      {
        calls: ['api', 'other'].map((name) => ({
          at: `${name}.post("/", **options)`,
          options: { data: 'text', allowRedirects: 'boolean' },
        })),
      },
      py`
      def test_it(api, other):
          options = {"content": make(), "follow_redirects": False}
          api.post("/", **options)
          other.post("/", **options)
      `,
    ],
    [
      'of a redirect',
      py`
      def test_it(api):
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")', answer: 'redirect' }] },
      py`
      def test_it(api):
          api.post("/", follow_redirects=False)
      `,
    ],
    [
      'of a method that is computed',
      py`
      def send(api, method):
          return getattr(api, method)("/", allow_redirects=False)
      `,
      {
        calls: [
          {
            at: 'getattr(api, method)("/", allow_redirects=False)',
            method: 'put',
            options: { allowRedirects: 'boolean' },
          },
        ],
      },
      py`
      def send(api, method):
          return getattr(api, method)("/", follow_redirects=False)
      `,
    ],
  ])('%s', async (_, before, ran, after) => {
    expect(await migrated(before, undefined)).not.toBe(after.text);
    expect(await migrated(before, ran)).toBe(after.text);
  });
});

describe('a recorded run makes no fix', () => {
  test.each<Same>([
    [
      'of a body that is a mapping',
      py`client.post("/", data=make())`,
      { calls: [{ at: 'client.post("/", data=make())', options: { data: 'mapping' } }] },
    ],
    [
      'of a body that is text in one run and a mapping in another',
      py`client.post("/", data=make())`,
      {
        calls: [
          { at: 'client.post("/", data=make())', options: { data: 'text' } },
          { at: 'client.post("/", data=make())', options: { data: 'mapping' } },
        ],
      },
    ],
    ['of a call that never ran', py`client.post("/", data=make())`, {}],
    [
      'of a session of requests',
      py`
      import requests
      api = requests.Session()
      r = api.get("/", allow_redirects=False)
      r.ok
      `,
      {
        calls: [{ at: 'api.get("/", allow_redirects=False)', options: { allowRedirects: 'boolean' } }],
        reads: [{ at: 'r.ok' }],
      },
    ],
    [
      'of an object of the project',
      py`
      class Api:
          def get(self, url, allow_redirects): ...
      def test_it():
          Api().get("/", allow_redirects=False).ok
      `,
      {
        calls: [{ at: 'Api().get("/", allow_redirects=False)', options: { allowRedirects: 'boolean' } }],
        reads: [{ at: 'Api().get("/", allow_redirects=False).ok' }],
      },
    ],
    [
      'of a mock',
      py`
      from unittest.mock import MagicMock
      def test_it():
          api = MagicMock()
          api.get("/", allow_redirects=False).ok
      `,
      {
        calls: [{ at: 'api.get("/", allow_redirects=False)', options: { allowRedirects: 'boolean' } }],
        reads: [{ at: 'api.get("/", allow_redirects=False).ok' }],
      },
    ],
    [
      'of a client that is none of ours',
      py`
      def test_it(api):
          api.get("/", allow_redirects=False)
      `,
      {
        calls: [
          {
            at: 'api.get("/", allow_redirects=False)',
            library: 'other',
            options: { allowRedirects: 'boolean' },
          },
        ],
      },
    ],
    [
      'of a wrapper that passes other arguments',
      py`
      def test_it(api):
          api.get("/", data="x")
      `,
      { calls: [{ at: 'api.get("/", data="x")', options: { json: 'text' } }] },
    ],
    [
      'where reading and the run contradict each other',
      py`
      def test_it():
          client.get("/", json={}, allow_redirects=False)
      `,
      {
        calls: [
          {
            at: 'client.get("/", json={}, allow_redirects=False)',
            method: 'get',
            options: { json: 'text', allowRedirects: 'boolean' },
          },
        ],
      },
    ],
    [
      'of two reads on a line without columns',
      py`
      def check(r, s):
          assert r.ok == s.ok
      `,
      { lines: 'begin', reads: [{ at: 'r.ok' }, { at: 's.ok' }] },
    ],
    [
      'of a redirect that was followed',
      py`
      def test_it(api):
          api.post("/")
      `,
      { calls: [{ at: 'api.post("/")', answer: 'redirect', followed: true }] },
    ],
    [
      'of code for the old client',
      py`
      import starlette
      def test_it(api):
          if starlette.__version__ < "0.21":
              api.post("/", allow_redirects=False)
      `,
      {
        calls: [{ at: 'api.post("/", allow_redirects=False)', options: { allowRedirects: 'boolean' } }],
      },
    ],
  ])('%s', async (_, text, ran) => {
    expect(await migrated(text, ran)).toBeUndefined();
  });
});

describe('a finding stays', () => {
  test.each<[name: string, text: Snippet, ran: Ran, rule: string]>([
    [
      'on a mapping with values that are sent otherwise',
      py`client.post("/", data=make())`,
      { calls: [{ at: 'client.post("/", data=make())', options: { data: 'mapping+boolean' } }] },
      'data-to-content',
    ],
    [
      'on unpacked options with such values',
      py`client.post("/", **make())`,
      { calls: [{ at: 'client.post("/", **make())', options: { params: 'mapping+none' } }] },
      'opaque-call',
    ],
    [
      'on unpacked files',
      py`client.post("/", **make())`,
      { calls: [{ at: 'client.post("/", **make())', options: { files: 'mapping' } }] },
      'opaque-call',
    ],
  ])('%s', async (_, text, ran, rule) => {
    expect(await told(text, ran)).toContain(rule);
  });

  describe('on a helper that some of its callers led to', () => {
    const text = py`
      def send(data):
          return client.post("/", data=data)

      def wrap(data):
          return send(data)

      def test_pairs():
          send([("a", "1"), ("a", "2")])

      def test_mapping():
          wrap({"a": "1"})
      `;
    const at = 'client.post("/", data=data)';
    const pairs = { at, chain: ['send([("a", "1"), ("a", "2")])'], options: { data: 'pairs' } };
    const mapping = { at, chain: ['send(data)#2', 'wrap({"a": "1"})'], options: { data: 'mapping' } };
    const before = { ...pairs, options: { data: 'mapping' } };

    test.each<[string, Ran]>([
      ['the direct one', { calls: [mapping] }],
      ['the one through another', { calls: [before] }],
    ])('and %s did not', async (_, ran) => {
      expect(await told(text, ran)).toContain('form-pairs-to-mapping');
    });

    test('is answered where all did', async () => {
      expect(await told(text, { calls: [mapping, before] })).not.toContain('form-pairs-to-mapping');
    });
  });

  test('where options are called like what every object of JavaScript has', async () => {
    const text = py`
      def send(constructor, **kwargs):
          return client.post("/", to_string=1, **kwargs) if constructor else client.post("/", constructor=1)
      `;
    expect(await told(text, {})).toContain('opaque-call');
  });

  test('no longer where the options that are unpacked are plain', async () => {
    const text = py`client.post("/", **make())`;
    const at = 'client.post("/", **make())';
    const ran: Ran = { calls: [{ at, options: { params: 'mapping', json: 'mapping+none' } }] };
    expect(await told(text, ran)).not.toContain('opaque-call');
  });
});
