import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../src/core/lines.ts';
import { openIn } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

const HEAD = code`
  import { TestClient } from 'framework';
  const client = new TestClient(app);

`;

/** `line place method option kinds` of each mention. */
async function mentionsIn(files: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const { document, source } = await openIn(files, path);
  expect(document.problem).toBeUndefined();
  const lines = linesOf(source);
  return document.sites
    .filter((site) => site.kind === 'mention')
    .map(
      ({ start, in: place, method, option }) =>
        `${lines.at(start).line} ${place} ${method} ${option.key.name} ${option.value.kinds.join('|')}`,
    );
}

type Row = readonly [name: string, source: string, ...expected: string[]];

const expectations: readonly Row[] = [
  [
    'a method of a client',
    'expect(client.get).toHaveBeenCalledWith("/", { allowRedirects: false });',
    '3 expectation get allowRedirects boolean',
  ],
  [
    'a spy',
    code`
      const spy = vi.spyOn(client, "post");
      expect(spy).toHaveBeenCalledWith("/", { data: "x" });
    `,
    '4 expectation post data text',
  ],
  [
    'a spy that answers',
    code`
      const spy = jest.spyOn(client, "delete").mockResolvedValue({});
      expect(spy).toHaveBeenLastCalledWith("/", { json: {} });
    `,
    '4 expectation delete json mapping',
  ],
  [
    'a part of the options',
    'expect(client.get).toHaveBeenCalledWith("/", expect.objectContaining({ allowRedirects: false }));',
    '3 expectation get allowRedirects boolean',
  ],
  [
    'a call among others',
    'expect(client.get).toHaveBeenNthCalledWith(2, "/", { allowRedirects: false });',
    '3 expectation get allowRedirects boolean',
  ],
  [
    'what is not expected',
    'expect(client.get).not.toHaveBeenCalledWith("/", { allowRedirects: false });',
    '3 expectation get allowRedirects boolean',
  ],
  [
    'sinon',
    'sinon.assert.calledWith(client.get, "/", { allowRedirects: false });',
    '3 expectation get allowRedirects boolean',
  ],
  [
    'chai',
    'expect(client.get).to.have.been.calledWith("/", { allowRedirects: false });',
    '3 expectation get allowRedirects boolean',
  ],
  ['another option', 'expect(client.get).toHaveBeenCalledWith("/", { headers: {} });'],
  [
    'a spy of something else',
    code`
      const spy = vi.spyOn(axios, "get");
      expect(spy).toHaveBeenCalledWith("/", { allowRedirects: false });
    `,
  ],
  [
    'a double',
    code`
      const get = vi.fn();
      expect(get).toHaveBeenCalledWith("/", { allowRedirects: false });
    `,
  ],
  [
    'a method that the test put there',
    code`
      client.get = vi.fn();
      expect(client.get).toHaveBeenCalledWith("/", { allowRedirects: false });
    `,
  ],
  [
    'a method that the test put there with others',
    code`
      Object.assign(client, { get: vi.fn() });
      expect(client.get).toHaveBeenCalledWith("/", { allowRedirects: false });
    `,
  ],
  ['another method of a client', 'expect(client.close).toHaveBeenCalledWith({ data: "x" });'],
  ['another matcher', 'expect(client.get).toEqual({ allowRedirects: false });'],
];

describe('an expectation of', () => {
  test.each(expectations)('%s', async (_name, source, ...expected) => {
    expect(await mentionsIn({ 'a.test.ts': HEAD + source }, 'a.test.ts')).toEqual(expected);
  });
});

const CLASS = code`
  export class TestClient {
    get(url: string, options?: RequestOptions) {}
    request(method: string, url: string, options?: object) {}
  }

`;

const types: readonly Row[] = [
  [
    'an interface',
    `${CLASS}interface RequestOptions { allowRedirects?: boolean }`,
    '5 type get allowRedirects boolean',
  ],
  [
    'a type alias',
    `${CLASS}type RequestOptions = { allowRedirects?: boolean };`,
    '5 type get allowRedirects boolean',
  ],
  [
    'an inherited interface',
    code`
      ${CLASS}
      interface Base { allowRedirects?: boolean }
      interface RequestOptions extends Base {}
    `,
    '5 type get allowRedirects boolean',
  ],
  [
    'an inline type',
    code`
      export class TestClient {
        get(url: string, options: { allowRedirects?: boolean } = {}) {}
        request(method: string, url: string) {}
      }
    `,
    '2 type get allowRedirects boolean',
  ],
  [
    'a part of a type',
    `${CLASS.replace('RequestOptions', 'Partial<RequestOptions>')}interface RequestOptions { allowRedirects: boolean }`,
    '5 type get allowRedirects boolean',
  ],
  [
    'a subclass',
    code`
      import { TestClient } from "framework";
      class Api extends TestClient {
        get(url: string, options: { allowRedirects: boolean }) {}
      }
    `,
    '3 type get allowRedirects boolean',
  ],
  [
    'a class that its file keeps to itself, whose calls stay as they are',
    `${CLASS.replace('export ', '')}interface RequestOptions { allowRedirects?: boolean }`,
  ],
  [
    'a class that is handed out below',
    `${CLASS.replace('export ', '')}interface RequestOptions { allowRedirects?: boolean }\nexport { TestClient as Api };`,
    '5 type get allowRedirects boolean',
  ],
  [
    'a class that is no client',
    `${CLASS.replace('TestClient', 'Fetcher')}interface RequestOptions { allowRedirects?: boolean }`,
  ],
  [
    'a type that no client takes',
    code`
      ${CLASS}
      interface RequestOptions {}
      interface Other { allowRedirects?: boolean }
    `,
  ],
  [
    'another method',
    code`
      export class TestClient {
        open(url: string, options: { allowRedirects?: boolean }) {}
      }
    `,
  ],
];

describe('a type of the options of', () => {
  test.each(types)('%s', async (_name, source, ...expected) => {
    expect(await mentionsIn({ 'src/client.ts': source }, 'src/client.ts')).toEqual(expected);
  });
});

test('a type stands in another file than the client', async () => {
  const files = {
    'src/options.ts': code`
      export interface RequestOptions {
        allowRedirects?: boolean;
      }
    `,
    'src/client.ts': `import type { RequestOptions } from './options';\n${CLASS}`,
  };
  expect(await mentionsIn(files, 'src/options.ts')).toEqual(['2 type get allowRedirects boolean']);
});

test('a call of a method that is spied on is not sure', async () => {
  const { calls } = await openIn(
    {
      'a.test.ts': code`
        ${HEAD}
        vi.spyOn(client, 'get');
        client.get('/');
        client.post('/');
      `,
    },
    'a.test.ts',
  );
  expect(calls.map(({ receiver }) => receiver.certainty)).toEqual(['mixed', 'proven']);
});
