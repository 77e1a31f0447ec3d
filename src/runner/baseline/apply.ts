import { relative, resolve } from 'node:path';
import { groupBy } from '../../core/group.ts';
import { linesOf, type Lines } from '../../core/lines.ts';
import type { FileReport, Mode, Region } from '../../core/report.ts';
import { realPath, withSlashes } from '../files/paths.ts';
import { printBaseline, type Baseline, type Entry, type Fingerprint, type Held } from './format.ts';
import { entriesOf, fingerprintOf, match } from './match.ts';

/** What a run has looked at: entries of other files and of other rules are left alone. */
export interface Scope {
  /** `path` as in the baseline. */
  readonly isLookedAt: (path: string) => boolean;
  readonly isRun: (rule: string) => boolean;
}

export interface Asked {
  readonly mode: Mode;
  /** Absolute. */
  readonly cwd: string;
  /** Holds everything that is found from now on. */
  readonly isUpdated: boolean;
  readonly scope: Scope;
}

export interface Judged {
  /** Without what the baseline holds. */
  readonly files: readonly FileReport[];
  /** How many findings and edits were taken out. */
  readonly known: number;
  readonly notes: readonly string[];
  /** The new text of the baseline. Absent: it stays as it is. */
  readonly text?: string;
}

/**
 * Takes out of the reports what a baseline holds: findings that are left, and with `--check` also edits to come. Edits that are made, or
 * shown by a dry run, stay: they are what the run does.
 */
export function applyBaseline(files: readonly FileReport[], baseline: Baseline, asked: Asked): Judged {
  const next = new Map<string, Map<string, readonly Entry[]>>();
  const seen = new Set<string>();
  const stale: Stale[] = [];
  const counts: Counts = { known: 0, added: 0, made: 0 };
  const judged = files.map((file): FileReport => {
    const path = withSlashes(relative(baseline.folder, realPath(resolve(asked.cwd, file.path))));
    if (isUnknown(file)) {
      keep(next, path, baseline.held.get(path));
      seen.add(path);
      return file;
    }
    seen.add(path);
    return judge(file, path, { baseline, asked, next, stale, counts });
  });
  for (const [path, rules] of baseline.held) {
    if (seen.has(path)) continue;
    if (!asked.scope.isLookedAt(path)) keep(next, path, rules);
    else judgeRules([], path, { baseline, asked, next, stale, counts });
  }
  const text = asked.isUpdated ? printBaseline(next) : undefined;
  return {
    files: judged,
    known: counts.known,
    notes: asked.isUpdated
      ? [updateNote(baseline, next, counts.added, stale, text !== baseline.text)]
      : [...madeNote(counts.made, asked.mode), ...staleNote(stale)],
    ...(text !== undefined && text !== baseline.text && { text }),
  };
}

interface Counts {
  known: number;
  added: number;
  /** Edits that the baseline holds, and that are made or shown all the same. */
  made: number;
}

interface Stale {
  readonly path: string;
  readonly rule: string;
  readonly count: number;
}

interface Work {
  readonly baseline: Baseline;
  readonly asked: Asked;
  /** What the new baseline holds. */
  readonly next: Map<string, Map<string, readonly Entry[]>>;
  readonly stale: Stale[];
  readonly counts: Counts;
}

/** Nothing is known of the findings of a file that failed, or was not gone through. One that a comment skips has none. */
const isUnknown = ({ status, error }: FileReport): boolean =>
  status === 'failed' || (status === 'skipped' && error?.reason !== 'ignored');

function keep(
  next: Work['next'],
  path: string,
  rules: ReadonlyMap<string, readonly Entry[]> | undefined,
): void {
  if (rules) next.set(path, new Map(rules));
}

/** A finding or an edit of a file. */
interface Found extends Fingerprint {
  readonly rule: string;
  readonly what: Region;
  readonly isEdit: boolean;
}

