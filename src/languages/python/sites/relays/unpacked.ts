import type { Hidden } from '../../../../core/model/options.ts';
import { oncePer, onceWithin } from '../../../kernel/once.ts';
import type { Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Binding } from '../../binding/scope.ts';
import type { Analysis } from '../../inference/analysis.ts';
import type { Types } from '../../inference/types.ts';
import type { Spreading } from './spreading.ts';

/**
 * Calls that unpack the same name, or the same attribute, share what it holds. Behind it, where a dictionary is made of others, what
 * adds nothing depends on the way there.
 */
export function sharedBy<Held extends Hidden | undefined>(
  { seen, shared }: Visited,
  key: object,
  find: () => Held,
): Held {
  if (seen.size > 1) return find();
  let known = shared.get(key);
  if (!known) shared.set(key, (known = { held: find() }));
  return known.held as Held;
}

/**
 * What dictionaries hold, and names, by their bindings: a list of several is the same for all reads that see them. What other
 * expressions hold, by `asWritten`.
 */
type Shared = Map<object, { readonly held: Hidden | undefined }>;

const sharedIn = oncePer((_: Analysis) => oncePer((_: Spreading): Shared => new Map()));

/** Where a look for what a call unpacks has been, and what others have found. */
export interface Visited extends Pick<Spreading, 'rivals' | 'relays'> {
  readonly shared: Shared;
  /** What has been looked at already, and adds nothing when it is met again: dictionaries may be made of one another. */
  readonly seen: Set<Expr | Binding>;
  /** The file of the call, and the options of which rules ask how they are written. */
  readonly home: Module;
  readonly written: readonly string[];
}

/** A look from a call of the file `home`, which has been nowhere yet. */
export const lookFor = (analysis: Analysis, home: Module, spreading: Spreading): Visited => ({
  ...spreading,
  shared: sharedIn(analysis)(spreading),
  seen: new Set(),
  home,
  written: spreading.written ?? [],
});

/** Stands for types together with the text of an expression that has them: reads of one attribute have the same list of types. */
export const asWritten = onceWithin(
  (text: string) => text,
  {},
  (_: Types, __: string): object => ({}),
);
