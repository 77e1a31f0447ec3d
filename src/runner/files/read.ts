import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { messageOf } from '../errors.ts';

/** In bytes. A longer file is no source file and is not read. */
const MAX_READ = 64 * 1024 * 1024;

export interface Unread {
  readonly reason: 'unreadable' | 'too-large';
  readonly problem: string;
}

export type Read = { readonly bytes: Buffer } | Unread;

/** Reads synchronously: for small files four times as fast as batches of asynchronous reads. */
export function readBytes(file: string): Read {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { size } = fstatSync(descriptor);
    if (size > MAX_READ) return { reason: 'too-large', problem: `${megabytes(size)} is too large to read` };
    return { bytes: readFileSync(descriptor) };
  } catch (error) {
    return { reason: 'unreadable', problem: messageOf(error) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

export const megabytes = (size: number): string => `${(size / 1024 / 1024).toFixed(1)} MB`;
