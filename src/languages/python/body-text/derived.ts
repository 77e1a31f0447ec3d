import { isProduct } from '../../../clients/doubts.ts';
import type { Derived } from '../../../core/model/body-text.ts';
import type { Call, Expr, NameExpr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { parameterFor } from '../inference/functions/arguments.ts';
import type { FunctionRef, Type } from '../inference/types.ts';
import { canonical, lastName } from '../names.ts';
import { parentOf } from '../parents.ts';
import { childrenOf, isExpr, walk } from '../walk.ts';
import { dumpedBy, isSameValue, jsonOf } from './same.ts';

interface Search {
  readonly analysis: Analysis;
  readonly module: Module;
  /** What the request sends. */
  readonly sent: Expr;
  /** Names that were gone through already. */
  readonly seen: Set<NameExpr>;
}

type Source = Pick<Derived, 'value' | 'by'>;

/** The arguments of a call that are computed from the text that `json.dumps` makes of what the call sends. */
export function derivedIn(analysis: Analysis, module: Module, call: Call, sent: Expr): readonly Derived[] {
  const known = jsonOf(module, sent);
  return call.args.flatMap(({ name, value }): readonly Derived[] => {
    if (value === sent || BODIES.has(name?.id ?? '')) return [];
    const source = sourceIn({ analysis, module, sent, seen: new Set() }, value, false);
    const { start, end } = value;
    const into = name && { into: canonical(name.id) };
    return source
      ? [{ is: 'derived', start, end, ...into, ...(known && { sent: known.json }), ...source }]
      : [];
  });
}

/** Whether an expression is computed from the text that `json.dumps` makes of what is sent. */
export const isComputedFrom = (analysis: Analysis, module: Module, sent: Expr, node: Expr): boolean =>
  sourceIn({ analysis, module, sent, seen: new Set() }, node, false) !== undefined;

const BODIES: ReadonlySet<string> = new Set(['data', 'content', 'files']);

/** Where the text comes from. `computed`: something was computed from it, so that its bytes count. */
function sourceIn(search: Search, node: Expr, computed: boolean): Source | undefined {
  const { analysis, module, sent } = search;
  const dumped = dumpedBy(analysis, { module, node });
  if (dumped) return computed && isSameValue(module, dumped, sent) ? { value: dumped } : undefined;
  if (node.kind === 'call') return inCall(search, node, computed);
  if (node.kind === 'name') return inName(search, node, computed);
  return first(childrenOf(node).filter(isExpr), (child) => sourceIn(search, child, computed));
}

function inCall(search: Search, node: Call, computed: boolean): Source | undefined {
  const name = lastName(node.callee) ?? '';
  if (name === 'loads') return undefined;
  const made = madeByFunction(search, node);
  if (made) return made;
  const isComputing = computed || !KEEPERS.has(name);
  const object =
    node.callee.kind === 'attribute' ? sourceIn(search, node.callee.object, computed) : undefined;
  return object ?? first(node.args, ({ value }) => sourceIn(search, value, isComputing));
}

/** Functions that keep the bytes of a text. */
const KEEPERS: ReadonlySet<string> = new Set(['encode', 'decode', 'str', 'bytes', 'dict', 'format', 'get']);

/** To what a name is bound to, to what is put into that, and to what is fed to it: `digest.update(body)`. */
function inName(search: Search, node: NameExpr, computed: boolean): Source | undefined {
  const { module, seen } = search;
  if (seen.has(node)) return undefined;
  seen.add(node);
  return first(module.bindingsOf(node), (binding) => {
    const { origin } = binding;
    if (origin.by !== 'value' || origin.path.length > 0) return undefined;
    return (
      sourceIn(search, origin.value, computed) ??
      first(module.readsOf(binding), (read) =>
        first(fedTo(module, read), ([value, isFed]) => sourceIn(search, value, computed || isFed)),
      )
    );
  });
}

/** `headers["X-Signature"] = value`, `digest.update(value)`. */
function fedTo(module: Module, read: NameExpr): readonly (readonly [value: Expr, isFed: boolean])[] {
  const parent = parentOf(module, read);
  if (parent?.kind === 'subscript' && parent.object === read) {
    const around = parentOf(module, parent);
    return around?.kind === 'assign' && around.targets.includes(parent) && around.value
      ? [[around.value, false]]
      : [];
  }
  if (parent?.kind !== 'attribute' || parent.attribute.id !== 'update') return [];
  const [argument] = module.callOf(parent)?.args ?? [];
  return argument ? [[argument.value, argument.value.kind !== 'dict']] : [];
}

/** `sign(payload)`: a function of the tests that calls `json.dumps` with what it is given. One of the application may parse the body first. */
function madeByFunction({ analysis, module, sent }: Search, call: Call): Source | undefined {
  const given = call.args.find(({ value }) => isSameValue(module, value, sent));
  if (!given) return undefined;
  const isDumping = (type: Type): boolean => {
    if (type.is !== 'function' || isProduct(type.fn.module)) return false;
    const isBound = type.self?.is === 'instance';
    const parameter = parameterFor(type.fn, given, call.args, isBound);
    return parameter !== undefined && dumps(analysis, type.fn, parameter.name.id);
  };
  const isFound = analysis.infer({ module, node: call.callee }).some(isDumping);
  return isFound ? { value: given.value, by: sourceOf(module, call.callee) } : undefined;
}

function dumps(analysis: Analysis, { module, info }: FunctionRef, parameter: string): boolean {
  let found = false;
  walk(info.def.body, (node) => {
    if (!isExpr(node)) return !found;
    const dumped = dumpedBy(analysis, { module, node });
    found ||= dumped?.kind === 'name' && dumped.id === parameter;
    return !found;
  });
  return found;
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
