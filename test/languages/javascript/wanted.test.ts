import { expect, test } from 'vitest';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn } from '../../support/sites.ts';
import { ts } from '../../support/snippets.ts';

const SHARED = ts`
  const shared = { data: "a" };
  client.post("/", { ...shared });
  client.post("/", { ...shared, files });
`;

/** Where the options of each call are written: `spread` where they may be edited in the object that is spread. */
async function placesIn(wanted: Wanted): Promise<readonly string[]> {
  const { sites } = await sitesIn(SHARED, wanted);
  return sites.flatMap((site) =>
    site.kind === 'call' ? [site.options.map(({ key, place }) => `${key.name} ${place}`).join(', ')] : [],
  );
}

test('the rules say which options of a call decide about one that several calls share', async () => {
  expect(await placesIn({ calls: [{}], rivals: { data: ['files'] } })).toEqual(['', 'files call']);
  expect(await placesIn({ calls: [{}] })).toEqual(['data spread', 'data spread, files call']);
  expect(await placesIn({ calls: [{}], rivals: { data: ['json'] } })).toEqual([
    'data spread',
    'data spread, files call',
  ]);
});

const BOTH = ts`
  client.post("/", { data: "a" });
  expect(client.post).toHaveBeenCalledWith("/", { data: "a" });
`;

test.each<[string, Wanted, ...string[]]>([
  ['calls', { calls: [{}] }, 'call'],
  ['mentions', { mentions: ['data'] }, 'mention'],
  ['both', { calls: [{}], mentions: ['data'] }, 'call', 'mention'],
  ['neither', {}],
  ['mentions of another option', { mentions: ['json'] }],
  ['what is entered', { enters: ['client', 'response'] }],
])('only what is wanted is listed: %s', async (_name, wanted, ...kinds) => {
  expect((await sitesIn(BOTH, wanted)).sites.map(({ kind }) => kind)).toEqual(kinds);
});
