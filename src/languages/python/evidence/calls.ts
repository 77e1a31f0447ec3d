import type { ClientCall } from '../../../core/model/calls.ts';
import { knownOf } from '../../../core/model/options.ts';
import type { RecordedCall, RecordedValue } from '../../../core/model/recorded.ts';
import type { Value } from '../../../core/model/values.ts';
import type { Relay } from '../../../core/sites.ts';
import { witnessed, type Before } from '../../kernel/evidence/witnessed.ts';
import { canonical } from '../names.ts';
import type { Recorded } from './recorded.ts';

/**
 * A call with what a recorded run says of it. `again`: the call as it is read where calls that nothing but the run shows to be of clients
 * count as such, which tells more of a dictionary that several calls unpack. `isPartial`: whether something that leads to the call did not run.
 */
export function withRun(
  recorded: Recorded,
  call: ClientCall,
  again: () => ClientCall,
  isPartial: () => boolean,
): ClientCall {
  const [rows, found] = [recorded.calls(call), recorded.before(call)];
  if (!rows || !found) return call;
  const before = rows.length > 0 && isPartial() ? { ...found, isPartial: true } : found;
  if (rows.length === 0) {
    const inner = recorded.through(call);
    return inner ? withInner(recorded, call, inner, before) : call;
  }
  const told = judged(recorded, call, rows, before);
  if (!call.unpacked || told.witness?.conflicts) return told;
  const anew = judged(recorded, again(), rows, before);
  return { ...told, seen: anew.seen ?? anew };
}

/**
 * A call with what was recorded of it. Where fixes have made another value of what it is given, the two differ, but contradict each
 * other only if they did before: what was recorded of that value says nothing any more.
 */
function judged(
  recorded: Recorded,
  call: ClientCall,
  rows: readonly RecordedCall[],
  before: Before,
): ClientCall {
  const plain = rows.map((row) => withValues(row, (value) => (isSentOtherwise(value) ? UNKNOWN : value)));
  const told = answered(call, plain, before);
  const { conflicts } = told.witness ?? {};
  if (!conflicts || recorded.contradicts(call)) return told;
  const strange = new Set(conflicts.flatMap(({ seen }) => seen));
  const known = (value: RecordedValue): RecordedValue => (strange.has(value.kind) ? UNKNOWN : value);
  return answered(
    call,
    plain.map((row) => withValues(row, known)),
    before,
  );
}

const UNKNOWN: RecordedValue = { kind: 'unknown', flags: [] };

/** What is unpacked and cannot be seen stays so where its parts may matter, of which a recording tells too little. */
function answered(call: ClientCall, rows: readonly RecordedCall[], before: Before): ClientCall {
  const told = witnessed(call, rows, before);
  const { seen } = told;
  if (!seen || call.hidden.may !== 'anything' || seen.hidden.may === 'anything') return told;
  const written = namesIn(before);
  const isOpen = rows.some(({ args, options }) =>
    Object.entries(options).some(
      ([name, { kind }]) =>
        !written.includes(name) &&
        (name === 'files' ||
          kind === 'unknown' ||
          (name === 'params' && args.some(({ flags }) => flags.includes('query')))),
    ),
  );
  return isOpen
    ? { ...told, seen: { ...seen, hidden: { ...call.hidden, with: knownOf(seen.hidden) } } }
    : told;
}

/** Whether the new client writes some value of a mapping in another way, or leaves it out no more; as JSON nothing changes. */
const isSentOtherwise = ({ kind, flags }: RecordedValue): boolean =>
  kind === 'mapping' && flags.some((flag) => flag === 'none' || flag === 'boolean' || flag === 'bytes');

function withValues(row: RecordedCall, change: (value: RecordedValue) => RecordedValue): RecordedCall {
  const options = Object.entries(row.options).map(
    ([name, value]) => [name, name === 'json' ? value : change(value)] as const,
  );
  return { ...row, args: row.args.map(change), options: Object.fromEntries(options) };
}

/**
 * A call that code of the project stands behind, which made the requests: how often, and how they were answered. What was passed to these
 * is what the call passes only where that code does nothing but hand it on.
 */
function withInner(
  recorded: Recorded,
  call: ClientCall,
  rows: readonly RecordedCall[],
  before: Before,
): ClientCall {
  const { hidden, callee, method, through } = call;
  const { values } = before.shape;
  const isHandedOn = (name: string): boolean =>
    through !== undefined && !through.closed && !through.mocked && !through.reads.includes(name);
  const asGiven = (row: RecordedCall): RecordedCall => ({
    ...row,
    args: values.filter(({ at }) => typeof at === 'number').map(() => UNKNOWN),
    options: Object.fromEntries(
      namesIn(before).map((name) => [
        name,
        isHandedOn(name) && Object.hasOwn(row.options, name) ? row.options[name]! : UNKNOWN,
      ]),
    ),
  });
  const { seen, ...told } = judged(recorded, call, rows.map(asGiven), before);
  if (!seen || told.witness?.conflicts) return told;
  return isSame(seen, call) ? told : { ...told, seen: { ...seen, callee, method, hidden } };
}

/** Canonical names of the options that are written in a call. */
const namesIn = ({ shape }: Before): readonly string[] =>
  shape.values.flatMap(({ at }) => (typeof at === 'string' ? [canonical(at)] : []));

/** Whether a twin says the same of the client and of each argument. */
const isSame = (seen: ClientCall, call: ClientCall): boolean =>
  seen.receiver.because === call.receiver.because &&
  valuesIn(seen).every((value, index) => value.kinds.join() === valuesIn(call)[index]?.kinds.join());

const valuesIn = ({ args, options }: ClientCall): readonly Value[] => [
  ...args,
  ...options.map(({ value }) => value),
];

/** A call of a helper, with what the requests were given that it came to. Other requests of the helper get none of the options. */
export function relayWithRun(recorded: Recorded, relay: Relay): Relay {
  const { call } = relay;
  const [rows, before] = [recorded.through(relay), recorded.before(relay)];
  if (!rows || !before) return relay;
  const names = namesIn(before).filter((name) => rows.some(({ options }) => Object.hasOwn(options, name)));
  const handed = rows.filter(({ options }) => names.every((name) => Object.hasOwn(options, name)));
  if (rows.length > 0 && (names.length === 0 || handed.length === 0)) return relay;
  const asGiven = (row: RecordedCall): RecordedCall => ({
    ...row,
    args: [],
    options: Object.fromEntries(names.map((name) => [name, row.options[name] ?? UNKNOWN])),
  });
  const values = before.shape.values.filter(
    ({ at }) => typeof at === 'string' && names.includes(canonical(at)),
  );
  const shape = { ...before.shape, positional: 0, values };
  const { seen, ...told } = judged(recorded, call, handed.map(asGiven), { ...before, shape });
  // What else the helper gives its requests was not unpacked here.
  return { ...relay, call: { ...told, ...(seen && { seen: { ...seen, hidden: call.hidden } }) } };
}