function judge(file: FileReport, path: string, work: Work): FileReport {
  const { mode, isUpdated } = work.asked;
  const [before, now] = [file.before, file.text].map((text = '') => linesOf(text.replace(/^\uFEFF/, '')));
  const edits = foundIn(file.edits, before, true);
  const manual = foundIn(file.manual, now, false);
  const known = judgeRules([...edits, ...manual], path, work);
  const isHidden = (what: Region): boolean => known.has(what) || isUpdated;
  if (mode !== 'check') work.counts.made += file.edits.filter((one) => known.has(one)).length;
  const rest = {
    edits: mode === 'check' ? file.edits.filter((one) => !isHidden(one)) : file.edits,
    manual: file.manual.filter((one) => !isHidden(one)),
  };
  const left = rest.edits.length + rest.manual.length;
  work.counts.known += file.edits.length + file.manual.length - left;
  if (file.status !== 'changed' || rest.edits.length > 0) return { ...file, ...rest };
  const { after: _, bytes: __, real: ___, ...unchanged } = file;
  return { ...unchanged, ...rest, status: 'unchanged' };
}

const foundIn = (
  places: readonly (Region & { readonly rule: string })[],
  lines: Lines | undefined,
  isEdit: boolean,
): readonly Found[] =>
  lines ? places.map((what) => ({ rule: what.rule, what, isEdit, ...fingerprintOf(lines, what.line) })) : [];

/** Pairs the findings of a file with what the baseline has of it, rule by rule. Answers which it holds. */
function judgeRules(found: readonly Found[], path: string, work: Work): ReadonlySet<Region> {
  const { baseline, asked, next, stale, counts } = work;
  const held = baseline.held.get(path) ?? new Map<string, readonly Entry[]>();
  const byRule = groupBy(found, ({ rule }) => rule);
  const known = new Set<Region>();
  const kept = new Map<string, readonly Entry[]>();
  for (const rule of new Set([...held.keys(), ...byRule.keys()])) {
    const entries = held.get(rule) ?? [];
    const own = byRule.get(rule) ?? [];
    if (own.length === 0 && !asked.scope.isRun(rule)) {
      kept.set(rule, entries);
      continue;
    }
    const matched = match(own, entries);
    for (const [at, { what }] of own.entries()) if (matched.known[at]) known.add(what);
    // What this run writes is gone afterwards.
    const lasting = asked.mode === 'write' ? own.filter(({ isEdit }) => !isEdit) : own;
    kept.set(rule, entriesOf(lasting.map(({ line, above, below }) => ({ line, above, below }))));
    counts.added += lasting.filter(({ what }) => !known.has(what)).length;
    const gone = own.length - lasting.length;
    const count = sum(matched.left) + (asked.isUpdated ? gone - unknownEdits(own, known) : 0);
    if (count > 0) stale.push({ path, rule, count });
  }
  next.set(path, kept);
  return known;
}

const unknownEdits = (found: readonly Found[], known: ReadonlySet<Region>): number =>
  found.filter(({ isEdit, what }) => isEdit && !known.has(what)).length;

const sum = (entries: readonly Entry[]): number => entries.reduce((total, { count }) => total + count, 0);

const MAX_NAMED = 3;

const findings = (count: number): string => `${count} ${count === 1 ? 'finding' : 'findings'}`;

/** The places are those of the file, in its order: what is left of a migration that went on, and of files that were moved. */
function staleNote(stale: readonly Stale[]): readonly string[] {
  if (stale.length === 0) return [];
  const count = stale.reduce((total, one) => total + one.count, 0);
  const named = stale.slice(0, MAX_NAMED).map(({ path, rule }) => `${path} (${rule})`);
  const more = stale.length - named.length;
  const places = [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
  return [
    `--baseline: ${findings(count)} of it ${count === 1 ? 'is' : 'are'} there no more: ${places}; --update-baseline takes ${count === 1 ? 'it' : 'them'} out`,
  ];
}

function madeNote(count: number, mode: Mode): readonly string[] {
  if (count === 0) return [];
  const verb = mode === 'write' ? 'made' : 'shown';
  return [
    `--baseline: ${findings(count)} that it holds ${count === 1 ? 'has a fix, which is' : 'have fixes, which are'} ${verb} all the same`,
  ];
}

function updateNote(
  { path }: Baseline,
  next: Held,
  added: number,
  stale: readonly Stale[],
  isChanged: boolean,
): string {
  const files = [...next.values()].map((rules) =>
    [...rules.values()].reduce((all, one) => all + sum(one), 0),
  );
  const total = files.reduce((all, one) => all + one, 0);
  const removed = stale.reduce((all, { count }) => all + count, 0);
  const holding = files.filter((count) => count > 0).length;
  const news = isChanged ? ` (${added} new, ${removed} gone)` : ', as before';
  return `${path} holds ${findings(total)} in ${holding} ${holding === 1 ? 'file' : 'files'}${news}`;
}
