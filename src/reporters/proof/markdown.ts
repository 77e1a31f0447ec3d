import type { RequestChange, TestProof } from '../../proof/proof.ts';
import { codeInCell, plainText, shortened } from '../markdown/escape.ts';
import { causesOf, type Cause } from './causes.ts';
import type { ProofReport, ProofReporter } from './report.ts';
import { counted } from '../layout.ts';
import * as words from './words.ts';

/** What GitHub takes for a comment. */
const MOST = 65_536;
/** In characters, of one cell. */
const LONGEST = 300;

/** For a pull request: one line with the counts, a table of what differs, and folded details. */
export const markdown: ProofReporter = (report) => {
  const { counts } = report;
  const isCompared = counts.equal + counts.differs > 0;
  const said = isCompared ? words.countsSentence(counts) : 'nothing could be compared';
  const verdicts = words.verdictsSentence(counts);
  const top = [
    `**${said}**${verdicts && ` (${verdicts})`}`,
    ...clients(report),
    ...words.notesOf(report).map((note) => `> ${cell(note)}`),
  ];
  let room = MOST - top.join('\n\n').length - RESERVED;
  const table = differences(report.tests, room * TABLE_SHARE);
  room -= table.length;
  const folded = [notComparable(report.tests, room / 2), leftOut(report.tests, room / 2)];
  return `${[...top, table, ...folded].filter(Boolean).join('\n\n')}\n`;
};

/** For what stands between the sections. */
const RESERVED = 100;
const TABLE_SHARE = 0.7;

const clients = ({ versions: { before, after } }: ProofReport): readonly string[] => {
  const [was, is] = [before, after].map(words.clientOf);
  return was && is && was !== is ? [`Recorded on ${cell(was)}; now on ${cell(is)}.`] : [];
};

const HEAD = [
  '| where | request | what differs | before | now | edited by |',
  '| --- | --- | --- | --- | --- | --- |',
];

function differences(tests: readonly TestProof[], room: number): string {
  const rows = causesOf(tests).flatMap((cause) => cause.changes.map((one) => row(cause, one)));
  if (rows.length === 0) return '';
  return cut([...HEAD, ...rows], room, 'difference', HEAD.length);
}

function row({ tests }: Cause, one: RequestChange): string {
  const [first = '', ...others] = tests;
  const more = others.length > 0 ? ` and ${counted(others.length, 'other test')}` : '';
  const place = words.placeOf(one);
  const where = `${place && `${cell(place)}: `}${code(first)}${more}`;
  const cells = [
    where,
    cell(words.sentBy(one)),
    cell(words.fieldOf(one)),
    value(one.before),
    value(one.after),
  ];
  return `| ${[...cells, one.rules.map(code).join(', ')].join(' | ')} |`;
}

const value = (text: string | null): string => (text === null ? '' : code(text));

const notComparable = (tests: readonly TestProof[], room: number): string =>
  details(
    'Not comparable',
    words.reasons(tests).flatMap(([why, ids]) => ids.map((id) => `- ${code(id)}: ${cell(why)}`)),
    room,
  );

const leftOut = (tests: readonly TestProof[], room: number): string =>
  details(
    'Left out of the comparison',
    tests.flatMap((test) =>
      test.verdict !== 'not comparable' && test.why !== null
        ? [`- ${code(words.nameOf(test))}: ${cell(test.why)}`]
        : [],
    ),
    room,
  );

function details(title: string, lines: readonly string[], room: number): string {
  if (lines.length === 0) return '';
  const [open, close] = [
    `<details><summary>${title}: ${counted(lines.length, 'test')}</summary>\n\n`,
    '\n\n</details>',
  ];
  return open + cut(lines, room - open.length - close.length, 'test', 0) + close;
}

/** As many lines as there is room for, and how many more there are. `fixed`: how many of them are no entries. */
function cut(lines: readonly string[], room: number, what: string, fixed: number): string {
  let left = room - RESERVED;
  const shown: string[] = [];
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) break;
    shown.push(line);
  }
  const more = lines.length - Math.max(shown.length, fixed);
  return shown.join('\n') + (more > 0 ? `\n\nand ${counted(more, `more ${what}`)}` : '');
}

const short = (text: string): string => shortened(text, LONGEST);

const cell = (text: string): string => plainText(short(text));

const code = (text: string): string => codeInCell(short(text));
