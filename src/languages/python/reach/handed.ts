import type { Expr } from '../ast/expressions.ts';
import type { ClassInfo, FunctionInfo } from '../binding/declarations.ts';
import type { Module } from '../binding/module.ts';
import { functionAround } from '../binding/places.ts';
import type { Binding, Origin } from '../binding/scope.ts';
import { classKey, functionKey, type Types } from '../inference/types.ts';
import { lastName } from '../names.ts';
import { targetsOf, textsIn } from './flows.ts';
import { addCall, give, namesIn, put } from './given.ts';
import { annotatedWay, confirmed, isHeldAt, mayHold, spreadIn, wayAt } from './held.ts';
import type { Known, Way } from './known.ts';
import { attributePlace, nameOf, targetPlace } from './leaves.ts';
import type { Looked } from './looked.ts';
import { allOf, wayOf } from './ways.ts';

/** Adds to what is known what a file hands to others. */
export function addHanded(
  file: Pick<Looked, 'analysis' | 'module' | 'relays' | 'isSeed'>,
  known: Known,
): void {
  const { module } = file;
  const isSeed = confirmed({ ...file, known, held: new Set() });
  const looked = { ...file, known, isSeed, held: spreadIn({ ...file, known }, isSeed) };
  for (const info of module.functions.values()) addReturned(looked, info);
  for (const info of module.classes.values()) addClass(looked, info);
  addExports(looked);
  addStores(looked);
  for (const call of module.calls) addCall(looked, call);
}

/** A function that returns something; a method gives its class the attribute. */
function addReturned(looked: Looked, info: FunctionInfo): void {
  const { module, known } = looked;
  const { def, owner, outer, returns, yields } = info;
  const { id } = def.name;
  const relay = isRelay(looked, info) ? 'anyhow' : undefined;
  if (!relay && !isHeldAt(looked, targetPlace(module, def.name))) return;
  known.add('relay', functionKey({ module, info }), relay, id);
  const way = allOf([
    relay,
    annotatedWay(looked, def.returns),
    ...[...returns, ...yields].map(({ value }) => wayAt(looked, value)),
  ]);
  if (!way) return;
  known.add('giver', functionKey({ module, info }), way, id);
  if (owner) addMember(looked, owner, id, way);
  else if (!outer) known.export(id, module.path, way);
  for (const decorator of def.decorators) {
    give(looked, decorator, way);
    // Fixtures go by another name at times.
    for (const name of textsIn(decorator)) if (isFixture(decorator)) known.export(name, module.path, way);
  }
}

const isFixture = (decorator: Expr): boolean =>
  decorator.kind === 'call' && (lastName(decorator.callee) ?? '').endsWith('fixture');

/** Whether a function hands on what it is given, and maybe an option that a rule looks for, to a call of a client or to such a function. */
function isRelay(looked: Looked, { def }: FunctionInfo): boolean {
  if (!def.parameters.some(({ form, name }) => form === 'kwargs' || looked.relays.has(name.id))) return false;
  const typesOf = (node: Expr): Types =>
    mayHold(looked, node) ? looked.analysis.infer({ module: looked.module, node }) : [];
  return looked.module.calls.some(
    ({ start, end, callee, args }) =>
      start >= def.start &&
      end <= def.end &&
      args.some(({ form, name }) => form === 'double-splat' || (name && looked.relays.has(name.id))) &&
      ((callee.kind === 'attribute' && typesOf(callee.object).some(({ is }) => is === 'client')) ||
        typesOf(callee).some(
          (type) =>
            (type.is === 'member' && type.of.is === 'client') ||
            (type.is === 'function' && looked.known.way('relay', functionKey(type.fn))),
        )),
  );
}

/** Special methods are called without their names. */
const SPECIAL = /^__(?!init__|new__|post_init__|repr__|str__)\w+__$/;

/** An attribute of a class, and how something may be had of its value: by the name of the attribute, or by what it takes from there. */
function addMember(looked: Looked, info: ClassInfo, name: string, way: Way): void {
  looked.known.addMembers([name]);
  addHolder(looked, info, way === 'anyhow' ? (SPECIAL.test(name) ? way : new Set([name])) : way);
}

function addHolder(looked: Looked, info: ClassInfo, way: Way): void {
  const { module, known } = looked;
  const { name, bases, decorators } = info.def;
  known.add('holder', classKey({ module, info }), way, name.id);
  if (!info.outer) known.export(name.id, module.path, way);
  for (const { value } of bases) for (const base of namesIn(looked, value)) known.add('base', base, way);
  for (const decorator of decorators) give(looked, decorator, way);
}

