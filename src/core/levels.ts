import type { Level } from './rule.ts';

/** The levels of findings, the most urgent first. */
export const LEVELS: readonly Level[] = ['fails', 'warns', 'differs'];

/** How many findings there are of each level. */
export type LevelCounts = Readonly<Record<Level, number>>;

/** Whether a level is as urgent as another, or more so. */
export const isAtLeast = (level: Level, lowest: Level): boolean =>
  LEVELS.indexOf(level) <= LEVELS.indexOf(lowest);

export const countLevels = (findings: readonly { readonly level: Level }[]): LevelCounts => {
  const counts = { fails: 0, warns: 0, differs: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
};
