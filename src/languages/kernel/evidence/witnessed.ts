import { methodNamed, urlIndex } from '../../../clients/methods.ts';
import { REDIRECTS } from '../../../clients/options.ts';
import type { Original } from '../../../core/language.ts';
import type { Line } from '../../../core/lines.ts';
import { methodsOf, type Callee, type ClientCall } from '../../../core/model/calls.ts';
import { knownOf, type Hidden, type HiddenOption, type Option } from '../../../core/model/options.ts';
import type {
  Conflict,
  RecordedCall,
  RecordedRead,
  RecordedValue,
  Witness,
} from '../../../core/model/recorded.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import type { Name } from '../../../core/model/values.ts';
import type { Read } from '../../../core/sites.ts';
import type { Span } from '../../../core/text.ts';
import { fold, type CallShape, type ValueShape } from './resolver.ts';
import { answered, answeredHidden, conflictOf, kindsOf } from './values.ts';

/** A call as it was when it was recorded. */
export interface Before {
  /** As the client gets it: without the method, where that is passed to a function that calls it. */
  readonly shape: CallShape;
  /** Its line, for options that are written nowhere. */
  readonly where: Line;
  /** Absent: the text has not changed since. */
  readonly original?: Original;
  /** Something that leads to the call did not run, so what it passes was not seen, and neither was the answer. */
  readonly isPartial?: boolean;
}

/**
 * A call with what a recorded run says of it: `witness`, and `seen` where that answers something that reading left open. `rows`: what the
 * resolver found at its place in the original text. Spans of conflicts are of the text as it is now, as those of the call are.
 */
export function witnessed(call: ClientCall, rows: readonly RecordedCall[], before: Before): ClientCall {
  const isOurs = rows.every((row) => isOf(call, row, before.shape));
  const recorded = recordedOf(rows, before);
  const conflicts = isOurs ? conflictsOf(call, recorded) : [];
  const witness: Witness = { ...countsOf(rows, before), ...(conflicts.length > 0 && { conflicts }) };
  const plain: ClientCall = { ...call, witness };
  // Where the two contradict each other, neither is to be believed. A fix may have made of a value what the run did not pass.
  const isDoubted = conflicts.length > 0 && !before.original;
  if (isDoubted || rows.length === 0) return plain;
  const twin: ClientCall = {
    ...plain,
    receiver: receiverOf(call, rows),
    ...methodOf(call, rows),
    // A row that is not of this very call says what was called, but not with which of its arguments.
    ...(isOurs && argumentsOf(call, recorded, before)),
  };
  return JSON.stringify(twin) === JSON.stringify(plain) ? plain : { ...plain, seen: twin };
}

/** A read with what was recorded of it: the run shows that what only seems to come from a client does. */
export function witnessedRead(read: Read, rows: readonly RecordedRead[]): Read {
  const runs = rows.reduce((sum, { times }) => sum + times, 0);
  const isShown = runs > 0 && rows.every(({ of }) => of === read.subject.is);
  return { ...read, witness: { runs }, ...(isShown && { subject: shown(read.subject) }) };
}

/** Where no redirect was seen, their number is told only if the executions show that there is none. */
function countsOf(rows: readonly RecordedCall[], { isPartial }: Before): Witness {
  const sum = (some: readonly RecordedCall[]): number => some.reduce((all, { times }) => all + times, 0);
  const redirects = sum(rows.filter(({ answer, followed }) => answer === 'redirect' && !followed));
  const isAnswered = rows.length === 0 || rows.some(({ answer }) => answer !== 'raised');
  const isTold = redirects > 0 || (isAnswered && !isPartial && !rows.some(isOfNewClient));
  return { runs: sum(rows), ...(isTold && { redirects }) };
}

/** Whether a redirect was followed that nothing told to follow, as new clients do: the old one returned it. */
const isOfNewClient = ({ followed, method, options }: RecordedCall): boolean =>
  followed && methodNamed(method)?.followed !== true && !REDIRECTS.some((name) => options[name]);

/** What is only likely is proven by a run, but for what is more than that to callers that no test sees, and what tests replace. */
function shown(subject: Subject): Subject {
  const isOpen = subject.certainty === 'likely' && subject.because !== 'injected';
  return isOpen ? { ...subject, certainty: 'proven', because: 'seen' } : subject;
}

const receiverOf = ({ receiver }: ClientCall, rows: readonly RecordedCall[]): Subject =>
  rows.every(({ library }) => library === receiver.library) ? shown(receiver) : receiver;

/** Whether a row can be of a call: what was written in it was passed as it was written. */
function isOf({ callee, hidden }: ClientCall, row: RecordedCall, { positional, values }: CallShape): boolean {
  // A method that is held may have been given arguments before.
  const isOpen =
    positional === 'unknown' || callee.via === 'bound' || (hidden.may === 'anything' && hidden.positional);
  const [places, names] = [values.filter(isPlace), values.flatMap(nameOf)];
  const seen = Object.keys(row.options).map(fold);
  return (
    (isOpen ? row.args.length >= places.length : row.args.length === positional) &&
    names.every((name) => seen.includes(name))
  );
}

const isPlace = ({ at }: ValueShape): boolean => typeof at === 'number';

const nameOf = ({ at }: ValueShape): readonly string[] => (typeof at === 'string' ? [fold(at)] : []);

