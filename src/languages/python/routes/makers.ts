import { APPLICATIONS, GIVEN, OWN_ROUTER } from '../../../clients/routes/names.ts';
import { oncePer } from '../../kernel/once.ts';
import type { Call } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { classOfSelf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { ancestry, externalBases } from '../inference/classes/classes.ts';
import { keyword, positional } from '../inference/functions/arguments.ts';
import type { ClassRef, Placed } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { searchFrom } from './search.ts';
import { alternatives, functionsIn, givenBy, sourcesOf } from './sources.ts';

/**
 * What makes an application or a router: a call, or a class of the project that is one itself. Two are the same if they share a key.
 * A key is the same for every reading of a file, also after an edit that leaves its calls as many as they were.
 */
export interface Maker {
  readonly keys: readonly string[];
  readonly at?: Placed<Call>;
}

const MAX_STEPS = 24;

/** The makers of what an expression may be. */
export const makersOf = (analysis: Analysis, at: Placed): readonly Maker[] =>
  distinct(
    searchFrom<readonly Maker[]>(at, MAX_STEPS, [], (one, from) =>
      find(analysis, one, (places) => distinct(places.flatMap(from))),
    ),
  );

function distinct(makers: readonly Maker[]): readonly Maker[] {
  return [...new Map(makers.map((maker) => [maker.keys.join(), maker])).values()];
}

type All = (places: readonly Placed[]) => readonly Maker[];

function find(analysis: Analysis, at: Placed, all: All): readonly Maker[] {
  const { module, node } = at;
  switch (node.kind) {
    case 'call':
      return ofCall(analysis, { module, node }, all);
    case 'name': {
      const info = classOfSelf(module, node);
      return info ? [{ keys: classKeys(analysis, { module, info }) }] : all(sourcesOf(analysis, at));
    }
    case 'attribute': {
      const found = all(sourcesOf(analysis, at));
      return found.length === 0 && node.attribute.id === OWN_ROUTER
        ? all([{ module, node: node.object }])
        : found;
    }
    default:
      return all((alternatives(node) ?? []).map((one) => ({ module, node: one })));
  }
}

function ofCall(analysis: Analysis, { module, node }: Placed<Call>, all: All): readonly Maker[] {
  const types = analysis.infer({ module, node: node.callee });
  const functions = functionsIn(types);
  if (functions.length > 0) return all(functions.flatMap(givenBy));
  const classes = types.flatMap((type) =>
    (type.is === 'class' || type.is === 'client-class') && type.cls ? [type.cls] : [],
  );
  const maker: Maker = {
    keys: [keyOf(module, node), ...classes.flatMap((cls) => classKeys(analysis, cls))],
    at: { module, node },
  };
  const isApplication =
    APPLICATIONS.has(lastName(node.callee) ?? '') ||
    classes.some((cls) => externalBases(analysis, cls).some(isApplicationClass));
  const inner = isApplication
    ? undefined
    : (keyword(node.args, GIVEN.application) ?? positional(node.args, 0));
  // A client, or a middleware around an application.
  return [maker, ...(inner ? all([{ module, node: inner }]) : [])];
}

const isApplicationClass = (path: string): boolean => APPLICATIONS.has(path.split('.').at(-1) ?? '');

const classKeys = (analysis: Analysis, cls: ClassRef): readonly string[] =>
  ancestry(analysis, cls).map(({ module, info }) => `${module.path} class ${info.def.name.id}`);

/** What tells a call from every other one of the project. */
export const keyOf = (module: Module, call: Call): string =>
  `${module.path} call ${indicesIn(module).get(call) ?? -1}`;

const indicesIn = oncePer(
  ({ calls }: Module): ReadonlyMap<Call, number> => new Map(calls.map((call, index) => [call, index])),
);
