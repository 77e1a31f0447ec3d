import { describe, expect, test } from 'vitest';
import type { Wanted } from '../../../src/core/wants.ts';
import type { Intent } from '../../../src/core/rule.ts';
import type { Site } from '../../../src/core/sites.ts';
import { lowered } from '../../support/lowered-site.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const WANTED: Wanted = { stores: { client: ['verify'] }, definitions: ['request'] };

/** The statement of a store or a definition. */
function statementOf(site: Site): Intent {
  const statement = 'statement' in site ? site.statement : undefined;
  if (!statement) throw new Error('there is no statement');
  return { do: 'remove-statement', statement };
}

/** Without what `py` puts above a snippet. */
const bare = (text: string): string => text.replace(py`client`.text.replace(/client$/, ''), '');

describe('removes a statement', () => {
  test.each<[string, Snippet, Snippet | 'refused']>([
    [
      'with its line',
      py`
      client
      client.verify = False
      x = client
      `,
      py`
      client
      x = client
      `,
    ],
    [
      'of several lines',
      py`
      client
      client.verify = (
          False
      )
      x = client
      `,
      py`
      client
      x = client
      `,
    ],
    [
      'at the end of the file',
      py`
      client
      client.verify = False`,
      py`
      client
      `,
    ],
    ['between semicolons', py`client; client.verify = False; x = 1`, py`client; x = 1`],
    ['behind a semicolon', py`client; client.verify = False`, py`client`],
    ['in front of a semicolon', py`if x: client.verify = False; client`, py`if x: client`],
    ['alone on the line of its block', py`if x: client.verify = False;`, py`if x: pass;`],
    [
      'alone in a block',
      py`
      def f(client: "TestClient"):
          client.verify = False

      x = 1
      `,
      py`
      def f(client: "TestClient"):
          pass

      x = 1
      `,
    ],
    [
      'beside a docstring',
      py`
      def f():
          """Sets up."""
          client.verify = False
      `,
      py`
      def f():
          """Sets up."""
      `,
    ],
    [
      'alone in `else`, `finally` and `except`',
      py`
      try:
          f(client)
      finally:
          del client.verify
      `,
      py`
      try:
          f(client)
      finally:
          pass
      `,
    ],
    [
      'that is indented with tabs',
      py`
      with client:
      	client.verify = False
      	x = 1
      `,
      py`
      with client:
      	x = 1
      `,
    ],
    [
      'and no blank line too many',
      py`
      client

      client.verify = False

      x = 1
      `,
      py`
      client

      x = 1
      `,
    ],
    ['but not with a comment', py`client.verify = False  # no certificates`, 'refused'],
    [
      'but not with a comment inside',
      py`
      client.verify = (  # none
          False
      )
      `,
      'refused',
    ],
    [
      'but not from below a comment',
      py`
      client
      # no certificates
      client.verify = False
      `,
      'refused',
    ],
  ])('%s', async (_name, before, after) => {
    const expected = after === 'refused' ? after : bare(after.text);
    for (const eol of ['\n', '\r\n']) {
      const text = before.text.replaceAll('\n', eol);
      const found = await lowered({ ...before, text }, WANTED, (site) => [statementOf(site)]);
      expect(bare(found.replaceAll(eol, '\n'))).toBe(expected);
      expect(found.replaceAll(eol, '')).not.toContain('\n');
    }
  });

  test('a definition goes with its decorators', async () => {
    const before = py`
      from starlette.testclient import TestClient
      class Api(TestClient):
          @override
          @other
          def request(self):
              pass

          x = 1
    `;
    const methods: Wanted = { definitions: ['request'] };
    const remove = (site: Site): readonly Intent[] =>
      site.kind === 'definition' ? [{ do: 'remove-statement', statement: method }] : [];
    const { text } = before;
    const method = { start: text.indexOf('@override'), end: text.indexOf('pass') + 4 };
    expect(await lowered(before, methods, remove)).toBe(
      'from starlette.testclient import TestClient\nclass Api(TestClient):\n\n    x = 1\n',
    );
  });

  test.each<[string, string]>([
    ['what is no statement', 'client.verify'],
    ['a compound statement', 'if x: client.verify = 1; y'],
  ])('but not %s', async (_name, code) => {
    const before = py`if x: client.verify = 1; y`;
    const start = before.text.lastIndexOf(code);
    const statement = { start, end: start + code.length };
    const removed = await lowered(before, WANTED, () => [{ do: 'remove-statement', statement }]);
    expect(removed).toBe('refused');
  });
});
