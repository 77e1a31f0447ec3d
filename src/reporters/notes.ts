import type { Note } from '../core/report.ts';
import { plural } from './layout.ts';

/** The sentence of a note: "31 calls whose answer nothing tells". */
export const sentenceOf = ({ tally, places }: Note): string => `${plural(places.length, 'call')} ${tally}`;
