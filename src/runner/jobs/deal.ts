/** What threads agree by on who does what: a flag that stops them, and behind it who has taken each piece of work. */
export type Claims = Int32Array;

const STOP = 0;
/** Nobody. Threads are told by their seat, from 0, plus 1. */
const FREE = 0;

/** A piece of work for each place in `order`; nobody has taken one. */
export const newClaims = (pieces: number): Claims =>
  new Int32Array(new SharedArrayBuffer((1 + pieces) * Int32Array.BYTES_PER_ELEMENT));

/** No thread takes another piece. */
export const stop = (claims: Claims): void => void Atomics.store(claims, STOP, 1);

const isStopped = (claims: Claims): boolean => Atomics.load(claims, STOP) !== 0;

const take = (claims: Claims, place: number, seat: number): boolean =>
  Atomics.compareExchange(claims, 1 + place, FREE, 1 + seat) === FREE;

/** Takes all pieces but one, so that only this one is left. */
export const onlyFor = (pieces: number, place: number): Claims =>
  newClaims(pieces)
    .fill(1, 1)
    .fill(FREE, 1 + place, 2 + place);

/** Who does what first: seat `i` the places from `bounds[i]` to `bounds[i + 1]`, in this order. */
export interface Deal {
  /** The numbers of the pieces, each once. Neighbours have much in common. */
  readonly order: readonly number[];
  readonly bounds: readonly number[];
}

/** A piece that is more than this part of what a seat has to do comes first, so that nobody waits for it in the end. */
const LARGE = 1 / 4;

/**
 * Deals pieces of work, which have much in common with their neighbours in `order`, to `seats` threads: each gets a part that is coherent
 * and takes about as long as the others. `costs`: what each piece costs, by its number.
 */
export function deal(order: readonly number[], costs: readonly number[], seats: number): Deal {
  const costOf = (piece: number): number => costs[piece] ?? 0;
  const share = order.reduce((sum, piece) => sum + costOf(piece), 0) / seats;
  const parts = Array.from({ length: seats }, (): number[] => []);
  let before = 0;
  for (const piece of order) {
    // By its middle, so that a piece that is larger than a share leaves no seat empty but for its own sake.
    const seat = Math.min(seats - 1, Math.floor((before + costOf(piece) / 2) / share));
    parts[seat]?.push(piece);
    before += costOf(piece);
  }
  const isLarge = (piece: number): boolean => costOf(piece) > share * LARGE;
  const sorted = parts.map((part) => [
    ...part.filter(isLarge).sort((a, b) => costOf(b) - costOf(a)),
    ...part.filter((piece) => !isLarge(piece)),
  ]);
  const bounds = [0];
  for (const part of sorted) bounds.push((bounds.at(-1) ?? 0) + part.length);
  return { order: sorted.flat(), bounds };
}

/**
 * The pieces that a seat takes, one at a time as they are asked for: those of its own part, then from the ends of the others what nobody has
 * taken, as that part's own seat comes there last.
 */
export function* taken({ order, bounds }: Deal, claims: Claims, seat: number): Generator<number> {
  for (const place of placesFor(bounds, claims, seat)) {
    if (isStopped(claims)) return;
    const piece = order[place];
    if (piece !== undefined && take(claims, place, seat)) yield piece;
  }
}

function* placesFor(bounds: readonly number[], claims: Claims, seat: number): Generator<number> {
  const parts = bounds.slice(1).map((end, index) => ({ from: bounds[index] ?? 0, end }));
  const own = parts[seat];
  for (let place = own?.from ?? 0; place < (own?.end ?? 0); place++) yield place;
  const others = parts.filter((part) => part !== own);
  for (;;) {
    for (const part of others) while (part.from < part.end && !isFree(claims, part.from)) part.from++;
    // Whoever has most left gets help first.
    const [longest] = others.toSorted((a, b) => b.end - b.from - (a.end - a.from));
    if (!longest || longest.from === longest.end) return;
    yield --longest.end;
  }
}

const isFree = (claims: Claims, place: number): boolean => Atomics.load(claims, 1 + place) === FREE;
