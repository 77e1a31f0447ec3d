import type { Argument, Call, Expr, FunctionDef } from '../../ast.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround } from '../../binding/places.ts';
import type { Binding } from '../../binding/scope.ts';
import { parentOf } from '../../parents.ts';
import type { AnyNode } from '../../walk.ts';
import type { Analysis } from '../analysis.ts';
import { parameterFor } from '../functions/arguments.ts';
import { ADDING, changeAt, type Change } from './change.ts';
import { importsOf, mentionsOf, sharersOf } from './elsewhere.ts';
import { fatesOf, type Fate } from './passed.ts';
import { begin, enters, leave, mayGoOn, report, type Found, type Frame, type Search } from './search.ts';

/** Everything that is done to what a name holds: through the name, another name, an attribute, or a function it is passed to. */
export function changesThrough(analysis: Analysis, module: Module, binding: Binding): readonly Found[] {
  const search = begin(analysis);
  followBinding(search, module, binding, 0, { binding });
  return search.found;
}

/** Everything that is done to what attributes of a name hold. `owner`: the class they are attributes of, if that is known. */
export function changesThroughAttribute(
  analysis: Analysis,
  module: Module,
  name: string,
  owner: string | undefined,
): readonly Found[] {
  const search = begin(analysis);
  followAttribute(search, module, name, owner, 0, {});
  return search.found;
}

/** `level`: 0 for the object itself, 1 for something that holds it, -1 for something that it holds. */
function followBinding(search: Search, module: Module, binding: Binding, level: number, frame: Frame): void {
  if (!enters(search, binding, level)) return;
  for (const node of module.readsOf(binding)) follow(search, module, node, level, frame);
  const { scope, name } = binding;
  if (scope.kind === 'class' && scope.node?.kind === 'class')
    followAttribute(search, module, name, scope.node.name.id, level, frame);
  for (const one of sharersOf(search.analysis, module, binding))
    followBinding(search, one.module, one.binding, level, frame);
  if (scope.kind === 'module') followImports(search, module, binding, level, frame);
}

function followImports(search: Search, module: Module, binding: Binding, level: number, frame: Frame): void {
  const imports = importsOf(search.analysis, module, binding);
  if (!imports) return leave(search, module, `too many files use \`${binding.name}\``, level);
  for (const { module: other, bindings, reads, patches } of imports) {
    for (const change of patches) report(search, change, level);
    for (const one of bindings) followBinding(search, other, one, level, frame);
    for (const node of reads) follow(search, other, node, level, frame);
  }
}

function followAttribute(
  search: Search,
  module: Module,
  name: string,
  owner: string | undefined,
  level: number,
  frame: Frame,
): void {
  const mentions = mentionsOf(search.analysis, module, name, owner);
  if (!mentions) return leave(search, module, `too many files use \`${name}\``, level);
  for (const { module: one, node, isOwn } of mentions) {
    if (isOwn) follow(search, one, node, level, frame);
    else {
      // It may be an attribute of something else: only what is done to it right here counts.
      const change = changeAt(one, node);
      if (change) report(search, change, level);
    }
  }
}

/** What becomes of the object that an expression gives, by what stands around the expression. */
function follow(search: Search, module: Module, node: Expr, level: number, frame: Frame): void {
  if (!enters(search, node, level)) return;
  if (!mayGoOn(search)) return leave(search, module, 'it is used at too many places', level);
  const change = changeAt(module, node);
  if (change) report(search, change, level);
  const parent = parentOf(module, node);
  if (parent) step(search, module, node, parent, level, frame);
}

function step(
  search: Search,
  module: Module,
  node: Expr,
  parent: AnyNode,
  level: number,
  frame: Frame,
): void {
  const on = (expr: Expr, to = level): void => follow(search, module, expr, to, frame);
  switch (parent.kind) {
    case 'assign':
      if (parent.value === node)
        for (const target of parent.targets) assign(search, module, target, level, frame);
      return;
    case 'walrus':
      assign(search, module, parent.target, level, frame);
      return on(parent);
    case 'augmented':
      if (parent.target === node && !isOwnName(module, node, frame))
        report(search, inPlace(module, parent.value), level);
      return;
    case 'for':
      return parent.iterable === node ? assign(search, module, parent.target, level - 1, frame) : undefined;
    case 'list-comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'generator':
      for (const clause of parent.clauses)
        if (clause.kind === 'for' && clause.iterable === node)
          assign(search, module, clause.target, level - 1, frame);
      return parent.element === node ? on(parent, level + 1) : undefined;
    case 'attribute':
      return method(search, module, parent, level, frame);
    case 'subscript':
      return parent.object === node ? subscript(search, module, parent, level, frame) : undefined;
    case 'list':
    case 'tuple':
    case 'set':
    case 'dict':
      return on(parent, level + 1);
    case 'conditional':
      return parent.test === node ? undefined : on(parent);
    case 'boolean':
    case 'await':
      return on(parent);
    case 'return':
    case 'yield':
      return handBack(search, module, node, level, frame);
    case 'lambda':
      return parent.body === node ? leave(search, module, 'a lambda gives it away', level) : undefined;
    case 'call': {
      const argument = parent.args.find(({ value }) => value === node);
      return argument ? pass(search, module, parent, argument, level, frame) : undefined;
    }
    case 'function':
      return byDefault(search, module, node, parent, level, frame);
    default:
      return;
  }
}

