import { groupBy, groupPairs } from '../../../core/group.ts';
import type { Place, RecordedCall, RecordedFile, RecordedRead } from '../../../core/model/recorded.ts';
import { contains, type Span } from '../../../core/text.ts';
import { oncePer } from '../once.ts';

/** Where something is written in the original text: offsets, 1-based lines, 0-based columns in UTF-16 units; the end is exclusive. */
export interface Written extends Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A call of the original text, of whatever function. */
export interface CallShape extends Written {
  /** The attribute that is called, or the name; absent where it is neither. Spelled as in the source, or canonical. */
  readonly name?: string;
  /** How many arguments are given by position; unknown where some are unpacked. */
  readonly positional: number | 'unknown';
  /** The names of the others; unknown where some are unpacked. */
  readonly keywords: readonly string[] | 'unknown';
  /** What is given, without what is unpacked. */
  readonly values: readonly ValueShape[];
}

/** An argument of the original text: the span that its `Value` has, and its index or its name. */
export interface ValueShape extends Span {
  readonly at: number | string;
}

/** An attribute that is read in the original text. For the truth of a value and the like, the value and a name such as `__bool__`. */
export interface ReadShape extends Written {
  readonly name: string;
}

/**
 * What was recorded at a place of the original text. An empty list: the place never ran, though its file did. `ambiguous`: it may be that
 * of another place. `undefined`: there is nothing at this place that was looked for, or what was recorded does not fit the text.
 */
type Found<Row> = readonly Row[] | 'ambiguous' | undefined;

export interface Resolver {
  /** Calls of clients that the call at a span of the original text made itself. */
  at(span: Span): Found<RecordedCall>;
  /** Calls of clients that came about through the call at a span of the original text. */
  through(span: Span): Found<RecordedCall>;
}

/** Of what may be that of another place nothing is told. */
export const told = <Row>(found: Found<Row>): readonly Row[] | undefined =>
  found === 'ambiguous' ? undefined : found;

export interface ReadResolver {
  at(span: Span): Found<RecordedRead>;
}

/** Maps what was recorded to the calls of a file. `shapes`: all calls of the original text. `path`: of the file in its project. */
export function resolverOf(
  shapes: readonly CallShape[],
  recorded: Pick<RecordedFile, 'calls' | 'through'>,
  path: string,
): Resolver {
  const near = nearbyOf(shapes);
  return {
    at: finder(shapes, recorded.calls, (row) => [choose(near(row.at), row)]),
    through: finder(shapes, recorded.through, (row) =>
      row.chain.filter((place) => place.path === path).map(near),
    ),
  };
}

/** Maps the reads that were recorded to those of a file. `shapes`: all attributes that are read in the original text. */
export function readsOf(shapes: readonly ReadShape[], recorded: Pick<RecordedFile, 'reads'>): ReadResolver {
  const near = nearbyOf(shapes);
  return {
    at: finder(shapes, recorded.reads, ({ at, name }) => [
      near(at).filter((shape) => fold(shape.name) === fold(name)),
    ]),
  };
}

/** Whether a call may be one of a method, with the arguments that a row has, as it is written: no more, as by a wrapper, and no less. */
export function fits(
  { name, positional, keywords }: Pick<CallShape, 'name' | 'positional' | 'keywords'>,
  row: RecordedCall,
): boolean {
  if (name !== undefined && fold(name) !== fold(row.method)) return false;
  if (positional !== 'unknown' && positional !== row.args.length) return false;
  if (keywords === 'unknown') return true;
  const [written, seen] = [keywords.map(fold), Object.keys(row.options).map(fold)];
  return written.length === seen.length && seen.every((one) => written.includes(one));
}

/** The same for both spellings of a name: `websocket_connect` and `websocketConnect`. */
export const fold = (name: string): string => name.replaceAll('_', '').toLowerCase();

/** Rows by the span of what they are of. `placesOf`: for each place of a row what it may be; several: nobody knows which. */
function finder<Row>(
  shapes: readonly Written[],
  rows: readonly Row[],
  placesOf: (row: Row) => readonly (readonly Written[])[],
): (span: Span) => Found<Row> {
  const known = new Set(shapes.map(keyOf));
  const resolve = oncePer((_: readonly Row[]) => {
    const found: [string, Row][] = [];
    const doubtful = new Set<string>();
    let isComplete = true;
    for (const row of rows)
      for (const places of placesOf(row)) {
        if (places.length === 1) found.push([keyOf(places[0]!), row]);
        else for (const place of places) doubtful.add(keyOf(place));
        isComplete &&= places.length > 0;
      }
    return { found: groupPairs(found), doubtful, isComplete };
  });
  return (span) => {
    const key = keyOf(span);
    if (!known.has(key)) return undefined;
    const { found, doubtful, isComplete } = resolve(rows);
    if (doubtful.has(key)) return 'ambiguous';
    // What was recorded and is not found again may have been here.
    return found.has(key) ? [...new Set(found.get(key))] : isComplete ? [] : undefined;
  };
}

/** A span as the key of a map. */
export const keyOf = ({ start, end }: Span): string => `${start}:${end}`;

/**
 * What may stand at a recorded place. The end tells where it is known: Python begins a call whose method is on a later line at the
 * method. Then the beginning; without columns all that the line has a part of.
 */
function nearbyOf<Shape extends Written>(shapes: readonly Shape[]): (place: Place) => readonly Shape[] {
  const index = oncePer((_: readonly Shape[]) => ({
    ends: groupBy(shapes, ({ endLine, endColumn }) => `${endLine}:${endColumn}`),
    begins: groupBy(shapes, ({ line, column }) => `${line}:${column}`),
    lines: groupPairs(shapes.flatMap((shape) => linesOf(shape).map((line) => [line, shape] as const))),
  }));
  return ({ line, column, endLine = line, endColumn }) => {
    const { ends, begins, lines } = index(shapes);
    if (endColumn !== undefined) return ends.get(`${endLine}:${endColumn}`) ?? [];
    return (column === undefined ? lines.get(line) : begins.get(`${line}:${column}`)) ?? [];
  };
}

const linesOf = ({ line, endLine }: Written): readonly number[] =>
  Array.from({ length: endLine - line + 1 }, (_, index) => line + index);

/**
 * Of several calls those that a row may be of: by the name of the method, then by the arguments. A method may also be called by another
 * name (`send = client.post`): so may one beside those that are called as it is, if its arguments fit.
 */
function choose(shapes: readonly CallShape[], row: RecordedCall): readonly CallShape[] {
  if (shapes.length < 2) return shapes;
  const named = shapes.filter(({ name }) => name !== undefined && fold(name) === fold(row.method));
  const others = shapes.filter(
    (shape) =>
      shape.name === undefined && fits(shape, row) && !named.some((around) => contains(around, shape)),
  );
  const left = named.length > 0 ? [...named, ...others] : shapes;
  if (left.length < 2) return left;
  const fitting = left.filter(({ name: _, ...shape }) => fits(shape, row));
  return fitting.length > 0 ? fitting : left;
}
