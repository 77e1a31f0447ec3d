import { isAtLeast, LEVELS } from '../core/levels.ts';
import type { Mode, Summary } from '../core/report.ts';
import type { Level } from '../core/rule.ts';

type Counts = Pick<Summary, 'changed' | 'levels' | 'failed'>;

/**
 * The exit code of the process. 2 for failures wins over 1 for findings. `strict`: the lowest level of findings that counts;
 * absent: none does. The output format has no influence.
 */
export function exitCode(
  mode: Mode,
  strict: Level | undefined,
  { changed, levels, failed }: Counts,
): Summary['exitCode'] {
  if (failed > 0) return 2;
  if (mode === 'check' && changed > 0) return 1;
  return strict && LEVELS.some((level) => levels[level] > 0 && isAtLeast(level, strict)) ? 1 : 0;
}
