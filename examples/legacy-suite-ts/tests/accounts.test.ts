import { beforeEach, describe, expect, it } from 'vitest';
import { TestClient } from 'testclient';
import { createApp } from '../shop/app.ts';
import { ADA, login } from './helpers.ts';

let client: TestClient;

beforeEach(() => {
  client = new TestClient(createApp());
});

describe('login', () => {
  it('asks who you are', async () => {
    expect((await client.get('/login')).text).toBe('who are you?');
  });

  it('sends you to your account', async () => {
    const response = await client.post('/login', { data: ADA, allowRedirects: false });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/account');
  });

  it('does not go there by itself', async () => {
    const { status, headers } = await client.post('/login', { data: ADA });
    expect([status, headers.get('location')]).toEqual([303, '/account']);
  });

  it('follows to your account', async () => {
    const response = await client.post<{ user: string }>('/login', { data: ADA, allowRedirects: true });
    expect(response.json().user).toBe('ada');
  });

  it('sends you where you came from', async () => {
    const allowRedirects = false;
    const response = await client.post('/login', { data: { ...ADA, next: '/orders' }, allowRedirects });
    expect(response.headers.get('location')).toBe('/orders');
  });

  it.each([
    ['nobody', 'bergamot'],
    ['ada', 'chamomile'],
    ['', ''],
  ])('sends %s with %s back', async (user, password) => {
    const response = await client.post('/login', {
      data: { user, password },
      allowRedirects: false, // stay
    });
    expect(response.status).toBe(302);
  });

  it('takes the fields as pairs', async () => {
    const response = await client.post('/login', {
      data: [
        ['user', 'grace'],
        ['password', 'jasmine'],
      ],
      "allowRedirects": false,
    });
    expect(response.status).toBe(303);
  });

  it('takes no JSON', async () => {
    expect((await client.post('/login', { json: ADA })).status).toBe(415);
  });

  it('remembers you', async () => {
    await login(client);
    expect((await client.get('/account')).status).toBe(200);
  });
});

describe('logout', () => {
  it('leads to the login', async () => {
    await login(client);
    const response = await client.post('/logout', { allowRedirects: true });
    expect(response.url).toBe('/login');
  });

  it('stays where it is', async () => {
    await login(client);
    expect(await client.post('/logout')).toMatchObject({ status: 303, url: '/logout' });
    expect((await client.request('POST', '/logout')).headers.get('location')).toBe('/login');
  });

  it('forgets you', async () => {
    await login(client);
    await client.post('/logout', { allowRedirects: false });
    expect(client.cookies.size).toBe(0);
    expect((await client.get('/account')).status).toBe(401);
  });
});

describe('a session', () => {
  it('is all that a stranger needs', async () => {
    const app = createApp();
    const ada = new TestClient(app);
    await login(ada);
    const session = ada.cookies.get('session') ?? '';
    const stranger = new TestClient(app);
    const response = await stranger.get<{ user: string }>('/account', { cookies: { session } });
    expect(response.json().user).toBe('ada');
  });

  it('goes along where you are sent', async () => {
    const app = createApp();
    const ada = new TestClient(app);
    await login(ada);
    const cookies = Object.fromEntries(ada.cookies);
    const response = await new TestClient(app).get('/profile', { cookies, allowRedirects: true });
    expect(response.url).toBe('/account');
  });

  it('of nobody is refused', async () => {
    const stranger = new TestClient(createApp(), { headers: { accept: '*/*' } });
    expect((await stranger.get('/account', { cookies: { session: 'gone' } })).status).toBe(401);
  });
});

describe('closing an account', () => {
  it('has to be said', async () => {
    await login(client);
    expect((await client.delete('/account')).status).toBe(409);
  });

  it('takes a sentence', async () => {
    await login(client);
    const response = await client.delete('/account', { data: 'close ada' });
    expect(response.status).toBe(204);
  });

  it('takes the sentence of the one who is logged in', async () => {
    await login(client, { user: 'grace', password: 'jasmine' });
    const sentence = `close ${'ada'}`;
    expect((await client.delete('/account', { data: sentence, headers: { 'x-why': 'test' } })).status).toBe(409);
  });
});

it('keeps the way to the profile', async () => {
  const options = { allowRedirects: false, headers: { accept: 'text/html' } };
  const response = await client.get('/profile', options);
  expect(response.status).toBe(307);
  expect(response.headers.get('location')).toBe('/account');
});
