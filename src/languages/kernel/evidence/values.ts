import type { Conflict, RecordedValue, ValueFlag } from '../../../core/model/recorded.ts';
import type { HiddenOption } from '../../../core/model/options.ts';
import type { Value, ValueKind } from '../../../core/model/values.ts';

/** Whether reading leaves open what a value is: nothing is known of it, or it may be one thing or another. */
const isOpen = ({ kinds }: Pick<Value, 'kinds'>): boolean => kinds.length !== 1 || kinds[0] === 'unknown';

/** Whether it may be anything, as far as reading can tell. */
const isUnknown = ({ kinds }: Pick<Value, 'kinds'>): boolean =>
  kinds.length === 0 || kinds.includes('unknown');

/**
 * A value with what was seen of it, one entry for each row: what reading is sure of stays, and what it left open is answered. Of several
 * kinds those that were seen are left. `isPartial`: some of what leads here did not run, so whatever reading finds may come from there.
 */
export function answered(value: Value, seen: readonly RecordedValue[], isPartial = false): Value {
  if (seen.length === 0) return value;
  if (isPartial && !value.kinds.every(isNotKnown)) return { ...value, kinds: kindsWith(value.kinds, seen) };
  if (!isOpen(value)) return value.kinds[0] === 'pairs' ? { ...value, ...pairsOf(seen) } : value;
  const { because, ...rest } = value;
  const kinds = kindsOf(seen);
  return {
    ...rest,
    kinds,
    // What it is besides is only of interest where it is known now.
    ...(kinds.includes('unknown') && because !== undefined && { because }),
    ...(seen.every(({ flags }) => flags.includes('empty')) && { empty: true }),
    ...entriesOf(seen),
  };
}

/** The same for an option that is not written in the call. */
export const answeredHidden = (
  option: HiddenOption,
  seen: readonly RecordedValue[],
  isPartial = false,
): HiddenOption =>
  isOpen(option) && seen.length > 0
    ? { ...option, kinds: isPartial ? kindsWith(option.kinds, seen) : kindsOf(seen) }
    : option;

const isNotKnown = (kind: ValueKind): boolean => kind === 'unknown';

/** What reading knows that it may be, and what was seen. */
const kindsWith = (read: readonly ValueKind[], seen: readonly RecordedValue[]): readonly ValueKind[] => [
  ...new Set([...read.filter((kind) => !isNotKnown(kind)), ...kindsOf(seen)]),
];

export const kindsOf = (seen: readonly RecordedValue[]): readonly ValueKind[] => [
  ...new Set(seen.map(({ kind }) => kind)),
];

/** What is told of the values in a mapping, or in pairs. */
function entriesOf(
  seen: readonly RecordedValue[],
): Pick<Value, 'holdsNone' | 'holdsSpelled' | 'scalarPairs' | 'plainPairs'> {
  const mappings = seen.filter(({ kind }) => kind === 'mapping');
  const withNone = mappings.filter(({ flags }) => flags.includes('none'));
  const spelled = (['boolean', 'bytes'] as const).find((kind) =>
    mappings.some(({ flags }) => flags.includes(kind)),
  );
  return {
    ...(withNone.length > 0 && { holdsNone: withNone.length === seen.length ? 'surely' : 'maybe' }),
    ...(spelled && { holdsSpelled: spelled }),
    ...pairsOf(seen),
  };
}

/** Reading sees that it is a list of pairs more often than what is in them. */
function pairsOf(seen: readonly RecordedValue[]): Pick<Value, 'scalarPairs' | 'plainPairs'> {
  if (!seen.every(({ flags }) => flags.includes('scalar-pairs'))) return {};
  const isPlain = seen.every(({ flags }) => !flags.some((flag) => NOT_PLAIN.includes(flag)));
  return { scalarPairs: true, ...(isPlain && { plainPairs: true }) };
}

const NOT_PLAIN: readonly ValueFlag[] = ['repeated-key', 'boolean', 'bytes', 'none'];

/** Where what was passed is none of what reading takes a value for. `undefined`: there is no contradiction. */
export function conflictOf(what: string, value: Value, seen: readonly RecordedValue[]): Conflict | undefined {
  if (isUnknown(value)) return undefined;
  const strange = kindsOf(seen).filter((kind) => !value.kinds.some((read) => mayLookLike(read, kind)));
  if (strange.length === 0) return undefined;
  const { start, end, kinds: read } = value;
  return { what, start, end, read, seen: strange };
}

/** Whether a run may show something that reading takes for `read` as `seen`: a list as pairs, a class of the project as what it is like. */
function mayLookLike(read: ValueKind, seen: ValueKind): boolean {
  if (seen === 'unknown' || read === seen) return true;
  return ALIKE.some((kinds) => kinds.includes(read) && kinds.includes(seen));
}

const ALIKE: readonly (readonly ValueKind[])[] = [
  ['sequence', 'pairs', 'stream', 'text-stream'],
  ['mapping', 'stream', 'text-stream'],
  ['number', 'boolean'],
];
