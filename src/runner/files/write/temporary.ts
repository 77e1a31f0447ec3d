import * as fs from 'node:fs';
import { codeOf } from '../../errors.ts';

/** Who may do what with a file. */
export type Rights = Pick<fs.BigIntStats, 'mode' | 'uid' | 'gid'>;

const MODE = 0o7777n;

/**
 * Writes a new file, to the disk, with the owner that is wanted and, at the end, with rights that nobody lacked: until then only the current
 * user may open it. Returns what the file is. Throws what `fs` throws; the file may be there then.
 */
export function writeTemporary(file: string, bytes: Uint8Array, wanted: Rights): fs.BigIntStats {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = fs.constants;
  const descriptor = fs.openSync(file, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
  try {
    // Writes until everything is written, unlike `writeSync`.
    fs.writeFileSync(descriptor, bytes);
    const own = fs.fstatSync(descriptor, { bigint: true });
    if (own.uid !== wanted.uid || own.gid !== wanted.gid) giveTo(descriptor, wanted);
    permit(descriptor, narrow(wanted));
    return settled(descriptor, bytes);
  } finally {
    fs.closeSync(descriptor);
  }
}

/**
 * Writes new content to a file in place, to the disk. Returns what the file is then. Throws what `fs` throws; its content may be lost
 * then.
 */
export function rewrite(file: string, bytes: Uint8Array, wanted: Rights): fs.BigIntStats {
  const descriptor = fs.openSync(file, fs.constants.O_WRONLY | fs.constants.O_NOFOLLOW);
  try {
    // To nothing first: a disk that loses power has the whole old content then, or the new file's name.
    fs.ftruncateSync(descriptor, 0);
    fs.writeFileSync(descriptor, bytes);
    const own = fs.fstatSync(descriptor, { bigint: true });
    // A write clears the set-user-id bit, and a file of another user keeps it clear.
    if (own.mode !== wanted.mode) permit(descriptor, Number(wanted.mode & MODE));
    return settled(descriptor, bytes);
  } finally {
    fs.closeSync(descriptor);
  }
}

function settled(descriptor: number, bytes: Uint8Array): fs.BigIntStats {
  fs.fsyncSync(descriptor);
  const stat = fs.fstatSync(descriptor, { bigint: true });
  if (stat.size !== BigInt(bytes.length)) throw new Error('EIO: not everything was written');
  return stat;
}

/** Only root may give a file to another user; to a group also its members. What was done is seen afterwards. */
function giveTo(descriptor: number, { uid, gid }: Rights): void {
  for (const [user, group] of [
    [Number(uid), Number(gid)],
    [-1, Number(gid)],
  ] as const)
    try {
      fs.fchownSync(descriptor, user, group);
      return;
    } catch {
      continue;
    }
}

/**
 * The rights of a file, of whichever owner and group, that the old one gave in any case: with an access list the rights that its mode
 * shows for the group are not those of the group. So the group gets what others have too, and no bit acts in the name of the owner.
 */
const narrow = ({ mode }: Rights): number => Number(mode & (0o707n | (0o070n & (mode << 3n))));

/** Some file systems have a fixed mode, as FAT. */
function permit(descriptor: number, mode: number): void {
  try {
    fs.fchmodSync(descriptor, mode);
  } catch (error) {
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(String(codeOf(error)))) throw error;
  }
}

/** How the rights of a file differ from those that were wanted: "owner 0:0 and mode 0644 instead of 1000:1000 and 0664". */
export function differenceOf(now: Rights, wanted: Rights): string | undefined {
  const differs: [is: string, was: string][] = [];
  if (now.uid !== wanted.uid || now.gid !== wanted.gid)
    differs.push([`owner ${now.uid}:${now.gid}`, `${wanted.uid}:${wanted.gid}`]);
  if ((now.mode & MODE) !== (wanted.mode & MODE)) differs.push([`mode ${octal(now)}`, octal(wanted)]);
  if (differs.length === 0) return undefined;
  return `${differs.map(([is]) => is).join(' and ')} instead of ${differs.map(([, was]) => was).join(' and ')}`;
}

const octal = ({ mode }: Rights): string => (mode & MODE).toString(8).padStart(4, '0');
