import { expect, test } from 'vitest';
import { languageOf, languages } from '../../src/languages/index.ts';

test.each([
  ['tests/test_it.py', 'python'],
  ['stubs/app.pyi', 'python'],
  ['it.test.ts', 'javascript'],
  ['it.tsx', 'javascript'],
  ['..py', 'python'],
  ['.py', undefined],
  ['tests/.ts', undefined],
  ['README.md', undefined],
  ['py', undefined],
])('%s is read as %s', (path, name) => {
  expect(languageOf(path)?.name).toBe(name);
});

test('only the languages that are given are looked through', () => {
  expect(
    languageOf(
      'a.ts',
      languages.filter(({ name }) => name === 'python'),
    ),
  ).toBeUndefined();
});