/** Finds what was recorded of a value of the call as it is now. */
interface Recorded {
  readonly rows: readonly RecordedCall[];
  /** Of a positional argument, wherever it is given now. */
  argument(value: Span): readonly RecordedValue[];
  /** Of an option, whatever it is called now. */
  option(option: Option): readonly RecordedValue[];
  /** Of what is called so. */
  named(name: string): readonly RecordedValue[];
}

function recordedOf(rows: readonly RecordedCall[], { shape, original }: Before): Recorded {
  const named = (name: string): readonly RecordedValue[] =>
    rows.flatMap(({ options }) =>
      Object.keys(options).flatMap((key) => (fold(key) === fold(name) ? options[key]! : [])),
    );
  const { positional } = shape;
  const isShifted = positional !== 'unknown' && rows.some(({ args }) => args.length !== positional);
  const argument = (value: Span): readonly RecordedValue[] => {
    const at = shape.values.find((one) => isSame(one, value, original))?.at;
    if (at === undefined) return [];
    if (typeof at === 'string') return named(at);
    return isShifted ? [] : rows.flatMap(({ args }) => args[at] ?? []);
  };
  return {
    rows,
    argument,
    named,
    // One that is unpacked is not among the values of the call.
    option: ({ key, value, place }) =>
      place === 'spread' ? named(nameBefore(key, original)) : argument(value),
  };
}

/** What a key that may have been renamed was called. */
function nameBefore(key: Name, original: Before['original']): string {
  if (!original) return key.name;
  const { start } = original.spanOf(key);
  return /^["'\x60]?(\w+)/.exec(original.source.slice(start, start + MAX_NAME))?.[1] ?? key.name;
}

const MAX_NAME = 100;

/** Whether a value is the one that stood at a span of the original text. What a fix has put around it makes it another. */
function isSame(before: Span, { start, end }: Span, original: Before['original']): boolean {
  if (!original) return before.start === start && before.end === end;
  if (end === start) return false;
  const first = original.spanOf({ start, end: start + 1 });
  const last = original.spanOf({ start: end - 1, end });
  const isWritten = first.start === first.end || last.start === last.end;
  return !isWritten && before.start === first.start && before.end === last.end;
}

/** The method where reading does not know it. */
function methodOf(
  call: ClientCall,
  rows: readonly RecordedCall[],
): Partial<Pick<ClientCall, 'callee' | 'method'>> {
  if (methodsOf(call)) return {};
  const names = [...new Set(rows.map(({ method }) => method))];
  const [only, ...others] = names;
  return {
    callee: withMethods(call.callee, names),
    ...(only !== undefined && others.length === 0 && { method: { ...call.method, name: only } }),
  };
}

function withMethods(callee: Callee, names: readonly string[]): Callee {
  switch (callee.via) {
    case 'dynamic':
      return { ...callee, name: { ...callee.name, kinds: ['text'], constants: names } };
    case 'bound':
      return { ...callee, methods: names };
    case 'member':
      return callee;
  }
}

function argumentsOf(
  call: ClientCall,
  recorded: Recorded,
  before: Before,
): Pick<ClientCall, 'args' | 'options' | 'hidden'> {
  return {
    args: call.args.map((value) => answered(value, recorded.argument(value), before.isPartial)),
    options: call.options.map((option) => ({
      ...option,
      value: answered(option.value, recorded.option(option), before.isPartial),
    })),
    hidden: hiddenOf(call, recorded, before),
  };
}

/** What the call was given and was not written in it. */
function hiddenOf(
  { hidden, options }: ClientCall,
  recorded: Recorded,
  { shape, where, isPartial }: Before,
): Hidden {
  const known = knownOf(hidden).map((one) => answeredHidden(one, recorded.named(one.name), isPartial));
  if (hidden.may === 'some') return { ...hidden, options: known };
  if (hidden.may === 'nothing') return hidden;
  // What unpacking adds by position cannot be told apart from what is written, but for the URL, which no rule edits.
  const places = shape.values.filter(isPlace).length;
  const { rows } = recorded;
  if (rows.some(({ args, method }) => args.length > Math.max(places, placesUpTo(method)))) return hidden;
  const written = new Set([
    ...shape.values.flatMap(nameOf),
    ...[...options.map(({ key }) => key.name), ...known.map(({ name }) => name)].map(fold),
  ]);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.options)))].filter(
    (name) => !written.has(fold(name)),
  );
  const found = names.map((name): HiddenOption => ({ name, kinds: kindsOf(recorded.named(name)), where }));
  const all = [...known, ...found];
  return all.length > 0 ? { may: 'some', options: all } : { may: 'nothing' };
}

/** How many positional arguments a method takes up to its URL. */
function placesUpTo(method: string): number {
  const known = methodNamed(method);
  return known ? urlIndex(known) + 1 : 1;
}

function conflictsOf(call: ClientCall, recorded: Recorded): readonly Conflict[] {
  return [
    ...call.args.flatMap(
      (value, index) => conflictOf(nameAt(call, index), value, recorded.argument(value)) ?? [],
    ),
    ...call.options
      .filter((option, index, all) => !option.overruled && isLast(option, all.slice(index + 1)))
      .flatMap((option) => conflictOf(option.key.name, option.value, recorded.option(option)) ?? []),
  ];
}

/** Of an option that an object in JavaScript has more than once, the last one counts. */
const isLast = ({ key }: Option, later: readonly Option[]): boolean =>
  !later.some((one) => one.key.name === key.name);

/** How a message calls a positional argument. */
function nameAt({ method }: ClientCall, index: number): string {
  const known = methodNamed(method.name);
  return known && urlIndex(known) === index ? 'url' : `argument ${index + 1}`;
}
