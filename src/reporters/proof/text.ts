import type { RequestChange, TestProof } from '../../proof/proof.ts';
import { counted, hang, thousands, wrap } from '../layout.ts';
import type { ReporterOptions } from '../reporter.ts';
import { printable } from '../visible.ts';
import { causesOf, type Cause } from './causes.ts';
import type { ProofReport, ProofReporter } from './report.ts';
import * as words from './words.ts';

/**
 * What differs, each place once, with the tests where it does; with `verbose` also all of these, those that are not comparable, and what was
 * left out of others.
 */
export const text: ProofReporter = ({ tests }, options) => {
  const blocks = causesOf(tests).map((cause) => block(cause, options));
  return [...blocks, ...(options.verbose ? others(tests, options) : [])].join('\n');
};

function block(cause: Cause, options: ReporterOptions): string {
  return [
    ...headingOf(cause, options),
    ...cause.changes.flatMap((one) => changeLine(INDENT, one, options)),
    ...testLines(cause, options),
    '',
  ].join('\n');
}

/** The call, or the only test where there is none. */
function headingOf({ changes, tests }: Cause, options: ReporterOptions): readonly string[] {
  const [first] = changes;
  const place = first ? words.placeOf(first) : '';
  const edited = first?.rules.join(', ');
  const request = first?.call ? words.sentBy(first) : '';
  const where = place || (tests.length === 1 ? tests[0]! : 'the end of tests');
  const [line = '', ...more] = hanging(
    '',
    `≠ ${where}${request && `: ${request}`}${edited ? `; ${edited} edited it` : ''}`,
    options,
  );
  const { paint } = options;
  return [
    line.replace('≠', (mark) => paint.red(mark)).replace(printable(where), (found) => paint.bold(found)),
    ...more,
  ];
}

/** More are counted. */
const MAX_TESTS = 3;

function testLines({ changes, tests }: Cause, options: ReporterOptions): readonly string[] {
  const [first] = changes;
  const number = first?.call ?? null;
  // It stands in the heading.
  const isSaid = tests.length === 1 && first !== undefined && words.placeOf(first) === '';
  if (isSaid) return [];
  const shown = options.verbose ? tests : tests.slice(0, MAX_TESTS);
  const more = tests.length - shown.length;
  const which = number === null || tests.length > 1 ? '' : `request ${number} of `;
  const many = tests.length > 1 ? `${counted(tests.length, 'test')}: ` : '';
  const rest = more > 0 ? ` and ${thousands(more)} more; --verbose lists them` : '';
  return hanging(INDENT, `in ${which}${many}${shown.join(', ')}${rest}`, options);
}

function changeLine(indent: string, one: RequestChange, options: ReporterOptions): readonly string[] {
  const values = words.valuesOf(one);
  const what = words.fieldOf(one);
  const [line = '', ...more] = hanging(indent, `${what}${values && `: ${values}`}`, options);
  return [line.replace(one.field, (found) => options.paint.yellow(found)), ...more];
}

function others(tests: readonly TestProof[], options: ReporterOptions): readonly string[] {
  const lines = words.reasons(tests).map(([why, ids]) => {
    const names = ids.map((id) => `${INDENT}${printable(id)}\n`).join('');
    return `not comparable: ${printable(why)}\n${names}`;
  });
  const leftOut = tests.filter(({ verdict, why }) => verdict !== 'not comparable' && why !== null);
  const equal = leftOut.flatMap((test) => hanging('', `${words.nameOf(test)}: ${test.why}`, options));
  return [...lines, ...(equal.length > 0 ? [`${equal.join('\n')}\n`] : [])];
}

/** The counts, why tests could not be compared, and what to think of when reading them. */
export const summary: ProofReporter = (report, options) => {
  const { paint, width } = options;
  const { counts } = report;
  const verdicts = words.verdictsSentence(counts);
  const said =
    counts.equal + counts.differs === 0 ? 'nothing could be compared' : words.countsSentence(counts);
  const colour = counts.differs > 0 ? paint.red : counts.equal > 0 ? paint.green : paint.yellow;
  const lines = [
    ...wrap(said, Math.max(20, width), 2).map((line) => colour(line)),
    ...(verdicts ? [hang('  ', verdicts, width)] : []),
    ...words.reasons(report.tests).map(([why, ids]) => hang('  ', `${thousands(ids.length)}: ${why}`, width)),
    ...leftOutLine(report, options),
    ...clients(report, options),
    ...notes(report).map((note) => hang('note: ', printable(note), width)),
  ];
  return `${lines.join('\n')}\n`;
};

function leftOutLine({ tests }: ProofReport, { width }: ReporterOptions): readonly string[] {
  const count = tests.filter(({ verdict, why }) => verdict !== 'not comparable' && why !== null).length;
  if (count === 0) return [];
  return [
    hang('  ', `of ${counted(count, 'test')} something varies by itself and was left out (--verbose)`, width),
  ];
}

function clients(
  { versions: { before, after } }: ProofReport,
  { width }: ReporterOptions,
): readonly string[] {
  const [was, is] = [before, after].map(words.clientOf);
  return was && is && was !== is ? [hang('  ', printable(`recorded on ${was}; now on ${is}`), width)] : [];
}

function notes(report: ProofReport): readonly string[] {
  const changes = report.tests.flatMap(({ differences }) => differences);
  const isHidden = changes.some(
    ({ change, before, after }) => change === 'changed' && (before ?? after) === null,
  );
  return [...words.notesOf(report), ...(isHidden ? ['values are digests; --values shows those of now'] : [])];
}

const INDENT = '    ';

const hanging = (indent: string, said: string, { width }: ReporterOptions): readonly string[] =>
  hang(indent, printable(said), width).split('\n');
