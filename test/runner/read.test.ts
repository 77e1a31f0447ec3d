import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { collect, readBytes, readerOfListed } from '../../src/runner/files/read.ts';
import { folder } from './support.ts';
import { hasSpecialFiles, inProcess, isLinux, makeFifo, makeSocket, sourceUrl } from '../support/special.ts';

const MB = 1024 * 1024;

/** Reads in a process of its own, and says by how many bytes that grew meanwhile. */
async function readApart(path: string): Promise<{ readonly problem?: string; readonly grown: number }> {
  const { stdout } = await inProcess(`
    import { readBytes } from ${sourceUrl('runner/files/read.ts')};
    const before = process.resourceUsage().maxRSS;
    const { problem } = readBytes(${JSON.stringify(path)});
    const grown = (process.resourceUsage().maxRSS - before) * 1024;
    console.log(JSON.stringify({ problem, grown }));
  `);
  return JSON.parse(stdout) as { readonly problem?: string; readonly grown: number };
}

describe('a file', () => {
  test.each([0, 1, 4095, 4096, 4097, 3 * MB])('of %i bytes is read to its end', (size) => {
    const bytes = Buffer.alloc(size, 'abc');
    const read = readBytes(join(folder({ a: bytes }), 'a'));
    expect('bytes' in read && read.bytes.equals(bytes)).toBe(true);
  });

  test('that is longer than the limit is not read', () => {
    const root = folder({ a: '12345' });
    expect(readBytes(join(root, 'a'), 5)).toEqual({ bytes: Buffer.from('12345') });
    truncateSync(join(root, 'a'), 2 * MB);
    expect(readBytes(join(root, 'a'), MB)).toEqual({
      reason: 'too-large',
      problem: '2.0 MB is too large to read',
    });
  });

  test('that is not there is told', () => {
    expect(readBytes(join(folder(), 'a'))).toMatchObject({
      reason: 'unreadable',
      problem: expect.stringMatching(/^ENOENT/),
    });
  });
});

describe('files that were listed', () => {
  test.each([0, 1, 4096, 256 * 1024 - 1, 256 * 1024, 3 * MB])('of %i bytes are read to their end', (size) => {
    const bytes = Buffer.alloc(size, 'abc');
    const read = readerOfListed()(join(folder({ a: bytes }), 'a'));
    expect('bytes' in read && read.bytes.equals(bytes)).toBe(true);
  });

  test('come in the same memory, one after the other', () => {
    const root = folder({ a: 'first', b: 'other' });
    const read = readerOfListed();
    const first = read(join(root, 'a'));
    expect('bytes' in first && first.bytes.toString()).toBe('first');
    expect(read(join(root, 'b'))).toEqual({ bytes: Buffer.from('other') });
    expect('bytes' in first && first.bytes.toString()).toBe('other');
  });

  test('that are longer than the limit, are gone or have become a folder are told', () => {
    const root = folder({ a: '12345', 'b/c': '' });
    const read = readerOfListed();
    expect(read(join(root, 'a'), 4)).toMatchObject({ reason: 'too-large' });
    expect(read(join(root, 'gone'))).toMatchObject({ reason: 'unreadable' });
    expect(read(join(root, 'b'))).toMatchObject({ reason: 'unreadable' });
  });

  test.skipIf(!hasSpecialFiles)('that have become a FIFO are not waited for', async () => {
    const root = folder();
    makeFifo(join(root, 'fifo'));
    const { stdout } = await inProcess(`
      import { readerOfListed } from ${sourceUrl('runner/files/read.ts')};
      console.log(JSON.stringify(readerOfListed()(${JSON.stringify(join(root, 'fifo'))})));
    `);
    expect(JSON.parse(stdout)).toHaveProperty('bytes.data', []);
  });
});

describe('what is not a file', () => {
  test('a folder is told', () => {
    expect(readBytes(folder())).toEqual({
      reason: 'unreadable',
      problem: 'it is a folder, not a regular file',
    });
  });

  test.skipIf(!hasSpecialFiles)('a FIFO, and a link to one, is told and not waited for', async () => {
    const root = folder();
    makeFifo(join(root, 'fifo'));
    symlinkSync('fifo', join(root, 'link'));
    const problem = 'it is a FIFO, not a regular file';
    expect(await readApart(join(root, 'fifo'))).toMatchObject({ problem });
    expect(await readApart(join(root, 'link'))).toMatchObject({ problem });
  });

  test.skipIf(!hasSpecialFiles)('a socket is told', async () => {
    const root = folder();
    await makeSocket(join(root, 's'));
    expect(readBytes(join(root, 's'))).toMatchObject({ problem: 'it is a socket, not a regular file' });
  });

  test.skipIf(!hasSpecialFiles)('a device, and a link to one, is told and not read', async () => {
    const root = folder();
    symlinkSync('/dev/zero', join(root, 'link'));
    const problem = 'it is a device, not a regular file';
    expect(await readApart('/dev/zero')).toMatchObject({ problem });
    expect(await readApart(join(root, 'link'))).toMatchObject({ problem });
  });

  test.skipIf(!hasSpecialFiles)('what becomes a FIFO between two reads is told by the second', async () => {
    const root = folder({ 'a.py': 'x = 1\n' });
    expect(readBytes(join(root, 'a.py'))).toHaveProperty('bytes');
    execFileSync('rm', [join(root, 'a.py')]);
    makeFifo(join(root, 'a.py'));
    expect(await readApart(join(root, 'a.py'))).toMatchObject({
      problem: 'it is a FIFO, not a regular file',
    });
  });
});

describe.skipIf(!isLinux)('a file whose size is said to be 0', () => {
  test('is read to its end', () => {
    const read = readBytes('/proc/self/status');
    expect('bytes' in read && read.bytes.toString()).toMatch(/^Name:.*\n[^]*\n$/);
  });

  test('is given up where it is too long, and little memory is used', async () => {
    const root = folder();
    symlinkSync('/proc/self/pagemap', join(root, 'x.py'));
    const { problem, grown } = await readApart(join(root, 'x.py'));
    expect(problem).toBe('more than 64.0 MB is too large to read');
    expect(grown).toBeLessThan(150 * MB);
  });
});

describe('what a read gives', () => {
  /** Gives each of the parts by a call, and then nothing. An error is thrown. */
  function giving(...parts: readonly (string | Error)[]): (into: Buffer, from: number) => number {
    const left = [...parts];
    return (into, from) => {
      const part = left.shift();
      if (part instanceof Error) throw part;
      return part === undefined ? 0 : into.write(part, from);
    };
  }
  const signal = (): Error => Object.assign(new Error('interrupted'), { code: 'EINTR' });

  test('may be longer than the size of the file', () => {
    expect(collect(2, 100, giving('abc', 'def', 'g'))).toEqual({ bytes: Buffer.from('abcdefg') });
  });

  test('may be shorter than the size of the file', () => {
    expect(collect(20, 100, giving('abc'))).toEqual({ bytes: Buffer.from('abc') });
  });

  test('is given up at the limit, whatever the size of the file', () => {
    const endless = (into: Buffer, from: number): number => into.length - from;
    for (const size of [0, 2, 9]) expect(collect(size, 10, endless)).toMatchObject({ reason: 'too-large' });
  });

  test('is awaited over signals, but not for good', () => {
    expect(collect(6, 10, giving(signal(), 'abc', signal(), signal(), 'def'))).toEqual({
      bytes: Buffer.from('abcdef'),
    });
    const interrupted = (): number => {
      throw signal();
    };
    expect(() => collect(6, 10, interrupted)).toThrow('interrupted');
  });
});
