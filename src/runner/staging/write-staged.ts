import { dirname, join, relative } from 'node:path';
import { addAll, groupBy } from '../../core/group.ts';
import { shellWord } from '../../core/text.ts';
import { UsageError } from '../errors.ts';
import type { Root } from '../files/git.ts';
import { refuseUnstageable, stage } from '../files/git/stage-again.ts';
import { filtersOf } from '../files/git/contents.ts';
import { problemOf } from '../files/git/problem.ts';
import { statesOf } from '../files/git/staged.ts';
import { withSlashes } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';
import type { SourceFile } from '../files/source-file.ts';
import { listed } from '../files/write/names.ts';
import type { FileMigration } from '../jobs/migrate-one.ts';
import type { Pass } from '../options.ts';
import { writeAll, type Written } from '../write-all.ts';

export interface WrittenAndStaged extends Written {
  /** Files were written, but could not be staged again. */
  readonly isUnstaged?: boolean;
}

/** A file to be written, and what keeps it from being staged again. */
interface Candidate {
  readonly path: string;
  readonly root: Root;
  readonly inside: string;
  readonly why?: string;
}

/**
 * Replaces the files that change. With `--staged` those are staged again of which everything was staged before. Throws a `UsageError`, if at
 * all, before it writes the first file.
 */
export async function writeFiles(
  migrations: readonly FileMigration[],
  found: readonly SourceFile[],
  pass: Pass,
): Promise<WrittenAndStaged> {
  if (pass.changed !== 'staged') return writeAll(migrations, found, pass);
  const candidates = await candidatesOf(migrations, pass);
  const written = await writeAll(migrations, found, pass);
  const done = new Set(written.files.flatMap(({ path, status }) => (status === 'changed' ? [path] : [])));
  const changed = candidates.filter(({ path }) => done.has(path));
  const notes = [...written.notes];
  for (const [why, files] of groupBy(changed, (one) => one.why ?? ''))
    if (why !== '') notes.push(`not staged again: ${listed(files.map(({ path }) => path))} (${why})`);
  const problems: string[] = [];
  const stageable = changed.filter(({ why }) => why === undefined);
  for (const [root, files] of groupBy(stageable, (one) => one.root))
    addAll(problems, await stageAgain(root, files));
  return { files: written.files, notes: [...notes, ...problems], isUnstaged: problems.length > 0 };
}

/** What may be staged again is decided before anything is written. */
async function candidatesOf(migrations: readonly FileMigration[], pass: Pass): Promise<readonly Candidate[]> {
  const byRoot = new Map<string, { readonly root: Root; readonly files: FileMigration[] }>();
  for (const migration of migrations) {
    if (!migration.before || !migration.after) continue;
    const root = await pass.roots.of(dirname(migration.file.real));
    if (!root?.git) continue;
    const known = byRoot.get(root.folder) ?? { root, files: [] };
    known.files.push(migration);
    byRoot.set(root.folder, known);
  }
  const all: Candidate[] = [];
  for (const { root, files } of byRoot.values()) addAll(all, await candidatesIn(root, files));
  return all;
}

async function candidatesIn(root: Root, files: readonly FileMigration[]): Promise<readonly Candidate[]> {
  const inside = files.map(({ file }) => withSlashes(relative(root.folder, file.real)));
  try {
    await refuseUnstageable(root);
    const contents = files.map(({ before }, at) => ({ inside: inside[at] ?? '', bytes: before ?? NONE }));
    const states = await statesOf(root, contents);
    const filters = await filtersOf(root, inside);
    return files.map(({ file: { path } }, at) => {
      const name = inside[at] ?? '';
      const filter = filters.get(name);
      const why =
        filter !== undefined
          ? `git would run the filter ${filter} for it`
          : states[at]?.is === 'saved'
            ? undefined
            : 'it had unstaged edits besides';
      return { path, root, inside: name, ...(why !== undefined && { why }) };
    });
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const { problem, help } = problemOf(error, root.folder);
    throw new UsageError(`--staged: git failed in ${root.folder}: ${problem}`, help);
  }
}

const NONE = new Uint8Array();

/** Stages files of one repository. Answers what is to be done by hand where that failed. */
async function stageAgain(root: Root, files: readonly Candidate[]): Promise<readonly string[]> {
  try {
    await stage(
      root,
      files.map(({ inside }) => inside),
    );
    const states = await statesOf(root, files.flatMap(contentOf));
    const left = files.filter((_, at) => states[at]?.is !== 'saved');
    return left.length === 0 ? [] : [byHand(left, 'the index still has what was staged before')];
  } catch (error) {
    return [byHand(files, problemOf(error, root.folder).problem)];
  }
}

/** What is on disk now: nothing where it is gone, which is not what was staged. */
function contentOf({ root, inside }: Candidate): readonly { inside: string; bytes: Uint8Array }[] {
  const read = readBytes(join(root.folder, inside));
  return [{ inside, bytes: 'bytes' in read ? read.bytes : NONE }];
}

function byHand(files: readonly Candidate[], problem: string): string {
  const paths = files.map(({ path }) => path);
  const todo =
    paths.length > MAX_PASTED
      ? `stage ${listed(paths)} with git add`
      : `run \`git add ${paths.map(shellWord).join(' ')}\``;
  return `--staged: files were written, but not staged again: ${problem}; ${todo}`;
}

const MAX_PASTED = 10;
