/** Ratios of CPU time, by what is compared: "bump-testclient / ast-grep, one pattern". */
export type Ratios = Readonly<Record<string, number>>;

/** By how much a ratio may grow. */
const ALLOWED = 1.25;

interface Compared {
  readonly name: string;
  readonly now: number;
  /** Undefined where none is committed. */
  readonly committed: number | undefined;
}

export const compared = (now: Ratios, committed: Ratios): readonly Compared[] =>
  Object.entries(now).map(([name, ratio]) => ({ name, now: ratio, committed: committed[name] }));

interface Verdict {
  readonly lines: readonly string[];
  readonly passed: number;
  readonly failed: number;
}

/** A ratio fails where it has grown by more than a quarter, and where there is none to compare it with. */
export function verdictOf(all: readonly Compared[]): Verdict {
  const failed = all.filter((one) => hasFailed(one));
  return { lines: all.map(lineOf), passed: all.length - failed.length, failed: failed.length };
}

const hasFailed = ({ now, committed }: Compared): boolean =>
  committed === undefined || !(now <= committed * ALLOWED);

function lineOf(one: Compared): string {
  const { name, now, committed } = one;
  const word = hasFailed(one) ? 'FAILED' : 'passed';
  if (committed === undefined)
    return `${word}: ${name} is ${now}; no ratio is committed: run \`npm run bench -- --small --save\``;
  const change = `${name} is ${now}, committed is ${committed}, at most ${(committed * ALLOWED).toFixed(2)}`;
  return hasFailed(one)
    ? `${word}: ${change}. Find what costs more, or accept it: \`npm run bench -- --small --save\``
    : `${word}: ${change}`;
}
