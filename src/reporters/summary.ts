import type { Mode, Report, Summary } from '../core/report.ts';
import { LEVELS } from '../core/levels.ts';
import { hang, plural, wrap } from './layout.ts';
import { rulePage } from './links.ts';
import { countOf, FIXABLE, HELD_BACK, levelColour } from './marks.ts';
import { heldSentence, toldNotes, type Told } from './notes.ts';
import { plain, type Painter, type Reporter, type ReporterOptions } from './reporter.ts';
import { printable } from './visible.ts';

/** One line with the totals, what was seen, the counts of the rules, and the notes of the run. */
export const summary: Reporter = ({ mode, summary, rules, notes }, options) => {
  return [
    totals(mode, summary, options),
    seenLine(summary, options),
    levelLine(summary, options),
    recordedLine(summary, options),
    ...perRule(rules, options),
    ...pagesOf(rules),
    ...toldNotes(notes).map(noteLines(options)),
    heldLine(summary, options),
  ].join('');
};

/** Tells a run with nothing to do from one that has seen nothing. */
function seenLine({ seen, scanned, edits, manual }: Summary, { width }: ReporterOptions): string {
  if (!seen || scanned === 0) return '';
  const { calls, clients, files } = seen;
  // Held methods alone do not show what their clients are called.
  const whose = clients === 0 ? 'of test clients' : `on ${plural(clients, 'test client')}`;
  // Something was found all the same: in types, or in calls of httpx's own clients.
  const advice = edits + manual === 0 ? '; if there is one, name it: `--client api`' : '';
  const told =
    calls === 0
      ? `saw no call of a test client${advice}`
      : `saw ${plural(calls, 'call')} ${whose} in ${plural(files, 'file')}`;
  return `${hang('  ', told, width)}\n`;
}

/** How urgent the findings are, how many could be fixed, and how many are not shown. */
function levelLine(
  { levels, fixable, recorded, hidden }: Summary,
  { paint, width }: ReporterOptions,
): string {
  const counts = LEVELS.flatMap((level) =>
    levels[level] > 0 ? [levelColour(level, paint)(countOf(level, levels[level]))] : [],
  );
  if (counts.length === 0) return '';
  const fixes = fixable > 0 ? [`${FIXABLE} ${fixable} fixable with --unsafe`] : [];
  const heldBack = recorded?.heldBack ?? 0;
  const held = heldBack > 0 ? [`${HELD_BACK} ${heldBack} held back by --no-seen`] : [];
  const unseen = hidden > 0 ? [`${hidden} not shown (--level)`] : [];
  return `${hang('  ', [...counts, ...fixes, ...held, ...unseen].join(', '), width)}\n`;
}

/** How many edits rest on a recorded run. */
function recordedLine({ edits, recorded }: Summary, { width }: ReporterOptions): string {
  if (!recorded || recorded.edits === 0) return '';
  const [verb, object] = recorded.edits === 1 ? ['rests', 'it'] : ['rest', 'them'];
  const told = `${recorded.edits} of ${plural(edits, 'edit')} ${verb} on the recorded run; --no-seen holds ${object} back`;
  return `${hang('  ', told, width)}\n`;
}

/** Where a target holds findings back: how many, and how to see them. */
const heldLine = ({ held }: Summary, { width }: ReporterOptions): string =>
  held.length === 0 ? '' : `${hang('note: ', heldSentence(held), width)}\n`;

/** What is only counted; with `--verbose` also where. */
const noteLines =
  ({ width, verbose }: ReporterOptions) =>
  (note: Told): string =>
    [
      hang('note: ', printable(`${note.sentence} (${note.rule})`), width),
      ...(verbose
        ? note.places.map(({ path, line, column }) => `  ${printable(path)}:${line}:${column}`)
        : []),
    ]
      .map((line) => `${line}\n`)
      .join('');

function totals(mode: Mode, summary: Summary, { paint, width }: ReporterOptions): string {
  const all = [...countsIn(mode, summary, paint), `${(summary.ms / 1000).toFixed(1)} s`].join(', ');
  return `${wrap(all, Math.max(20, width), 2).join('\n  ')}\n`;
}

/** "Scanned 214 files, would change 37 (118 edits), 5 need a look, 1 failed", for formats that are no log. */
export const countsSentence = ({ mode, summary }: Pick<Report, 'mode' | 'summary'>): string =>
  countsIn(mode, summary, plain).join(', ');

function countsIn(
  mode: Mode,
  { scanned, changed, edits, manual, failed, known }: Summary,
  paint: Painter,
): readonly string[] {
  const count = (value: number, colour: (text: string) => string, text: string): string =>
    value > 0 ? colour(text) : text;
  return [
    paint.bold(`Scanned ${plural(scanned, 'file')}`),
    count(changed, paint.green, `${verb(mode)} ${changed} (${plural(edits, 'edit')})`),
    count(manual, paint.yellow, `${manual} ${manual === 1 ? 'needs' : 'need'} a look`),
    count(failed, paint.red, `${failed} failed`),
    ...(known > 0 ? [`${known} known (baseline)`] : []),
  ];
}

/** Where the rules are explained whose findings are left. An address is not wrapped. */
const pagesOf = (rules: Report['rules']): readonly string[] =>
  rules.filter(({ manual }) => manual > 0).map(({ rule }) => `    ${rulePage(rule)}\n`);

const verb = (mode: Mode): string => (mode === 'write' ? 'changed' : 'would change');

/** "edits: follow-redirects 10, positional-body 5", then the same of what is left. */
function perRule(rules: Report['rules'], { width }: ReporterOptions): readonly string[] {
  const list = (title: string, of: 'edits' | 'manual'): readonly string[] => {
    const counted = rules.filter((one) => one[of] > 0).map((one) => `${one.rule} ${one[of]}`);
    return counted.length > 0 ? [`${hang(`  ${title}: `, counted.join(', '), width)}\n`] : [];
  };
  return [...list('edits', 'edits'), ...list('left to you', 'manual')];
}
