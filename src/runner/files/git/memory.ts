import { readFileSync } from 'node:fs';

/** What a process has in memory that is not a file's, in megabytes. `undefined` where no Linux tells, and after its end. */
export function megabytesOf(pid: number): number | undefined {
  try {
    const kilobytes = /^RssAnon:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
