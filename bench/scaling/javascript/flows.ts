import { times, type Shape } from '../shape.ts';
import { testModule } from './module.ts';

/** What assignments, functions and classes hand on. */
export const JS_FLOWS: readonly Shape[] = [
  {
    name: 'js-spreads',
    what: 'spreads of one object in one call',
    size: 800,
    files: (n) =>
      testModule(`const d = { allowRedirects: false };\nclient.get('/', {${' ...d,'.repeat(n)} });\n`),
  },
  {
    name: 'js-shared-options',
    what: 'calls that share an object of options',
    size: 8000,
    files: (n) =>
      testModule(
        `const options = { allowRedirects: false };\n${times(n, (i) => `client.get('/${i}', { ...options });\n`)}`,
      ),
  },
  {
    name: 'js-stored-options',
    what: 'stores to an object of options, each before a call',
    size: 8000,
    files: (n) =>
      testModule(`const d = {};\n${times(n, (i) => `d['key${i}'] = ${i};\nclient.get('/', { ...d });\n`)}`),
  },
  {
    name: 'js-turns',
    what: 'clients that take turns under one name',
    size: 8000,
    files: (n) =>
      testModule(
        times(n, (i) => `client = new TestClient({});\nclient.get('/${i}', { allowRedirects: false });\n`),
      ),
  },
  {
    name: 'js-hooks',
    what: 'hooks that assign one name, each with a test',
    size: 4000,
    files: (n) =>
      testModule(
        times(
          n,
          (i) => `beforeEach(() => { client = new TestClient({}); });
it('${i}', () => client.get('/${i}', { allowRedirects: false }));
`,
        ),
      ),
  },
  {
    name: 'js-conditional',
    what: 'assignments that may not happen',
    size: 16_000,
    files: (n) =>
      testModule(`let v = '';\n${'if (isOn) v = v + "x";\n'.repeat(n)}client.post('/', { data: v });\n`),
  },
  {
    name: 'js-one-name',
    what: 'functions of one name',
    size: 16_000,
    files: (n) =>
      testModule(`${'function same(a) { return a; }\n'.repeat(n)}client.post('/', { data: same(1) });\n`),
  },
  {
    name: 'js-chain',
    what: 'names for each other',
    size: 2000,
    files: (n) =>
      testModule(`const v0 = client;\n${times(n, (i) => `const v${i + 1} = v${i};\n`)}v${n}.get('/');\n`),
  },
  {
    name: 'js-callers',
    what: 'callers of a helper',
    size: 8000,
    files: (n) =>
      testModule(
        `function send(c, url) { return c.get(url, { allowRedirects: false }); }\n${times(n, (i) => `send(client, '/${i}');\n`)}`,
      ),
  },
  {
    name: 'js-helpers',
    what: 'helpers, each with a caller',
    size: 4000,
    files: (n) =>
      testModule(
        times(
          n,
          (i) =>
            `function send${i}(c) { return c.get('/', { allowRedirects: false }); }\nsend${i}(client);\n`,
        ),
      ),
  },
  {
    name: 'js-class-chain',
    what: 'classes that derive from each other, each with a call',
    size: 1000,
    files: (n) =>
      testModule(
        `class C0 extends TestClient {}\n${times(n, (i) => `class C${i + 1} extends C${i} {}\nnew C${i + 1}({}).get('/', { allowRedirects: false });\n`)}`,
      ),
  },
  {
    name: 'js-methods',
    what: 'methods that store and read one property',
    size: 8000,
    files: (n) =>
      testModule(
        `class Api {\n${times(n, (i) => `  m${i}() { this.c = new TestClient({}); return this.c.get('/${i}', { allowRedirects: false }); }\n`)}}\n`,
      ),
  },
];
