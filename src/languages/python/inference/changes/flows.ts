import type { Argument, Call, Comprehension, Expr, Parameter } from '../../ast/expressions.ts';
import type { FunctionDef, With } from '../../ast/statements.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import { parentOf } from '../../parents.ts';
import type { AnyNode } from '../../walk.ts';
import type { Analysis } from '../analysis.ts';
import { parameterFor } from '../functions/arguments.ts';
import { handBack, inPlace, isOwnName, isUnpacked } from './around.ts';
import { ADDING, changeAt } from './change.ts';
import { importsOf, mentionsOf, sharersOf } from './elsewhere.ts';
import type { FunctionRef } from '../types.ts';
import { fatesOf, type Fate } from './passed.ts';
import {
  begin,
  COPIED,
  enters,
  hasEntered,
  isTold,
  progressOf,
  itemLevel,
  leave,
  leavingLevel,
  mayGoOn,
  report,
  type Found,
  type Context,
} from './search.ts';

/**
 * Everything that is done to what a name holds: through the name, another name, an attribute, or a function it is passed to. Of more than
 * `limit` changes, some more at most: at least one at each depth.
 */
export function changesThrough(
  analysis: Analysis,
  module: Module,
  binding: Binding,
  limit = Infinity,
): readonly Found[] {
  const cx = begin(analysis, module, { binding }, limit);
  followBinding(cx, binding, 0);
  return cx.found;
}

/** The same of what attributes of a name hold. `owner`: the class they are attributes of, if that is known. */
export function changesThroughAttribute(
  analysis: Analysis,
  module: Module,
  name: string,
  owner: string | undefined,
  limit: number,
): readonly Found[] {
  const cx = begin(analysis, module, {}, limit);
  followAttribute(cx, name, owner, 0);
  return cx.found;
}

/** `level`: 0 for the object itself, 1 for something that holds it, -1 for something that it holds. */
function followBinding(cx: Context, binding: Binding, level: number): void {
  if (!enters(cx, binding, level)) return;
  for (const node of cx.module.readsOf(binding)) follow(cx, node, level);
  const { scope, name } = binding;
  if (scope.kind === 'class' && scope.node?.kind === 'class')
    followAttribute(cx, name, scope.node.name.id, level);
  for (const one of sharersOf(cx.analysis, cx.module, binding))
    followBinding({ ...cx, module: one.module }, one.binding, level);
  if (scope.kind === 'module') followImports(cx, binding, level);
}

function followImports(cx: Context, binding: Binding, level: number): void {
  const imports = importsOf(cx.analysis, cx.module, binding);
  if (!imports) return leave(cx, `too many files use \`${binding.name}\``, level);
  for (const { module: other, bindings, reads, patches } of imports) {
    for (const change of patches) report(cx, change, level);
    for (const one of bindings) followBinding({ ...cx, module: other }, one, level);
    for (const node of reads) follow({ ...cx, module: other }, node, level);
  }
}

function followAttribute(cx: Context, name: string, owner: string | undefined, level: number): void {
  const mentions = mentionsOf(cx.analysis, cx.module, name, owner);
  if (!mentions) return leave(cx, `too many files use \`${name}\``, level);
  const { all, changes } = mentions;
  const progress = progressOf(cx, mentions, level);
  // Each way to the attribute tells its changes again. Its other mentions are entered once, so that a way there may begin
  // where another has got to.
  const rest = progress.next < all.length ? all : changes;
  const from = (at: number): number => (isTold(cx, level) ? Math.max(at, progress.next) : at);
  for (let at = from(0); at < rest.length; at = from(at + 1)) {
    const one = rest[at]!;
    progress.next = Math.max(progress.next, at + 1);
    if ('by' in one) report(cx, one, level);
    else if (!hasEntered(cx, one.node, level)) follow({ ...cx, module: one.module }, one.node, level);
  }
}

/** What becomes of the object that an expression gives, by what stands around the expression. */
function follow(cx: Context, node: Expr, level: number): void {
  if (!enters(cx, node, level)) return;
  if (!mayGoOn(cx)) return leave(cx, 'it is used at too many places', level);
  const change = changeAt(cx.module, node);
  if (change) report(cx, change, level);
  const parent = parentOf(cx.module, node);
  if (parent) step(cx, node, parent, level);
}

function step(cx: Context, node: Expr, parent: AnyNode, level: number): void {
  const on = (expr: Expr, to = level): void => follow(cx, expr, to);
  switch (parent.kind) {
    case 'assign':
      if (parent.value === node) for (const target of parent.targets) assign(cx, target, level);
      return;
    case 'walrus':
      assign(cx, parent.target, level);
      return on(parent);
    case 'augmented':
      if (parent.target === node && !isOwnName(cx, node)) report(cx, inPlace(cx.module, parent.value), level);
      return;
    case 'for':
      return parent.iterable === node ? assign(cx, parent.target, itemLevel(level)) : undefined;
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      return comprehend(cx, node, parent, level);
    case 'attribute':
      return method(cx, parent, level);
    case 'subscript':
      return parent.object === node ? subscript(cx, parent, level) : undefined;
    case 'list':
    case 'tuple':
    case 'set':
      return on(parent, level + 1);
    case 'dict':
      return on(parent, isUnpacked(parent, node) ? level + COPIED : level + 1);
    case 'starred':
      return copyItems(cx, parent, level);
    case 'binary':
      return on(parent, level + COPIED);
    case 'with':
      return enterWith(cx, node, parent, level);
    case 'conditional':
      return parent.test === node ? undefined : on(parent);
    case 'boolean':
    case 'await':
      return on(parent);
    case 'return':
    case 'yield':
      return handBack(cx, node, parent.kind === 'yield' ? level + 1 : level);
    case 'lambda':
      return parent.body === node ? leave(cx, 'a lambda gives it away', level) : undefined;
    case 'call': {
      const argument = parent.args.find(({ value }) => value === node);
      return argument ? pass(cx, parent, argument, level) : undefined;
    }
    case 'function':
      return byDefault(cx, node, parent, level);
    default:
      return;
  }
}

