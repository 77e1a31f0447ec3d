import type { Module } from '../../binding/module.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../analysis.ts';
import type { Change } from './change.ts';

/** Something that is done to an object, or to a collection `depth` levels inside it. */
export interface Found {
  readonly change: Change;
  readonly depth: number;
}

/** So many places are looked at for one object; what has been at more of them is out of sight. */
const MAX_STEPS = 400;

/** How far a collection inside another is followed. */
const MAX_LEVELS = 3;

export interface Search {
  readonly analysis: Analysis;
  readonly found: Found[];
  readonly seen: Map<object, Set<number>>;
  steps: number;
}

/**
 * Whose body is looked at: `binding` is what the search began with, or the parameter that the object is passed for.
 * `returned` collects the levels at which a function gives its parameter back; the start of a search has none.
 */
export interface Frame {
  readonly binding?: Binding;
  readonly returned?: Set<number>;
}

export const begin = (analysis: Analysis): Search => ({ analysis, found: [], seen: new Map(), steps: 0 });

export function report({ found }: Search, change: Change, level: number): void {
  if (level <= 0) found.push({ change, depth: -level });
}

export const leave = (search: Search, module: Module, because: string, level: number): void =>
  report(search, { module, by: 'escape', because }, Math.min(level, 0));

/** Whether a thing is looked at for the first time at this level, and the search may go on. */
export function enters(search: Search, thing: object, level: number): boolean {
  const levels = search.seen.get(thing) ?? new Set();
  if (levels.has(level) || Math.abs(level) > MAX_LEVELS) return false;
  search.seen.set(thing, levels.add(level));
  return true;
}

/** Counts a step; false once there were too many of them. */
export const mayGoOn = (search: Search): boolean => ++search.steps <= MAX_STEPS;
