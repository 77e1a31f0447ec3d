import { parseReceived } from '../../proof/parse.ts';
import { collectReceived, type Recording } from '../../proof/recording.ts';
import { readLines } from '../files/lines.ts';

/**
 * What the lines of files of at most `most` bytes tell of tests and received requests; the reason why one of them cannot be read, by its name.
 */
export function readRecordings(
  files: readonly string[],
  most: number,
): {
  readonly recording: Recording;
  readonly unread: ReadonlyMap<string, string>;
} {
  const collector = collectReceived();
  const unread = new Map<string, string>();
  for (const file of files) {
    const failed = readLines(file, most, (text) => {
      const line = parseReceived(text);
      if (line !== undefined) collector.add(line);
    });
    if (failed) unread.set(file, failed.problem);
  }
  return { recording: collector.done(), unread };
}
