import { countLevels, isAtLeast } from '../core/levels.ts';
import type { FileReport, Held, Note, Report, ReportedManual, Seen, Summary } from '../core/report.ts';
import type { FileSettings } from './config/settings.ts';
import { exitCode } from './exit-code.ts';
import { byPath } from './files/paths.ts';
import type { RunOptions } from './options.ts';
import { version } from './version.ts';

export interface Outcome extends Pick<RunOptions, 'mode' | 'strict' | 'level'> {
  /** The levels that hold for a file, by its path. Absent: those of the run. */
  readonly levelsOf?: (path: string) => Levels;
  readonly targets: Report['targets'];
  readonly seen?: Seen;
  readonly scanned: number;
  readonly files: readonly FileReport[];
  /** How many findings the baseline holds, which are not among those of `files`. */
  readonly known?: number;
  readonly ms: number;
  /** The run was ended early, or could not do all of it. */
  readonly interrupted: boolean;
}

/** The lowest level of findings that is reported, and that of those which the exit code counts; absent: none does. */
export type Levels = Pick<FileSettings, 'level' | 'strict'>;

/** Builds the report of a run: counts of everything, and files in order with the findings that are to be shown. */
export function buildReport({
  mode,
  strict,
  level = 'differs',
  levelsOf = () => ({ level, ...(strict && { strict }) }),
  targets,
  seen,
  scanned,
  files,
  known = 0,
  ms,
  interrupted,
}: Outcome): Report {
  const manual = files.flatMap((file) => file.manual);
  const shown = files.map((file) => ({
    ...file,
    manual: file.manual.filter((one) => isAtLeast(one.level, levelsOf(file.path).level)),
  }));
  const counts = {
    changed: files.filter(({ status }) => status === 'changed').length,
    edits: files.reduce((sum, { edits }) => sum + edits.length, 0),
    manual: manual.length,
    levels: countLevels(manual),
    fixable: manual.filter(({ unsafeFix }) => unsafeFix).length,
    ...recordedIn(files),
    hidden: manual.length - shown.reduce((sum, file) => sum + file.manual.length, 0),
    held: heldIn(files),
    failed: files.filter(({ status }) => status === 'failed').length,
  };
  // An interrupted run has not seen every file, so it must not report success.
  const code = interrupted
    ? 2
    : exitCode(mode, 'differs', { ...counts, levels: countLevels(countedIn(files, levelsOf)) });
  return {
    version: version(),
    mode,
    ...(strict && { strict }),
    targets,
    summary: { scanned, ...(seen && { seen }), ...counts, known, ms: Math.round(ms), exitCode: code },
    rules: perRule(files),
    notes: notesOf(files.toSorted(byPath)),
    files: shown.filter(({ status, manual: left }) => status !== 'unchanged' || left.length > 0).sort(byPath),
  };
}

/** The findings that the exit code counts. */
export const countedIn = (
  files: readonly FileReport[],
  levelsOf: (path: string) => Levels,
): readonly ReportedManual[] =>
  files.flatMap(({ path, manual }) => {
    const { strict } = levelsOf(path);
    return strict ? manual.filter(({ level }) => isAtLeast(level, strict)) : [];
  });

/** What rests on a recorded run. */
function recordedIn(files: readonly FileReport[]): Pick<Summary, 'recorded'> {
  const count = <Item>(all: readonly Item[], isOne: (item: Item) => boolean): number =>
    all.filter(isOne).length;
  const edits = count(
    files.flatMap((file) => file.edits),
    ({ safety }) => safety === 'seen',
  );
  const heldBack = count(
    files.flatMap((file) => file.manual),
    ({ seenFix }) => seenFix === true,
  );
  return edits + heldBack > 0 ? { recorded: { edits, heldBack } } : {};
}

/** The most frequent version first. */
function heldIn(files: readonly FileReport[]): readonly Held[] {
  const counts = new Map<string, number>();
  for (const since of files.flatMap(({ held = [] }) => held)) counts.set(since, (counts.get(since) ?? 0) + 1);
  return [...counts]
    .map(([since, count]) => ({ since, count }))
    .sort((a, b) => b.count - a.count || (a.since < b.since ? -1 : 1));
}

/** Groups what is only counted by rule and words, in the order of the rules. */
function notesOf(files: readonly FileReport[]): readonly Note[] {
  const groups = new Map<string, Note & { readonly places: Note['places'][number][] }>();
  for (const { path, tallied = [] } of files)
    for (const { rule, tally, client, line, column, endLine, endColumn } of tallied) {
      const id = JSON.stringify([rule, tally]);
      const group = groups.get(id) ?? { rule, tally, ...(client && { client }), places: [] };
      group.places.push({ path, line, column, endLine, endColumn });
      groups.set(id, group);
    }
  return [...groups.values()].sort((a, b) =>
    a.rule === b.rule ? b.places.length - a.places.length : a.rule < b.rule ? -1 : 1,
  );
}

function perRule(files: readonly FileReport[]): Report['rules'] {
  const edits = tally(files.flatMap((file) => file.edits));
  const manual = tally(files.flatMap((file) => file.manual));
  return [...new Set([...edits.keys(), ...manual.keys()])]
    .sort()
    .map((rule) => ({ rule, edits: edits.get(rule) ?? 0, manual: manual.get(rule) ?? 0 }));
}

function tally(findings: readonly { readonly rule: string }[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
