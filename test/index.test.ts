import { describe, expect, it } from 'vitest';
import type { ValueKind } from '../src/core/model/values.ts';
import { listRules, migrate, UsageError, type MigrateOptions } from '../src/index.ts';
import { legacy, migrated } from './cli/command.ts';
import { code } from './support/snippets.ts';

const path = 'tests/test_a.py';

describe('the module', () => {
  it('migrates a text', async () => {
    expect(await migrate(legacy, { path })).toMatchObject({ status: 'changed', text: migrated, edits: 1 });
  });

  it.each<[Partial<MigrateOptions>, string]>([
    [{ ignore: 'follow-redirects' }, 'unchanged'],
    [{ ignore: ['data-to-content', 'follow-redirects'] }, 'unchanged'],
    [{ select: 'data-to-content, json-body' }, 'unchanged'],
    [{ select: ['follow-redirects'] }, 'changed'],
    [{ select: [] }, 'changed'],
  ])('follows only the rules it is given: %j', async (options, status) => {
    expect(await migrate(legacy, { path, ...options })).toMatchObject({ status });
  });

  it('tells the place of a finding by offsets, and by line and column', async () => {
    const source = `\uFEFF${legacy.replaceAll('\n', '\r\n').replace('client.get("/"', 'client.get("😀"')}`;
    const result = await migrate(source, { path });
    const text = source.slice(1);
    const start = text.indexOf('allow_redirects');
    expect(result).toMatchObject({
      findings: [
        {
          at: { start, end: start + 'allow_redirects'.length },
          ...{ line: 7, column: 22, endLine: 7, endColumn: 37 },
        },
      ],
    });
  });

  it('tells where a text does not parse', async () => {
    expect(await migrate(`${legacy}\n  (\n`, { path })).toMatchObject({
      status: 'failed',
      reason: 'syntax-error',
      line: expect.any(Number) as number,
      column: expect.any(Number) as number,
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
    expect(await migrate(source, { path, select: 'data-to-content', recorded })).toMatchObject(expected);
  });

  it.each<[string, MigrateOptions]>([
    ['no language reads test.rb', { path: 'test.rb' }],
    ['--select: there is no rule follow', { path, select: 'follow' }],
    ["`target`: 'django' is no target", { path, target: 'django' }],
  ])('rejects what is a mistake of the caller: %s', async (message, options) => {
    const error: unknown = await migrate('', options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(message);
  });

  it('lists the rules', async () => {
    const rules = await listRules();
    expect(rules).toContainEqual({
      name: 'follow-redirects',
      summary: expect.any(String) as string,
      safety: 'safe',
      languages: ['python', 'javascript'],
    });
    expect(rules.every(({ languages }) => languages.length > 0)).toBe(true);
  });
});
