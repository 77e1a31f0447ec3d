/**
 * Paths of which parts are not known, as texts with two characters of no meaning of their own: `ANY` stands for any text, `PART` for
 * at least one character and no slash.
 */
export const ANY = '\uE000';
export const PART = '\uE001';
/** Begins the name of a route that stands for its path. */
export const NAMED = '\uE002';

/** Beyond this many ways to read a path nothing is gained. */
const MAX_PATTERNS = 24;

export const distinct = (patterns: readonly string[]): readonly string[] =>
  [...new Set(patterns)].slice(0, MAX_PATTERNS);

/** Each of some beginnings with each of some ends. An end that is not known is one part of the path behind a slash. */
export const joined = (heads: readonly string[], tails: readonly string[]): readonly string[] =>
  distinct(heads.flatMap((head) => tails.map((tail) => head + (tail === ANY ? unknownAfter(head) : tail))));

export const unknownAfter = (head: string): string => (/[^\w\uE000\uE001]$/.test(head) ? PART : ANY);

/** The path of a route: `{name}` is one part of it, `{name:path}` any. */
export const routePattern = (path: string): string =>
  path.replace(/\{[^{}:]*(?::(\w+))?\}/g, (_, kind: string | undefined) => (kind === 'path' ? ANY : PART));

/** The path of a URL: without scheme, host, query and fragment. */
export function pathPattern(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/, '').replace(/[?#].*$/s, '');
  return /^[/\uE000\uE002]/.test(path) ? path : `/${path}`;
}

/** Whether a pattern says nothing of a path. */
export const isOpen = (pattern: string): boolean =>
  !/[^\uE000\uE001/]/.test(pattern) && pattern.includes(ANY);

/** A path with a slash at its end taken away, or added. */
export const slashed = (path: string): string => (path.endsWith('/') ? path.replace(/\/+$/, '') : `${path}/`);

const NEVER = -1;

/**
 * How much two patterns have in common, where some path is read by both: more where more of it is written in both. `undefined`: no
 * path is.
 */
export function agreement(one: string, other: string): number | undefined {
  if (isApart(one, other)) return undefined;
  const width = other.length + 1;
  const best = new Int32Array((one.length + 1) * width).fill(NEVER);
  for (let i = one.length; i >= 0; i--) {
    for (let j = other.length; j >= 0; j--) {
      const at = (a: number, b: number): number => best[a * width + b] ?? NEVER;
      best[i * width + j] = i === one.length && j === other.length ? 0 : step(one[i], other[j], at, i, j);
    }
  }
  const score = best[0] ?? NEVER;
  return score === NEVER ? undefined : score;
}

/** Whether two patterns differ in what is written before the first wildcard of either: true of most, and soon told. */
function isApart(one: string, other: string): boolean {
  for (let at = 0; at < one.length || at < other.length; at++) {
    const [a, b] = [one[at], other[at]];
    if (a === ANY || a === PART || b === ANY || b === PART) return false;
    if (a !== b) return true;
  }
  return false;
}

function step(
  a: string | undefined,
  b: string | undefined,
  at: (i: number, j: number) => number,
  i: number,
  j: number,
): number {
  const both = (gain: number): number => {
    const rest = at(i + 1, j + 1);
    return rest === NEVER ? NEVER : rest + gain;
  };
  const ways: number[] = [];
  if (a === ANY) ways.push(at(i + 1, j), b === undefined ? NEVER : at(i, j + 1));
  if (b === ANY) ways.push(at(i, j + 1), a === undefined ? NEVER : at(i + 1, j));
  if (a !== undefined && b !== undefined && a !== ANY && b !== ANY) {
    if (a === PART && b === PART) ways.push(both(1), at(i + 1, j), at(i, j + 1));
    else if (a === PART && b !== '/') ways.push(both(0), at(i, j + 1));
    else if (b === PART && a !== '/') ways.push(both(0), at(i + 1, j));
    else if (a === b) ways.push(both(4));
  }
  return ways.reduce((most, way) => Math.max(most, way), NEVER);
}
