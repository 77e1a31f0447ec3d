import { describe, expect, it } from 'vitest';
import { freshClient, window } from './index.ts';

describe('the window', () => {
  it('shows all teas', async () => {
    expect((await window.get('/teas')).json()).toEqual(['assam', 'sencha', 'keemun']);
  });

  it('looks for a tag in the query', async () => {
    expect((await window.get('/teas', { params: { tag: 'green' } })).json()).toEqual(['sencha']);
  });

  it('looks for a tag in the body', async () => {
    const response = await window.get<string[]>('/teas', { data: 'tag:black' });
    expect(response.json()).toEqual(['assam', 'keemun']);
  });

  it('looks in both', async () => {
    const response = await window.get('/teas', {
      // The body wins.
      params: { tag: 'green' },
      data: `tag:${'malty'}`,
    });
    expect(response.json()).toEqual(['assam']);
  });

  it.each(['green', 'white'])('tells whether there is any %s', async (tag) => {
    const response = await window.head('/teas', { data: `tag:${tag}` });
    expect(response.status).toBe(tag === 'green' ? 200 : 404);
  });

  it('says what it can do', async () => {
    const { allow, asked } = (await window.options<{ allow: string[]; asked: string }>('/teas', { data: '*' })).json();
    expect(allow).toContain('GET');
    expect(asked).toBe('*');
  });

  it('shows one tea', async () => {
    expect((await window.get('/teas/assam', { timeout: 1000 })).json()).toMatchObject({ name: 'Assam' });
  });

  it('knows no coffee', async () => {
    expect((await window.get('/teas/robusta', { verify: false, timeout: 1000 })).status).toBe(404);
  });

  it('keeps old addresses', async () => {
    const response = await window.get('/tea/assam', { allowRedirects: false });
    expect(response.status).toBe(301);
  });

  it('leads from old addresses to new ones', async () => {
    const { url } = await window['get']('/tea/assam', { 'allowRedirects': true });
    expect(url).toBe('/teas/assam');
  });
});

describe('the shelves', () => {
  const GENMAICHA = { id: 'genmaicha', name: 'Genmaicha', tags: ['green'], price: 8 };

  it('take a new tea as JSON', async () => {
    const client = freshClient();
    expect((await client.post('/teas', { json: GENMAICHA })).status).toBe(201);
  });

  it('take a new tea as text', async () => {
    const client = freshClient();
    const response = await client.post('/teas', { data: JSON.stringify(GENMAICHA) });
    expect(response.status).toBe(201);
  });

  it('take a tea once', async () => {
    const client = freshClient();
    const body = JSON.stringify(GENMAICHA);
    await client.post('/teas', { data: body });
    expect((await client.post('/teas', { data: body })).status).toBe(409);
  });

  it('take no nonsense', async () => {
    expect((await freshClient().post('/teas', { data: '{' })).status).toBe(400);
  });

  it('lose several teas at once', async () => {
    const client = freshClient();
    const response = await client.delete<{ gone: string[] }>('/teas', { json: { ids: ['assam', 'robusta'] } });
    expect(response.json().gone).toEqual(['assam']);
  });

  it('lose them whatever the method is called', async () => {
    const client = freshClient();
    const response = await client['delete']('/teas', {
      json: { ids: ['keemun'] },
    });
    expect(response.json()).toEqual({ gone: ['keemun'] });
  });

  it('change a price', async () => {
    const client = freshClient();
    const response = await client.patch<{ price: number }>('/teas/assam', { data: String(12) });
    expect(response.json().price).toBe(12);
  });

  it('change a price in bytes', async () => {
    const response = await freshClient().patch('/teas/assam', { data: Buffer.from('13') });
    expect(response.json()).toMatchObject({ price: 13 });
  });
});
