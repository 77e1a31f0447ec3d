import { groupBy } from '../core/group.ts';
import type { PlaceItem } from '../evidence/format.ts';
import { normalise } from './differences.ts';
import type { FieldChange, Known, Told } from './fields.ts';
import type { RequestChange, TestProof } from './proof.ts';
import type { Execution, Outcome } from './recording.ts';
import { alteredRequests, type Altered } from './sequences.ts';
import { varies, varyingIn, type Varying } from './varying.ts';

/** What is known besides the recordings. */
export interface Knowledge {
  readonly known: Known;
  /** The rules whose edits stand at a call in the suite before the migration. */
  readonly rulesAt: (at: PlaceItem) => readonly string[];
}

const GOOD: readonly (Outcome | undefined)[] = ['passed', 'expected-failure', 'unexpected-success'];

/**
 * The verdict on a test. `before`: its recorded executions; `after`: those of now. Where a test is executed several times in one run, as by
 * tox, each is compared, and the first that differs counts.
 */
export function judge(
  id: string,
  before: readonly Execution[],
  after: readonly Execution[],
  knowledge: Knowledge,
): TestProof {
  if (before.length === 0) return notComparable(id, 'it is not in the recording');
  if (after.length === 0) return notComparable(id, 'it did not run now');
  const verdicts = passesOf(after).flatMap((passes) => {
    const [now] = passes;
    const alike = before.filter(({ salt }) => salt === now.salt);
    const first = alike.find(({ versions }) => isOnSame(versions, now.versions, RUNTIME)) ?? alike[0];
    return first === undefined ? [] : [judgeOnce(first, before, passes, knowledge)];
  });
  return (
    verdicts.find(({ verdict }) => verdict === 'differs') ??
    verdicts.find(({ verdict }) => verdict === 'equal') ??
    verdicts[0] ??
    notComparable(id, 'it ran now without the salt of the recording')
  );
}

const RUNTIME = ['python', 'node'];
const CLIENT = ['starlette', 'requests', 'httpx', 'httpx2'];

const isOnSame = (one: Execution['versions'], other: Execution['versions'], names: readonly string[]) =>
  names.every((name) => one[name] === other[name]);

type Passes = readonly [Execution, ...(readonly Execution[])];

/** Executions that are passes of the same: on one client, by one runtime, with one salt. */
const passesOf = (executions: readonly Execution[]): readonly Passes[] =>
  Array.from(
    groupBy(executions, ({ salt, versions }) =>
      JSON.stringify([salt, ...[...CLIENT, ...RUNTIME].map((name) => versions[name])]),
    ).values(),
    ([first, ...others]): Passes => [first!, ...others],
  );

/** The other executions that `first` can be compared with to see what varies by itself. */
const othersOf = (first: Execution, all: readonly Execution[]): readonly Execution[] =>
  (passesOf(all).find((passes) => passes.includes(first)) ?? []).filter(
    (one) => one !== first && one.outcome === first.outcome,
  );

const NOTHING = { equal: 0, differ: 0 };

const notComparable = (id: string, why: string): TestProof => ({
  id,
  verdict: 'not comparable',
  why,
  requests: NOTHING,
  differences: [],
});

function judgeOnce(
  first: Execution,
  before: readonly Execution[],
  passes: Passes,
  knowledge: Knowledge,
): TestProof {
  const id = first.test;
  const [now] = passes;
  const reason = id === '' ? undefined : incomparable(first, now);
  if (reason !== undefined) return notComparable(id, reason);
  const { known } = knowledge;
  const varying = {
    before: varyingIn(first, othersOf(first, before), now.versions, known),
    after: varyingIn(now, othersOf(now, passes), now.versions, known),
  };
  if (varying.before.isUnstable)
    return notComparable(id, 'it did not send the same requests each time it was recorded');
  if (varying.after.isUnstable)
    return notComparable(id, 'it does not send the same requests each time it runs now');
  return compared(first, now, varying, knowledge);
}

