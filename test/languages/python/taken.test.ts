import { describe, expect, test } from 'vitest';
import type { Expr, Intent } from '../../../src/core/rule.ts';
import { quote, call, member } from '../../../src/core/rule.ts';
import type { Site } from '../../../src/core/sites.ts';
import { lowered } from '../../support/lowered-site.ts';
import { sitesIn } from '../../support/sites.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const PARAMS = { reads: { client: ['params'] } };

/** What is done with the first value that is read, in words. */
async function useIn(snippet: Snippet): Promise<string | undefined> {
  const { sites, source } = await sitesIn(snippet, PARAMS);
  const [site] = sites;
  const use = site?.kind === 'read' ? site.around.use : undefined;
  switch (use?.is) {
    case 'member':
      return `member ${use.attribute.name} ${use.called ? `called with ${use.called.args.length}` : ''}${use.statement ? ' alone' : ''}`;
    case 'item':
      return `item${use.assigned ? ` ${source.slice(use.assigned.key.start, use.assigned.key.end)} assigned` : ''}`;
    case 'operand':
      return `operand of ${use.operator}`;
    case 'passed':
      return `passed to ${use.to} at ${use.index}${use.statement ? ' alone' : ''}`;
    case 'named':
      return `named ${use.uses.length}`;
    case undefined:
      return undefined;
  }
}

describe('tells what is done with a value that is read', () => {
  test.each<[Snippet, string | undefined]>([
    [py`client.params.update({})`, 'member update called with 1 alone'],
    [py`x = client.params.update({}, 1)`, 'member update called with 2'],
    [py`f = client.params.update`, 'member update '],
    [py`client.params["a"] = 1`, 'item "a" assigned'],
    [py`(client.params)["a"] = 1`, 'item "a" assigned'],
    [py`x = client.params["a"]`, 'item'],
    [py`client.params["a"] = x = 1`, undefined],
    [py`client.params["a"], b = 1, 2`, undefined],
    [py`x = client.params + 1`, 'operand of +'],
    [py`import json; json.dumps(client.params)`, 'passed to json.dumps at 0 alone'],
    [py`from json import dumps; x = dumps(1, client.params)`, 'passed to json.dumps at 1'],
    [py`self.assertEqual(1, client.params)`, 'passed to unittest.TestCase.assertEqual at 1 alone'],
    [py`f(client.params)`, undefined],
    [py`x = {}[client.params]`, undefined],
    [py`x = client.params`, 'named 0'],
    [py`x = client.params; x[0]; x.a; f(x)`, 'named 3'],
  ])('%j', async (snippet, expected) => expect(await useIn(snippet)).toBe(expected));
});

test('tells what makes a value that is assigned, and what it is given', async () => {
  const { sites } = await sitesIn(
    py`from requests.utils import cookiejar_from_dict as made; client.cookies = made({}, None)`,
    { stores: { client: ['cookies'] } },
  );
  expect(sites).toMatchObject([
    { made: { by: 'requests.utils.cookiejar_from_dict', called: { opaque: false, args: [{}, {}] } } },
  ]);
});

test.each<[Snippet, readonly string[] | undefined]>([
  [py`for one in client.cookies: print(one.name, other.value)`, ['name']],
  [py`x = [one.name for one in client.cookies if one.value]`, ['value', 'name']],
  [py`for a, b in client.cookies: print(a.name)`, undefined],
  [py`x = list(client.cookies)`, undefined],
])('tells what is read of the items: %j', async (snippet, members) => {
  const { sites } = await sitesIn(snippet, { iterations: ['cookies'] });
  expect(sites.map((site) => site.kind === 'iteration' && site.members)).toEqual([members]);
});

describe('replaces a statement', () => {
  const merged = (site: Site, targets: readonly Expr[]): readonly Intent[] => {
    if (site.kind !== 'read' || site.around.use?.is !== 'member') return [];
    const { statement, called } = site.around.use;
    const value = call(member(quote(site), 'merge'), [quote(called!.args[0]!)]);
    return [{ do: 'replace-statement', statement: statement!, targets, value }];
  };

  test.each<[Snippet, string]>([
    [py`client.params.update(a)`, 'client.params = client.params.merge(a)'],
    [py`client.params.update(a); x = 1`, 'client.params = client.params.merge(a); x = 1'],
    [py`client.params.update((a, b))  # why`, 'client.params = client.params.merge((a, b))  # why'],
  ])('by an assignment: %j', async (snippet, expected) => {
    const after = await lowered(snippet, PARAMS, (site) =>
      merged(site, site.kind === 'read' ? [quote(site)] : []),
    );
    expect(after).toContain(expected);
  });

  test('by an expression alone', async () => {
    expect(await lowered(py`client.params.update(a)`, PARAMS, (site) => merged(site, []))).toContain(
      '\nclient.params.merge(a)',
    );
  });

  test('unless a comment would be lost', async () => {
    const snippet = py`
      client.params.update(  # here
          a
      )
    `;
    expect(await lowered(snippet, PARAMS, (site) => merged(site, []))).toBe('refused');
  });
});
