import type { Call, Expr } from '../ast/expressions.ts';
import { isSubject, type Type } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { PUTS } from './flows.ts';
import { wayAt } from './held.ts';
import type { Way } from './known.ts';
import { leavesOf, nameOf, namesInText } from './leaves.ts';
import type { Looked } from './looked.ts';
import { allOf } from './ways.ts';

/** What a call hands to a function or a class. */
export function addCall(looked: Looked, { callee, args }: Call): void {
  const { known, analysis, module } = looked;
  const ways = args.map(({ value }) => wayAt(looked, value));
  const way = allOf(ways);
  if (!way) return;
  give(looked, callee, way);
  // `registry.append(client)`, `variable.set(client)`
  if (
    callee.kind === 'attribute' &&
    analysis.infer({ module, node: callee.object }).some(({ is }) => KEEPS.has(is))
  )
    put(looked, callee.object, way);
  const others = args.filter((_, index) => !ways[index]).map(({ value }) => value);
  // What it is given together with may be called with it.
  for (const node of others) if (mayBeCalled(looked, node)) give(looked, node, way);
  if (analysis.infer({ module, node: callee }).some((type) => type.is === 'member' && isSubject(type.of)))
    return;
  known.addMembers(args.flatMap(({ name }, index) => (name && ways[index] ? [name.id] : [])));
  const last = lastName(callee) ?? '';
  if (!PUTS.test(last)) return;
  const texts = others.flatMap((node) => (node.kind === 'text' ? namesInText(node.value ?? '') : []));
  known.addMembers(texts);
  if (last !== 'setdefault') for (const name of texts) known.add('stored', name, way);
}

const KEEPS: ReadonlySet<Type['is']> = new Set(['variable', 'many', 'data', 'namespace', 'unknown']);

function mayBeCalled({ analysis, module }: Looked, node: Expr): boolean {
  if (node.kind === 'list' || node.kind === 'tuple') return true;
  if (node.kind !== 'name' && node.kind !== 'attribute' && node.kind !== 'call') return false;
  return analysis.infer({ module, node }).some(({ is }) => CALLABLE.has(is));
}

const CALLABLE: ReadonlySet<Type['is']> = new Set(['function', 'class', 'callable', 'lambda']);

/** Says that what is called is given something: by its own name, by that under which it was imported, and by what the inference makes of it. */
export function give(looked: Looked, callee: Expr, way: Way): void {
  for (const name of calledBy(looked, callee)) looked.known.add('given', name, way);
}

function calledBy(looked: Looked, callee: Expr): readonly string[] {
  const { module, analysis } = looked;
  const types = analysis.infer({ module, node: callee });
  if (types.length > 0 && types.every(isOutside)) return [];
  const defined = types.flatMap(definedName);
  switch (callee.kind) {
    case 'name':
      return [
        callee.id,
        ...module
          .bindingsOf(callee)
          .flatMap(({ origin }) => (origin.by === 'import-from' ? [origin.name] : [])),
        ...defined,
      ];
    case 'attribute':
      return callee.attribute.id === '__init__' ? defined : [callee.attribute.id, ...defined];
    case 'call':
      return [...calledBy(looked, callee.callee), ...defined];
    default:
      return [...namesIn(looked, callee), ...defined];
  }
}

export const namesIn = ({ module }: Looked, node: Expr): readonly string[] =>
  leavesOf(module, node, () => false).map(nameOf);

/** A class by its own name, also where what sets it up is called. */
const definedName = (type: Type): readonly string[] =>
  type.is === 'function'
    ? [
        type.fn.info.def.name.id === '__init__'
          ? (type.fn.info.owner?.def.name.id ?? '')
          : type.fn.info.def.name.id,
      ]
    : type.is === 'class' || type.is === 'instance'
      ? [type.cls.info.def.name.id]
      : [];

/** Of no file of the project: what it is given stays out of sight. */
function isOutside(type: Type): boolean {
  switch (type.is) {
    case 'external':
    case 'made':
      return true;
    case 'client-class':
    case 'client':
      return type.cls === undefined;
    case 'member':
      return isOutside(type.of);
    default:
      return isSubject(type);
  }
}

/** Something is put into what an expression gives: a variable of this file, or something that others have as well. */
export function put({ module, known }: Looked, object: Expr, way: Way): void {
  const name = lastName(object);
  if (name === undefined) return;
  const isOwn =
    object.kind === 'name' && module.bindingsOf(object).every(({ origin }) => origin.by !== 'import-from');
  if (isOwn) known.export(name, module.path, way);
  else known.add('stored', name, way);
}
