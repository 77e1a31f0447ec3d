import { plural } from '../layout.ts';
import { printable } from '../visible.ts';
import { countsOf, rulesOf, STATUSES, withStatus, type FleetReport, type Repository } from './report.ts';
import type { FleetReporter } from './reporter.ts';
import { fileAddress, HEADINGS, MEANINGS, repositoryAddress, told, totals } from './words.ts';

/** In UTF-16 units: GitHub refuses a longer body of an issue or a pull request. */
const MAX_LENGTH = 65_000;

/** More findings of one repository are counted. */
const MAX_FINDINGS = 10;

/** For an issue or a page of a wiki: the totals, what each rule did, and the repositories as a task list. As long as one may be. */
export const fleetMarkdown: FleetReporter = (report) => {
  const head = [
    '# Migration to the httpx-based TestClient',
    '',
    `${totals(countsOf(report))}.`,
    '',
    ...statusTable(report),
    ...ruleTable(report),
  ].join('\n');
  const parts = STATUSES.flatMap((status) => {
    const members = withStatus(report.repositories, status);
    if (members.length === 0) return [];
    const heading = `\n## ${HEADINGS[status]} (${members.length})\n\n${MEANINGS[status]}\n\n`;
    return [heading, ...members.map((one) => task(one, report))];
  });
  return head + fitting(parts, MAX_LENGTH - head.length);
};

/** As many parts as there is room for, and how many repositories are left out. */
function fitting(parts: readonly string[], room: number): string {
  const all = parts.join('');
  if (all.length <= room) return all;
  const kept: string[] = [];
  let left = room - ROOM_FOR_REST;
  for (const part of parts) {
    left -= part.length;
    if (left < 0) break;
    kept.push(part);
  }
  const rest = parts.slice(kept.length).filter((part) => part.startsWith('- ')).length;
  return `${kept.join('')}\n${plural(rest, 'repository', 'repositories')} more did not fit; the HTML report has all.\n`;
}

const ROOM_FOR_REST = 100;

const statusTable = (report: FleetReport): readonly string[] => {
  const { statuses, scanned, changed, edits, manual, failed } = countsOf(report);
  return [
    '| | repositories |',
    '| --- | ---: |',
    ...STATUSES.map((status) => `| ${HEADINGS[status]} | ${statuses[status]} |`),
    '',
    '| files scanned | files changed | edits | findings left | files failed |',
    '| ---: | ---: | ---: | ---: | ---: |',
    `| ${scanned} | ${changed} | ${edits} | ${manual} | ${failed} |`,
    '',
  ];
};

function ruleTable(report: FleetReport): readonly string[] {
  const rules = rulesOf(report);
  if (rules.length === 0) return [];
  return [
    '| rule | edits | left | repositories |',
    '| --- | ---: | ---: | ---: |',
    ...rules.map(
      ({ rule, edits, manual, repositories }) => `| ${code(rule)} | ${edits} | ${manual} | ${repositories} |`,
    ),
    '',
  ];
}

function task(one: Repository, { addresses }: FleetReport): string {
  const { name, status, findings } = one;
  const shown = findings.slice(0, MAX_FINDINGS).map((finding) => {
    const place = code(`${finding.path}:${finding.line}`);
    const address = fileAddress(addresses, name, finding);
    return `  - ${linked(place, address)} ${finding.level}, ${code(finding.rule)}: ${plain(finding.message)}\n`;
  });
  const rest = findings.length - shown.length;
  return [
    `- [${status === 'done' ? 'x' : ' '}] ${linked(code(name), repositoryAddress(addresses, name))}: ${plain(told(one))}\n`,
    ...shown,
    ...(rest > 0 ? [`  - and ${rest} more\n`] : []),
  ].join('');
}

const linked = (text: string, address: string | undefined): string =>
  address === undefined ? text : `[${text}](${address})`;

/** Text as code, whatever is in it. A bar would end the cell of a table. */
function code(text: string): string {
  const shown = printable(text).replaceAll('\n', ' ').replaceAll('|', '\u00A6');
  const longest = Array.from(shown.matchAll(/`+/g)).reduce((most, [run]) => Math.max(most, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${shown} ${fence}` : `${fence}${shown}${fence}`;
}

/** Text that means nothing to Markdown, to HTML or to a forge that looks for names of people. What stands in backticks stays code. */
const plain = (text: string): string =>
  printable(text)
    .replaceAll('\n', ' ')
    .split(/(`[^`]+`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replace(/[\\`*_{}[\]()#!|<>&~]/g, '\\$&').replaceAll('@', '@<!-- -->'),
    )
    .join('');
