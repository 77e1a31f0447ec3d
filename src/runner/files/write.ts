import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { messageOf } from '../errors.ts';

export interface Replacement {
  /** Real: not a link. */
  readonly file: string;
  /** What the file has to hold still. */
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
 * Puts new bytes in the place of a file, all or none of them, with its mode and owner. Never throws.
 *
 * Not by `write-file-atomic`: 7.0.1 takes a short write for a whole one, so that on a full disk a truncated file
 * replaces the original. `fs.writeFileSync` writes until all is written.
 */
export function replaceFile({ file, before, after }: Replacement): Replaced {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    // A rename asks only for the right to change the folder, but a file that is read-only is so for a reason.
    fs.accessSync(file, fs.constants.W_OK);
    const stat = fs.statSync(file);
    writeAs(temporary, after, stat);
    if (Buffer.compare(fs.readFileSync(file), before) !== 0) {
      fs.rmSync(temporary);
      return {
        status: 'failed',
        reason: 'changed-on-disk',
        problem: 'it changed while it was being migrated; it is left as it is',
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
    // After the owner: a change of owner clears bits of the mode.
    fs.fchmodSync(descriptor, mode);
    fs.fsyncSync(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Only root may give files away; for others the file becomes their own. */
function giveTo(descriptor: number, uid: number, gid: number): void {
  try {
    fs.fchownSync(descriptor, uid, gid);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EPERM' || error.code === 'EINVAL')))
      throw error;
  }
}
