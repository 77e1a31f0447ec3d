import { chmodSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, UsageError } from '../../runner/errors.ts';
import { findRoots } from '../../runner/files/git.ts';
import { shown } from '../../runner/files/paths.ts';
import { removeLeftovers } from '../../runner/files/write/leftovers.ts';
import { temporaryName } from '../../runner/files/write/names.ts';
import type { Place } from './place.ts';
import type { Terminal } from './terminal.ts';

/**
 * Writes a report to where it goes. Resolves to notes: which files of a run that was killed were removed beside it. Throws a `UsageError`
 * if it cannot. `cwd`: absolute.
 */
export async function writeReport(
  place: Place,
  text: string,
  { out, err }: Terminal,
  cwd: string,
): Promise<readonly string[]> {
  try {
    switch (place.to) {
      case 'stdout':
        await out.write(text);
        return [];
      case 'stderr':
        await err.write(text);
        return [];
      case 'stream':
        // Adds to what a descriptor leads to.
        await writeFile(place.at, text, { flag: 'a' });
        return [];
      case 'file': {
        const { real } = place.file;
        const notes = await removeLeftovers([dirname(real)], findRoots(), (path) => shown(cwd, path));
        writeWhole(real, text);
        return notes;
      }
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `${place.option ?? '--output-file'}: cannot write ${place.path}: ${messageOf(error)}`,
    );
  }
}

/** Writes a file all or nothing, so that no reader gets half a report. An existing one keeps its mode. */
function writeWhole(file: string, text: string): void {
  const temporary = join(dirname(file), temporaryName());
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
