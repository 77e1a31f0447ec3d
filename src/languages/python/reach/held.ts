import type { Attribute, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { resolveModule } from '../binding/imports.ts';
import type { Analysis } from '../inference/analysis.ts';
import { isLikelyByName } from '../inference/named.ts';
import { classKey } from '../inference/types.ts';
import { statementsIn } from '../walk.ts';
import { flowsIn } from './flows.ts';
import type { Known, Way } from './known.ts';
import {
  attributePlace,
  leavesOf,
  namePlace,
  nameOf,
  placesInAnnotation,
  PLAIN,
  targetPlace,
  type Place,
} from './leaves.ts';
import { isWhole, type Looked } from './looked.ts';
import { wayOf } from './ways.ts';

/** Whether a place holds something by its name. A name may be that of anything: what is read by it has to hold something, where it is read in the file. */
export function confirmed(looked: Looked): Looked['isSeed'] {
  const { module } = looked;
  const known = new Map<Place, boolean>();
  const isConfirmed = (place: Place): boolean => {
    if (!looked.isSeed(place)) return false;
    if (place.startsWith("'")) return true;
    const reads = (module.mentions.get(nameOf(place)) ?? []).filter(
      (node) =>
        (node.kind === 'attribute' ? attributePlace(node.attribute.id) : namePlace(module, node)) === place,
    );
    return reads.length === 0 || reads.some((node) => isCarrier(looked, node));
  };
  return (place) => {
    let found = known.get(place);
    if (found === undefined) known.set(place, (found = isConfirmed(place)));
    return found;
  };
}

/** The places that what some of them hold may get to, within the file. */
export function spreadIn(
  { module, known, analysis }: Pick<Looked, 'module' | 'known' | 'analysis'>,
  isSeed: (place: Place) => boolean,
): ReadonlySet<Place> {
  const { all, parameters } = flowsIn(module, isWhole(known));
  const held = new Set([...ofHolders(module, known), ...ofModules(analysis, module, known)]);
  const [given, others] = [new Set<Place>(), new Set<Place>()];
  const isHeld = (place: Place): boolean => {
    if (held.has(place)) return true;
    if (others.has(place)) return false;
    const isFound = isSeed(place);
    (isFound ? held : others).add(place);
    return isFound;
  };
  const give = (place: Place): void => {
    if (given.has(place)) return;
    given.add(place);
    for (const parameter of parameters.get(place) ?? []) held.add(parameter);
  };
  for (const place of parameters.keys()) if (known.way('given', nameOf(place))) give(place);
  let left = all;
  for (;;) {
    const rest = left.filter(({ from, to, given: more }) => {
      if (!from.some(isHeld)) return true;
      for (const place of to) held.add(place);
      for (const place of more) give(place);
      return false;
    });
    if (rest.length === left.length) return held;
    left = rest;
  }
}

export const isHeldAt = ({ held, isSeed }: Pick<Looked, 'held' | 'isSeed'>, place: Place): boolean =>
  held.has(place) || isSeed(place);

export const mayHold = (looked: Looked, node: Expr | undefined): boolean =>
  node !== undefined &&
  leavesOf(looked.module, node, (name) => PLAIN.has(name) && !isWhole(looked.known)).some((place) =>
    isHeldAt(looked, place),
  );

/** Whether what is read is a client or something that one may be had of, or is taken for a client by its name. */
function isCarrier(looked: Looked, node: NameExpr | Attribute): boolean {
  const { module, analysis } = looked;
  const call = module.callOf(node);
  return [node, ...(call ? [call] : [])].some((one) => {
    const types = analysis.infer({ module, node: one });
    return wayOf(looked, types) !== undefined || isLikelyByName(analysis, module, one, types);
  });
}

/** How something may be had of an expression. */
export const wayAt = (looked: Looked, node: Expr | undefined): Way =>
  node && mayHold(looked, node)
    ? wayOf(looked, looked.analysis.infer({ module: looked.module, node }))
    : undefined;

/** The same, of what an annotation says. */
export const annotatedWay = (looked: Looked, annotation: Expr | undefined): Way =>
  annotation && placesInAnnotation(looked.module, annotation).some((place) => isHeldAt(looked, place))
    ? wayOf(looked, looked.analysis.inferAnnotation({ module: looked.module, node: annotation }))
    : undefined;

/** Classes that have something, by their names and as the first parameters of their methods. */
const ofHolders = (module: Module, known: Known): readonly Place[] =>
  Array.from(module.classes.values()).flatMap((info) =>
    known.way('holder', classKey({ module, info }))
      ? [
          targetPlace(module, info.def.name),
          ...info.def.body.flatMap((one) =>
            one.kind === 'function'
              ? one.parameters.slice(0, 1).map(({ name }) => targetPlace(module, name))
              : [],
          ),
        ]
      : [],
  );

/** Modules of the project that have something, by the names under which they are imported. */
const ofModules = ({ project }: Analysis, module: Module, known: Known): readonly Place[] =>
  statementsIn(module.ast.body).flatMap((one) => {
    if (one.kind === 'import')
      return one.names
        .filter(({ path }) => isExporter(known, resolveModule(project, module.path, 0, path)))
        .map(({ path, alias }) => (alias ? targetPlace(module, alias) : path.split('.')[0]!));
    if (one.kind !== 'import-from') return [];
    return one.names
      .filter(({ name }) => {
        const path = one.path === '' ? name.id : `${one.path}.${name.id}`;
        return isExporter(known, resolveModule(project, module.path, one.level, path));
      })
      .map(({ name, alias }) => targetPlace(module, alias ?? name));
  });

const isExporter = (known: Known, path: string | undefined): boolean =>
  path !== undefined && known.way('exporter', path) !== undefined;
