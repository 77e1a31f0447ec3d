import type { Received } from './request.ts';

/** Requests that are compared with each other, by their places in both lists; one of them is absent where a request has no counterpart. */
export type Pair = readonly [before: number | undefined, after: number | undefined];

/** Fields as texts, so that two are quickly compared. */
interface Signature {
  readonly all: string;
  readonly method: string;
  readonly path: string;
  readonly others: readonly string[];
}

/** How far two requests are apart. A request without a counterpart costs `GAP`: half as much as two that have nothing in common. */
const GAP = 20;
const OTHER_METHOD = 24;
const OTHER_PATH = 28;
const NOTHING_ALIKE = 2 * GAP + 1;

/** More cells than this take too long. */
const MAX_CELLS = 4_000_000;
/** A request is compared with those that are at least so many places before and behind its own; where that takes too long, with its likes. */
const LEAST_REACH = 16;

/** Pairs the requests of two runs of a test, in order, so that one that is lost is one difference and shifts no other. */
export function align(before: readonly Received[], after: readonly Received[]): readonly Pair[] {
  const [was, is] = [before.map(signatureOf), after.map(signatureOf)];
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && was[start]!.all === is[start]!.all) start++;
  let end = 0;
  while (end < shorter - start && was[was.length - 1 - end]!.all === is[is.length - 1 - end]!.all) end++;
  const [rows, columns] = [was.slice(start, was.length - end), is.slice(start, is.length - end)];
  const longest = Math.max(rows.length, columns.length);
  const reach = Math.min(longest, Math.floor(MAX_CELLS / 2 / (longest + 1)));
  const isInReach = reach === longest || reach >= Math.abs(rows.length - columns.length) + LEAST_REACH;
  const between = isInReach ? cheapest(rows, columns, reach) : matched(rows, columns);
  return [
    ...range(0, start).map((index): Pair => [index, index]),
    ...between.map(([one, other]): Pair => [shifted(one, start), shifted(other, start)]),
    ...range(was.length - end, was.length).map((index): Pair => [index, index - was.length + is.length]),
  ];
}

/** Pairs the requests of two runs whose order means nothing. */
export const pairUp = (before: readonly Received[], after: readonly Received[]): readonly Pair[] =>
  matched(before.map(signatureOf), after.map(signatureOf));

/** Whether two requests are the same in all that is compared. */
export const sameRequest = (one: Received, other: Received): boolean =>
  signatureOf(one).all === signatureOf(other).all;

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

const shifted = (index: number | undefined, by: number): number | undefined =>
  index === undefined ? undefined : index + by;

function signatureOf({
  method,
  path,
  base,
  query,
  queryShape,
  headers,
  cookies,
  length,
  body,
  status,
}: Received): Signature {
  const others = [base, query, queryShape, headers, cookies, length, body, status].map((one) =>
    one === undefined ? '' : JSON.stringify(one),
  );
  return { all: [method, path, ...others].join('\n'), method, path, others };
}

/** 0 for two that are the same. */
function distance(one: Signature, other: Signature): number {
  if (one.all === other.all) return 0;
  if (one.method !== other.method && one.path !== other.path) return NOTHING_ALIKE;
  const fields = one.others.filter((text, index) => text !== other.others[index]).length;
  return (
    fields + (one.method === other.method ? 0 : OTHER_METHOD) + (one.path === other.path ? 0 : OTHER_PATH)
  );
}

/**
 * The pairs that cost the least in all (the edit distance of Wagner and Fischer). Requests are paired only with those whose place is at most
 * `reach` places from their own.
 */
function cheapest(before: readonly Signature[], after: readonly Signature[], reach: number): readonly Pair[] {
  const width = 2 * reach + 1;
  const costs = new Int32Array((before.length + 1) * width).fill(FAR);
  const place = (row: number, column: number): number => row * width + column - row + reach;
  const costOf = (row: number, column: number): number =>
    row < 0 || column < 0 || Math.abs(column - row) > reach ? FAR : costs[place(row, column)]!;
  const paired = (row: number, column: number): number =>
    row === 0 || column === 0
      ? FAR
      : costOf(row - 1, column - 1) + distance(before[row - 1]!, after[column - 1]!);
  for (let row = 0; row <= before.length; row++) {
    const last = Math.min(after.length, row + reach);
    for (let column = Math.max(0, row - reach); column <= last; column++)
      costs[place(row, column)] =
        row + column === 0
          ? 0
          : Math.min(paired(row, column), costOf(row - 1, column) + GAP, costOf(row, column - 1) + GAP);
  }
  const pairs: Pair[] = [];
  let [row, column] = [before.length, after.length];
  while (row > 0 || column > 0) {
    const cost = costOf(row, column);
    const isPair = cost === paired(row, column);
    const isLost = !isPair && cost === costOf(row - 1, column) + GAP;
    pairs.push([isPair || isLost ? row - 1 : undefined, isLost ? undefined : column - 1]);
    if (isPair || isLost) row--;
    if (!isLost) column--;
  }
  return pairs.reverse();
}

/** More than any pairs cost, and far from the largest number of 32 bits. */
const FAR = 1 << 29;

/** Pairs those that are the same first, then the first of a method and a path with the first of these, and so on. */
function matched(before: readonly Signature[], after: readonly Signature[]): readonly Pair[] {
  const partners = new Map<number, number>();
  const taken = new Set<number>();
  for (const keyOf of [({ all }: Signature) => all, ({ method, path }: Signature) => `${method} ${path}`]) {
    const waiting = new Map<string, number[]>();
    after.forEach((one, index) => {
      if (taken.has(index)) return;
      const key = keyOf(one);
      const list = waiting.get(key);
      if (list) list.push(index);
      else waiting.set(key, [index]);
    });
    // From the end, so that the first is taken out last.
    for (const list of waiting.values()) list.reverse();
    before.forEach((one, index) => {
      const partner = partners.has(index) ? undefined : waiting.get(keyOf(one))?.pop();
      if (partner === undefined) return;
      partners.set(index, partner);
      taken.add(partner);
    });
  }
  return [
    ...before.map((_, index): Pair => [index, partners.get(index)]),
    ...range(0, after.length)
      .filter((index) => !taken.has(index))
      .map((index): Pair => [undefined, index]),
  ];
}
