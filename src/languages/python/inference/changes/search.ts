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

/**
 * Whose body is looked at: `binding` is what the search began with, or the parameter that the object is passed for.
 * `returned` collects the levels at which a function gives its parameter back; the start of a search has none.
 */
interface Frame {
  readonly binding?: Binding;
  readonly returned?: Set<number>;
}

/** One search, at a place in a file. */
export interface Context {
  readonly analysis: Analysis;
  readonly module: Module;
  readonly frame: Frame;
  readonly found: Found[];
  readonly seen: Map<object, Set<number>>;
  /** Attributes all of whose mentions were looked at, by the levels. */
  readonly done: Map<object, Set<number>>;
  readonly steps: { count: number };
}

export const begin = (analysis: Analysis, module: Module, frame: Frame): Context => ({
  analysis,
  module,
  frame,
  found: [],
  seen: new Map(),
  done: new Map(),
  steps: { count: 0 },
});

/**
 * A copy is half a level above the object. What is put into the copy does not change the object, which is below it; the items of both are
 * the same, a level below the object.
 */
export const COPIED = 0.5;

/** The level of an item of something: of a copy, that of an item of the object. */
export const itemLevel = (level: number): number => Math.floor(level - 1);

export function report({ found }: Context, change: Change, level: number): void {
  if (level <= 0 && Number.isInteger(level)) found.push({ change, depth: -level });
}

/** The level of what may be changed once something gets out of sight: the object, but of a copy only the items. */
export const leavingLevel = (level: number): number => Math.min(level, Number.isInteger(level) ? 0 : -1);

export const leave = (cx: Context, because: string, level: number): void =>
  report(cx, { module: cx.module, by: 'escape', because }, leavingLevel(level));

/** Whether a thing is looked at for the first time at this level, and the search may go on. */
export function enters({ seen }: Context, thing: object, level: number): boolean {
  const levels = seen.get(thing) ?? new Set();
  if (levels.has(level) || Math.abs(level) > MAX_LEVELS) return false;
  seen.set(thing, levels.add(level));
  return true;
}

/** Counts a step; false once there were too many of them. */
export const mayGoOn = ({ steps }: Context): boolean => ++steps.count <= MAX_STEPS;