/** Why two executions of a test say nothing about the client; undefined where they do. */
function incomparable({ outcome: was }: Execution, { outcome: is }: Execution): string | undefined {
  if (GOOD.includes(was)) return undefined;
  switch (was) {
    case 'skipped':
      return 'it was skipped when it was recorded';
    case undefined:
      return 'the recording ends before the test does';
    default:
      return GOOD.includes(is)
        ? 'it failed when it was recorded, and passes now'
        : is === 'skipped'
          ? 'it failed when it was recorded, and is skipped now'
          : 'it failed when it was recorded, and fails now';
  }
}

function compared(
  first: Execution,
  now: Execution,
  varying: { readonly before: Varying; readonly after: Varying },
  knowledge: Knowledge,
): TestProof {
  const isUnordered = varying.before.isUnordered || varying.after.isUnordered;
  const [before, after] = [first, now].map(({ requests }) => normalise(requests, now.versions));
  const all = alteredRequests({ before: before!, after: after!, isUnordered, known: knowledge.known });
  const isKept = ({ was, is }: Altered, change: FieldChange): boolean =>
    !varies(varying.before, was, change) && !varies(varying.after, is, change);
  const end = endedEarly(now) ? endOf(all, before!.length) : before!.length;
  const altered = all
    .filter(({ was, is }) => is !== undefined || was! < end)
    .map((one) => ({ ...one, changes: one.changes.filter((change) => isKept(one, change)) }))
    .filter(({ changes }) => changes.length > 0);
  const differences = [
    ...outcomeChange(first, now),
    ...altered.flatMap((one) => requestChanges(one, first, now, knowledge)),
  ];
  const added = altered.filter(({ was }) => was === undefined).length;
  return {
    id: first.test,
    verdict: differences.length > 0 ? 'differs' : 'equal',
    why: leftOut([varying.before, varying.after], isUnordered && first.test !== ''),
    requests: { equal: end + added - altered.length, differ: altered.length },
    differences,
  };
}

/** A test that fails sends no more requests: what it has not sent by then is no difference of its own. */
const endedEarly = ({ test, outcome }: Execution): boolean => test !== '' && !GOOD.includes(outcome);

/** How many of the requests came before those at the end that are lost. */
function endOf(altered: readonly Altered[], length: number): number {
  const lost = new Set(altered.flatMap(({ was, is }) => (is === undefined ? [was] : [])));
  let end = length;
  while (lost.has(end - 1)) end--;
  return end;
}

function leftOut(varying: readonly Varying[], isUnordered: boolean): string | null {
  const all = varying.flatMap(({ fields }) => [...fields.values()]);
  const names = [...new Set(all.flatMap((one) => [...one.keys()]))];
  const said = [
    ...(isUnordered ? ['the order of its requests varies by itself'] : []),
    ...(names.length > 0
      ? [`its ${names.join(', ')} ${names.length === 1 ? 'varies' : 'vary'} by itself`]
      : []),
  ];
  return said.length > 0 ? said.join('; ') : null;
}

function outcomeChange(
  { outcome: was }: Execution,
  { outcome: is, test }: Execution,
): readonly RequestChange[] {
  if (was === is || test === '') return [];
  return [
    {
      ...{ call: null, method: null, path: null, field: 'outcome', change: 'changed' },
      ...{ before: was ?? null, after: is ?? 'did not end', at: null, now: null, rules: [] },
    },
  ];
}

function requestChanges(
  { was, is, changes }: Altered,
  first: Execution,
  now: Execution,
  { known, rulesAt }: Knowledge,
): readonly RequestChange[] {
  const [old, other] = [
    was === undefined ? undefined : first.requests[was],
    is === undefined ? undefined : now.requests[is],
  ];
  const told = (one: Told | undefined): string | null =>
    one === undefined ? null : 'text' in one ? one.text : (known(one.digest) ?? null);
  const shown = old ?? other!;
  return changes.map(({ field, change, before, after }) => ({
    call: (was ?? is ?? 0) + 1,
    method: shown.method,
    path: known(shown.path) ?? null,
    field,
    change,
    before: told(before),
    after: told(after),
    at: old?.at ?? null,
    now: other?.at ?? null,
    rules: old?.at ? rulesAt(old.at) : [],
  }));
}
