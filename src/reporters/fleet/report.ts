import { LEVELS } from '../../core/levels.ts';
import type { Report, ReportedManual, Summary } from '../../core/report.ts';

/**
 * How far a repository is. `failed`: nobody knows, for there is no report, or it could not look at a file. `person`: a finding is left that
 * fails or warns. `review`: files were changed or would be, or a finding is left that only differs. `done`: nothing is left.
 */
export type RepositoryStatus = 'failed' | 'person' | 'review' | 'done';

/** The most urgent first. */
export const STATUSES: readonly RepositoryStatus[] = ['failed', 'person', 'review', 'done'];

export type FleetFinding = Pick<ReportedManual, 'rule' | 'level' | 'message' | 'line' | 'column'> & {
  readonly path: string;
};

export interface Repository {
  readonly name: string;
  readonly status: RepositoryStatus;
  /** Why there is no report of it; null where there is one. */
  readonly problem: string | null;
  /** The counts of its report; null where there is none. */
  readonly summary: Summary | null;
  /** Whether its files were changed, and not only would be. */
  readonly isWritten: boolean;
  readonly rules: Report['rules'];
  /** What is left, the most urgent first. */
  readonly findings: readonly FleetFinding[];
  /** The files that failed, each with its reason. */
  readonly failures: readonly { readonly path: string; readonly line: number; readonly message: string }[];
}

/** Where repositories and their files are to be seen. */
export interface Addresses {
  /** With `{repository}`. */
  readonly repository?: string;
  /** With `{repository}`, `{path}` and, as a rule, `{line}`. */
  readonly file?: string;
}

export interface FleetReport {
  readonly version: string;
  /** By name. */
  readonly repositories: readonly Repository[];
  readonly addresses: Addresses;
  readonly exitCode: 0 | 1 | 2;
}

/** A repository with its report. */
export function repositoryOf(name: string, { mode, summary, rules, files }: Report): Repository {
  const findings = files.flatMap(({ path, manual }) =>
    manual.map(({ rule, level, message, line, column }) => ({ path, rule, level, message, line, column })),
  );
  return {
    ...{ name, status: statusOf(summary), problem: null, summary, isWritten: mode === 'write', rules },
    findings: LEVELS.flatMap((level) => findings.filter((one) => one.level === level)),
    failures: files.flatMap(({ path, status, error }) =>
      status === 'failed' && error ? [{ path, line: error.line ?? 1, message: error.message }] : [],
    ),
  };
}

/** A repository without a report. */
export const withoutReport = (name: string, problem: string): Repository => ({
  ...{ name, status: 'failed', problem, summary: null, isWritten: false },
  ...{ rules: [], findings: [], failures: [] },
});

function statusOf({ failed, exitCode, levels, edits, manual }: Summary): RepositoryStatus {
  // An interrupted run has no failed file, and is no success.
  if (failed > 0 || exitCode === 2) return 'failed';
  if (levels.fails + levels.warns > 0) return 'person';
  return edits + manual > 0 ? 'review' : 'done';
}

/** Sorts the repositories. The exit code is that of the worst: 2 beats 1. */
export function fleetOf(
  version: string,
  repositories: readonly Repository[],
  addresses: Addresses,
): FleetReport {
  const codes = repositories.map(({ summary }) => summary?.exitCode ?? 2);
  return {
    ...{ version, addresses },
    repositories: repositories.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    exitCode: codes.includes(2) ? 2 : codes.includes(1) ? 1 : 0,
  };
}

export interface FleetCounts {
  readonly repositories: number;
  readonly statuses: Readonly<Record<RepositoryStatus, number>>;
  /** Sums over the repositories that have a report. */
  readonly scanned: number;
  readonly changed: number;
  readonly edits: number;
  readonly manual: number;
  readonly failed: number;
}

export function countsOf({ repositories }: FleetReport): FleetCounts {
  const sum = (of: 'scanned' | 'changed' | 'edits' | 'manual' | 'failed'): number =>
    repositories.reduce((total, { summary }) => total + (summary?.[of] ?? 0), 0);
  const having = (status: RepositoryStatus): number => withStatus(repositories, status).length;
  return {
    repositories: repositories.length,
    statuses: {
      failed: having('failed'),
      person: having('person'),
      review: having('review'),
      done: having('done'),
    },
    ...{ scanned: sum('scanned'), changed: sum('changed'), edits: sum('edits') },
    ...{ manual: sum('manual'), failed: sum('failed') },
  };
}

export const withStatus = (
  repositories: readonly Repository[],
  status: RepositoryStatus,
): readonly Repository[] => repositories.filter((one) => one.status === status);

export interface RuleCounts {
  readonly rule: string;
  readonly edits: number;
  readonly manual: number;
  /** How many repositories have either. */
  readonly repositories: number;
}

/** By the name of the rule. */
export function rulesOf({ repositories }: FleetReport): readonly RuleCounts[] {
  const counts = new Map<string, RuleCounts>();
  for (const { rules } of repositories)
    for (const { rule, edits, manual } of rules) {
      const known = counts.get(rule) ?? { rule, edits: 0, manual: 0, repositories: 0 };
      counts.set(rule, {
        rule,
        edits: known.edits + edits,
        manual: known.manual + manual,
        repositories: known.repositories + 1,
      });
    }
  return [...counts.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1));
}
