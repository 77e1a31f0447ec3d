import { LEVELS } from '../../core/levels.ts';
import { runsText } from '../../core/model/recorded.ts';
import type { FileReport, Report, ReportedEdit, ReportedManual } from '../../core/report.ts';
import type { Level } from '../../core/rule.ts';
import { rulePage } from '../links.ts';
import { markOf, wordsOf } from '../marks.ts';
import { printable } from '../visible.ts';
import type { PageData, PageFile, PageItem } from './data.ts';
import { framed, frameOf, hunksOf, type FoundHunk } from './hunks.ts';

/** What the page shows of the files of a report. */
export function pageData({ files }: Report): PageData {
  const texts = new Index();
  const rules = new Index();
  const shown = files.map((file) => pageFile(file, { texts, rules })).filter(({ items }) => items.length > 0);
  return {
    texts: texts.all().map(printable),
    rules: rules.all().map((rule) => [printable(rule), addressOf(rule)]),
    levels: levelLabels,
    files: shown,
  };
}

/** The address of the page of a rule, whatever that is called. */
export const addressOf = (rule: string): string => rulePage(encodeURIComponent(printable(rule)));

/** "✖ fails" */
export const levelLabel = (level: Level): string => `${markOf(level)} ${wordsOf(level)}`;

const levelLabels = Object.fromEntries(
  LEVELS.map((level) => [level, levelLabel(level)]),
) as PageData['levels'];

/** Texts by number, each once. */
class Index {
  #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, known);
    return known;
  }

  all(): readonly string[] {
    return [...this.#numbers.keys()];
  }
}

interface Indexes {
  readonly texts: Index;
  readonly rules: Index;
}

function pageFile(file: FileReport, indexes: Indexes): PageFile {
  const { texts } = indexes;
  const hunks = hunksOf(file);
  const text = file.manual.length > 0 ? framed(file) : undefined;
  const item = (
    kind: PageItem['kind'],
    message: string,
    details: readonly (readonly [string, string])[],
  ): Pick<PageItem, 'kind' | 'message' | 'details'> => ({
    kind,
    message: texts.of(message),
    details: details.map(([term, said]) => [texts.of(term), texts.of(said)]),
  });
  const problem = problemOf(file);
  return {
    path: printable(file.path),
    items: [
      ...(problem ? [{ ...item(problem.kind, problem.message, problem.details), ...problem.place }] : []),
      ...file.manual.map((finding) => ({
        ...item('left', finding.message, detailsOfFinding(finding)),
        ...placeOf(finding, indexes),
        ...(text && { code: frameOf(text, finding, file.path) }),
      })),
      ...file.edits.map((edit) => ({
        ...item('edit', edit.message, detailsOfEdit(edit)),
        ...placeOf(edit, indexes),
        ...hunkOf(edit, hunks),
      })),
    ],
    hunks: hunks.map(({ hunk }) => hunk),
  };
}

interface Problem {
  readonly kind: 'failed' | 'skipped';
  readonly message: string;
  readonly details: readonly (readonly [string, string])[];
  readonly place: Pick<PageItem, 'at'>;
}

function problemOf({ status, error }: FileReport): Problem | undefined {
  if (!error && status !== 'failed' && status !== 'skipped') return undefined;
  const { reason = status, message = '', line, column = 1 } = error ?? {};
  // Only the message of a crash has many lines: its stack.
  const [first = '', ...stack] = reason === 'crashed' ? message.split('\n') : [message];
  return {
    kind: status === 'skipped' ? 'skipped' : 'failed',
    message: first,
    details: [
      ['Reason', reason],
      ...(reason === 'crashed' ? [['Note', 'this is a bug in bump-testclient'] as const] : []),
      ...stack.slice(0, 10).map((text) => ['Stack', text.trim()] as const),
    ],
    place: line === undefined ? {} : { at: [line, column] },
  };
}

const placeOf = (
  { rule, level, since, line, column }: ReportedEdit | ReportedManual,
  { rules, texts }: Indexes,
): Pick<PageItem, 'rule' | 'level' | 'since' | 'at'> => ({
  rule: rules.of(rule),
  level,
  ...(since !== null && { since: texts.of(since) }),
  at: [line, column],
});

const hunkOf = ({ line }: ReportedEdit, hunks: readonly FoundHunk[]): Pick<PageItem, 'hunk'> => {
  const hunk = hunks.findIndex(({ lines: [start, end] }) => line >= start && line < Math.max(end, start + 1));
  return hunk < 0 ? {} : { hunk };
};

function detailsOfFinding(one: ReportedManual): readonly (readonly [string, string])[] {
  const { why, unsafeFix, seenFix, runs } = one;
  return [
    ...(why === null ? [] : [['Why', why] as const]),
    ...(runs ? [['Recorded', ranText(runs)] as const] : []),
    ...(unsafeFix ? [['Fix', 'an unsafe one: `--unsafe` applies it; review the result'] as const] : []),
    ...(seenFix && !unsafeFix
      ? [['Fix', 'one that rests on the recorded run: `--no-seen` holds it back'] as const]
      : []),
  ];
}

const detailsOfEdit = (edit: ReportedEdit): readonly (readonly [string, string])[] => [
  ...(edit.safety === 'safe' ? [] : [['Fix', safetyText(edit)] as const]),
];

const ranText = (runs: NonNullable<ReportedEdit['runs']>): string =>
  runs.of === 0 ? 'never ran' : `seen in ${runsText(runs)}`;

function safetyText({ safety, runs }: ReportedEdit): string {
  switch (safety) {
    case 'safe':
      return 'safe';
    case 'seen':
      return `seen in ${runs ? runsText(runs) : 'the recorded run'}`;
    case 'unsafe':
      return 'unsafe: review the result';
  }
}
