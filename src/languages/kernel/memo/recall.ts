import { addTo, newBill, type Bill } from './expenses.ts';
import { contain, goByOther, rely } from './levels.ts';
import { weaken } from './notes.ts';
import type { Note, Replay } from './replays.ts';
import { isMet, tell, type State } from './state.ts';

/** Takes an answer into account that is no fact. */
export function outside<T>(state: State<T>, note: Note<T>): readonly T[] {
  const { reading, open, level } = state;
  if (note.isPassing) reading.times++;
  if (open.size === 0) tell(state, note.replay);
  weaken(level, note);
  return note.answer;
}

/** Takes a note into account that this reading has made before. */
export function recall<T>(state: State<T>, note: Note<T>): readonly T[] {
  const { level, notes } = state;
  const number = notes.numberOf(note) ?? Infinity;
  if (number <= level.start) {
    if (note.replay && !isMet(state, note.replay)) goBy(state, note.replay);
    else level.since = Math.min(level.since, number);
  }
  return outside(state, note);
}

/** What another reading has found, if this one would find just that: its notes are those of this one too, and it is paid for. */
export function replayed<T>(state: State<T>, key: object | string): Note<T> | undefined {
  for (const replay of state.replays?.get(key) ?? []) {
    const bills = billsFor(state, replay);
    if (!bills || Array.from(bills).some(([{ purse }, bill]) => !purse.affords(bill.all))) continue;
    for (const [{ purse }, bill] of bills) purse.pay(bill.all);
    for (const [other, at] of replay.others ?? []) state.reading.states[at]?.notes.take(other);
    state.notes.take(replay);
    goBy(state, replay);
    if (isMet(state, replay)) state.level.since = 0;
    return replay.note;
  }
  return undefined;
}

/** What it costs each memo to take over a replay; `undefined` where one of them would find something else. */
function billsFor<T>(state: State<T>, replay: Replay<T>): ReadonlyMap<State<T>, Bill> | undefined {
  if (!mayTake(state, replay)) return undefined;
  const bills = new Map([[state, { all: replay.spent }]]);
  for (const [other, at] of replay.others ?? []) {
    const its = state.reading.states[at];
    if (!its || !mayTake(its, other)) return undefined;
    if (its.notes.isKept(other)) continue;
    const bill = bills.get(its) ?? newBill();
    bills.set(its, bill);
    addTo(bill, other.spent);
  }
  return bills;
}

/** Whether a memo would find just that. */
const mayTake = <T>({ notes, open, purse, maxDepth }: State<T>, replay: Replay<T>): boolean =>
  notes.isKept(replay) ||
  (open.size + replay.height <= maxDepth &&
    purse.refuses(replay.refused) &&
    notes.mayTake(replay, (one) => open.has(one)));

function goBy<T>({ level, open }: State<T>, replay: Replay<T>): void {
  rely(level, replay);
  addTo(level.refused, replay.refused);
  level.isCircular ||= replay.isCircular;
  for (const [other, at] of replay.others ?? []) goByOther(level, other, at);
  if (open.size > 0) contain(level, replay);
}
