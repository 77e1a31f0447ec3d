import type { Level } from './levels.ts';

/** An answer that is no fact. */
export interface Note<T> {
  readonly answer: readonly T[];
  /** Found inside a circle of questions: complete only for the question at this depth, which is still open. */
  readonly head?: number;
  /** Whether something in it met the limit of depth. */
  readonly isCut?: boolean;
  readonly isPassing?: boolean | undefined;
}

/** What says no more than that. */
export const NOTE: Note<never> = { answer: [] };

/** What a level comes to where an answer that is no fact is taken into account. */
export function weaken(level: Level, { head = Infinity, isCut = false }: Note<unknown>): void {
  level.isFact = false;
  level.isCut ||= isCut;
  level.head = Math.min(level.head, head);
}

/** Keeps the answers of one reading that are no facts. */
export function notesOf<T>() {
  const notes = new Map<object | string, Note<T>>();
  // What was cut off at the limit is more at a lower depth, where it is found anew.
  const cut = new Map<object | string, Note<T> & { readonly depth: number }>();
  /** The questions that left the open one at a depth out of account. */
  const provisional = new Map<number, (object | string)[]>();
  return {
    at(key: object | string, depth: number): Note<T> | undefined {
      const note = notes.get(key);
      if (note || cut.size === 0) return note;
      const short = cut.get(key);
      return short && short.depth <= depth ? short : undefined;
    },
    add(key: object | string, depth: number, { answer, head, isCut, isPassing }: Level & Note<T>) {
      if (head >= depth) {
        if (isCut) cut.set(key, { answer, isCut, isPassing, depth });
        else notes.set(key, { answer, isPassing });
        return;
      }
      notes.set(key, { answer, head, isPassing });
      const alike = provisional.get(head);
      if (alike) alike.push(key);
      else provisional.set(head, [key]);
    },
    /** Forgets what left the question at a depth out of account. */
    close(depth: number) {
      const keys = provisional.get(depth);
      if (!keys) return;
      provisional.delete(depth);
      for (const key of keys) if (notes.get(key)?.head === depth) notes.delete(key);
    },
  };
}
