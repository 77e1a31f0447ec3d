import { parseReceived } from '../../proof/parse.ts';
import { collectReceived, type Recording } from '../../proof/recording.ts';
import { readLines } from '../files/lines.ts';

/** In bytes. */
const MAX_RECORDING = 1024 * 1024 * 1024;

/** What the lines of these files tell of tests and received requests; the reason why one of them cannot be read, by its name. */
export function readRecordings(files: readonly string[]): {
  readonly recording: Recording;
  readonly unread: ReadonlyMap<string, string>;
} {
  const collector = collectReceived();
  const unread = new Map<string, string>();
  for (const file of files) {
    const failed = readLines(file, MAX_RECORDING, (text) => {
      const line = parseReceived(text);
      if (line !== undefined) collector.add(line);
    });
    if (failed) unread.set(file, failed.problem);
  }
  return { recording: collector.done(), unread };
}
