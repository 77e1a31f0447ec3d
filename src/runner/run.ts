import type { FileReport, Report } from '../core/report.ts';
import type { Rule } from '../core/rule.ts';
import { languages, type LanguageEntry } from '../languages/index.ts';
import { rules } from '../registry.ts';
import { judge, openBaseline } from './baseline/open.ts';
import { buildReport } from './build-report.ts';
import { seenIn } from './census.ts';
import { settingsOfFiles } from './config/settings.ts';
import { unshownNotes } from './config/unshown.ts';
import { openRecordings } from './evidence/open.ts';
import { discover } from './files/discover.ts';
import { failed } from './file-report.ts';
import { findRoots, unreadNotes } from './files/git.ts';
import type { SourceFile } from './files/source-file.ts';
import { openSelection } from './files/selection.ts';
import { migrateFiles, type Migrated } from './migrate/files.ts';
import { migrateRequirements } from './project/requirements.ts';
import type { Glimpse } from './project/gate.ts';
import { migrateText } from './migrate/text.ts';
import type { Pass, RunOptions } from './options.ts';
import { reviewed } from './review/review.ts';
import { withOrigin } from './shards/origin.ts';
import { shareOf, type Share } from './shards/share.ts';
import { targetNote, targetsOf } from './targets.ts';
import { writeFiles } from './staging/write-staged.ts';

export type { RunOptions } from './options.ts';

export interface RunOutcome {
  readonly report: Report;
  /** Notes for the log, one line each: "not a git repository: ...". */
  readonly notes: readonly string[];
  /** The resulting bytes, if the source came from `stdin`. */
  readonly output?: Uint8Array;
  /** The new text of the baseline, if it is to be written. */
  readonly baseline?: string;
  /** Whether `signal` ended the run early. */
  readonly interrupted: boolean;
}

/** The languages and rules of the tool. Tests may pass their own. */
export interface Parts {
  readonly languages: readonly LanguageEntry[];
  readonly rules: readonly Rule[];
}

const builtIn: Parts = { languages, rules };

/** Finds, migrates and, in write mode, replaces files. Throws a `UsageError` for a mistake by the user. */
export async function run(options: RunOptions, parts: Parts = builtIn): Promise<RunOutcome> {
  // `performance` is loaded by what first asks for it.
  const started = process.uptime();
  const baseline = openBaseline(options);
  const { roots = findRoots() } = options;
  const settings = settingsOfFiles(options, parts.rules, roots);
  const recordings = await openRecordings(options, roots);
  const pass: Pass = {
    ...options,
    languages: parts.languages,
    known: parts.rules,
    settings,
    roots,
    targets: targetsOf(options.target, options.cwd),
    selection: openSelection(options.changed, { ...options, languages: parts.languages, roots }),
    ...(recordings && { recordings }),
  };
  const done: Done = options.stdin ? await migrateText(options.stdin, pass) : await migratePaths(pass);
  const { scanned, output, glimpses = [], looked = [], isUnstaged = false, share } = done;
  const interrupted = options.signal?.aborted ?? false;
  const judged = judge(baseline, { files: done.files, looked, isPartial: interrupted }, pass);
  const { files, known } = judged;
  const ms = (process.uptime() - started) * 1000;
  const clients = [...new Set(settings.asked().flatMap((one) => one.clients))];
  const seen = seenIn(files, glimpses, clients);
  const targets = pass.targets.asked();
  const report = buildReport({
    ...options,
    ...{ levelsOf: settings.told, targets, scanned, files, ms },
    ...(seen && { seen }),
    known,
    interrupted: interrupted || isUnstaged,
  });
  const notes = [
    ...done.notes,
    ...judged.notes,
    ...(recordings?.notes() ?? []),
    ...unshownNotes(files, options, settings),
  ];
  const guess = targetNote(targets);
  return {
    report: withOrigin(
      report,
      options,
      { share, levelsOf: settings.told },
      {
        ...{ files, glimpses, clients, known, notes },
        interrupted: interrupted || isUnstaged,
      },
    ),
    notes: [...notes, ...(guess === undefined ? [] : [guess])],
    interrupted,
    ...(output && { output }),
    ...(judged.text !== undefined && { baseline: judged.text }),
  };
}

interface Done {
  readonly files: readonly FileReport[];
  readonly scanned: number;
  readonly notes: readonly string[];
  readonly output?: Uint8Array;
  readonly glimpses?: readonly Glimpse[];
  readonly share?: Share;
  /** The real paths of the files that were looked at. */
  readonly looked?: readonly string[];
  /** Files were written, but could not be staged again. */
  readonly isUnstaged?: boolean;
}

/** What answers from the cache is loaded for those who want one. */
const migrateAll = async (files: readonly SourceFile[], pass: Pass): Promise<Migrated> =>
  pass.cache ? (await import('./cache/cache.ts')).migrateCached(files, pass) : migrateFiles(files, pass);

/** Migrates all files before it writes any, so that files see each other as they were before the run. */
async function migratePaths(whole: Pass): Promise<Done> {
  whole.onProgress?.({ phase: 'finding', done: 0 });
  const found = await discover(whole, whole.languages, whole.roots);
  const share = whole.shard && (await shareOf(found.files, whole.shard));
  const pass: Pass = { ...whole, ...(share && { share }) };
  const mine = share ? found.files.filter(share.has) : found.files;
  pass.onFound?.(found.files.map(({ real }) => real));
  const unlisted = found.problems
    .filter(({ path }) => share?.holds(path) ?? true)
    .map(({ path, message }) => failed(path, { reason: 'unreadable', message }));
  const { scanned, migrations: own, glimpses, suites, notes } = await migrateAll(found.files, pass);
  const lists = await migrateRequirements(suites, pass);
  pass.onFound?.(lists.map(({ file }) => file.real));
  const migrations = await reviewed([...own, ...lists], pass);
  const written =
    pass.mode === 'write'
      ? await writeFiles(migrations, mine, pass)
      : { files: migrations.map(({ report }) => report), notes: [] };
  return {
    files: [...unlisted, ...written.files],
    scanned,
    notes: [
      ...found.notes,
      ...(share && !found.files.some(share.has)
        ? [`shard ${share.shard.index}/${share.shard.of} has no file`]
        : []),
      ...unreadNotes(
        found.files.map(({ root }) => root),
        pass.cwd,
      ),
      ...notes,
      ...written.notes,
    ],
    glimpses,
    looked: [...mine.map(({ real }) => real), ...lists.map(({ file }) => file.real)],
    ...('isUnstaged' in written && { isUnstaged: written.isUnstaged }),
    ...(share && { share }),
  };
}
