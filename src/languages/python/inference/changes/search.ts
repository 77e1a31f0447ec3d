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

interface Progress {
  next: number;
}

/** One search, at a place in a file. */
export interface Context {
  readonly analysis: Analysis;
  readonly module: Module;
  readonly frame: Frame;
  readonly found: Found[];
  /** Of more than so many changes only the depths are of interest. */
  readonly limit: number;
  /** The depths of what was found. */
  readonly depths: Set<number>;
  readonly seen: Map<object, Set<number>>;
  /** How many of the mentions of attributes were looked at, by the levels. */
  readonly progress: Map<object, Map<number, Progress>>;
  readonly steps: { count: number };
}

export const begin = (analysis: Analysis, module: Module, frame: Frame, limit: number): Context => ({
  analysis,
  module,
  frame,
  found: [],
  limit,
  depths: new Set(),
  seen: new Map(),
  progress: new Map(),
  steps: { count: 0 },
});

/**
 * A copy is half a level above the object. What is put into the copy does not change the object, which is below it; the items of both are
 * the same, a level below the object.
 */
export const COPIED = 0.5;

/** The level of an item of something: of a copy, that of an item of the object. */
export const itemLevel = (level: number): number => Math.floor(level - 1);

export function report(cx: Context, change: Change, level: number): void {
  if (isTold(cx, level)) return;
  cx.found.push({ change, depth: -level });
  cx.depths.add(-level);
}

/** Whether nothing that is done at a level adds anything to what was found. */
export const isTold = ({ found, limit, depths }: Context, level: number): boolean =>
  level > 0 || !Number.isInteger(level) || (found.length > limit && depths.has(-level));

/** The level of what may be changed once something gets out of sight: the object, but of a copy only the items. */
export const leavingLevel = (level: number): number => Math.min(level, Number.isInteger(level) ? 0 : -1);

export const leave = (cx: Context, because: string, level: number): void =>
  report(cx, { module: cx.module, by: 'escape', because }, leavingLevel(level));

/** Whether a thing is looked at for the first time at this level, and the search may go on. */
export function enters({ seen }: Context, thing: object, level: number): boolean {
  if (Math.abs(level) > MAX_LEVELS) return false;
  const levels = seen.get(thing);
  if (!levels) seen.set(thing, new Set([level]));
  else if (levels.has(level)) return false;
  else levels.add(level);
  return true;
}

/** How far the mentions of an attribute were looked at. */
export function progressOf({ progress }: Context, mentions: object, level: number): Progress {
  let levels = progress.get(mentions);
  if (!levels) progress.set(mentions, (levels = new Map<number, Progress>()));
  let known = levels.get(level);
  if (!known) levels.set(level, (known = { next: 0 }));
  return known;
}

/** Whether a thing was looked at before at this level, or lies out of reach. */
export const hasEntered = ({ seen }: Context, thing: object, level: number): boolean =>
  Math.abs(level) > MAX_LEVELS || seen.get(thing)?.has(level) === true;

/** Counts a step; false once there were too many of them. */
export const mayGoOn = ({ steps }: Context): boolean => ++steps.count <= MAX_STEPS;
