import { describe, expect, it } from 'vitest';
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

  it('rejects a file that no language reads', async () => {
    await expect(migrate('', { path: 'test.rb' })).rejects.toThrow('no language reads test.rb');
  });
});
