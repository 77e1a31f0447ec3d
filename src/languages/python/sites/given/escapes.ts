import type { Escape, EscapeUse } from '../../../../core/sites.ts';
import type { Span } from '../../../../core/text.ts';
import { modulesMentioning } from '../../../kernel/mentioning.ts';
import type { Expr, NameExpr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Origin } from '../../binding/scope.ts';
import { sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { ancestry } from '../../inference/classes/classes.ts';
import { positional } from '../../inference/functions/arguments.ts';
import { CLIENT_METHODS } from '../../inference/knowledge.ts';
import { isNone, type Type, type Types, classKey } from '../../inference/types.ts';
import { lastName, literalText } from '../../names.ts';
import { receiverOf } from '../subjects.ts';

/** A place that a client is put into. */
interface Kept extends Span {
  readonly value: Expr;
  readonly object: Expr;
  /** The attribute, or the key of an item; absent where it is computed. */
  readonly name?: string;
  readonly as: 'attribute' | 'item';
  /** By `setattr`, which is not followed, whatever the object is. */
  readonly called?: boolean;
}

/**
 * Test clients that are put into an attribute or an item of something that is not followed, where the project calls methods of
 * what seems to be the same place. Each place once.
 */
export function findEscapes(analysis: Analysis, module: Module): readonly Escape[] {
  const found = new Map<string, Escape>();
  for (const kept of keptIn(module)) {
    const place = `${sourceOf(module, kept.object)} ${kept.name ?? ''}`;
    if (found.has(place) || !isOutOfSight(analysis, module, kept)) continue;
    const types = analysis.infer({ module, node: kept.value }).filter((type) => !isNone(type));
    if (types.length === 0 || !types.every(isProvenClient)) continue;
    const [first, ...others] = usesOf(analysis, module, kept);
    if (first)
      found.set(place, { kind: 'escape', start: kept.start, end: kept.end, uses: [first, ...others] });
  }
  return [...found.values()];
}

export const isProvenClient = (type: Type): boolean =>
  type.is === 'client' && !type.likely && !type.httpx && type.because !== 'named';

function keptIn(module: Module): readonly Kept[] {
  return [
    ...module.stores.flatMap(({ target, origin }): Kept[] => {
      const value = wholeValue(origin);
      return value
        ? [{ ...spanOf(target), value, object: target.object, name: target.attribute.id, as: 'attribute' }]
        : [];
    }),
    ...module.items.flatMap(({ target, origin }): Kept[] => {
      const value = wholeValue(origin);
      const name = keyOf(target);
      return value && name !== undefined
        ? [{ ...spanOf(target), value, object: target.object, name, as: 'item' }]
        : [];
    }),
    ...module.calls.flatMap((call): Kept[] => {
      if (lastName(call.callee) !== 'setattr') return [];
      const [object, key, value] = [0, 1, 2].map((index) => positional(call.args, index));
      if (!object || !value || !key) return [];
      const put = { ...spanOf(call), value, object, as: 'attribute', called: true } as const;
      const name = literalText(key);
      return [name === undefined ? put : { ...put, name }];
    }),
  ];
}

const spanOf = ({ start, end }: Span): Span => ({ start, end });

const wholeValue = (origin: Origin): Expr | undefined =>
  origin.by === 'value' && origin.path.length === 0 ? origin.value : undefined;

/** The key of an item, where it is written. */
function keyOf(node: Expr): string | undefined {
  const [index] = node.kind === 'subscript' && node.indices.length === 1 ? node.indices : [];
  return literalText(index);
}

/** Whether nothing tells what the attributes or items of an object hold; those of the project's classes are followed. */
function isOutOfSight(analysis: Analysis, module: Module, { object, called }: Kept): boolean {
  if (called) return true;
  if (/^(?:self|cls|request\.(?:cls|instance|node\.cls))$/.test(sourceOf(module, object))) return false;
  return analysis.infer({ module, node: object }).every(isUntraced);
}

function isUntraced(type: Type): boolean {
  switch (type.is) {
    case 'unknown':
    case 'external':
    case 'made':
      return true;
    case 'member':
      return isUntraced(type.of);
    case 'data':
      return type.kind === 'mapping' || type.kind === 'none';
    default:
      return false;
  }
}

function usesOf(analysis: Analysis, home: Module, kept: Kept): readonly EscapeUse[] {
  const name = kept.name ?? lastName(kept.object);
  const modules = (name !== undefined && modulesMentioning(analysis, home, [name])) || [home];
  const seen = new Map<string, EscapeUse>();
  for (const module of modules) {
    for (const { callee } of module.calls) {
      if (callee.kind !== 'attribute' || !CLIENT_METHODS.has(callee.attribute.id)) continue;
      const { object, attribute } = callee;
      if (!isSamePlace(analysis, module, object, home, kept)) continue;
      if (receiverOf(analysis, module, object, attribute.id)) continue;
      const types = analysis.infer({ module, node: object });
      if (!(kept.name === undefined ? types.every(isUnset) : mayBeClient(types))) continue;
      const text = sourceOf(module, object);
      seen.set(`${text} ${module.path}`, { text, path: module.path });
    }
  }
  return [...seen.values()];
}

const mayBeClient = (types: Types): boolean =>
  types.every(
    (type) => isUntraced(type) || (type.is === 'member' && /^(?:class|instance)$/.test(type.of.is)),
  );

/** An attribute that nothing is seen to set, but a computed name may. */
const isUnset = (type: Type): boolean =>
  (type.is === 'member' && /^(?:class|instance|external|made|unknown)$/.test(type.of.is)) ||
  (type.is === 'unknown' && type.because === 'it is assigned by a computed name') ||
  type.is === 'external';

/** Whether it is read from what has the same name, or from a parameter that nothing is known of. */
function isSamePlace(analysis: Analysis, module: Module, node: Expr, home: Module, kept: Kept): boolean {
  if (isGlobal(home, kept.object)) return node.kind === 'name' && node.id === kept.name;
  if (kept.name === undefined)
    return node.kind === 'attribute' && isSameObject(analysis, module, node.object, home, kept.object);
  const isAlike =
    kept.as === 'attribute'
      ? node.kind === 'attribute' && node.attribute.id === kept.name
      : keyOf(node) === kept.name;
  if (!isAlike || (node.kind !== 'attribute' && node.kind !== 'subscript')) return false;
  const { object } = node;
  const [read, written] = [sourceOf(module, object), sourceOf(home, kept.object)];
  if (read === written || (CONFIG.test(read) && CONFIG.test(written))) return true;
  return object.kind === 'name' && isFreeParameter(analysis, module, object);
}

/** Where any attribute may be meant, the object has to be the same: by its name outside of classes, or by its class. */
function isSameObject(analysis: Analysis, module: Module, node: Expr, home: Module, object: Expr): boolean {
  const classesOf = (at: Module, one: Expr): readonly string[] =>
    analysis
      .infer({ module: at, node: one })
      .flatMap((type) =>
        type.is === 'instance' || type.is === 'class' ? ancestry(analysis, type.cls).map(classKey) : [],
      );
  const [own] = classesOf(home, object);
  if (own !== undefined) return classesOf(module, node).includes(own);
  return sourceOf(module, node) === sourceOf(home, object);
}

/** The configuration of pytest, as hooks, fixtures and tests get it. */
const CONFIG = /^(?:pytestconfig|(?:\w+\.)?config)$/;

/** `builtins.api = ...` and `globals()["api"] = ...` are read as `api`; so is what is put into the module that pytest hands over. */
const isGlobal = (module: Module, object: Expr): boolean =>
  /^(?:builtins|globals\(\)|request\.module|sys\.modules\[__name__\])$/.test(sourceOf(module, object)) ||
  (object.kind === 'name' &&
    module
      .bindingsOf(object)
      .some(
        ({ origin, scope }) =>
          origin.by === 'parameter' &&
          scope.node?.kind === 'function' &&
          scope.node.name.id === 'setup_module',
      ));

/** What hands out such objects calls the functions of the project, and nothing here does. */
const isFreeParameter = (analysis: Analysis, module: Module, name: NameExpr): boolean =>
  module.bindingsOf(name).every(({ origin }) => origin.by === 'parameter') &&
  analysis.infer({ module, node: name }).every(({ is }) => is === 'unknown');
