import { describe, expect } from 'vitest';
import { test } from './fixtures.ts';
import { order } from './helpers.ts';

describe('orders', () => {
  test('are refused with a reason', async ({ client, member }) => {
    const response = await client.get('/orders');
    expect(response.ok).toBe(false);
    expect(response.reason).toBe('Unauthorized');
    expect((await member.get('/orders')).ok).toBeTruthy();
  });

  test('are taken, or there is an error', async ({ member }) => {
    const answers = [
      await member.post('/orders', { data: [['item', 'assam']], allowRedirects: true }),
      await member.post('/orders', { data: { item: ['coffee'] } }),
    ];
    expect(answers.map(({ status }) => status)).toHaveLength(2);
    expect(answers.map((one) => one.ok)).toEqual([true, false]);
    if (answers.every((one) => !one.ok)) throw new Error(answers[0]?.text);
  });

  test('are for members', async ({ client }) => {
    expect((await client.get('/orders')).status).toBe(401);
  });

  test('are none at first', async ({ member }) => {
    expect((await member.get('/orders')).json()).toEqual([]);
  });

  test('have a place of their own', async ({ member }) => {
    expect(await order(member, 'assam', 'hot')).toBe('/orders/1');
  });

  test('hold several teas', async ({ member }) => {
    const response = await member.post<{ items: string[] }>('/orders', {
      data: [['item', 'assam'], ['item', 'sencha'], ['note', 'soon']],
      allowRedirects: true,
    });
    expect(response.json().items).toEqual(['assam', 'sencha']);
  });

  test('hold what is listed before', async ({ member }) => {
    const fields = [
      ['item', 'keemun'], // the best
      // and what goes with it
      ['note', 'later'],
    ] as const;
    const response = await member.post('/orders', { data: fields, allowRedirects: true });
    expect(response.json()).toMatchObject({ items: ['keemun'], note: 'later' });
  });

  test('hold numbers and truths', async ({ member }) => {
    const response = await member.post('/orders', {
      data: [['item', 'assam'], ['note', 2], ['gift', true]],
      allowRedirects: true,
    });
    expect(response.json()).toMatchObject({ note: '2' });
  });

  test('hold teas alone', async ({ member }) => {
    const response = await member.post('/orders', { data: { item: ['assam', 'coffee'] } });
    expect(response.status).toBe(422);
  });

  test('are found again', async ({ member }) => {
    const place = await order(member, 'assam', 'hot');
    expect((await member.get(place)).json()).toMatchObject({ note: 'hot' });
  });

  test('change their note', async ({ member }) => {
    const place = await order(member, 'assam', 'hot');
    const response = await member.put(place, { data: 'iced' });
    expect(response.json()).toMatchObject({ note: 'iced' });
  });

  test('go for a reason', async ({ member: someone }) => {
    const place = await order(someone, 'assam', 'hot');
    expect((await someone.delete(place)).status).toBe(422);
    expect((await someone.delete(place, { data: 'too late' })).status).toBe(204);
    expect((await someone.get(place)).status).toBe(404);
  });

  test('go together', async ({ member }) => {
    await order(member, 'assam', 'one');
    await order(member, 'sencha', 'two');
    const ids = [1, 2];
    await member.delete('/orders', { json: ids });
    expect((await member.get('/orders')).json()).toEqual([]);
  });
});
