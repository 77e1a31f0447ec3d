import { beforeEach, describe, expect, it, vi } from 'vitest';
import axios from 'axios';
import { createTestClient, type TestClient } from '../src/testing';
import { App } from '../src/app';

let client: TestClient;
let api = axios.create();

beforeEach(() => {
  client = createTestClient(<App name="shop" />);
});

const quiet = { allowRedirects: false, "headers": { accept: 'text/html' } };
const stay = (more: object) => ({ ...more, 'allowRedirects': false });

describe('redirects', () => {
  it('are not followed', async () => {
    const { status } = await client.get('/old', quiet);
    expect([status, (await client.head('/old', { ...quiet })).status]).toEqual([301, 301]);
  });

  it('are followed', async () => {
    const response = await client?.post<Page>('/login', {
      json: { user: 'ada' },
      // all the way
      ['allowRedirects']: true,
    } satisfies RequestOptions);
    expect(response!.url).toBe('/home')
    ;(await client.get('/', ({ allowRedirects: !response }) as RequestOptions)).json()
  });

  it('are not followed twice', async () => {
    await client.get('/old', stay({ params: { page: 1 } }));
    await client.get('/old', { allowRedirects: false, followRedirects: true });
    await client.get('/old', { allowRedirects: false /* old */, followRedirects: true });
  });

  it('are the business of others', async () => {
    const get = vi.fn();
    await api.get('/old', { allowRedirects: false });
    get('/old', { allowRedirects: false });
    expect(get).toHaveBeenCalledWith('/old', { allowRedirects: false });
  });
});
