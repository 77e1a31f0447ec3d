/** What several runs came to. The unit is that of the values. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median: rounded(median), least: rounded(sorted[0]!), most: rounded(sorted.at(-1)!) };
}

/** To what a table can show. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
