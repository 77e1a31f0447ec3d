/** A size, and the seconds that it took beyond an input of nothing. */
export interface Point {
  readonly n: number;
  readonly seconds: number;
}

/** Below it a time is noise. */
const NOISE = 0.1;

/**
 * The power of n that the time grows with: the slope of the line through log n and log t with the least squares. Times
 * that are noise tell nothing; `undefined` where fewer than two are left.
 */
export function exponentOf(points: readonly Point[]): number | undefined {
  const logs = points
    .filter(({ seconds }) => seconds >= NOISE)
    .map(({ n, seconds }) => [Math.log(n), Math.log(seconds)] as const);
  if (logs.length < 2) return undefined;
  const mean = (column: 0 | 1): number => logs.reduce((sum, log) => sum + log[column], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const over = logs.reduce((sum, log) => sum + (log[0] - x) * (log[1] - y), 0);
  const under = logs.reduce((sum, log) => sum + (log[0] - x) ** 2, 0);
  return over / under;
}
