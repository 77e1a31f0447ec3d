import { hash } from '../../core/identity/fingerprint.ts';
import type { Level } from '../../core/rule.ts';
import { listed, unmigrated, type Listed, type Unmigrated } from '../listed/listed.ts';
import { fromRoot, wellFormed } from '../listed/place.ts';
import type { Reporter, ReporterOptions } from '../reporter.ts';
import { escaped } from '../visible.ts';

type Severity = 'info' | 'minor' | 'major' | 'critical' | 'blocker';

const SEVERITIES: Readonly<Record<Level, Severity>> = { fails: 'major', warns: 'minor', differs: 'info' };

/**
 * A code quality report of GitLab: a list of what would change, of what is left and of files that failed. Edits that were made are not in it. `kind`
 * is ours; GitLab passes over what it does not know.
 */
export const gitlab: Reporter = (report, options) =>
  escaped(
    `${JSON.stringify(
      [
        ...unmigrated(report, 'failed').map((file) => failure(file, options)),
        ...listed(report).map((one) => issue(one, options)),
      ],
      null,
      2,
    )}\n`,
  );

const issue = (one: Listed, options: ReporterOptions): unknown => ({
  type: 'issue',
  kind: one.kind,
  description: wellFormed(`${one.message} (${one.detail}), see ${one.url}`),
  check_name: one.rule,
  categories: ['Compatibility'],
  fingerprint: one.fingerprint,
  severity: SEVERITIES[one.level],
  location: {
    path: wellFormed(fromRoot(one.file.path, options)),
    lines: { begin: one.line, end: one.endLine },
  },
});

const failure = (
  { path, error: { reason, message, line = 1 } }: Unmigrated,
  options: ReporterOptions,
): unknown => ({
  type: 'issue',
  kind: 'failed',
  description: wellFormed(`the file was not migrated: ${message.split('\n', 1)[0]}`),
  check_name: reason,
  categories: ['Compatibility'],
  fingerprint: hash(`${path}\0failed`),
  severity: 'critical',
  location: { path: wellFormed(fromRoot(path, options)), lines: { begin: line } },
});
