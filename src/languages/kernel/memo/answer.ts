import type { Fact } from './facts.ts';
import { contain, enclose, newLevel, type Level } from './levels.ts';
import type { Found, Replay } from './replays.ts';
import { tell, type State } from './state.ts';

/** Answers a question that is not known, and keeps the answer: as a fact, or as a note of this reading and what another can make of it. */
export function answerTo<T>(
  state: State<T>,
  key: object | string,
  compute: () => readonly T[],
): readonly T[] {
  const { facts, notes, open, reading } = state;
  const { times } = reading;
  const outer = state.level;
  const own = (state.level = newLevel(notes.made()));
  const depth = open.size;
  open.set(key, depth);
  let found: Found<T> | undefined;
  try {
    const answer = compute();
    const isPassing = reading.isOwn || reading.times !== times;
    if (own.isFact) facts.set(key, { answer, height: own.height + 1, spent: own.spent.all, isPassing });
    else found = noted(state, key, depth, { answer, isPassing });
    return answer;
  } catch (error) {
    // Whoever goes on without the answer does so in this reading.
    own.since = 0;
    if (depth === 0) tell(state);
    throw error;
  } finally {
    open.delete(key);
    notes.close(depth);
    state.level = enclose(outer, own, depth);
    if (found) {
      if (depth > 0) contain(outer, found);
      else tell(state, found.note?.replay);
    }
  }
}

/** Notes an answer that is no fact. */
function noted<T>(
  { level, notes, replays }: State<T>,
  key: object | string,
  depth: number,
  { answer, isPassing }: Pick<Fact<T>, 'answer' | 'isPassing'>,
): Found<T> {
  const { head, isCut, isCircular, inside, size, others } = level;
  const note = notes.add(key, depth, { answer, head, isCut, isPassing });
  const within = { ...(inside && { inside }), size: size + 1 };
  if (head < depth) {
    level.isCircular = true;
    return { key, ...within };
  }
  if (!replays || isCut || isBound(level)) return { key, note, ...within };
  const replay: Replay<T> = {
    ...{ key, note, ...within, isPassing, isCircular, ...(others && { others }) },
    ...{ height: level.height + 1, spent: level.spent.all, refused: level.refused.all },
  };
  note.replay = replay;
  replays.add(replay);
  return replay;
}

/** Whether a level goes by something from before it that another reading need not have. */
const isBound = ({ since, start }: Level<unknown>): boolean => since <= start;
