import type { Project, Settings } from '../../../core/language.ts';
import { memo, type Once } from '../../memo.ts';
import type { Module } from '../binding/module.ts';
import { clientNames, type ClientNames } from './clients.ts';
import { unknown, type Placed, type Type, type Types } from './types.ts';

/** What every part of the inference may ask of the others. */
export interface Analysis {
  readonly project: Project;
  readonly settings: Settings;
  /** What makes clients, by name. */
  readonly names: ClientNames;
  /** A file of the project, parsed; `undefined` when there is none, or it does not parse. */
  module(path: string): Module | undefined;
  infer(at: Placed): Types;
  /** Computes once per key. A key that is asked for while it is being computed contributes nothing. */
  readonly once: Once<Type>;
  /** What a compiler says of an expression, where one was asked. */
  opinion(at: Placed): Types | undefined;
}

export interface Parts {
  readonly project: Project;
  readonly settings: Settings;
  /** Gives the modules of a project; keeps those read before. */
  readonly modules: (path: string) => Module | undefined;
  readonly opinion?: (analysis: Analysis, at: Placed) => Types | undefined;
}

/** A step takes more of the call stack than in Python: parameters, callers and callbacks ask through each other. */
const MAX_DEPTH = 100;

/** An analysis lives as long as one reading of one file: nothing it remembers can go stale. */
export function analyse(
  { project, settings, modules, opinion = () => undefined }: Parts,
  infer: (analysis: Analysis, at: Placed) => Types,
): Analysis {
  const once = memo<Type>(() => [unknown('it is defined through too many steps')], MAX_DEPTH);
  const analysis: Analysis = {
    project,
    settings,
    names: clientNames(settings),
    module: modules,
    infer: (at) => once(at.node, () => infer(analysis, at)),
    once,
    opinion: (at) => opinion(analysis, at),
  };
  return analysis;
}
