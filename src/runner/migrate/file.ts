import type { Language, Project } from '../../core/language.ts';
import { migrate, type MigrateOptions } from '../../core/engine/migrate.ts';
import type { Result } from '../../core/engine/result.ts';
import type { FileReport } from '../../core/report.ts';
import type { FileSettings } from '../config/settings.ts';
import type { Decoder } from '../files/encoding.ts';
import { failed, fileReport } from '../file-report.ts';
import { MAX_TEXT, megabytes } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { Targets } from '../targets.ts';

/** What all files of one language in one project share that have the same settings. */
export interface MigrationContext {
  readonly language: Language;
  readonly project: Project;
  readonly decode: Decoder;
  readonly settings: FileSettings;
  /** Whether a person is asked about each edit. */
  readonly isReviewed: boolean;
  /** Whether changes replace the file on disk. */
  readonly isWritten: boolean;
  readonly targets: Targets;
}

export interface Migration {
  readonly report: FileReport;
  /** The new content of the file. Present only if it changes. */
  readonly after?: Uint8Array;
  /** Where each line is in it, 1-based. Absent: no line moved. */
  readonly moved?: readonly number[];
}

/** A file that was decoded, and may be migrated more than once. */
export interface OpenFile {
  /** Without a byte-order mark. */
  readonly text: string;
  /** Never rejects. */
  readonly migrate: (decisions: Pick<MigrateOptions, 'veto' | 'byHand'>) => Promise<Result>;
  /** What a result comes to. */
  readonly conclude: (result: Result) => Migration;
}

/** Migrates the bytes of one file. Never throws. */
export async function migrateBytes(
  file: SourceFile,
  bytes: Uint8Array,
  context: MigrationContext,
): Promise<Migration> {
  const open = openBytes(file, bytes, context);
  return 'report' in open ? open : open.conclude(await open.migrate({}));
}

/** Decodes the bytes of one file. `path` is shown to people, `projectPath` identifies the file in its project. */
export function openBytes(
  file: SourceFile,
  bytes: Uint8Array,
  context: MigrationContext,
): OpenFile | Migration {
  const { path, projectPath } = file;
  if (bytes.length > MAX_TEXT) {
    return {
      report: failed(path, {
        reason: 'too-large',
        message: `${megabytes(bytes.length)}; the limit is ${megabytes(MAX_TEXT)}`,
      }),
    };
  }
  const decoded = context.decode(bytes);
  if (!('text' in decoded)) {
    const { line, problem } = decoded;
    return {
      report: failed(path, { reason: 'encoding', message: problem, ...(line !== undefined && { line }) }),
    };
  }
  const { project, language, targets } = context;
  const { rules, silent, unsafe, noSeen, clients, target } = context.settings;
  return {
    text: decoded.text.replace(/^\uFEFF/, ''),
    migrate: async (decisions) =>
      migrate(decoded.text, projectPath, language, {
        rules,
        silent,
        allow: typeof unsafe !== 'boolean' ? unsafe : unsafe ? 'unsafe' : 'safe',
        seen: !noSeen,
        project,
        settings: { clients },
        target: await targets.of(file, target),
        ...decisions,
      }),
    conclude: (result) => concluded(file, { bytes, ...decoded }, result, context.isWritten),
  };
}

interface Decoded {
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly encode: (text: string) => Uint8Array | undefined;
}

function concluded(
  { path, real }: SourceFile,
  { bytes, text, encode }: Decoded,
  result: Result,
  isWritten: boolean,
): Migration {
  const report = fileReport(path, text, result, isWritten);
  if (result.status !== 'changed') return { report };
  const after = encode(result.text);
  if (after)
    return {
      report: { ...withBytes(report, bytes, after), real },
      after,
      ...(result.moved && { moved: result.moved }),
    };
  return {
    report: failed(path, {
      reason: 'encoding',
      message: 'the result has characters that the encoding of the file lacks',
    }),
  };
}

/** A patch of a file that is not UTF-8 needs its bytes. */
function withBytes(report: FileReport, before: Uint8Array, after: Uint8Array): FileReport {
  const isUtf8 = (text: string | undefined, bytes: Uint8Array): boolean =>
    Buffer.from(text ?? '').equals(bytes);
  if (isUtf8(report.before, before) && isUtf8(report.after, after)) return report;
  return { ...report, bytes: { before, after } };
}
