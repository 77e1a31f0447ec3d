import * as fs from 'node:fs';
import { hostname } from 'node:os';
import { pid } from 'node:process';
import { createHash, randomBytes } from '../../crypto.ts';
import { codeOf, messageOf } from '../../errors.ts';

/** `.bump-testclient-<machine>-<process id>-<random>.tmp`: short, so that the file itself may have the longest name. */
export const temporaryName = (): string =>
  `.bump-testclient-${machine()}-${pid}-${randomBytes(6).toString('hex')}.tmp`;

let known: string | undefined;

/** Eight digits that tell where process ids mean the same: on this machine since it started, and on Linux in this process namespace. */
export function machine(): string {
  known ??= createHash('sha256')
    .update(JSON.stringify([hostname(), boot(), namespace()]))
    .digest('hex')
    .slice(0, 8);
  return known;
}

const boot = (): string => orNothing(() => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));

const namespace = (): string => orNothing(() => fs.readlinkSync('/proc/self/ns/pid'));

function orNothing(ask: () => string): string {
  try {
    return ask();
  } catch {
    return '';
  }
}

/** Removes a file. Never throws: returns what stands in the way. A file that is gone is removed. */
export function removed(file: string): string | undefined {
  try {
    fs.unlinkSync(file);
    return undefined;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? undefined : plainly(error);
  }
}

/** The message of an error of `fs` without the path: "EACCES: permission denied, open". */
export const plainly = (error: unknown): string => messageOf(error).replace(/,? '\/?[\s\S]*$/, '');

const MAX_NAMED = 3;

/** "a.py, b.py, c.py, and 2 more": for a note. */
export function listed(paths: readonly string[]): string {
  const more = paths.length > MAX_NAMED ? [`and ${paths.length - MAX_NAMED} more`] : [];
  return [...paths.slice(0, MAX_NAMED), ...more].join(', ');
}
