import { LEVELS } from '../../core/levels.ts';
import type { FileReport, Report } from '../../core/report.ts';
import { plural } from '../layout.ts';
import { rulePage } from '../links.ts';
import { countsOf } from '../listed/counts.ts';
import { byUrgency, listed, unmigrated, type Listed, type Unmigrated } from '../listed/listed.ts';
import { fromRoot, uriOf } from '../listed/place.ts';
import { countOf, fixMark, markOf } from '../marks.ts';
import { heldSentence, toldNotes } from '../notes.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { countsSentence } from '../summary.ts';
import { code, link, plainText, prose, shortened } from './escape.ts';
import { fitting, folded, sizeOf } from './room.ts';

/** GitHub takes fewer characters than 65,536 for the text of a pull request. */
const MOST = 65_535;
/** For what stands between the sections. */
const RESERVED = 500;
/** In UTF-16 units, of one message. */
const LONGEST = 600;

/** For the text of a pull request: counts, rules, what is left as a list of tasks, and folded details. It is never longer than GitHub takes. */
export const markdown: Reporter = (report, options) => {
  const top = [
    '## bump-testclient',
    `**${countsSentence(report)}**`,
    counts(report),
    ...levels(report),
    rules(report),
  ];
  let room = MOST - RESERVED - sizeOf(top.filter(Boolean).join('\n\n'));
  const sections = [
    (all: number) => failures(report, options, all * 0.3),
    (all: number) => left(report, options, all * 0.7),
    (all: number) => edits(report, options, all * 0.7),
    (all: number) => skipped(report, options, all * 0.5),
    (all: number) => notes(report, options, all),
  ].map((section) => {
    const text = section(Math.floor(room));
    room -= sizeOf(text);
    return text;
  });
  return `${[...top, ...sections].filter(Boolean).join('\n\n')}\n`;
};

function counts({ mode, summary }: Report): string {
  const titles = { scanned: 'files scanned', edits: 'edits', manual: 'left to you', failed: 'failed' };
  const columns = Object.entries(countsOf(summary)).map(([name, count]) => [
    name === 'changed'
      ? mode === 'write'
        ? 'changed'
        : 'to change'
      : ((titles as Record<string, string>)[name] ?? name),
    String(count),
  ]);
  const rows = [
    columns.map(([title = '']) => title),
    columns.map(() => '---'),
    columns.map(([, count = '']) => count),
  ];
  return rows.map(row).join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function levels({ summary: { levels: found, fixable, hidden } }: Report): readonly string[] {
  const parts = [
    ...LEVELS.flatMap((level) => (found[level] > 0 ? [countOf(level, found[level])] : [])),
    ...(fixable > 0 ? [`${fixable} fixable with \`--unsafe\``] : []),
    ...(hidden > 0 ? [`${hidden} not shown (\`--level\`)`] : []),
  ];
  return parts.length === 0 ? [] : [`Left to you: ${parts.join(', ')}.`];
}

function rules({ rules: all }: Report): string {
  if (all.length === 0) return '';
  const rows = all.map((one) => [ruleLink(one.rule), String(one.edits), String(one.manual)]);
  return [['rule', 'edits', 'left to you'], ['---', '---', '---'], ...rows].map(row).join('\n');
}

const ruleLink = (rule: string): string => link(code(rule), rulePage(rule));

function failures(report: Report, options: ReporterOptions, room: number): string {
  const files = unmigrated(report, 'failed');
  if (files.length === 0) return '';
  const title = `### ${plural(files.length, 'file')} failed`;
  const items = files.map((file) => `- [ ] ${unmigratedItem(file, options)}`);
  return `${title}\n\n${fitting(items, room - sizeOf(title), 'file')}`;
}

const unmigratedItem = ({ path, error }: Unmigrated, options: ReporterOptions): string =>
  `${placeLink(path, error.line, options)} ${plainText(error.reason)}: ${message(error.message.split('\n', 1)[0] ?? '')}`;

function left(report: Report, options: ReporterOptions, room: number): string {
  const found = byUrgency(listed(report)).filter(({ kind }) => kind === 'finding');
  if (found.length === 0) return '';
  const title = '### What is left to you';
  const items = found.map((one) => item(one, options));
  return `${title}\n\n${fitting(items, room - sizeOf(title), 'finding')}`;
}

function item(one: Listed, options: ReporterOptions): string {
  const mark = one.finding ? fixMark(one.finding) : '';
  return `- [ ] ${markOf(one.level)} ${placeLink(one.file.path, one.line, options)} ${message(one.message)} (${message(one.detail)}) ${ruleLink(one.rule)}${plainText(mark)}`;
}

/** The edits by file: each with its line and rule. */
function edits({ mode, files }: Report, options: ReporterOptions, room: number): string {
  const changed = files.filter((file) => file.edits.length > 0);
  const title = `${plural(changed.length, 'file')} ${mode === 'write' ? 'changed' : 'to change'}`;
  return folded(
    title,
    changed.map((file) => `- ${placeLink(file.path, undefined, options)}: ${editsText(file)}`),
    room,
    'file',
  );
}

/** "`follow-redirects` in 12, 40; `positional-body` in 9" */
function editsText({ edits: all }: FileReport): string {
  const lines = new Map<string, number[]>();
  for (const { rule, line } of all) lines.set(rule, [...(lines.get(rule) ?? []), line]);
  return [...lines].map(([rule, at]) => `${code(rule)} in ${linesText(at)}`).join('; ');
}

/** More lines than these are counted. */
const MOST_LINES = 20;

const linesText = (lines: readonly number[]): string =>
  lines.length > MOST_LINES
    ? `${lines.slice(0, MOST_LINES).join(', ')} and ${lines.length - MOST_LINES} more`
    : lines.join(', ');

function skipped(report: Report, options: ReporterOptions, room: number): string {
  const files = unmigrated(report, 'skipped');
  const title = `${plural(files.length, 'file')} skipped`;
  return folded(
    title,
    files.map((file) => `- ${unmigratedItem(file, options)}`),
    room,
    'file',
  );
}

function notes({ notes: all, summary: { held } }: Report, options: ReporterOptions, room: number): string {
  const told = toldNotes(all).map(({ sentence, rule, places: [first] }) => {
    const where = first ? `, the first in ${placeLink(first.path, first.line, options)}` : '';
    return `- ${message(sentence)} (${ruleLink(rule)}${where})`;
  });
  const items = [...told, ...(held.length > 0 ? [`- ${message(heldSentence(held))}`] : [])];
  return folded(plural(items.length, 'note'), items, room, 'note');
}

const message = (text: string): string => prose(shortened(text, LONGEST));

/** In UTF-16 units. File systems take longer paths, which would leave no room for others. */
const LONGEST_PATH = 1000;

/** `tests/test_a.py:12`, as a link to the line; without the line to the file. */
function placeLink(path: string, line: number | undefined, options: ReporterOptions): string {
  const text = code(shortened(path, LONGEST_PATH) + (line === undefined ? '' : `:${line}`));
  const anchor = line === undefined ? '' : `#L${line}`;
  return path.length > LONGEST_PATH ? text : link(text, `${addressOf(path, options)}${anchor}`);
}

/** Below the repository on the web, where that is known, else relative to the working directory. */
function addressOf(path: string, options: ReporterOptions): string {
  const files = options.repository?.files;
  return files === undefined ? uriOf(path) : files + uriOf(fromRoot(path, options));
}
