import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readLines } from '../../../src/runner/files/lines.ts';
import { inProcess, sourceUrl } from '../../support/special.ts';
import { folder } from '../support.ts';

const MB = 1024 * 1024;

const linesOf = (content: string | Uint8Array): readonly (readonly [string, boolean])[] => {
  const lines: (readonly [string, boolean])[] = [];
  readLines(join(folder({ a: content }), 'a'), 100 * MB, (line, isCut) => lines.push([line, isCut]));
  return lines;
};

test.each<[string, string, readonly (readonly [string, boolean])[]]>([
  ['nothing', '', []],
  ['a line', 'a\n', [['a', false]]],
  [
    'two',
    'a\né\n',
    [
      ['a', false],
      ['é', false],
    ],
  ],
  [
    'an empty one',
    'a\n\nb\n',
    [
      ['a', false],
      ['', false],
      ['b', false],
    ],
  ],
  [
    'one without its end',
    'a\nb',
    [
      ['a', false],
      ['b', true],
    ],
  ],
])('lines are handed out without their ends: %s', (_, content, lines) => {
  expect(linesOf(content)).toEqual(lines);
});

test('a line may begin in one piece of the file and end in another', () => {
  const long = 'é'.repeat(700_000);
  expect(linesOf(`${long}\n${long}\nx\n`)).toEqual([
    [long, false],
    [long, false],
    ['x', false],
  ]);
});

test('of a line that has no end for a long time only the beginning is kept', () => {
  const [first, second] = linesOf(Buffer.concat([Buffer.alloc(40 * MB, 'a'), Buffer.from('\nb\n')]));
  expect([(first?.[0].length ?? 0) < 20 * MB, second]).toEqual([true, ['b', false]]);
});

test('a file that is no regular one, or too long, is told', () => {
  const root = folder({ a: '' });
  truncateSync(join(root, 'a'), 3 * MB);
  const refuse = (): void => expect.unreachable();
  expect(readLines(root, MB, refuse)).toEqual({
    reason: 'unreadable',
    problem: 'it is a folder, not a regular file',
  });
  expect(readLines(join(root, 'a'), MB, refuse)).toMatchObject({ problem: '3.0 MB is too large to read' });
});

test('memory does not grow with the evidence', async () => {
  const lines = [
    { is: 'process', format: 1, process: 'p', run: 'r', language: 'python', versions: {}, salt: '00' },
    { is: 'file', process: 'p', path: 'a.py', hash: 'h' },
  ];
  const row = { is: 'call', process: 'p', at: ['a.py', 3], chain: [], receiver: 'x'.repeat(100) };
  const rest = { library: 'httpx', method: 'get', args: [], options: {}, answer: '2xx', times: 1 };
  const call = `${JSON.stringify({ ...row, ...rest })}\n`;
  const file = join(
    folder({ a: lines.map((line) => `${JSON.stringify(line)}\n`).join('') + call.repeat(400_000) }),
    'a',
  );
  // 400,000 lines have 80 MB.
  const { stdout } = await inProcess(`
    import { readLines } from ${sourceUrl('runner/files/lines.ts')};
    import { evidenceReader } from ${sourceUrl('evidence/read.ts')};
    const before = process.resourceUsage().maxRSS;
    const reader = evidenceReader();
    readLines(${JSON.stringify(file)}, 1e9, reader.take);
    const grown = (process.resourceUsage().maxRSS - before) / 1024;
    console.log(JSON.stringify([reader.evidence().get('a.py').get('h').calls[0].times, grown]));
  `);
  const [times = 0, grown = 0] = JSON.parse(stdout) as readonly number[];
  expect([times, grown < 70]).toEqual([400_000, true]);
});
