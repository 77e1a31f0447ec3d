import { readdirSync } from 'node:fs';
import { readBytes } from '../read.ts';

/** What Linux tells of a running process. */
export interface Sight {
  /** What it has in memory that is not a file's. */
  readonly megabytes: number;
  /** How often it has slept. Absent while it is awake, or waits for a disk. */
  readonly asleep?: string;
}

/** `undefined` where no Linux tells, and after the end of the process. */
export function sightOf(pid: number): Sight | undefined {
  const read = readBytes(`/proc/${pid}/status`);
  const status = 'bytes' in read ? read.bytes.toString('utf8') : '';
  const kilobytes = field(status, 'RssAnon');
  const asleep = status.includes('\nState:\tS') ? field(status, 'voluntary_ctxt_switches') : undefined;
  return kilobytes === undefined
    ? undefined
    : { megabytes: Number(kilobytes) / 1024, ...(asleep !== undefined && { asleep }) };
}

const field = (status: string, name: string): string | undefined =>
  new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(status)?.[1];

/** Whether a process may wait for one that it started. Then nothing is known of the work that goes on. */
export function hasChildren(pid: number): boolean {
  try {
    return readdirSync(`/proc/${pid}/task`).some((task) => {
      const read = readBytes(`/proc/${pid}/task/${task}/children`);
      return !('bytes' in read) || read.bytes.length > 0;
    });
  } catch {
    return true;
  }
}
