import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readFileList, readStdin, splitPaths } from '../../src/cli/inputs.ts';
import { UsageError } from '../../src/runner/errors.ts';
import { commandApart, hasSpecialFiles, makeFifo } from '../support/special.ts';
import { folderOf } from './command.ts';

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
    ['a.py\n\r\n\nb\r.py', ['a.py', 'b\r.py']],
    ['\0\0a.py\0\0', ['a.py']],
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

describe.skipIf(!hasSpecialFiles)('a list of paths in what is not a file', () => {
  const clean = { 'a.py': 'x = 1\n' };

  it('is read from a FIFO, as that of a process substitution', async () => {
    const root = folderOf(clean);
    makeFifo(join(root, 'list'));
    const writer = spawn('sh', ['-c', 'echo a.py > list'], { cwd: root, timeout: 60_000 });
    const { code, stderr } = await commandApart(root, ['--check', '--files-from', 'list']);
    writer.kill();
    expect(stderr).toContain('Scanned 1 file');
    expect(code).toBe(0);
  });

  it.each([
    ['/dev/zero', 'it has more than 64.0 MB'],
    ['.', 'EISDIR'],
  ])('is refused in %s', async (path, problem) => {
    const { code, stderr, grown } = await commandApart(folderOf(clean), ['--check', '--files-from', path]);
    expect(stderr).toContain(`error: --files-from: cannot read ${path}: ${problem}`);
    expect(code).toBe(2);
    expect(grown).toBeLessThan(300 * 1024 * 1024);
  });
});

describe('standard input', () => {
  it.skipIf(!hasSpecialFiles).each([
    ['a folder', '.', 'it is a folder, not a file'],
    ['a device without end', '/dev/zero', 'it has more than 64.0 MB'],
  ])('that is %s is refused', async (_, path, problem) => {
    const root = folderOf({});
    const stdin = openSync(resolve(root, path), 'r');
    onTestFinished(() => closeSync(stdin));
    for (const argv of [
      ['-', '--stdin-filename', 'a.py'],
      ['--files-from', '-'],
    ]) {
      const { code, stdout, stderr } = await commandApart(root, argv, { stdin });
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain(`error: cannot read standard input: ${problem}`);
    }
  });

  it('that is longer than a file may be is refused', async () => {
    const endless = Readable.from(repeated(Buffer.alloc(1024 * 1024)));
    await expect(readStdin({ stdin: endless })).rejects.toThrow(UsageError);
    expect(endless.destroyed).toBe(true);
  });

  function* repeated(chunk: Buffer): Generator<Buffer> {
    for (;;) yield chunk;
  }

  it('is read as the bytes it is', async () => {
    const bytes = Buffer.from([0xef, 0xbb, 0xbf, 0x0d, 0xff]);
    expect(await readStdin(from(bytes.subarray(0, 2), bytes.subarray(2)))).toEqual(bytes);
  });
});
