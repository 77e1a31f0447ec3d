import { diffArrays } from 'diff';
import { firstWhere } from '../../core/search.ts';

/** A run of lines: of both texts, of the new one alone (`added`), or of the old one alone (`removed`). */
export interface Run {
  readonly count: number;
  readonly added: boolean;
  readonly removed: boolean;
}

/**
 * Up to here the shortest difference is looked for among all that there are, which takes time and memory with the square of its
 * length.
 */
const MAX_SEARCHED = 1000;

/**
 * How one list of lines becomes another: runs that in order make up both. It is what `diffArrays` says wherever that takes less than
 * a second; beyond that it may be longer than need be, and takes n log n.
 */
export function compareLines(old: readonly string[], now: readonly string[]): readonly Run[] {
  return forced(old, now) ?? searched(old, now) ?? anchored(old, now);
}

/**
 * Lines that the other list does not have are removed or added whatever else is. Where what is left of both is the same, nothing is to
 * be looked for: that is how nearly every file is edited. `undefined` where more is to be told.
 */
function forced(old: readonly string[], now: readonly string[]): readonly Run[] | undefined {
  const [inOld, inNow] = [new Set(old), new Set(now)];
  const found = runs();
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    while (at < old.length && !inNow.has(old[at]!)) {
      found.add('removed');
      at++;
    }
    while (to < now.length && !inOld.has(now[to]!)) {
      found.add('added');
      to++;
    }
    if (at === old.length && to === now.length) break;
    if (at === old.length || to === now.length || old[at] !== now[to]) return undefined;
    found.add('kept');
    at++;
    to++;
  }
  return found.all;
}

/** The shortest difference, if it is not too long to be looked for. */
const searched = (old: readonly string[], now: readonly string[]): readonly Run[] | undefined =>
  diffArrays([...old], [...now], { maxEditLength: MAX_SEARCHED });

/** Takes lines for the same that both lists have once and in one order, and compares what lies between them. */
function anchored(old: readonly string[], now: readonly string[]): readonly Run[] {
  const found = runs();
  let [at, to] = [0, 0];
  for (const [nextAt, nextTo] of [...anchors(old, now), [old.length, now.length] as const]) {
    found.addAll(between(old.slice(at, nextAt), now.slice(to, nextTo)));
    [at, to] = [nextAt, nextTo];
    if (at === old.length && to === now.length) break;
    found.add('kept');
    at++;
    to++;
  }
  return found.all;
}

function between(old: readonly string[], now: readonly string[]): readonly Run[] {
  const short = forced(old, now) ?? searched(old, now);
  if (short) return short;
  const found = runs();
  // Most edits leave the number of lines as it is.
  const isAligned = old.length === now.length;
  for (const [index, line] of isAligned ? old.entries() : []) {
    if (line === now[index]) found.add('kept');
    else found.addAll(wholly(1, 1));
  }
  return isAligned ? found.all : wholly(old.length, now.length);
}

const wholly = (removed: number, added: number): readonly Run[] =>
  [
    { count: removed, removed: true, added: false },
    { count: added, removed: false, added: true },
  ].filter(({ count }) => count > 0);

/** Pairs of places of lines that both lists have once: the longest series of them that goes forward in both. */
function anchors(old: readonly string[], now: readonly string[]): readonly (readonly [number, number])[] {
  const [inOld, inNow] = [onlyPlaces(old), onlyPlaces(now)];
  const pairs = [...inOld].flatMap(([line, at]) => {
    const to = inNow.get(line);
    return at === undefined || to === undefined ? [] : [{ at, to }];
  });
  // By length: the pair that ends a series of it and leaves the most room.
  const ends: Link[] = [];
  for (const pair of pairs) {
    const length = firstWhere(ends, ({ to }) => to >= pair.to);
    ends[length] = { ...pair, before: ends[length - 1] };
  }
  const series: (readonly [number, number])[] = [];
  for (let one = ends.at(-1); one; one = one.before) series.push([one.at, one.to]);
  return series.reverse();
}

interface Link {
  readonly at: number;
  readonly to: number;
  readonly before: Link | undefined;
}

/** Where each line is, in their order; `undefined` for one that is there more than once. */
function onlyPlaces(lines: readonly string[]): ReadonlyMap<string, number | undefined> {
  const places = new Map<string, number | undefined>();
  for (const [index, line] of lines.entries()) places.set(line, places.has(line) ? undefined : index);
  return places;
}

/** Joins lines, and runs, of one kind. */
function runs() {
  const all: Run[] = [];
  const addRun = (run: Run): void => {
    const last = all.at(-1);
    if (last?.added === run.added && last.removed === run.removed)
      all[all.length - 1] = { ...run, count: last.count + run.count };
    else all.push(run);
  };
  return {
    all,
    add: (kind: 'kept' | 'added' | 'removed'): void => {
      addRun({ count: 1, added: kind === 'added', removed: kind === 'removed' });
    },
    addAll: (more: readonly Run[]): void => {
      more.forEach(addRun);
    },
  };
}
