import { describe, expect, test } from 'vitest';
import { resolveAlias } from '../../../src/languages/javascript/binding/aliases.ts';
import { resolveRelative } from '../../../src/languages/javascript/binding/resolve.ts';
import { openIn, projectOf, receiversOf } from '../../support/project.ts';
import { code } from '../../support/snippets.ts';

type Files = Readonly<Record<string, string>>;

const config = (options: object, rest: object = {}): string =>
  JSON.stringify({ compilerOptions: options, ...rest });

/** Searched from each of these beginnings to the end of the text, that would take minutes. */
const endless = (first: string, again: string): Files => ({ 'tsconfig.json': first + again.repeat(500_000) });

describe('an import leads to a file', () => {
  test.each<[string, string, Files, string]>([
    ['by paths', '@/setup', { 'tsconfig.json': config({ paths: { '@/*': ['./src/*'] } }) }, 'src/setup.ts'],
    [
      'by paths below a base',
      '@/setup',
      { 'tsconfig.json': config({ baseUrl: 'src', paths: { '@/*': ['*'] } }) },
      'src/setup.ts',
    ],
    [
      'by a path without a star',
      'setup',
      { 'tsconfig.json': config({ paths: { setup: ['src/setup.ts'] } }) },
      'src/setup.ts',
    ],
    [
      'by the second of two targets',
      '@/setup',
      { 'tsconfig.json': config({ paths: { '@/*': ['gone/*', 'src/*'] } }) },
      'src/setup.ts',
    ],
    [
      'by the longest of two patterns',
      '@/a/setup',
      { 'tsconfig.json': config({ paths: { '@/*': ['other/*'], '@/a/*': ['src/*'] } }) },
      'src/setup.ts',
    ],
    ['by a base', 'src/setup', { 'tsconfig.json': config({ baseUrl: '.' }) }, 'src/setup.ts'],
    [
      'by a configuration further up',
      '@/setup',
      { 'test/x.ts': '', 'tsconfig.json': config({ paths: { '@/*': ['src/*'] } }) },
      'src/setup.ts',
    ],
    [
      'not by one whose base is missing',
      '@/setup',
      { 'tsconfig.json': config({}, { extends: './gone' }) },
      '',
    ],
    [
      'by one that is extended by its name',
      '@/setup',
      {
        'tsconfig.json': config({}, { extends: './tsconfig.base.json' }),
        'tsconfig.base.json': config({ paths: { '@/*': ['src/*'] } }),
      },
      'src/setup.ts',
    ],
    [
      'by one that is referred to',
      '@/setup',
      {
        'tsconfig.json': config({}, { references: [{ path: './tsconfig.app.json' }] }),
        'tsconfig.app.json': config({ paths: { '@/*': ['src/*'] } }),
      },
      'src/setup.ts',
    ],
    [
      'by a jsconfig',
      '@/setup',
      { 'jsconfig.json': config({ paths: { '@/*': ['src/*'] } }) },
      'src/setup.ts',
    ],
    [
      'by one with comments',
      '@/setup',
      {
        'tsconfig.json': code`
          {
          // "paths"
          "compilerOptions": { /* x */ "paths": { "@/*": ["src/*",], }, },
          }
        `,
      },
      'src/setup.ts',
    ],
    [
      'not by one that extends itself',
      '@/setup',
      { 'tsconfig.json': config({}, { extends: './tsconfig.json' }) },
      '',
    ],
    ['not by one that is broken', '@/setup', { 'tsconfig.json': '{' }, ''],
    [
      'not by one that is a comment without an end, however often one begins',
      '@/setup',
      endless('{ ', '/* '),
      '',
    ],
    [
      'not by one that is a string without an end, however many quotes it has',
      '@/setup',
      endless('{ "', '\\"'),
      '',
    ],
    ['not where there is none', '@/setup', {}, ''],
    [
      'not out of the project',
      '@/setup',
      { 'tsconfig.json': config({ paths: { '@/*': ['../../src/*'] } }) },
      '',
    ],
  ])('%s', (_name, from, files, expected) => {
    const project = projectOf({ 'src/setup.ts': '', 'test/a.test.ts': '', ...files });
    expect(resolveAlias(project, 'test/a.test.ts', from) ?? '').toBe(expected);
  });

  test.each([
    ['./a', 'test/a.ts'],
    ['./a.js', 'test/a.ts'],
    ['./b', 'test/b/index.mjs'],
    ['./b/', 'test/b/index.mjs'],
    ['../c', 'c.cts'],
    ['../c.cjs', 'c.cts'],
    ['..', 'index.tsx'],
    ['.', ''],
    ['../../c', ''],
    ['a', ''],
  ])('%s', (from, expected) => {
    const project = projectOf({ 'test/a.ts': '', 'test/b/index.mjs': '', 'c.cts': '', 'index.tsx': '' });
    expect(resolveRelative(project, 'test/x.test.ts', from) ?? '').toBe(expected);
  });
});

test('a client is found behind an alias', async () => {
  const files = {
    'tsconfig.json': config({ paths: { '@/*': ['./src/*'] } }),
    'src/setup.ts': code`
      import { TestClient } from 'framework';
      export const api = new TestClient(app);
    `,
    'test/a.test.ts': "import { api } from '@/setup';\napi.get('/');",
  };
  const opened = await openIn(files, 'test/a.test.ts', ['framework']);
  expect(receiversOf(opened)).toEqual(['2 api.get proven imported']);
});