/** The names of a comprehension hold what it iterates over, and it holds its element. */
function comprehend(cx: Context, node: Expr, parent: Comprehension, level: number): void {
  for (const clause of parent.clauses)
    if (clause.kind === 'for' && clause.iterable === node) assign(cx, clause.target, itemLevel(level));
  if (parent.element === node) follow(cx, parent, level + 1);
}

function enterWith(cx: Context, node: Expr, { items }: With, level: number): void {
  const target = items.find(({ value }) => value === node)?.target;
  if (target) assign(cx, target, level);
}

/** `[*forms]`. */
function copyItems(cx: Context, starred: Expr, level: number): void {
  const around = parentOf(cx.module, starred);
  if (around?.kind === 'list' || around?.kind === 'tuple' || around?.kind === 'set')
    follow(cx, around, level + COPIED);
}

/** The names of a target hold the object, or parts of it; an attribute or an item of something else may. */
function assign(cx: Context, target: Expr, level: number): void {
  switch (target.kind) {
    case 'name': {
      const binding = cx.module.bindingAt(target);
      return binding ? followBinding(cx, binding, level) : undefined;
    }
    case 'tuple':
    case 'list':
      for (const item of target.items)
        assign(cx, item.kind === 'starred' ? item.value : item, itemLevel(level));
      return;
    case 'attribute':
      return followAttribute(
        cx,
        target.attribute.id,
        functionAround(cx.module, target)?.owner?.def.name.id,
        level,
      );
    case 'subscript':
      return hold(cx, target.object, level + 1);
    default:
      return;
  }
}

/** Something holds the object: what is done to its items may be done to the object. */
function hold(cx: Context, holder: Expr, level: number): void {
  const bindings = holder.kind === 'name' ? cx.module.bindingsOf(holder) : [];
  for (const binding of bindings) followBinding(cx, binding, level);
  if (bindings.length === 0) leave(cx, 'it is kept in a collection out of sight', level);
}

function method(cx: Context, attribute: Extract<Expr, { kind: 'attribute' }>, level: number): void {
  const { id } = attribute.attribute;
  const call = cx.module.callOf(attribute);
  if (!call) {
    if (ADDING.has(id)) leave(cx, `\`.${id}\` of it is used as a value`, level);
    return;
  }
  if (['get', 'pop', 'popitem', 'setdefault', 'values'].includes(id))
    follow(cx, call, id === 'values' ? level : itemLevel(level));
  if (id === 'copy') follow(cx, call, level + COPIED);
  // Each item comes as a pair of its key and itself.
  if (id === 'items') follow(cx, call, level + 1);
}

function subscript(cx: Context, node: Extract<Expr, { kind: 'subscript' }>, level: number): void {
  const [index] = node.indices;
  const isSlice = index?.kind === 'other' && index.what === 'slice';
  follow(cx, node, isSlice ? level + COPIED : itemLevel(level));
}

function byDefault(cx: Context, node: Expr, def: FunctionDef, level: number): void {
  for (const { default: value, name } of def.parameters) {
    const binding = value === node ? cx.module.bindingAt(name) : undefined;
    if (binding) followBinding(cx, binding, level);
  }
}

function pass(cx: Context, call: Call, argument: Argument, level: number): void {
  // What is unpacked is copied.
  if (argument.form === 'splat' || argument.form === 'double-splat') return;
  for (const fate of fatesOf(cx.analysis, cx.module, call, argument)) meet(cx, call, fate, level);
}

function meet(cx: Context, call: Call, fate: Fate, level: number): void {
  switch (fate.is) {
    case 'change':
      return report(cx, fate.change, fate.change.by === 'escape' ? leavingLevel(level) : level);
    case 'held':
      return call.callee.kind === 'attribute' ? hold(cx, call.callee.object, level + 1) : undefined;
    case 'given-back':
      return follow(cx, call, level + fate.more);
    case 'parameter':
      return enterFunction(cx, call, fate, level);
  }
}

function enterFunction(
  cx: Context,
  call: Call,
  { fn, argument, bound }: Extract<Fate, { is: 'parameter' }>,
  level: number,
): void {
  const plain = parameterFor(fn, argument, call.args, bound);
  const parameter = plain ?? restFor(fn, argument);
  const binding = parameter && fn.module.bindingAt(parameter.name);
  if (!binding) return leave(cx, `it is passed to \`${fn.info.def.name.id}\``, level);
  const inside = plain ? level : level + 1;
  // A method of many classes is entered again for each call of it.
  if (hasEntered(cx, binding, inside)) return;
  const returned = new Set<number>();
  followBinding({ ...cx, module: fn.module, frame: { binding, returned } }, binding, inside);
  // A method that makes an object gives the object, not what it returns.
  if (fn.info.def.name.id === '__init__') return;
  for (const at of returned) follow(cx, call, at);
}

/** `*args` or `**kwargs` of a function, whichever takes the argument. */
function restFor({ info: { def } }: FunctionRef, argument: Argument): Parameter | undefined {
  const form = argument.form === 'keyword' ? 'kwargs' : 'args';
  return def.parameters.find((parameter) => parameter.form === form);
}
