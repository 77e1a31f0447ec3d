import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { messageOf } from '../errors.ts';

export interface Replacement {
  /** A real path, not a link. */
  readonly file: string;
  /** The content that the file must still have. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

export type Replaced =
  | { readonly status: 'replaced'; readonly otherLinks: number }
  | {
      readonly status: 'failed';
      readonly reason: 'changed-on-disk' | 'unwritable';
      readonly problem: string;
    };

/**
 * Replaces the content of a file, all or nothing, and keeps its mode and owner. Never throws.
 *
 * Does not use `write-file-atomic`: 7.0.1 accepts a short write, so on a full disk a truncated file replaces the original.
 * `fs.writeFileSync` writes until everything is written.
 */
export function replaceFile({ file, before, after }: Replacement): Replaced {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // A rename needs only permission to change the folder, but a read-only file must not be replaced.
    fs.accessSync(file, fs.constants.W_OK);
    const stat = fs.statSync(file);
    writeAs(temporary, after, stat);
    if (Buffer.compare(fs.readFileSync(file), before) !== 0) {
      fs.rmSync(temporary);
      return {
        status: 'failed',
        reason: 'changed-on-disk',
        problem: 'it changed during the run; not overwritten',
      };
    }
    fs.renameSync(temporary, file);
    return { status: 'replaced', otherLinks: stat.nlink - 1 };
  } catch (error) {
    fs.rmSync(temporary, { force: true });
    return { status: 'failed', reason: 'unwritable', problem: messageOf(error).replaceAll(temporary, file) };
  }
}

function writeAs(file: string, bytes: Uint8Array, { mode, uid, gid }: fs.Stats): void {
  const descriptor = fs.openSync(file, 'wx', mode);
  try {
    fs.writeFileSync(descriptor, bytes);
    const own = fs.fstatSync(descriptor);
    if (own.uid !== uid || own.gid !== gid) giveTo(descriptor, uid, gid);
    // After chown, which clears mode bits.
    fs.fchmodSync(descriptor, mode);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Only root may set another owner; otherwise the file gets the current user as its owner. */
function giveTo(descriptor: number, uid: number, gid: number): void {
  try {
    fs.fchownSync(descriptor, uid, gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EINVAL')))
      throw error;
  }
}
