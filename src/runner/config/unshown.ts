import { isAtLeast } from '../../core/levels.ts';
import type { FileReport } from '../../core/report.ts';
import { countedIn } from '../build-report.ts';
import type { RunOptions } from '../options.ts';
import type { SettingsOfFiles } from './settings.ts';

/** What a configuration's `strict` counts and its `level` hides would be an exit code without a reason. */
export function unshownNotes(
  files: readonly FileReport[],
  { strict, level }: Pick<RunOptions, 'strict' | 'level'>,
  { told }: SettingsOfFiles,
): readonly string[] {
  // The command tells of its own options.
  if (strict && level) return [];
  const count = files.reduce((sum, file) => {
    const lowest = told(file.path).level;
    return sum + countedIn([file], told).filter((one) => !isAtLeast(one.level, lowest)).length;
  }, 0);
  if (count === 0) return [];
  const findings = count === 1 ? 'finding' : 'findings';
  return [`strict counts ${count} ${findings} that level does not show; \`--level differs\` does`];
}
