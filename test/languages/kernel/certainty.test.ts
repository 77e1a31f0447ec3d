import { describe, expect, test } from 'vitest';
import { certaintyOf, isConfigured, openness } from '../../../src/languages/kernel/certainty.ts';
import { openIn, receiversOf } from '../../support/project.ts';

type Type =
  | { readonly is: 'client'; readonly likely?: boolean }
  | { readonly is: 'unknown' }
  | { readonly is: 'text' }
  | { readonly is: 'instance' }
  | { readonly is: 'member'; readonly of: Type };

const isOpen = openness<Type>((type) => (type.is === 'member' ? type.of : undefined), ['instance']);

const unknown: Type = { is: 'unknown' };
const text: Type = { is: 'text' };
const instance: Type = { is: 'instance' };
const member = (of: Type): Type => ({ is: 'member', of });

describe('what speaks against a client', () => {
  test.each([
    ['what is not known does not', unknown, true],
    ['what is known does', text, false],
    ['an instance does', instance, false],
    ['a member of an instance does not', member(instance), true],
    ['a member of such a member does not', member(member(instance)), true],
    ['a member of what is not known does not', member(unknown), true],
    ['a member of text does', member(text), false],
    ['a member of such a member does', member(member(text)), false],
  ])('%s', (_, type, open) => {
    expect(isOpen(type)).toBe(open);
  });
});

describe('a client is', () => {
  const client: Type = { is: 'client' };
  const guess: Type = { is: 'client', likely: true };

  test.each<[string, readonly Type[], readonly Type[], string]>([
    ['proven where it is nothing else', [client], [], 'proven'],
    ['likely where one of the clients is', [client, guess], [], 'likely'],
    ['likely where something that is not known is among it', [client], [unknown, member(instance)], 'likely'],
    ['mixed where something else is among it', [client], [unknown, text], 'mixed'],
  ])('%s', (_, clients, others, certainty) => {
    expect(certaintyOf([...others, ...clients], clients, isOpen)).toBe(certainty);
  });
});

test('a client that the user names is known whatever space it is written with', () => {
  const settings = { clients: ['self . api', 'make()'] };
  expect(['self.api', 'self\n  .api', 'make( )'].map((one) => isConfigured(settings, one))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['api', 'make', 'self.api.other'].some((one) => isConfigured(settings, one))).toBe(false);
});

// Python once took a member of something that is not known for something else than a client's method.
test.each([
  [
    'Python',
    'test_a.py',
    `
    from fastapi.testclient import TestClient
    client = TestClient(app)
    def test_a(other, flag):
        send = client.post if flag else other.post
        send("/")
    `,
    ['5 send.post likely constructed'],
  ],
  [
    'JavaScript',
    'a.test.js',
    `
    import { TestClient } from 'framework';
    const client = new TestClient(app);
    function run(other, flag) {
      const send = flag ? client.post : other.post;
      send('/');
    }
    `,
    ['5 send.post likely constructed'],
  ],
])(
  'in %s, a method that may be of something not known is likely a client',
  async (_, path, source, found) => {
    expect(receiversOf(await openIn({ [path]: source }, path))).toEqual(found);
  },
);

// JavaScript once knew of members out of sight for instances alone.
test.each([
  [
    'Python',
    'test_a.py',
    `
    from fastapi.testclient import TestClient
    class Suite(Base):
        pass
    Suite.client.get("/")
    `,
    ['4 Suite.client.get likely named'],
  ],
  [
    'JavaScript',
    'a.test.js',
    `
    import { TestClient } from 'framework';
    class Suite extends Base {}
    Suite.client.get('/');
    `,
    ['3 Suite.client.get likely named'],
  ],
])('in %s, a class may have a client out of sight', async (_, path, source, found) => {
  expect(receiversOf(await openIn({ [path]: source }, path))).toEqual(found);
});
