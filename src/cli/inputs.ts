import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { messageOf, UsageError } from '../runner/errors.ts';
import { MAX_READ, megabytes } from '../runner/files/read.ts';
import type { Io } from './io.ts';

/** All of standard input. Rejects where there is more than a file may have. */
export const readStdin = ({ stdin }: Pick<Io, 'stdin'>): Promise<Uint8Array> =>
  readAll(stdin, 'cannot read standard input');

/** The paths that `--files-from` lists. */
export async function readFileList(file: string, io: Pick<Io, 'stdin' | 'cwd'>): Promise<readonly string[]> {
  const bytes =
    file === '-'
      ? await readStdin(io)
      : // May be a pipe: `--files-from <(git diff --name-only)`.
        await readAll(createReadStream(resolve(io.cwd, file)), `--files-from: cannot read ${file}`);
  return splitPaths(Buffer.from(bytes).toString('utf8'));
}

/** Reads to the end of a stream, which may be a device that has none. */
async function readAll(stream: Readable, failure: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array | string>) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      total += bytes.length;
      // Leaving the loop destroys the stream.
      if (total > MAX_READ) throw new Error(`it has more than ${megabytes(MAX_READ)}`);
      chunks.push(bytes);
    }
  } catch (error) {
    throw new UsageError(`${failure}: ${messageOf(error)}`);
  }
  return Buffer.concat(chunks);
}

/** Splits at NULs if there are any (`find -print0`, `git diff -z`), else at newlines. PowerShell adds a byte-order mark. */
export const splitPaths = (text: string): readonly string[] => {
  const list = text.replace(/^\uFEFF/, '');
  // Not with `split`, which makes an entry for each of the millions of NULs that a device may give.
  const lines = list.includes('\0')
    ? list.match(/[^\0]+/g)
    : list.match(/[^\n]+/g)?.map((line) => line.replace(/\r$/, ''));
  return (lines ?? []).filter((line) => line !== '');
};
