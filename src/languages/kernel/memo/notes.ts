import type { Level } from './levels.ts';
import { allIn, type Found, type Note } from './replays.ts';

/** What says no more than that. */
export const NOTE: Note<never> = { answer: [] };

/** What a level comes to where an answer that is no fact is taken into account. */
export function weaken<T>(level: Level<T>, { head = Infinity, isCut = false }: Note<T>): void {
  level.isFact = false;
  level.isCut ||= isCut;
  level.head = Math.min(level.head, head);
}

export type Notes<T> = ReturnType<typeof notesOf<T>>;

/** Keeps the answers of one reading that are no facts. */
export function notesOf<T>() {
  const notes = new Map<object | string, Note<T>>();
  // What was cut off at the limit is more at a lower depth, where it is found anew.
  const cut = new Map<object | string, Note<T> & { readonly depth: number }>();
  /** The questions that left the open one at a depth out of account. */
  const provisional = new Map<number, (object | string)[]>();
  const numbers = new WeakMap<Note<T>, number>();
  let made = 0;
  const isKept = ({ key, note }: Found<T>): boolean => note !== undefined && notes.get(key) === note;
  return {
    made: () => made,
    isKept,
    /** Notes are numbered from 1 on, in the order in which they were made. `undefined`: it was not kept. */
    numberOf: (note: Note<T>) => numbers.get(note),
    /** Whether there is a note on a question, for any depth. */
    has: (key: object | string) => notes.has(key) || cut.has(key),
    at(key: object | string, depth: number): Note<T> | undefined {
      const note = notes.get(key);
      if (note || cut.size === 0) return note;
      const short = cut.get(key);
      return short && short.depth <= depth ? short : undefined;
    },
    add(key: object | string, depth: number, note: Note<T> & Pick<Level<T>, 'head'>): Note<T> {
      const { head, isCut = false, ...plain } = note;
      numbers.set(plain, ++made);
      if (head >= depth) {
        if (isCut) cut.set(key, { ...plain, isCut, depth });
        else notes.set(key, plain);
        return plain;
      }
      notes.set(key, note);
      numbers.set(note, made);
      const alike = provisional.get(head);
      if (alike) alike.push(key);
      else provisional.set(head, [key]);
      return note;
    },
    /** Forgets what left the question at a depth out of account. */
    close(depth: number) {
      for (const key of provisional.get(depth) ?? []) if (notes.get(key)?.head === depth) notes.delete(key);
      provisional.delete(depth);
    },
    /** Whether nothing that another reading has found on the way to something is known or asked for, or just that. */
    mayTake(found: Found<T>, isOpen: (key: object | string) => boolean): boolean {
      const all = new Set([found]);
      for (const one of all) {
        if (isKept(one)) continue;
        if (notes.has(one.key) || cut.has(one.key) || isOpen(one.key)) return false;
        for (const other of one.inside ?? []) all.add(other);
      }
      return true;
    },
    /** Notes all that another reading has noted on the way to something. */
    take(found: Found<T>) {
      for (const { key, note } of allIn(found, isKept)) {
        if (note && notes.get(key) !== note) {
          notes.set(key, note);
          numbers.set(note, ++made);
        }
      }
    },
  };
}
