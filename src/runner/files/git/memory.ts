import { readBytes } from '../read.ts';

/** What a process has in memory that is not a file's, in megabytes. `undefined` where no Linux tells, and after its end. */
export function megabytesOf(pid: number): number | undefined {
  const read = readBytes(`/proc/${pid}/status`);
  const kilobytes =
    'bytes' in read ? /^RssAnon:\s*(\d+) kB$/m.exec(read.bytes.toString('utf8'))?.[1] : undefined;
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}
