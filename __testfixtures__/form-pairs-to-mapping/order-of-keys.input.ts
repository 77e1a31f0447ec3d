import { test } from '@jest/globals';
import { AsyncClient } from '@teahouse/testing';

const NOTE = 'note';

test('an object holds them', async () => {
  const client = new AsyncClient(app);
  await client.post('/orders', {
    data: [
      ['item', 'assam'],
      ['item', 'sencha'],
      // and what to say
      [NOTE, `for ${user}`],
    ],
    files: { picture },
  });
  await client.post('/orders', { data: [['gift-wrap', true], ['item', 'assam']] as const });
  await client.post('/orders', { data: [['1', 'assam'], ['2', 'sencha']] });
});

test('an object does not hold them', async () => {
  const client = new AsyncClient(app);
  await client.post('/orders', { data: [['item', 'assam'], ['1', 'sencha']] });
  await client.post('/orders', { data: [['__proto__', 'assam']] });
  await client.post('/orders', { data: [['item', 'assam'], ['note', ''], ['item', 'sencha']] });
  await client.post('/orders', { data: [[first, 'assam'], [second, 'sencha']] });
  await client.post('/orders', { data: items.map((item): [string, string] => ['item', item]) });
  await client.post('/orders', { data: [['item', /* the best */ 'assam']] });
});

test('they need a look', async () => {
  const client = new AsyncClient(app);
  await client.post('/orders', { data: [['item', wanted], ['note', null]] });
});
