import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, UsageError } from '../../runner/errors.ts';
import { removeLeftovers } from '../../runner/files/write/leftovers.ts';
import { temporaryName } from '../../runner/files/write/names.ts';
import type { Place } from './place.ts';
import type { Terminal } from './terminal.ts';

/** Writes a report to where it goes. Throws a `UsageError` if it cannot. */
export async function writeReport(place: Place, text: string, { out, err }: Terminal): Promise<void> {
  try {
    switch (place.to) {
      case 'stdout':
        return await out.write(text);
      case 'stderr':
        return await err.write(text);
      case 'stream':
        // Adds to what a descriptor leads to.
        return await writeFile(place.at, text, { flag: 'a' });
      case 'file':
        return writeWhole(place.file.real, text);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`--output-file: cannot write ${place.path}: ${messageOf(error)}`);
  }
}

/** Writes a file all or nothing, so that no reader gets half a report. An existing one keeps its mode. */
function writeWhole(file: string, text: string): void {
  const temporary = join(dirname(file), temporaryName());
  removeLeftovers([dirname(file)], (path) => path);
  const mode = statSync(file, { throwIfNoEntry: false })?.mode;
  try {
    writeFileSync(temporary, text, { flag: 'wx' });
    if (mode !== undefined) chmodSync(temporary, mode & 0o777);
    renameSync(temporary, file);
  } catch (error) {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // The first error is the one to tell.
    }
    throw new Error(messageOf(error).replaceAll(temporary, file));
  }
}
