import { describe, expect, test, vi } from 'vitest';
import { parsePython, parsePythonSync } from '../../../src/languages/python/parser.ts';
import { walk } from '../../../src/languages/python/walk.ts';

test('parsing at once says what is missing until the parser is loaded', async () => {
  // Another test file may have loaded the parser already; this is a copy of the module that has not.
  vi.resetModules();
  const fresh = await import('../../../src/languages/python/parser.ts');
  expect(() => fresh.parsePythonSync('x')).toThrow('await loadPython()');
  await fresh.loadPython();
  expect(fresh.parsePythonSync('x').body).toHaveLength(1);
});

test('many may ask for the parser at the same time', async () => {
  const asts = await Promise.all(['a', 'b', 'c'].map((source) => parsePython(source)));
  expect(asts.map(({ body }) => body.length)).toEqual([1, 1, 1]);
});

describe('offsets count UTF-16 units', () => {
  test.each([
    ['emoji', '"😀😀"; call(x) # 😀\nx'],
    ['accents', 'größe = "é"; call(x)'],
    ['CRLF', 'a\r\nb\r\n\r\ncall(x)\r\n'],
    ['tabs', 'if a:\n\tif b:\n\t\tcall(x)\n'],
    ['form feed', 'a\n\f\ncall(x)\n'],
    ['lone surrogates', '"\ud800"; call(x)\n'],
    ['no newline at the end', 'a\ncall(x)'],
    ['more than one chunk of the parser', `${'# é😀\n'.repeat(20_000)}call(x)\n`],
  ])('%s', async (_, source) => {
    const texts: string[] = [];
    walk((await parsePython(source)).body, (node) => {
      if (node.kind === 'call') texts.push(source.slice(node.start, node.end));
    });
    expect(texts).toEqual(['call(x)']);
  });
});

test('comments are told apart from what looks like one', async () => {
  const source = '#!/usr/bin/env python\na = "# no" # é 😀\n\nf( # one\n  # two\n)\r\n#\n';
  const { comments } = await parsePython(source);
  expect(comments.map(({ start, end }) => source.slice(start, end))).toEqual([
    '#!/usr/bin/env python',
    '# é 😀',
    '# one',
    '# two',
    '#',
  ]);
});

test('memory of earlier texts is given back', async () => {
  const source = 'x = [1, 2, 3]\n'.repeat(2_000);
  await parsePython(source);
  const before = process.memoryUsage().external;
  for (let round = 0; round < 20; round += 1) parsePythonSync(source);
  // Kept, each of the trees would take 3 MB.
  expect(process.memoryUsage().external - before).toBeLessThan(20e6);
});
