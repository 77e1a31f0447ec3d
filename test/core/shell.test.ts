import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/core/text.ts';

test.each([
  ['client', 'client'],
  ['tests/a-b.py', 'tests/a-b.py'],
  ['make()', "'make()'"],
  ['my tests', "'my tests'"],
  ["Use 'content=", '"Use \'content="'],
  ["it's $HOME", String.raw`'it'\''s $HOME'`],
  ['', "''"],
])('%s is written %s', (word, written) => {
  expect(shellWord(word)).toBe(written);
});

test.skipIf(process.platform === 'win32')('a shell takes each word as it was', () => {
  const words = [
    'make()',
    'a b',
    "it's",
    'say "hi"',
    '`date`',
    '$HOME',
    'a\\b',
    "both ' and $",
    '!',
    '*',
    '',
  ];
  const script = `for word in ${words.map(shellWord).join(' ')}; do printf '%s\\n' "$word"; done`;
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(`${words.join('\n')}\n`);
});
