import { clipped, thousands, widthOf } from '../../reporters/layout.ts';
import { printable } from '../../reporters/visible.ts';
import type { Phase, Progress } from '../../runner/progress/told.ts';
import type { Sink } from '../io.ts';

interface ProgressLine {
  readonly update: (progress: Progress) => void;
  /** Erases the line. The next update shows it again. */
  readonly clear: () => Promise<void>;
}

/** Milliseconds between updates of one phase. */
const INTERVAL_MS = 100;

const WORDS: Readonly<Record<Phase, string>> = {
  finding: 'finding files',
  reading: 'reading',
  migrating: 'migrating',
  writing: 'writing',
};

/** Whether a line that is rewritten over and over can be shown. A log of CI that looks like a terminal would hold every version of it. */
export const canShowProgress = (
  { isTerminal }: Pick<Sink, 'isTerminal'>,
  env: Readonly<NodeJS.ProcessEnv>,
): boolean => isTerminal && env['TERM'] !== 'dumb' && !isSet(env['CI']);

const isSet = (value: string | undefined): boolean =>
  value !== undefined && !['', '0', 'false'].includes(value.toLowerCase());

/** A line that tells what the run is at. `now`: milliseconds. */
export function progressOn(sink: Sink, isWanted: boolean, now: () => number = Date.now): ProgressLine {
  if (!isWanted) return { update: () => undefined, clear: () => Promise.resolve() };
  let last = -Infinity;
  let phase: Phase | undefined;
  let isShown = false;
  const timeLeft = estimate();
  return {
    update(progress) {
      const time = now();
      const isNew = progress.phase !== phase;
      phase = progress.phase;
      const left = timeLeft(progress, time);
      if (!isNew && time - last < INTERVAL_MS) return;
      last = time;
      isShown = true;
      const line = clippedLine(progress, left, sink.columns - 1);
      void sink.eraseLine().catch(() => undefined);
      void sink.write(line).catch(() => undefined);
    },
    async clear() {
      if (!isShown) return;
      isShown = false;
      last = -Infinity;
      await sink.eraseLine();
    },
  };
}

/** `migrating 1,234 of 5,678 files, about 12 s left: tests/api`; a folder that does not fit is cut at its beginning. */
function clippedLine(
  { phase, done, total, folder }: Progress,
  left: number | undefined,
  columns: number,
): string {
  const count =
    total !== undefined && total > 0
      ? ` ${thousands(done)} of ${thousands(total)} ${total === 1 ? 'file' : 'files'}`
      : done > 0
        ? `: ${thousands(done)}`
        : '';
  const head = `${WORDS[phase]}${count}${left === undefined ? '' : `, about ${duration(left)} left`}`;
  if (folder === undefined || folder === '.') return clipped(head, columns);
  const room = columns - widthOf(head) - 2;
  const name = printable(folder);
  if (widthOf(name) <= room) return `${head}: ${name}`;
  const end = ending(name, room - 1);
  return end === '' ? clipped(head, columns) : `${head}: …${end}`;
}

/** As much of the end of a text as these columns hold. */
function ending(text: string, columns: number): string {
  let from = Math.max(0, text.length - columns);
  while (from < text.length && widthOf(text.slice(from)) > columns) from++;
  return /^[\uDC00-\uDFFF]/.test(text.slice(from)) ? text.slice(from + 1) : text.slice(from);
}

const duration = (ms: number): string => {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 100 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
};

/** Before that, and before this share of the work, an estimate is a guess. */
const EARLIEST_MS = 2000;
const SMALLEST_SHARE = 0.05;
/** How much a new estimate counts beside those before it. */
const WEIGHT = 0.1;

/** Estimates, in milliseconds, how long the work that is weighed still takes; undefined as long as it cannot be told. */
function estimate(): (progress: Progress, time: number) => number | undefined {
  let began: number | undefined;
  let whole: number | undefined;
  return ({ share }, time) => {
    if (share === undefined) return undefined;
    began ??= time;
    const spent = time - began;
    if (share < SMALLEST_SHARE || spent < EARLIEST_MS) return undefined;
    whole = whole === undefined ? spent / share : whole + WEIGHT * (spent / share - whole);
    const left = whole - spent;
    return left < 1000 ? undefined : left;
  };
}
