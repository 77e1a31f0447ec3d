import { join, relative } from 'node:path';
import type { Place, RecordedCall, RecordedFile } from '../../core/model/recorded.ts';
import { evidenceReader, type Evidence, type Tally } from '../../evidence/read.ts';
import { UsageError } from '../errors.ts';
import type { Roots } from '../files/git.ts';
import { readLines } from '../files/lines.ts';
import { isWithin, shown, withSlashes } from '../files/paths.ts';
import { findEvidence, MAX_EVIDENCE, type FoundEvidence } from './find.ts';
import { hashOf } from './hash.ts';

/** Those of a run that say which recorded runs it knows. */
export interface EvidenceOptions {
  /** Absolute. */
  readonly cwd: string;
  /** Evidence files as typed. Absent or empty: the one at the default place, if there is one. */
  readonly evidence?: readonly string[];
  readonly noEvidence?: boolean;
}

/** The recorded runs that a run of the tool knows. */
export interface Recordings {
  /**
   * What was recorded of a file, with paths relative to `root`, the folder of its project. `path` is relative to that too; `bytes` are those of
   * the file before the run. `undefined`: nothing, or of another text.
   */
  recorded(root: string, path: string, bytes: Uint8Array): RecordedFile | undefined;
  /** One line each; those about files that have changed tell of the files that were asked for. */
  notes(): readonly string[];
  /** What they were made from, as plain data: another thread makes the same of it. */
  readonly read: readonly ReadEvidence[];
  /** The files that were asked for and have changed, as shown to people. */
  stale(): readonly string[];
  /** Notes such files that another thread has asked for. */
  addStale(paths: readonly string[]): void;
}

/**
 * Reads the evidence files of a run. `undefined` where there is none. Throws a `UsageError` for one that was asked for and cannot be read; one that
 * was found by itself is left out with a note.
 */
export async function openRecordings(
  { cwd, evidence = [], noEvidence = false }: EvidenceOptions,
  roots: Roots,
): Promise<Recordings | undefined> {
  if (noEvidence) return undefined;
  const found = await findEvidence(cwd, evidence, roots);
  if (found.length === 0) return undefined;
  return recordingsOf(
    found.map((one) => readFile(one, cwd)),
    cwd,
  );
}

/** The recorded runs that evidence files tell of. `cwd`: what files are shown relative to. */
export function recordingsOf(read: readonly ReadEvidence[], cwd: string): Recordings {
  const stale = new Set<string>();
  return {
    recorded: (root, path, bytes) => {
      const answers = read.map((one) => answerOf(one, join(root, path), bytes));
      const files = answers.flatMap((answer) =>
        typeof answer === 'object' ? [relocated(answer.recorded, answer.base, root)] : [],
      );
      if (files.length === 0 && answers.includes('stale')) stale.add(shown(cwd, join(root, path)));
      return files.length === 0 ? undefined : together(files);
    },
    notes: () => [...read.flatMap(({ notes }) => notes), ...staleNotes(read, stale)],
    read,
    stale: () => [...stale],
    addStale: (paths) => paths.forEach((path) => stale.add(path)),
  };
}

/** An evidence file that was read: plain data. */
export interface ReadEvidence {
  readonly evidence: Evidence;
  readonly bases: readonly string[];
  /** As shown to people. */
  readonly name: string;
  readonly notes: readonly string[];
}

function readFile({ file, named, bases, isOutside }: FoundEvidence, cwd: string): ReadEvidence {
  const reader = evidenceReader();
  const name = named ?? shown(cwd, file);
  if (isOutside) return { evidence: new Map(), bases, name, notes: [`${name} is left out: ${OUTSIDE}`] };
  const unread = readLines(file, MAX_EVIDENCE, reader.take);
  if (!unread) {
    const tally = reader.tally();
    if (named !== undefined && tally.lines > 0 && tally.damaged === tally.lines)
      throw new UsageError(`--evidence: ${name} is no evidence file`, HELP);
    return { evidence: reader.evidence(), bases, name, notes: tallyNotes(name, tally) };
  }
  if (named !== undefined) throw new UsageError(`--evidence: cannot read ${name}: ${unread.problem}`, HELP);
  return { evidence: new Map(), bases, name, notes: [`${name} is left out: ${unread.problem}`] };
}

const OUTSIDE = 'it is a link out of the project; `--evidence` reads it all the same';
const HELP = '`bump-testclient record -- pytest tests` writes one';

function tallyNotes(name: string, { lines, damaged, newer, unended }: Tally): readonly string[] {
  return [
    ...(damaged > 0 ? [`${name}: ${damaged} of ${lines} lines cannot be read, and are left out`] : []),
    ...(newer
      ? [
          `${name}: it was made by a newer version of bump-testclient; what this one does not understand is left out`,
        ]
      : []),
    ...(unended > 0
      ? [
          unended === 1
            ? `${name}: the recorded run did not end, so what came later is missing`
            : `${name}: ${unended} of the recorded runs did not end, so what came later is missing`,
        ]
      : []),
  ];
}

/** More are not named in one line. */
const MAX_NAMED = 5;

function staleNotes(read: readonly ReadEvidence[], stale: ReadonlySet<string>): readonly string[] {
  if (stale.size === 0) return [];
  const all = [...stale].sort();
  const named = all.slice(0, MAX_NAMED).join(', ');
  const more = all.length > MAX_NAMED ? `, and ${all.length - MAX_NAMED} more` : '';
  const names = read.map(({ name }) => name).join(', ');
  const what =
    all.length === 1
      ? '1 file has changed since it was recorded, and is left out'
      : `${all.length} files have changed since they were recorded, and are left out`;
  return [`${names}: ${what}: ${named}${more}`];
}

/** What one evidence file says of a file, and the folder that its paths are relative to. */
function answerOf(
  { evidence, bases }: ReadEvidence,
  file: string,
  bytes: Uint8Array,
): { readonly base: string; readonly recorded: RecordedFile } | 'stale' | undefined {
  const known = bases.flatMap((base) => {
    const texts = isWithin(base, file) ? evidence.get(withSlashes(relative(base, file))) : undefined;
    return texts ? [{ base, texts }] : [];
  });
  if (known.length === 0) return undefined;
  const hash = hashOf(bytes);
  for (const { base, texts } of known) {
    const recorded = texts.get(hash);
    if (recorded) return { base, recorded };
  }
  return 'stale';
}

/** With its paths relative to another folder. */
function relocated(file: RecordedFile, from: string, to: string): RecordedFile {
  if (from === to) return file;
  const place = (one: Place): Place => ({ ...one, path: withSlashes(relative(to, join(from, one.path))) });
  const call = (one: RecordedCall): RecordedCall => ({
    ...one,
    at: place(one.at),
    chain: one.chain.map(place),
  });
  return {
    calls: file.calls.map(call),
    through: file.through.map(call),
    reads: file.reads.map((one) => ({ ...one, at: place(one.at) })),
  };
}

const together = (files: readonly RecordedFile[]): RecordedFile => ({
  calls: files.flatMap(({ calls }) => calls),
  through: files.flatMap(({ through }) => through),
  reads: files.flatMap(({ reads }) => reads),
});
