import { namedSentence } from '../core/engine/named.ts';
import type { Note } from '../core/report.ts';
import { plural } from './layout.ts';

/** The sentence of a note: "31 calls whose answer nothing tells". */
export const sentenceOf = ({ tally, places }: Note): string => `${plural(places.length, 'call')} ${tally}`;

/** What a person reads: a sentence, and the places that it is about. */
export interface Told extends Pick<Note, 'rule' | 'places'> {
  readonly sentence: string;
}

/** The notes of a run. Those about names alone become one, where the first of them stands. */
export function toldNotes(notes: readonly Note[]): readonly Told[] {
  const named = notes.filter(({ client }) => client !== undefined);
  const [first] = named;
  return notes.flatMap((note): Told[] => {
    if (note.client === undefined || named.length === 1) return [{ ...note, sentence: sentenceOf(note) }];
    return note === first ? [joined(first.rule, named)] : [];
  });
}

const joined = (rule: string, named: readonly Note[]): Told => ({
  rule,
  sentence: namedSentence(named.map(({ client = '', places }) => [client, places.length])),
  places: named.flatMap(({ places }) => places),
});
