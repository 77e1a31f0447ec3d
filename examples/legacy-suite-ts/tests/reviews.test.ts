import { describe, expect, it } from 'vitest';
import { TestClient } from 'testclient';
import { createApp } from '../shop/app.ts';

const QUIET = { allowRedirects: false };

/** What a reader does with the shop. */
class Reader {
  readonly client = new TestClient(createApp());

  review(tea: string, text: string) {
    return this.client.post(`/teas/${tea}/reviews`, { data: [['text', text]], allowRedirects: false });
  }

  rewrite(tea: string, text: string) {
    return this.client.put(`/teas/${tea}/reviews`, { data: text, ...QUIET });
  }

  async reviews(tea: string): Promise<string[]> {
    return (await this.client.get<string[]>(`/teas/${tea}/reviews`)).json();
  }
}

describe('reviews', () => {
  it('are read where they are written', async () => {
    const reader = new Reader();
    expect((await reader.review('assam', 'strong')).headers.get('location')).toBe('/teas/assam/reviews');
    expect(await reader.reviews('assam')).toEqual(['strong']);
  });

  it('are told as text', async () => {
    const reader = new Reader();
    expect((await reader.rewrite('sencha', 'grassy')).status).toBe(303);
    expect(await reader.reviews('sencha')).toEqual(['grassy']);
  });

  it('are read at once', async () => {
    const { client } = new Reader();
    const response = await client.post('/teas/keemun/reviews', { data: [['text', 'smoky']], allowRedirects: true });
    expect(response.json()).toEqual(['smoky']);
  });

  it('are of teas', async () => {
    expect((await new Reader().review('robusta', 'bitter')).status).toBe(404);
  });
});
