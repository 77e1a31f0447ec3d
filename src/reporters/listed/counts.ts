import type { Summary } from '../../core/report.ts';

/** The counts that every format tells, in the order in which they are told. */
export const COUNTS = ['scanned', 'changed', 'edits', 'manual', 'failed', 'known'] as const;

/** The counts of a run, by name. */
export const countsOf = (summary: Summary): Readonly<Record<(typeof COUNTS)[number], number>> => ({
  scanned: summary.scanned,
  changed: summary.changed,
  edits: summary.edits,
  manual: summary.manual,
  failed: summary.failed,
  known: summary.known,
});
