import { isAtLeast, LEVELS } from '../../core/levels.ts';
import type { FileReport, Report } from '../../core/report.ts';
import type { Level } from '../../core/rule.ts';
import { plural } from '../layout.ts';
import { COUNTS, countsOf } from '../listed/counts.ts';
import { listed, type Listed } from '../listed/listed.ts';
import type { Reporter } from '../reporter.ts';
import { countsSentence } from '../summary.ts';
import { element, textElement } from './xml.ts';

type Verdict = 'passed' | 'skipped' | 'failure' | 'error';

interface Case {
  readonly name: string;
  readonly verdict: Verdict;
  readonly type?: string;
  readonly message?: string;
  readonly text?: string;
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
  readonly properties?: readonly string[];
}

/**
 * JUnit's XML: a suite for each file that has something to tell, and one for the run. A case has failed where the exit code counts it, so a run with
 * exit code 1 has failures and no errors, one with exit code 2 has errors, and one with 0 has neither. The rest is skipped: it can be seen,
 * and breaks nothing.
 */
export const junit: Reporter = (report) => {
  const suites = [runSuite(report), ...fileSuites(report)];
  const cases = suites.flatMap((suite) => suite.cases);
  const { tests, failures, errors } = totals(cases);
  const time = seconds(report.summary.ms);
  const body = suites.map(suiteElement);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element('testsuites', { name: 'bump-testclient', time, tests, failures, errors }, body)}\n`;
};

/** Whether the exit code counts a finding of a level. */
const isCounted = ({ strict }: Report, level: Level): boolean =>
  strict !== undefined && isAtLeast(level, strict);

/** A report of an empty run has a case as well: some pipelines take a report without any for a failure. */
function runSuite(report: Report): Suite {
  const { summary } = report;
  const counts = countsOf(summary);
  const isInterrupted = summary.exitCode === 2 && summary.failed === 0;
  return {
    name: 'bump-testclient',
    properties: COUNTS.map((name) => element('property', { name, value: String(counts[name]) })),
    cases: [
      isInterrupted
        ? { name: 'run', verdict: 'error', type: 'interrupted', message: 'the run was interrupted' }
        : { name: 'run', verdict: 'passed', text: countsSentence(report) },
      ...hiddenCases(report),
    ],
  };
}

/** What the exit code counts and the report does not list. */
function hiddenCases(report: Report): readonly Case[] {
  const shown = report.files.flatMap(({ manual }) => manual);
  return LEVELS.flatMap((level): readonly Case[] => {
    const count = report.summary.levels[level] - shown.filter((one) => one.level === level).length;
    if (count <= 0) return [];
    const message = `${plural(count, 'finding')} of level ${level} that --level does not show`;
    return [
      {
        name: `hidden: ${level}`,
        verdict: isCounted(report, level) ? 'failure' : 'skipped',
        type: level,
        message,
      },
    ];
  });
}

function fileSuites(report: Report): readonly Suite[] {
  const byFile = new Map<FileReport, Listed[]>();
  for (const one of listed(report)) {
    const known = byFile.get(one.file);
    if (known) known.push(one);
    else byFile.set(one.file, [one]);
  }
  return report.files.map((file) => ({
    name: file.path,
    cases: [
      ...(file.error ? [unmigratedCase(file, file.error)] : []),
      ...(byFile.get(file) ?? []).map((one) => listedCase(one, report)),
      ...(report.mode === 'write'
        ? file.edits.map(({ rule, line, column, message }): Case => ({
            name: `${rule} at ${line}:${column}`,
            verdict: 'passed',
            text: `edited: ${message}`,
          }))
        : []),
    ],
  }));
}

function unmigratedCase(
  { status }: FileReport,
  { reason, message, line, column }: NonNullable<FileReport['error']>,
): Case {
  const at = line === undefined ? '' : ` at ${line}${column === undefined ? '' : `:${column}`}`;
  const [first = ''] = message.split('\n');
  return {
    name: `${reason}${at}`,
    verdict: status === 'failed' ? 'error' : 'skipped',
    type: reason,
    message: first,
    text: message,
  };
}

function listedCase(one: Listed, report: Report): Case {
  const isFailure = one.kind === 'edit' ? report.mode === 'check' : isCounted(report, one.level);
  return {
    name: `${one.rule} at ${one.line}:${one.column}`,
    verdict: isFailure ? 'failure' : 'skipped',
    type: one.rule,
    message: one.message,
    text: `${one.file.path}:${one.line}:${one.column}: ${one.message}\n${one.detail}\n${one.url}`,
  };
}

interface Totals {
  readonly tests: string;
  readonly failures: string;
  readonly errors: string;
  readonly skipped: string;
}

function totals(cases: readonly Case[]): Totals {
  const count = (verdict: Verdict): string => String(cases.filter((one) => one.verdict === verdict).length);
  return {
    tests: String(cases.length),
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function suiteElement({ name, cases, properties = [] }: Suite): string {
  const parts = [
    ...(properties.length > 0 ? [element('properties', {}, properties)] : []),
    ...cases.map((one) => caseElement(name, one)),
  ];
  return element('testsuite', { name, ...totals(cases) }, parts);
}

function caseElement(classname: string, { name, verdict, type = '', message = '', text = '' }: Case): string {
  const inner =
    verdict === 'passed'
      ? textElement('system-out', {}, text)
      : textElement(verdict, { type, message }, text);
  return element('testcase', { name, classname }, verdict === 'passed' && text === '' ? [] : [inner]);
}

/** With three digits at most, as the schema of Jenkins wants it. */
const seconds = (ms: number): string => (ms / 1000).toFixed(3);
