import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { messageOf, UsageError } from '../runner/errors.ts';
import type { Io } from './io.ts';

/** All of standard input. */
export async function readStdin({ stdin }: Pick<Io, 'stdin'>): Promise<Uint8Array> {
  try {
    return await buffer(stdin);
  } catch (error) {
    throw new UsageError(`cannot read standard input: ${messageOf(error)}`);
  }
}

/** The paths that `--files-from` lists. */
export async function readFileList(file: string, io: Pick<Io, 'stdin' | 'cwd'>): Promise<readonly string[]> {
  const bytes = file === '-' ? await readStdin(io) : await readList(resolve(io.cwd, file), file);
  return splitPaths(Buffer.from(bytes).toString('utf8'));
}

async function readList(path: string, typed: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new UsageError(`--files-from: cannot read ${typed}: ${messageOf(error)}`);
  }
}

/** Splits at NULs if there are any (`find -print0`, `git diff -z`), else at newlines. PowerShell adds a byte-order mark. */
export const splitPaths = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(text.includes('\0') ? '\0' : /\r?\n/)
    .filter(Boolean);
