import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestClient, type TestClient } from 'testclient';
import { createApp } from '../shop/app.ts';
import { csv, PNG } from './helpers.ts';

const DELIVERY = fileURLToPath(new URL('data/delivery.csv', import.meta.url));

let client: TestClient;

beforeAll(() => {
  client = createTestClient(createApp());
});

describe('the hook', () => {
  it('answers a ping', async () => {
    expect((await client.post('/hook', { data: 'ping' })).text).toBe('pong');
  });

  it('hears what is said', async () => {
    const words = ['two', 'lumps'];
    expect((await client.post('/hook', { data: words.join(' ') })).text).toBe('heard two lumps');
  });

  it('hears bytes', async () => {
    const data = new TextEncoder().encode('thé');
    expect((await client.post('/hook', { data })).text).toBe('heard thé');
  });

  it('hears nothing', async () => {
    expect((await client.post('/hook', { data: '' })).text).toBe('heard ');
  });

  it('reads JSON that says so', async () => {
    const response = await client.post('/hook', {
      headers: { 'Content-Type': 'application/json' },
      data: JSON.stringify({ event: 'paid' }),
    });
    expect(response.json()).toEqual({ event: 'paid' });
  });

  it('prefers text to JSON', async () => {
    expect((await client.post('/hook', { data: 'ping', json: { event: 'paid' } })).text).toBe('pong');
  });

  it('takes JSON where the text is empty', async () => {
    const response = await client.post('/hook', { data: '', json: { event: 'paid' } });
    expect(response.json()).toEqual({ event: 'paid' });
  });
});

describe('deliveries', () => {
  it('are counted', async () => {
    const response = await client.put('/deliveries/monday', { data: csv(['assam', '2'], ['sencha', '1']) });
    expect(response.json()).toEqual({ lines: 2 });
  });

  it('come from files', async () => {
    const response = await client.put('/deliveries/tuesday', { data: readFileSync(DELIVERY) });
    expect(response.json()).toEqual({ lines: 3 });
  });

  it('come from files of text', async () => {
    const response = await client.put('/deliveries/wednesday', { data: await readFile(DELIVERY, 'utf8') });
    expect(response.json()).toEqual({ lines: 3 });
  });

  it('come back as they went', async () => {
    await client.put('/deliveries/picture', { data: PNG });
    expect([...(await client.get('/deliveries/picture')).bytes]).toEqual([...PNG]);
  });
});

describe('pictures', () => {
  it('are weighed', async () => {
    const response = await client.post('/pictures', { data: PNG });
    expect(response.json()).toEqual({ bytes: 11 });
  });

  it('are told from text', async () => {
    expect((await client.post('/pictures', { data: 'PNG' })).status).toBe(415);
  });

  it('travel with a form', async () => {
    const response = await client.post('/upload', {
      data: [['tea', 'assam'], ['tea', 'sencha']],
      files: { picture: ['assam.png', PNG, 'image/png'] },
    });
    expect(response.text).toContain('filename="assam.png"');
    expect(response.text.match(/name="tea"/g)).toHaveLength(2);
  });
});

describe('the newsletter', () => {
  it('takes a form', async () => {
    const response = await client.post('/newsletter', { data: { mail: 'ada@example.com' } });
    expect(response.json()).toEqual({ mail: 'ada@example.com' });
  });

  it('takes pairs', async () => {
    const response = await client.post('/newsletter', { data: [['mail', 'ada@example.com'], ['first-name', 'Ada']] });
    expect(response.json()).toEqual({ mail: 'ada@example.com', 'first-name': 'Ada' });
  });

  it('takes search parameters', async () => {
    const data = new URLSearchParams({ mail: 'grace@example.com' });
    const response = await client.post('/newsletter', { data });
    expect(response.json()).toEqual({ mail: 'grace@example.com' });
  });
});
