import { resolve } from 'node:path';
import { cwd as workingFolder } from 'node:process';
import { applicablePatch, type ApplicablePatch } from '../cli/patch.ts';
import { fileText } from '../cli/publish.ts';
import { closest } from '../core/closest.ts';
import type { Report } from '../core/report.ts';
import { formats, type Format } from '../reporters/index.ts';
import { UsageError } from '../runner/errors.ts';

/** See `formatReport` in `src/index.ts`. */
export async function formatReport(report: Report, format: Format, isVerbose: boolean): Promise<string> {
  if (!formats.includes(format)) {
    const meant = closest(format, formats);
    throw new UsageError(
      `there is no format '${format}'`,
      meant === undefined ? `there are ${formats.join(', ')}` : `did you mean ${meant}?`,
    );
  }
  return fileText(format, report, isVerbose);
}

/** See `patchOf` in `src/index.ts`. */
export const patchOf = (report: Report, cwd: string | undefined): ApplicablePatch =>
  applicablePatch(report, resolve(cwd ?? workingFolder()));
