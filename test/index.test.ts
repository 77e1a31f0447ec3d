import { describe, expect, it } from 'vitest';
import type { ValueKind } from '../src/core/model/values.ts';
import { migrate, rules } from '../src/index.ts';
import { legacy, migrated } from './cli/command.ts';
import { code } from './support/snippets.ts';

const path = 'tests/test_a.py';

describe('the module', () => {
  it('migrates a text', async () => {
    expect(await migrate(legacy, { path })).toMatchObject({ status: 'changed', text: migrated, edits: 1 });
  });

  it('follows only the rules it is given', async () => {
    const others = rules.filter(({ name }) => name !== 'follow-redirects');
    expect(await migrate(legacy, { path, rules: others })).toMatchObject({
      status: 'unchanged',
      findings: [],
    });
  });

  it.each([
    [{}, 'none', 'unchanged'],
    [{ unsafe: true }, 'none', 'unchanged'],
    [{ clients: ['api_client'] }, 'applied', 'changed'],
  ])('takes what is a client by its name alone as %o tells it', async (options, fix, status) => {
    const source = code`
      def test_it(api_client):
          api_client.get("/", allow_redirects=False)

    `;
    expect(await migrate(source, { path, ...options })).toMatchObject({ status, findings: [{ fix }] });
  });

  it.each<[readonly ValueKind[], object]>([
    [
      ['text'],
      { status: 'changed', findings: [{ fix: 'applied', safety: 'seen', runs: { seen: 3, of: 3 } }] },
    ],
    [['mapping'], { status: 'unchanged', findings: [] }],
    [[], { status: 'unchanged', findings: [{ fix: 'none', runs: { seen: 0, of: 0 } }] }],
  ])('goes by what was recorded of the text: %j', async (kinds, expected) => {
    const source = code`
      from fastapi.testclient import TestClient

      client = TestClient(app)

      def test_it(body):
          client.post("/", data=body)

    `;
    const at = { path, line: 6, column: 4, endLine: 6, endColumn: 31 };
    const calls = kinds.map((kind) => ({
      ...{ at, chain: [], receiver: 'starlette.testclient.TestClient', library: 'test-client' as const },
      ...{
        method: 'post',
        args: [{ kind: 'text' as const, flags: [] }],
        options: { data: { kind, flags: [] } },
      },
      ...{ answer: '2xx' as const, followed: false, times: 3 },
    }));
    const recorded = { calls, through: [], reads: [] };
    const only = rules.filter(({ name }) => name === 'data-to-content');
    expect(await migrate(source, { path, rules: only, recorded })).toMatchObject(expected);
  });

  it('rejects a file that no language reads', async () => {
    await expect(migrate('', { path: 'test.rb' })).rejects.toThrow('no language reads test.rb');
  });
});
