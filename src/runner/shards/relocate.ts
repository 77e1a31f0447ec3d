import { renumbered } from '../../core/engine/moved.ts';
import type { FileReport } from '../../core/report.ts';

/** Where the lines of a project's files are now, by their paths in it. */
export type Moves = ReadonlyMap<string, readonly number[]>;

/** The report with the lines of these files that its messages name as they are now. */
export function withLines(report: FileReport, moves: Moves): FileReport {
  const now = (words: string): string => {
    let told = words;
    if (/:\d/.test(told))
      for (const [path, moved] of moves) told = renumbered(told, path, (line) => moved[line - 1] ?? line);
    return told;
  };
  const manual = report.manual.map((one) => ({
    ...one,
    message: now(one.message),
    why: one.why === null ? null : now(one.why),
  }));
  return { ...report, manual };
}

/**
 * The files of several shards that wrote, each without its project. A shard has named the lines of its own files as they are now; those of
 * the other shards it did not know.
 */
export function relocated(shards: readonly (readonly FileReport[])[]): readonly FileReport[] {
  const moves = shards.map(movesOf);
  return shards.flatMap((files, index) => {
    const others = moves.filter((_, at) => at !== index);
    return files.map(({ inProject, ...file }) =>
      others
        .map((one) => one.get(inProject?.folder ?? ''))
        .reduce<FileReport>((told, one) => (one && inProject ? withLines(told, one) : told), file),
    );
  });
}

/** By the folders of projects. */
function movesOf(files: readonly FileReport[]): ReadonlyMap<string, Moves> {
  const projects = new Map<string, Map<string, readonly number[]>>();
  for (const { inProject } of files) {
    if (!inProject?.moved) continue;
    const known = projects.get(inProject.folder) ?? new Map<string, readonly number[]>();
    projects.set(inProject.folder, known.set(inProject.path, inProject.moved));
  }
  return projects;
}
