import { compareLines, type Run } from './compare.ts';

/** A part of a unified diff. */
export interface Hunk {
  /** 1-based; of a hunk without lines of a side, the line after it. */
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Each begins with a space, `-`, `+` or a backslash, and has no LF at its end. */
  readonly lines: readonly string[];
}

/** The lines of a text as a patch counts them, each with its end. A lone carriage return ends none. */
export const linesWithEnds = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/** A run of lines, and where it starts in both lists: from 0. */
interface Placed extends Run {
  readonly old: number;
  readonly now: number;
}

/** The hunks of the unified diff of two texts, with so many unchanged lines around each change. */
export function hunksOf(before: string, after: string, context: number): readonly Hunk[] {
  const [old, now] = [linesWithEnds(before), linesWithEnds(after)];
  const changes = placed(compareLines(old, now)).filter(({ added, removed }) => added || removed);
  return grouped(changes, 2 * context).map((group) => hunkOf(group, old, now, context));
}

function placed(runs: readonly Run[]): readonly Placed[] {
  let [old, now] = [0, 0];
  return runs.map((run) => {
    const here = { ...run, old, now };
    if (!run.added) old += run.count;
    if (!run.removed) now += run.count;
    return here;
  });
}

const endOf = ({ old, count, added }: Placed): number => (added ? old : old + count);

/** Changes with no more than `most` unchanged lines between them are told together. */
function grouped(changes: readonly Placed[], most: number): readonly (readonly Placed[])[] {
  const groups: Placed[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    if (last && change.old - endOf(last.at(-1)!) <= most) last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunkOf(
  group: readonly Placed[],
  old: readonly string[],
  now: readonly string[],
  context: number,
): Hunk {
  const [first, last] = [group[0]!, group.at(-1)!];
  const lead = Math.min(context, first.old);
  const lines: string[] = [];
  const tell = (mark: string, from: readonly string[], start: number, end: number): void => {
    for (const line of from.slice(start, end)) {
      lines.push(mark + line.replace(/\n$/, ''));
      if (!line.endsWith('\n')) lines.push('\\ No newline at end of file');
    }
  };
  let at = first.old - lead;
  for (const change of group) {
    tell(' ', old, at, change.old);
    if (change.removed) tell('-', old, change.old, change.old + change.count);
    else tell('+', now, change.now, change.now + change.count);
    at = endOf(change);
  }
  const end = Math.min(at + context, old.length);
  tell(' ', old, at, end);
  const nowEnd = (last.removed ? last.now : last.now + last.count) + (end - at);
  return {
    oldStart: first.old - lead + 1,
    oldLines: end - (first.old - lead),
    newStart: first.now - lead + 1,
    newLines: nowEnd - (first.now - lead),
    lines,
  };
}
