import type { Mode, Summary } from '../core/report.ts';
import { plural } from './layout.ts';
import type { Painter, Reporter } from './reporter.ts';

/** One line with the totals, then one line for each rule that has counts. */
export const summary: Reporter = ({ mode, summary, rules }, { paint }) => {
  const width = Math.max(...rules.map(({ rule }) => rule.length), 0);
  const perRule = rules.map(
    ({ rule, edits, manual }) => `  ${rule.padEnd(width)}  ${ruleCounts(edits, manual)}\n`,
  );
  return totals(mode, summary, paint) + '\n' + perRule.join('');
};

function totals(
  mode: Mode,
  { scanned, changed, edits, manual, failed, ms }: Summary,
  paint: Painter,
): string {
  const count = (value: number, colour: (text: string) => string, text: string): string =>
    value > 0 ? colour(text) : text;
  return [
    paint.bold(`Scanned ${plural(scanned, 'file')}`),
    count(changed, paint.green, `${verb(mode)} ${changed} (${plural(edits, 'edit')})`),
    count(manual, paint.yellow, `${manual} ${manual === 1 ? 'needs' : 'need'} a look`),
    count(failed, paint.red, `${failed} failed`),
    `${(ms / 1000).toFixed(1)} s`,
  ].join(', ');
}

const verb = (mode: Mode): string => (mode === 'write' ? 'changed' : 'would change');

const ruleCounts = (edits: number, manual: number): string =>
  [
    ...(edits > 0 ? [plural(edits, 'edit')] : []),
    ...(manual > 0 ? [`${manual} ${manual === 1 ? 'needs' : 'need'} a look`] : []),
  ].join(', ');
