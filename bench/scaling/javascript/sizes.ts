import { times, type Shape } from '../shape.ts';
import { testModule } from './module.ts';

/** Modules with much of one thing. */
export const JS_SIZES: readonly Shape[] = [
  {
    name: 'js-calls',
    what: 'calls that change, in one module',
    size: 10_000,
    files: (n) => testModule(times(n, (i) => `client.get('/orders/${i}', { allowRedirects: false });\n`)),
  },
  {
    name: 'js-tests',
    what: 'tests whose responses are looked at',
    size: 4000,
    files: (n) =>
      testModule(
        times(
          n,
          (i) => `it('takes order ${i}', async () => {
  const response = await client.post('/orders', { data: JSON.stringify({ number: ${i} }) });
  expect(response.status).toBe(201);
  expect(response.ok).toBe(true);
});
`,
        ),
      ),
  },
  {
    name: 'js-object',
    what: 'entries of an object that is sent',
    size: 16_000,
    files: (n) =>
      testModule(
        `const rows = {\n${times(n, (i) => `  row${i}: { number: ${i}, name: 'row ${i}' },\n`)}};
client.post('/rows', { data: rows });\n`,
      ),
  },
  {
    name: 'js-nested',
    what: 'blocks in each other',
    size: 400,
    files: (n) => testModule(`${'if (isOn) {\n'.repeat(n)}client.get('/');\n${'}'.repeat(n)}\n`),
  },
  {
    name: 'js-elements',
    what: 'elements of JSX with a handler that calls',
    size: 8000,
    files: (n) => {
      const { 'shape.test.ts': module = '', ...others } = testModule('');
      const elements = times(
        n,
        (i) => `  <Row key="${i}" load={() => client.get('/${i}', { allowRedirects: false })} />\n`,
      );
      return { ...others, 'shape.test.tsx': `${module}const all = <div>\n${elements}</div>;\n` };
    },
  },
];
