import { describe, expect, test } from 'vitest';
import { slice } from '../../../src/core/text.ts';
import type { Wanted } from '../../../src/core/wants.ts';
import { sitesIn } from '../../support/sites.ts';
import { py, type Snippet } from '../../support/snippets.ts';

const found = async (snippet: Snippet, wanted: Wanted): Promise<string[]> => {
  const { source, sites } = await sitesIn(snippet, wanted);
  return sites.map((site) => slice(source, site));
};

describe('only the calls that a pattern may be about are listed', () => {
  const calls = py`
    client.get("/")
    client.post("/", data=1)
    client.put("/", 2)
    client.delete("/", **options)
    client.head(*args)
    getattr(client, name)("/")
  `;

  test.each<[string, Wanted, ...string[]]>([
    ['none where none is wanted', { reads: { response: ['ok'] } }],
    [
      'all',
      { calls: [{}] },
      ...['get("/")', 'post("/", data=1)', 'put("/", 2)', 'delete("/", **options)', 'head(*args)', 'getattr'],
    ],
    ['of a method', { calls: [{ methods: ['get'] }] }, 'get("/")', 'getattr'],
    [
      'with an option',
      { calls: [{ options: ['data'] }] },
      ...['post("/", data=1)', 'delete("/", **options)', 'head(*args)'],
    ],
    [
      'with an argument by position',
      { calls: [{ methods: ['put', 'head', 'get'], positional: true }] },
      ...['put("/", 2)', 'head(*args)'],
    ],
    [
      'of either pattern',
      { calls: [{ methods: ['get'] }, { methods: ['post'], options: ['data'] }] },
      ...['get("/")', 'post("/", data=1)', 'getattr'],
    ],
  ])('%s', async (_name, wanted, ...expected) => {
    const short = (await found(calls, wanted)).map((one) => one.replace(/^client\.|(?<=^getattr).*/, ''));
    expect(short).toEqual(expected);
  });
});

describe('a dictionary that several calls unpack is edited where they agree on what rules call rivals', () => {
  const shared = py`
    options = {"data": "x"}
    client.post("/a", **options)
    client.post("/b", json=1, **options)
  `;
  const placesOf = async (wanted: Wanted): Promise<(string | undefined)[]> => {
    const { sites } = await sitesIn(shared, wanted);
    return sites.map((site) => (site.kind === 'call' ? site.options.at(-1)?.key.name : undefined));
  };

  test('without rivals', async () => {
    expect(await placesOf({ calls: [{}] })).toEqual(['data', 'data']);
  });

  test('with a rival in one of the calls', async () => {
    expect(await placesOf({ calls: [{}], rivals: { data: ['json'] } })).toEqual([undefined, 'json']);
  });
});

describe('constructions are those that are given a wanted option', () => {
  const made = py`
    import httpx
    httpx.Client(proxies=p)
    httpx.Client(app=app)
    httpx.AsyncClient(verify=False)
    httpx.Client(**options)
    class Api(httpx.Client):
        def __init__(self, proxies=None, **kwargs):
            super().__init__(proxies=proxies, **kwargs)
    Api(proxies=p)
    Api(app=app)
  `;

  test.each<[string, Wanted, ...string[]]>([
    ['none where none is wanted', { calls: [{}] }],
    [
      'of one name, and not where a class of the project takes it itself',
      { constructions: ['proxies'] },
      'httpx.Client(proxies=p)',
      'super().__init__(proxies=proxies, **kwargs)',
    ],
    ['of another name', { constructions: ['app'] }, 'httpx.Client(app=app)', 'Api(app=app)'],
    [
      'of two, each by its own',
      { constructions: ['app', 'proxies'] },
      ...['httpx.Client(proxies=p)', 'httpx.Client(app=app)'],
      ...['super().__init__(proxies=proxies, **kwargs)', 'Api(app=app)'],
    ],
  ])('%s', async (_name, wanted, ...expected) => {
    expect(await found(made, wanted)).toEqual(expected);
  });
});
