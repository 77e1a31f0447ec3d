import { describe, expect, it, vi } from 'vitest';

/** Somebody else's client, whose options are its own. */
class SupplierApi {
  readonly sent: unknown[] = [];

  get(path: string, options: { allowRedirects?: boolean; data?: string } = {}) {
    this.sent.push(['GET', path, options]);
    return this;
  }

  delete(path: string, options: { json?: unknown } = {}) {
    this.sent.push(['DELETE', path, options]);
    return this;
  }
}

describe('the suppliers', () => {
  it('are asked their own way', () => {
    const client = new SupplierApi();
    client.get('/prices', { allowRedirects: false, data: 'assam' }).delete('/orders', { json: [1] });
    expect(client.sent).toEqual([
      ['GET', '/prices', { allowRedirects: false, data: 'assam' }],
      ['DELETE', '/orders', { json: [1] }],
    ]);
  });

  it('are not a map', () => {
    const client = new Map([['data', 'allowRedirects']]);
    client.delete('data');
    expect(client.get('data')).toBeUndefined();
  });

  it('are called once', () => {
    const get = vi.fn();
    get('/prices', { allowRedirects: false });
    expect(get).toHaveBeenCalledWith('/prices', { allowRedirects: false });
  });
});
