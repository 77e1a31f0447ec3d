import { escaped } from '../visible.ts';
import { countsOf, rulesOf, type Repository } from './report.ts';
import type { FleetReporter } from './reporter.ts';
import { repositoryAddress } from './words.ts';

/** Increased when a field is renamed, removed or changes its meaning, but not for a new field. */
const FORMAT_VERSION = 1;

export const fleetJson: FleetReporter = (report) => {
  const { statuses, ...counts } = countsOf(report);
  const document = {
    version: FORMAT_VERSION,
    tool: { name: 'bump-testclient', version: report.version },
    summary: { ...counts, statuses: statusesEntry(statuses), exitCode: report.exitCode },
    rules: rulesOf(report),
    repositories: report.repositories.map((one) => ({
      ...repositoryEntry(one),
      url: repositoryAddress(report.addresses, one.name) ?? null,
    })),
  };
  return `${escaped(JSON.stringify(document, null, 2))}\n`;
};

const statusesEntry = (statuses: Readonly<Record<Repository['status'], number>>): unknown => ({
  failed: statuses.failed,
  person: statuses.person,
  review: statuses.review,
  done: statuses.done,
});

const repositoryEntry = ({
  name,
  status,
  problem,
  summary,
  rules,
  findings,
  failures,
}: Repository): object => ({
  ...{ name, status, problem },
  summary: summary && {
    scanned: summary.scanned,
    changed: summary.changed,
    edits: summary.edits,
    manual: summary.manual,
    levels: { fails: summary.levels.fails, warns: summary.levels.warns, differs: summary.levels.differs },
    failed: summary.failed,
    exitCode: summary.exitCode,
  },
  rules: rules.map(({ rule, edits, manual }) => ({ rule, edits, manual })),
  findings: findings.map(({ path, line, column, rule, level, message }) => ({
    ...{ path, line, column, rule, level, message },
  })),
  failures: failures.map(({ path, line, message }) => ({ path, line, message })),
});
