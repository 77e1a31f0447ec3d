import { resolve } from 'node:path';
import { blobText } from '../../reporters/blob/index.ts';
import { readBlob } from '../../reporters/blob/read.ts';
import type { FileReport, Origin, ReportedTarget } from '../../core/report.ts';
import { buildReport } from '../build-report.ts';
import { isWithin, realPath, shown } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { FileMigration } from '../jobs/migrate-one.ts';
import type { Migrated } from '../migrate/files.ts';
import type { Pass } from '../options.ts';
import { digestOf } from './digest.ts';

/** What an entry answers. */
export interface Known {
  readonly migrated: Migrated;
  readonly targets: readonly ReportedTarget[];
}

/**
 * An entry: a digest of the rest, the files that were read besides those of the key, and what was found, in the form of a blob. Paths are
 * relative to the working directory.
 */
export function entryText(migrated: Migrated, reads: ReadonlyMap<string, string>, pass: Pass): string {
  const folder = realPath(pass.cwd);
  const files = migrated.migrations.map(({ report }) => report);
  const origin: Origin = {
    ...{ folder, files, glimpses: migrated.glimpses },
    paths: migrated.suites.map(({ path }) => path),
    ...{
      settings: {},
      unsafe: false,
      level: 'differs',
      clients: [],
      known: 0,
      interrupted: false,
      notes: [],
    },
  };
  const report = buildReport({
    ...{ mode: pass.mode, targets: pass.targets.asked(), scanned: migrated.scanned },
    ...{ files, ms: 0, interrupted: false },
  });
  const read = [...reads].map(([file, digest]) => [shown(folder, file), digest]);
  const body = `${JSON.stringify(read)}\n${blobText({ ...report, origin })}`;
  return `${digestOf(body)}\n${body}`;
}

/**
 * What an entry answers for these files. `undefined`: it is damaged, or what it depends on has changed. It may have been put there by
 * anyone: its shape is checked, its paths name files of the run or are compared only, and a run that writes takes no changes from it.
 */
export function readEntry(text: string, files: readonly SourceFile[], pass: Pass): Known | undefined {
  const [digest, body] = splitAt(text, text.indexOf('\n'));
  if (digestOf(body) !== digest) return undefined;
  const [reads, found] = splitAt(body, body.indexOf('\n'));
  if (!isStill(reads, files, pass)) return undefined;
  const read = readBlob(found);
  if (!('part' in read)) return undefined;
  const { scanned, targets, origin } = read.part;
  const byPath = new Map(files.map((file) => [file.path, file]));
  const migrations = origin.files.flatMap((report) => migrationOf(report, byPath) ?? []);
  const suites = origin.paths.flatMap((path) => byPath.get(path) ?? []);
  const isWritten = pass.mode === 'write' && migrations.some(({ report }) => report.status === 'changed');
  if (isWritten || migrations.length < origin.files.length || suites.length < origin.paths.length)
    return undefined;
  return { migrated: { scanned, migrations, glimpses: origin.glimpses, suites, notes: [] }, targets };
}

function migrationOf(
  { real: _, ...report }: FileReport,
  files: ReadonlyMap<string, SourceFile>,
): FileMigration | undefined {
  const file = files.get(report.path);
  return file && { file, report: { ...report, ...(report.status === 'changed' && { real: file.real }) } };
}

const splitAt = (text: string, end: number): readonly [string, string] =>
  end < 0 ? ['', ''] : [text.slice(0, end), text.slice(end + 1)];

/** Whether files have the content that their digests tell; nothing where there was nothing. */
export const isUnchanged = (reads: ReadonlyMap<string, string>): boolean =>
  [...reads].every(([file, digest]) => {
    const read = readBytes(file);
    return digestOf('bytes' in read ? read.bytes : undefined) === digest;
  });

/** Looks at files of the projects of the run alone, whatever the entry says. */
function isStill(text: string, files: readonly SourceFile[], pass: Pass): boolean {
  const reads = readsIn(text);
  if (!reads) return false;
  const folder = realPath(pass.cwd);
  const roots = [...new Set(files.map(({ root }) => root.folder))];
  const absolute = new Map([...reads].map(([path, digest]) => [resolve(folder, path), digest]));
  const isOwn = (file: string): boolean => roots.some((root) => isWithin(root, file));
  return [...absolute.keys()].every(isOwn) && isUnchanged(absolute);
}

function readsIn(text: string): ReadonlyMap<string, string> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every(isPair) ? new Map(value) : undefined;
  } catch {
    return undefined;
  }
}

const isPair = (value: unknown): value is [string, string] =>
  Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === 'string');
