import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { readFileList, readStdin, splitPaths } from '../../src/cli/inputs.ts';
import { UsageError } from '../../src/runner/errors.ts';

const from = (...chunks: (string | Buffer)[]): { stdin: Readable; cwd: string } => ({
  stdin: Readable.from(chunks),
  cwd: '/',
});

describe('a list of paths', () => {
  it.each([
    ['a.py\nb c.py\n', ['a.py', 'b c.py']],
    ['a.py\r\nb.py', ['a.py', 'b.py']],
    ['a\nb.py\0c.py\0', ['a\nb.py', 'c.py']],
    ['\uFEFFa.py\r\nb.py\r\n', ['a.py', 'b.py']],
    ['\n\n', []],
    ['', []],
  ])('%j', (text, paths) => {
    expect(splitPaths(text)).toEqual(paths);
  });

  it('comes from stdin', async () => {
    expect(await readFileList('-', from('a.py\nü', '.py\n'))).toEqual(['a.py', 'ü.py']);
  });

  it('that cannot be read is an error with its name', async () => {
    await expect(readFileList('no/such', from())).rejects.toThrow(UsageError);
    await expect(readFileList('no/such', from())).rejects.toThrow('cannot read no/such: ENOENT');
  });
});

describe('standard input', () => {
  it('is read as the bytes it is', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x0d, 0xff]);
    expect(await readStdin(from(bytes.subarray(0, 2), bytes.subarray(2)))).toEqual(bytes);
  });
});
