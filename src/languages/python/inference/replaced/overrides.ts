import { modulesMentioning } from '../../../kernel/mentioning.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import { isInside } from '../../binding/places.ts';
import { lastName } from '../../names.ts';
import { remembering, type Analysis } from '../analysis.ts';
import { classType } from '../classes/classes.ts';
import { isMixedIntoClient } from '../classes/subclasses.ts';
import { storedTypes } from '../classes/stores.ts';
import { keyword, positional } from '../functions/arguments.ts';
import { CLIENT_METHODS } from '../knowledge.ts';
import { functionKey, isClientOrClass, type ClassRef, type FunctionRef, type Types } from '../types.ts';

/**
 * The client's method, as Python spells it, that a function of the project stands in the place of: it is defined in a class that
 * derives from a client or in a mixin beside one, or put there by an assignment or by a patch. The client itself calls such a
 * function, so the calls that the project writes are not all there are.
 */
export const overriddenBy: (analysis: Analysis, fn: FunctionRef) => string | undefined = remembering(
  'overridden by',
  functionKey,
  undefined,
  (analysis, fn) => {
    const { owner, def } = fn.info;
    const name = def.name.id;
    if (owner && CLIENT_METHODS.has(name) && isOfClient(analysis, { module: fn.module, info: owner }))
      return name;
    const wrapped = wrappedBy(analysis, fn);
    if (wrapped !== undefined) return wrapped;
    return homesOf(analysis, fn)
      .map((module) => placedIn(analysis, module).get(functionKey(fn)))
      .find((method) => method !== undefined);
  },
);

/** Whether the methods of a class are those of clients. */
export const isOfClient = (analysis: Analysis, cls: ClassRef): boolean =>
  classType(analysis, cls).some(({ is }) => is === 'client-class') || isMixedIntoClient(analysis, cls);

/** The method that a decorator puts one of its inner functions in the place of, in the file of the decorator. */
function wrappedBy(analysis: Analysis, { module, info }: FunctionRef): string | undefined {
  const { outer } = info;
  if (!outer) return undefined;
  for (const { def, owner } of module.functions.values()) {
    const name = def.name.id;
    if (!owner || !CLIENT_METHODS.has(name) || !isOfClient(analysis, { module, info: owner })) continue;
    const isDecorator = (node: Expr): boolean =>
      analysis
        .infer({ module, node: node.kind === 'call' ? node.callee : node })
        .some((type) => type.is === 'function' && isInside(outer, type.fn.info));
    if (def.decorators.some(isDecorator)) return name;
  }
  return undefined;
}

/** Files that may put a function in the place of a method. Others are looked into only for what is written like a method. */
function homesOf(analysis: Analysis, { module, info: { owner, def } }: FunctionRef): readonly Module[] {
  const [first] = def.parameters;
  const isLikeMethod = !owner && (first?.name.id === 'self' || CLIENT_METHODS.has(def.name.id));
  return (isLikeMethod && modulesMentioning(analysis, module, [def.name.id])) || [module];
}

/** By the key of a function: the client's method that a file puts it in the place of. */
const placedIn: (analysis: Analysis, module: Module) => ReadonlyMap<string, string> = remembering(
  'placed in',
  ({ path }) => path,
  new Map(),
  (analysis, module) => {
    const found = new Map<string, string>();
    const add = (types: Types, method: string): void => {
      for (const type of types) if (type.is === 'function') found.set(functionKey(type.fn), method);
    };
    for (const method of CLIENT_METHODS) {
      for (const store of module.storesOf(method))
        if (isClient(analysis, module, store.target.object))
          add(storedTypes(analysis, module, store), method);
      for (const info of module.classes.values())
        for (const binding of info.scope.bindings.get(method) ?? [])
          if (binding.origin.by === 'value' && isOfClient(analysis, { module, info }))
            add(analysis.inferBinding(module, binding), method);
    }
    for (const call of module.calls) {
      const patch = patchIn(call);
      if (patch && (!patch.owner || isClient(analysis, module, patch.owner)))
        add(analysis.infer({ module, node: patch.by }), patch.method);
    }
    return found;
  },
);

const isClient = (analysis: Analysis, module: Module, node: Expr): boolean =>
  analysis.infer({ module, node }).some(isClientOrClass);

interface Patch {
  /** Absent where a dotted name says that it is a client's class. */
  readonly owner?: Expr;
  readonly method: string;
  readonly by: Expr;
}

/** `setattr(client, "get", fake)`, `patch.object(client, "get", fake)`, `patch("a.TestClient.get", side_effect=fake)`. */
function patchIn({ callee, args }: Call): Patch | undefined {
  const name = lastName(callee) ?? '';
  if (!['setattr', 'patch', 'object'].includes(name)) return undefined;
  const [first, second] = [positional(args, 0), positional(args, 1)];
  const given = keyword(args, 'new') ?? keyword(args, 'side_effect');
  if (first?.kind === 'text') {
    const method = /Client\.(\w+)$/.exec(first.value ?? '')?.[1];
    const by = second ?? given;
    return method !== undefined && by && CLIENT_METHODS.has(method) ? { method, by } : undefined;
  }
  const by = positional(args, 2) ?? given;
  const method = second?.kind === 'text' ? second.value : undefined;
  return first && by && method !== undefined && CLIENT_METHODS.has(method)
    ? { owner: first, method, by }
    : undefined;
}
