import { hang, plural } from '../layout.ts';
import type { Painter } from '../reporter.ts';
import { printable } from '../visible.ts';
import { countsOf, rulesOf, STATUSES, withStatus, type RepositoryStatus } from './report.ts';
import type { FleetReporter } from './reporter.ts';
import { HEADINGS, told, totals } from './words.ts';

/** Repository by repository, those that need most first, then the totals. Those that are done are named with `--verbose` only. */
export const fleetText: FleetReporter = (report, { paint, width, verbose }) => {
  const groups = STATUSES.flatMap((status) => {
    const members = withStatus(report.repositories, status);
    if (members.length === 0 || (status === 'done' && !verbose)) return [];
    const lines = members.map((one) =>
      hang('  ', printable(`${one.name}: ${told(one)}`), width).replace(printable(one.name), (name) =>
        paint.bold(name),
      ),
    );
    return [`${colourOf(status, paint)(HEADINGS[status])} (${members.length}):\n${lines.join('\n')}\n\n`];
  });
  const counts = countsOf(report);
  const { scanned, edits, changed, manual, failed } = counts;
  const rules = (of: 'edits' | 'manual'): string =>
    rulesOf(report)
      .filter((one) => one[of] > 0)
      .map((one) => `${one.rule} ${one[of]}`)
      .join(', ');
  const sums = `${plural(scanned, 'file')}, ${plural(edits, 'edit')} in ${plural(changed, 'file')}, ${plural(manual, 'finding')} left, ${plural(failed, 'file')} failed`;
  return [
    ...groups,
    `${paint.bold(totals(counts))}\n`,
    `${hang('  ', sums, width)}\n`,
    ...(edits > 0 ? [`${hang('  edits: ', rules('edits'), width)}\n`] : []),
    ...(manual > 0 ? [`${hang('  left to you: ', rules('manual'), width)}\n`] : []),
  ].join('');
};

function colourOf(status: RepositoryStatus, paint: Painter): (text: string) => string {
  switch (status) {
    case 'failed':
      return paint.red;
    case 'person':
      return paint.yellow;
    case 'review':
      return paint.cyan;
    case 'done':
      return paint.green;
  }
}