/** `form |= {...}` of the very name that is looked at is a binding of its own. */
const isOwnName = (module: Module, node: Expr, { binding }: Frame): boolean =>
  node.kind === 'name' && binding !== undefined && module.bindingsOf(node).includes(binding);

const inPlace = (module: Module, value: Expr): Change => ({
  module,
  by: 'escape',
  because: `\`${module.source.slice(value.start, Math.min(value.end, value.start + 30))}\` is added to it under another name`,
});

/** The names of a target hold the object, or parts of it; an attribute or an item of something else may. */
function assign(search: Search, module: Module, target: Expr, level: number, frame: Frame): void {
  switch (target.kind) {
    case 'name': {
      const binding = module.bindingAt(target);
      return binding ? followBinding(search, module, binding, level, frame) : undefined;
    }
    case 'tuple':
    case 'list':
      for (const item of target.items)
        assign(search, module, item.kind === 'starred' ? item.value : item, level - 1, frame);
      return;
    case 'attribute':
      return followAttribute(
        search,
        module,
        target.attribute.id,
        functionAround(module, target)?.owner?.def.name.id,
        level,
        frame,
      );
    case 'subscript':
      return hold(search, module, target.object, level + 1, frame);
    default:
      return;
  }
}

/** Something holds the object: what is done to its items may be done to the object. */
function hold(search: Search, module: Module, holder: Expr, level: number, frame: Frame): void {
  const bindings = holder.kind === 'name' ? module.bindingsOf(holder) : [];
  for (const binding of bindings) followBinding(search, module, binding, level, frame);
  if (bindings.length === 0) leave(search, module, 'it is kept in a collection out of sight', level);
}

function method(
  search: Search,
  module: Module,
  attribute: Extract<Expr, { kind: 'attribute' }>,
  level: number,
  frame: Frame,
): void {
  const { id } = attribute.attribute;
  const call = module.callOf(attribute);
  if (!call) {
    if (ADDING.has(id)) leave(search, module, `\`.${id}\` of it is used as a value`, level);
    return;
  }
  if (['get', 'pop', 'popitem', 'setdefault', 'values'].includes(id))
    follow(search, module, call, id === 'values' ? level : level - 1, frame);
  // Each item comes as a pair of its key and itself.
  if (id === 'items') follow(search, module, call, level + 1, frame);
}

function subscript(
  search: Search,
  module: Module,
  node: Extract<Expr, { kind: 'subscript' }>,
  level: number,
  frame: Frame,
): void {
  const [index] = node.indices;
  const isSlice = index?.kind === 'other' && index.what === 'slice';
  if (!isSlice) follow(search, module, node, level - 1, frame);
}

/** `return form`: a local object is another one in each call, and a parameter is its callers' to follow. */
function handBack(search: Search, module: Module, node: Expr, level: number, frame: Frame): void {
  if (frame.returned) return void frame.returned.add(level);
  const origin = frame.binding?.origin.by;
  const around = functionAround(module, node);
  const isLocal = frame.binding !== undefined && frame.binding.scope === around?.scope;
  if (origin === 'parameter' || isLocal) return;
  leave(search, module, `\`${around?.def.name.id ?? 'a function'}\` gives it away`, level);
}

function byDefault(
  search: Search,
  module: Module,
  node: Expr,
  def: FunctionDef,
  level: number,
  frame: Frame,
): void {
  for (const { default: value, name } of def.parameters) {
    const binding = value === node ? module.bindingAt(name) : undefined;
    if (binding) followBinding(search, module, binding, level, frame);
  }
}

function pass(
  search: Search,
  module: Module,
  call: Call,
  argument: Argument,
  level: number,
  frame: Frame,
): void {
  // What is unpacked is copied.
  if (argument.form === 'splat' || argument.form === 'double-splat') return;
  for (const fate of fatesOf(search.analysis, module, call, argument))
    meet(search, module, call, fate, level, frame);
}

function meet(search: Search, module: Module, call: Call, fate: Fate, level: number, frame: Frame): void {
  switch (fate.is) {
    case 'change':
      return report(search, fate.change, fate.change.by === 'escape' ? Math.min(level, 0) : level);
    case 'held':
      return call.callee.kind === 'attribute'
        ? hold(search, module, call.callee.object, level + 1, frame)
        : undefined;
    case 'given-back':
      return follow(search, module, call, level, frame);
    case 'parameter':
      return enterFunction(search, module, call, fate, level, frame);
  }
}

function enterFunction(
  search: Search,
  module: Module,
  call: Call,
  { fn, argument, bound }: Extract<Fate, { is: 'parameter' }>,
  level: number,
  frame: Frame,
): void {
  const plain = parameterFor(fn, argument, call.args, bound);
  const form = argument.form === 'keyword' ? 'kwargs' : 'args';
  const rest = fn.info.def.parameters.find((parameter) => parameter.form === form);
  const parameter = plain ?? rest;
  const binding = parameter && fn.module.bindingAt(parameter.name);
  if (!binding) return leave(search, module, `it is passed to \`${fn.info.def.name.id}\``, level);
  const returned = new Set<number>();
  followBinding(search, fn.module, binding, plain ? level : level + 1, { binding, returned });
  // A method that makes an object gives the object, not what it returns.
  if (fn.info.def.name.id === '__init__') return;
  for (const at of returned) follow(search, module, call, at, frame);
}
