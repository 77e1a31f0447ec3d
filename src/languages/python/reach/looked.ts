import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Known } from './known.ts';
import { PLAIN, type Place } from './leaves.ts';

/** One file, with what is known of it while it is looked at. */
export interface Looked {
  readonly analysis: Analysis;
  readonly module: Module;
  readonly known: Known;
  /** Places that may hold something, as far as the syntax of the file tells. */
  readonly held: ReadonlySet<Place>;
  /** Whether a place may hold something by its name. */
  readonly isSeed: (place: Place) => boolean;
  /** Options that rules look for where a function hands them on. */
  readonly relays: ReadonlySet<string>;
}

/** Whether attributes count that are plain data of a response everywhere else. */
export const isWhole = ({ members }: Known): boolean => [...PLAIN].some((name) => members.has(name));
