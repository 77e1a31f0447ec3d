import type { ReportedManual } from '../core/report.ts';
import type { Level } from '../core/rule.ts';
import type { Painter } from './reporter.ts';

/** Stands behind the rule of a finding that `--unsafe` would change. */
export const FIXABLE = '[*]';

/** Stands behind the rule of a finding whose fix rests on a recorded run, and is held back. */
export const HELD_BACK = '[~]';

/** The mark of a finding that has a fix, with a space in front. */
export const fixMark = ({ unsafeFix, seenFix }: Pick<ReportedManual, 'unsafeFix' | 'seenFix'>): string =>
  unsafeFix ? ` ${FIXABLE}` : seenFix ? ` ${HELD_BACK}` : '';

interface Look {
  /** Tells the levels apart without colour. */
  readonly mark: string;
  readonly words: string;
  readonly ofMany: string;
}

const LOOKS: Readonly<Record<Level, Look>> = {
  fails: { mark: '✖', words: 'fails', ofMany: 'fail' },
  warns: { mark: '▲', words: 'warns', ofMany: 'warn' },
  differs: { mark: '≠', words: 'may differ', ofMany: 'may differ' },
};

export const markOf = (level: Level): string => LOOKS[level].mark;

export const wordsOf = (level: Level): string => LOOKS[level].words;

/** "✖ 1 fails", "✖ 3 fail". */
export const countOf = (level: Level, count: number): string => {
  const { mark, words, ofMany } = LOOKS[level];
  return `${mark} ${count} ${count === 1 ? words : ofMany}`;
};

export function levelColour(level: Level, paint: Painter): (text: string) => string {
  switch (level) {
    case 'fails':
      return paint.red;
    case 'warns':
      return paint.yellow;
    case 'differs':
      return paint.cyan;
  }
}
