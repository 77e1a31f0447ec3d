import { namedSentence } from '../core/engine/named.ts';
import type { Held, Note } from '../core/report.ts';
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

/** "3 findings matter only from httpx 0.28 on: `--target latest` lists them" */
export function heldSentence(held: readonly Held[]): string {
  const all = held.reduce((sum, { count }) => sum + count, 0);
  const [first] = held;
  const when =
    held.length === 1 && first
      ? `from ${first.since} on`
      : `from later versions on (${held.map(({ since, count }) => `${count} from ${since}`).join(', ')})`;
  const [verb, object] = all === 1 ? ['matters', 'it'] : ['matter', 'them'];
  return `${plural(all, 'finding')} ${verb} only ${when}: \`--target latest\` lists ${object}`;
}
