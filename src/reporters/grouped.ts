import { LEVELS } from '../core/levels.ts';
import type { FileReport, ReportedManual, Report } from '../core/report.ts';

/** A finding with the file it is about. */
export interface Placed {
  readonly file: FileReport;
  readonly finding: ReportedManual;
  /** Why, as far as no finding of its rule in front of it has said so. */
  readonly news: readonly string[];
}

/** A finding, and others of its rule that say the same. */
export type Alike = readonly [Placed, ...Placed[]];

/** Every finding by itself, with all its reasons: level by level, then by path and position. */
export const oneByOne = ({ files }: Pick<Report, 'files'>): readonly Alike[] =>
  inOrder(files).map(([file, finding]): Alike => [{ file, finding, news: clausesOf(finding) }]);

/** Findings that say the same together, at the place of the first. No reason is given twice for one rule. */
export function grouped({ files }: Pick<Report, 'files'>): readonly Alike[] {
  const groups = new Map<string, [Placed, ...Placed[]]>();
  const said = new Set<string>();
  for (const [file, finding] of inOrder(files)) {
    const { rule, message, level, unsafeFix, seenFix } = finding;
    const key = JSON.stringify([rule, message, level, unsafeFix, seenFix]);
    const news = clausesOf(finding).filter((clause) => !said.has(`${rule} ${clause}`));
    for (const clause of news) said.add(`${rule} ${clause}`);
    const known = groups.get(key);
    if (known) known.push({ file, finding, news });
    else groups.set(key, [{ file, finding, news }]);
  }
  return [...groups.values()];
}

const inOrder = (files: readonly FileReport[]): readonly (readonly [FileReport, ReportedManual])[] =>
  LEVELS.flatMap((level) =>
    files.flatMap((file) =>
      file.manual.filter((one) => one.level === level).map((finding) => [file, finding] as const),
    ),
  );

const clausesOf = ({ why }: ReportedManual): readonly string[] => why?.split('; ') ?? [];
