import type { FileReport, InProject, Origin, Report, ReportedTarget } from '../../core/report.ts';
import type { Versions } from '../../core/model/target.ts';
import type { Reporter } from '../reporter.ts';
import { escaped } from '../visible.ts';

/** What tells a blob from other JSON. */
export const BLOB = 'bump-testclient blob';

/** Increased with every change of the format: parts of one run are written by one version. */
export const BLOB_VERSION = 1;

/** The whole report, with all that is needed to merge it with others. For `merge-reports` alone: no public format. */
export const blob: Reporter = (report) => blobText(report);

/** The same, for who has no options of reporters. */
export const blobText = (report: Report): string => `${escaped(JSON.stringify(document(report)))}\n`;

function document(report: Report): unknown {
  const { version, mode, targets, summary } = report;
  const origin = report.origin ?? originOf(report);
  const { folder, files, glimpses, strict, shard, known, levels, interrupted, notes, ...rest } = origin;
  return {
    ...{ format: BLOB, version: BLOB_VERSION, tool: { name: 'bump-testclient', version }, mode },
    ...{ shard: shard ?? null, strict: strict ?? null, scanned: summary.scanned, ms: summary.ms },
    // In one order, whether a run made it or a merge.
    ...{ ...rest, known, levels, interrupted, notes },
    targets: targets.map(targetEntry),
    // In an order that the parts of a run do not change.
    glimpses: glimpses
      .map(glimpseEntry)
      .sort((one, other) => (one < other ? -1 : 1))
      .map((entry): unknown => JSON.parse(entry)),
    files: files.map((file) => fileEntry(file, folder)),
  };
}

/** Of a report that was made by hand: what it shows is all there is. */
const originOf = ({ files }: Report): Origin => ({
  ...{ folder: '', settings: {}, paths: [], unsafe: false, level: 'differs', clients: [], files },
  ...{ glimpses: [], known: 0, interrupted: false, notes: [] },
});

const glimpseEntry = ({ calls, clients }: Origin['glimpses'][number]): string =>
  JSON.stringify({ calls: [...calls], clients });

const targetEntry = ({ versions, ...rest }: ReportedTarget): unknown => ({
  ...rest,
  versions: Object.fromEntries(Object.entries(versions).map(([name, range]) => [name, rangeEntry(range)])),
});

/** JSON has no infinite numbers; the newest version is one. */
const rangeEntry = ({ least, below }: Versions): unknown => ({
  ...(least && { least: least.map(finite) }),
  ...(below && { below: below.map(finite) }),
});

const finite = (part: number): number | string => (Number.isFinite(part) ? part : NEWEST);

/** Stands for a number that is greater than any. */
export const NEWEST = 'latest';

function fileEntry(file: FileReport, folder: string): unknown {
  const { path, status, edits, manual, error, tallied, seen, held, inProject, real, bytes } = file;
  return {
    ...{ path, status, error, edits, manual, tallied, held },
    seen: seen && { calls: seen.calls, clients: seen.clients },
    inProject: inProject && projectEntry(inProject),
    ...textsOf(file),
    real: real === undefined ? undefined : relativeTo(folder, real),
    bytes: bytes && { before: base64(bytes.before), after: base64(bytes.after) },
  };
}

const projectEntry = ({ folder, path, moved }: InProject): unknown => ({ folder, path, moved });

/** Of a file that nothing is told of, no reporter shows the text. `text` is the same as one of the others, as a rule. */
function textsOf({ status, manual, before, after, text }: FileReport): object {
  if (status === 'unchanged' && manual.length === 0) return {};
  const known =
    text === undefined ? undefined : text === after ? 'after' : text === before ? 'before' : 'own';
  return { before, after, ...(known && { textIs: known }), ...(known === 'own' && { text }) };
}

/** Another machine has the files in another folder. `folder` has no link in it, and neither has `file`. */
function relativeTo(folder: string, file: string): string {
  const base = /[\\/]$/.test(folder) ? folder.slice(0, -1) : folder;
  if (!file.startsWith(base) || !/^[\\/]/.test(file.slice(base.length))) return file;
  const inside = file.slice(base.length + 1);
  return isWindows(base) ? inside.replaceAll('\\', '/') : inside;
}

const isWindows = (folder: string): boolean => /^(?:[a-z]:|\\\\)/i.test(folder);

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
