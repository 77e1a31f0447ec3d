import { methodNamed, urlIndex } from '../../../clients/methods.ts';
import type { Line } from '../../../core/lines.ts';
import { methodsOf, type Callee, type ClientCall } from '../../../core/model/calls.ts';
import { knownOf, type Hidden, type HiddenOption } from '../../../core/model/options.ts';
import type {
  Conflict,
  RecordedCall,
  RecordedRead,
  RecordedValue,
  Witness,
} from '../../../core/model/recorded.ts';
import type { Subject } from '../../../core/model/subjects.ts';
import type { Read } from '../../../core/sites.ts';
import { answered, answeredHidden, conflictOf, kindsOf } from './values.ts';

/**
 * A call with what a recorded run says of it: `witness`, and `seen` where that answers something that reading left open. `rows`: what the
 * resolver found at its place in the original text. `where`: its line, for options that are written nowhere. Spans of conflicts are of
 * the text as it is now, as those of the call are.
 */
export function witnessed(call: ClientCall, rows: readonly RecordedCall[], where: Line): ClientCall {
  const conflicts = rows.every((row) => isOf(call, row)) ? conflictsOf(call, rows) : [];
  const witness: Witness = { ...countsOf(rows), ...(conflicts.length > 0 && { conflicts }) };
  const plain: ClientCall = { ...call, witness };
  // Where the two contradict each other, neither is to be believed.
  const seen = conflicts.length > 0 ? undefined : twinOf(plain, rows, where);
  return seen ? { ...plain, seen } : plain;
}

/** A read with what was recorded of it: the run shows that what only seems to come from a client does. */
export function witnessedRead(read: Read, rows: readonly RecordedRead[]): Read {
  const runs = rows.reduce((sum, { times }) => sum + times, 0);
  const isShown = runs > 0 && rows.every(({ of }) => of === read.subject.is);
  return { ...read, witness: { runs }, ...(isShown && { subject: shown(read.subject) }) };
}

/** A redirect that was followed when it was recorded is one that the call was made for: it stays as it is. */
function countsOf(rows: readonly RecordedCall[]): Witness {
  const sum = (some: readonly RecordedCall[]): number => some.reduce((all, { times }) => all + times, 0);
  return {
    runs: sum(rows),
    redirects: sum(rows.filter(({ answer, followed }) => answer === 'redirect' && !followed)),
  };
}

/** The call as it was seen; `undefined` where nothing is answered by that. */
function twinOf(call: ClientCall, rows: readonly RecordedCall[], where: Line): ClientCall | undefined {
  if (rows.length === 0) return undefined;
  const parts = {
    receiver: rows.every(({ library }) => library === call.receiver.library)
      ? shown(call.receiver)
      : call.receiver,
    ...methodOf(call, rows),
    // A row that is not of this very call says what was called, but not with which of its arguments.
    ...(rows.every((row) => isOf(call, row)) && argumentsOf(call, rows, where)),
  };
  const twin: ClientCall = { ...call, ...parts };
  const isOther = Object.keys(parts).some(
    (key) =>
      JSON.stringify(parts[key as keyof typeof parts]) !== JSON.stringify(call[key as keyof ClientCall]),
  );
  return isOther ? twin : undefined;
}

/** What is only likely is proven by a run, but for what is more than that to callers that no test sees, and what tests replace. */
function shown(subject: Subject): Subject {
  const isOpen = subject.certainty === 'likely' && subject.because !== 'injected';
  return isOpen ? { ...subject, certainty: 'proven', because: 'seen' } : subject;
}

/** Whether a row can be of a call with these arguments: those that are written were passed as they are written. */
function isOf({ args, options, hidden }: ClientCall, row: RecordedCall): boolean {
  const isOpen = hidden.may === 'anything' && hidden.positional;
  const given = options.filter(({ place, overruled }) => place === 'call' && !overruled);
  return (
    (isOpen ? row.args.length >= args.length : row.args.length === args.length) &&
    given.every(({ key }) => Object.hasOwn(row.options, key.name))
  );
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
  rows: readonly RecordedCall[],
  where: Line,
): Pick<ClientCall, 'args' | 'options' | 'hidden'> {
  return {
    args: call.args.map((value, index) => answered(value, argumentAt(rows, index))),
    options: call.options.map((option) => ({
      ...option,
      value: answered(option.value, optionOf(rows, option.key.name)),
    })),
    hidden: hiddenOf(call, rows, where),
  };
}

const argumentAt = (rows: readonly RecordedCall[], index: number): readonly RecordedValue[] =>
  rows.flatMap(({ args }) => args[index] ?? []);

const optionOf = (rows: readonly RecordedCall[], name: string): readonly RecordedValue[] =>
  rows.flatMap(({ options }) => (Object.hasOwn(options, name) ? options[name]! : []));

/** What the call was given and is not written in it. */
function hiddenOf(call: ClientCall, rows: readonly RecordedCall[], where: Line): Hidden {
  const { hidden, args, options } = call;
  const known = knownOf(hidden).map((one) => answeredHidden(one, optionOf(rows, one.name)));
  if (hidden.may === 'some') return { ...hidden, options: known };
  if (hidden.may === 'nothing') return hidden;
  // What unpacking adds by position cannot be told apart from what is written, but for the URL, which no rule edits.
  if (rows.some((row) => row.args.length > Math.max(args.length, placesUpTo(row.method)))) return hidden;
  const written = new Set([...options.map(({ key }) => key.name), ...known.map(({ name }) => name)]);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.options)))].filter(
    (name) => !written.has(name),
  );
  const found = names.map((name): HiddenOption => ({ name, kinds: kindsOf(optionOf(rows, name)), where }));
  const all = [...known, ...found];
  return all.length > 0 ? { may: 'some', options: all } : { may: 'nothing' };
}

/** How many positional arguments a method takes up to its URL. */
function placesUpTo(method: string): number {
  const known = methodNamed(method);
  return known ? urlIndex(known) + 1 : 1;
}

function conflictsOf(call: ClientCall, rows: readonly RecordedCall[]): readonly Conflict[] {
  return [
    ...call.args.flatMap(
      (value, index) => conflictOf(nameAt(call, index), value, argumentAt(rows, index)) ?? [],
    ),
    ...call.options
      .filter(({ overruled }) => !overruled)
      .flatMap(({ key, value }) => conflictOf(key.name, value, optionOf(rows, key.name)) ?? []),
  ];
}

/** How a message calls a positional argument. */
function nameAt({ method }: ClientCall, index: number): string {
  const known = methodNamed(method.name);
  return known && urlIndex(known) === index ? 'url' : `argument ${index + 1}`;
}