/** A class that is one of clients, that has something, or whose subclass has: it may be handed on by its own name. */
function addClass(looked: Looked, info: ClassInfo): void {
  const { module, known, analysis } = looked;
  for (const [name, bindings] of info.scope.bindings)
    if (isHeldAt(looked, attributePlace(name))) {
      const way = allOf(bindings.map((one) => boundWay(looked, one)));
      if (way) addMember(looked, info, name, way);
    }
  const { id } = info.def.name;
  const isOfClients =
    isHeldAt(looked, targetPlace(module, info.def.name)) &&
    info.def.bases.some(({ value }) => wayAt(looked, value) === 'anyhow');
  if (isOfClients) addHolder(looked, info, 'anyhow');
  const ofSub = known.way('base', id);
  if (ofSub) addHolder(looked, info, ofSub);
  if (!known.way('given', id)) return;
  // Fields that a decorator or a base makes parameters of.
  const cls = { module, info };
  for (const [name, [binding]] of info.scope.bindings) {
    if (binding?.origin.by === 'function') continue;
    const way = wayOf(looked, analysis.classMemberOf(cls, name, { is: 'instance', cls }) ?? []);
    if (way) addMember(looked, info, name, way);
  }
}

function boundWay(looked: Looked, binding: Binding): Way {
  const { origin } = binding;
  if (origin.by === 'function' || origin.by === 'class') return undefined;
  const annotated = 'annotation' in origin ? annotatedWay(looked, origin.annotation) : undefined;
  if (annotated) return annotated;
  const value = origin.by === 'value' ? origin.value : undefined;
  // `api = pytest.fixture(make)`, `pytest.fixture(scope="module")(make)`
  if (value?.kind === 'call' && isFixture(value.callee.kind === 'call' ? value.callee : value))
    return allOf(value.args.map((one) => wayAt(looked, one.value)));
  return wayOf(looked, looked.analysis.inferBinding(looked.module, binding));
}

/** Variables of the module, and what it imports. */
function addExports(looked: Looked): void {
  const { module, known } = looked;
  for (const [name, bindings] of module.scope.bindings)
    if (isHeldAt(looked, name))
      known.export(
        name,
        module.path,
        allOf(bindings.map((one) => (isPassedOn(looked, one) ? undefined : boundWay(looked, one)))),
      );
}

/** Who imports what is imported here from the project, under its own name, gets to the file that has it. */
function isPassedOn({ analysis, module }: Looked, binding: Binding): boolean {
  const { name, origin } = binding;
  if (origin.by === 'import') return true;
  if (origin.by !== 'import-from' || origin.name !== name) return false;
  return !analysis.inferBinding(module, binding).some((type) => type.is === 'client-class' && !type.cls);
}

/** Attributes and items of whatever there is. */
function addStores(looked: Looked): void {
  const { module, known } = looked;
  for (const { target, origin } of module.stores) {
    const way = originWay(looked, origin);
    if (!way) continue;
    const { object, attribute } = target;
    const owner = ownerOfSelf(module, object);
    if (owner) addMember(looked, owner, attribute.id, way);
    else known.add('stored', attribute.id, way);
  }
  for (const { target, origin } of module.items) {
    const way = originWay(looked, origin);
    if (!way) continue;
    known.addMembers(targetsOf(module, target).map(nameOf));
    const { object } = target;
    const owner = object.kind === 'attribute' ? ownerOfSelf(module, object.object) : undefined;
    if (owner && object.kind === 'attribute') addMember(looked, owner, object.attribute.id, way);
    else put(looked, object, way);
  }
}

/** The class around, where an expression is the first parameter of its method, also in a function inside of that. */
function ownerOfSelf(module: Module, node: Expr): ClassInfo | undefined {
  if (node.kind !== 'name') return undefined;
  for (let info = functionAround(module, node); info; info = info.outer)
    if (info.owner && info.def.parameters[0]?.name.id === node.id) return info.owner;
  return undefined;
}

function originWay(looked: Looked, origin: Origin): Way {
  const annotated = 'annotation' in origin ? annotatedWay(looked, origin.annotation) : undefined;
  if (annotated) return annotated;
  switch (origin.by) {
    case 'value':
    case 'with':
    case 'augmented':
      return wayAt(looked, origin.value);
    case 'iteration':
      return wayAt(looked, origin.iterable);
    default:
      return undefined;
  }
}
