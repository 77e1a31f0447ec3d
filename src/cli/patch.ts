import { dirname, resolve } from 'node:path';
import type { Report } from '../core/report.ts';
import { patch } from '../reporters/diff.ts';
import { isWithin, realPath, shown } from '../runner/files/paths.ts';

export interface ApplicablePatch {
  readonly bytes: Uint8Array;
  /** The folder to apply it in, absolute. The working directory, unless a file is outside of it. */
  readonly folder: string;
}

/**
 * The patch of a report whose paths are relative to `cwd`. git and patch neither leave the folder they work in nor follow
 * links. So each path is the real path, relative to the nearest folder that contains all files.
 */
export function applicablePatch(report: Report, cwd: string): ApplicablePatch {
  const files = report.files.filter(({ after }) => after !== undefined);
  const places = files.map(({ path, real }) => real ?? resolve(cwd, path));
  const folder = places.reduce(common, realPath(cwd));
  return {
    bytes: patch({
      ...report,
      files: files.map((file, index) => ({ ...file, path: shown(folder, places[index] ?? file.path) })),
    }),
    folder,
  };
}

function common(folder: string, file: string): string {
  const parent = dirname(folder);
  return isWithin(folder, file) || parent === folder ? folder : common(parent, file);
}
