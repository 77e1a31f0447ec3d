import type { Mode, Summary } from '../core/report.ts';

type Counts = Pick<Summary, 'changed' | 'manual' | 'failed'>;

/** The exit code of the process. 2 for failures wins over 1 for findings. The output format has no influence. */
export function exitCode(
  mode: Mode,
  strict: boolean,
  { changed, manual, failed }: Counts,
): Summary['exitCode'] {
  if (failed > 0) return 2;
  if (mode === 'check' && changed > 0) return 1;
  return strict && manual > 0 ? 1 : 0;
}
