import type { Known } from '../../../core/trace.ts';
import type { Argument, Call, Expr, NameExpr } from '../ast/expressions.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Caller } from '../inference/callers.ts';
import { argumentFor } from '../inference/functions/arguments.ts';
import type { FunctionRef, Placed, Type } from '../inference/types.ts';

/** The one call of a function that the response came in by: its arguments are the values of the parameters. */
export interface Frame {
  readonly fn: FunctionRef;
  readonly caller: Caller;
  readonly outer: Frame | undefined;
}

type Values = readonly Known[] | undefined;

/**
 * Everything an expression may be, with collections taken apart; `undefined` when a part of it is not known. A name that
 * nothing in the project gives a value stands for itself.
 */
export function valuesOf(analysis: Analysis, { module, node }: Placed, frame: Frame | undefined): Values {
  const of = (expr: Expr): Values => valuesOf(analysis, { module, node: expr }, frame);
  switch (node.kind) {
    case 'number':
      return [numberOf(sourceOf(module, node))];
    case 'text':
      return node.bytes || node.value === undefined ? undefined : [node.value];
    case 'list':
    case 'tuple':
    case 'set':
      return all(node.items.map(of));
    case 'conditional':
      return all([of(node.then), of(node.otherwise)]);
    case 'name':
      return (
        passedValues(analysis, { module, node }, frame) ?? inferredValues(analysis, { module, node }, frame)
      );
    case 'attribute':
    case 'subscript':
      return inferredValues(analysis, { module, node }, frame);
    case 'call':
      return madeValues(analysis, { module, node }, frame);
    default:
      return undefined;
  }
}

export const numberOf = (source: string): number => Number(source.replaceAll('_', ''));

function all(parts: readonly Values[]): Values {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** A parameter of a function that is looked at for one call of it. */
function passedValues(
  analysis: Analysis,
  { module, node }: Placed<NameExpr>,
  frame: Frame | undefined,
): Values {
  const [binding, ...more] = module.bindingsOf(node);
  if (!frame || more.length > 0 || binding?.origin.by !== 'parameter') return undefined;
  const { owner, parameter } = binding.origin;
  if (owner !== frame.fn.info.def) return undefined;
  const { caller, outer } = frame;
  const passed: Argument | 'omitted' | 'hidden' = argumentFor(
    frame.fn,
    parameter,
    caller.call.args,
    caller.bound,
  );
  if (passed === 'hidden') return undefined;
  if (passed !== 'omitted') return valuesOf(analysis, { module: caller.module, node: passed.value }, outer);
  return parameter.default && valuesOf(analysis, { module, node: parameter.default }, undefined);
}

function inferredValues(analysis: Analysis, at: Placed, frame: Frame | undefined): Values {
  const name = sourceOf(at.module, at.node);
  const types = analysis.infer(at);
  if (types.length === 0) return [{ name }];
  return all(types.map((type) => valuesOfType(analysis, type, { name, node: at.node, frame })));
}

function valuesOfType(
  analysis: Analysis,
  type: Type,
  { name, node, frame }: { readonly name: string; readonly node: Expr; readonly frame: Frame | undefined },
): Values {
  switch (type.is) {
    case 'data':
    case 'tuple':
    case 'many':
      // A name that holds a name would lead here again.
      return type.literal && type.literal.node !== node && type.literal.node.kind !== 'name'
        ? valuesOf(analysis, type.literal, frame)
        : undefined;
    case 'external':
      return [{ name, path: type.path }];
    case 'unknown':
    case 'made':
    case 'member':
      return [{ name }];
    default:
      return undefined;
  }
}

/** `frozenset({301, 302})`, `HTTPStatus(303)`, `range(300, 400)`. */
function madeValues(analysis: Analysis, { module, node }: Placed<Call>, frame: Frame | undefined): Values {
  const [made] = analysis.infer({ module, node: node.callee });
  if (made?.is !== 'external') return undefined;
  const isRange = made.path === 'builtins.range';
  if (!isRange && !KEEPERS.has(made.path)) return undefined;
  const args = node.args.map(({ form, value }) =>
    form === 'positional' ? valuesOf(analysis, { module, node: value }, frame) : undefined,
  );
  if (isRange) return rangeOf(args);
  const [values, ...more] = args;
  // A text is made into a number, or taken apart.
  return more.length > 0 || values?.some((value) => typeof value === 'string') ? undefined : values;
}

/** Functions and classes that keep the numbers they are given. */
const KEEPERS: ReadonlySet<string> = new Set([
  ...['builtins.frozenset', 'builtins.set', 'builtins.tuple', 'builtins.list'],
  ...['builtins.sorted', 'builtins.int', 'http.HTTPStatus'],
]);

/** The numbers of `range(first, end)`; of a long one only the first, because a status has three digits. */
function rangeOf(args: readonly Values[]): Values {
  const [[first] = [], [end] = []] = args;
  if (args.length !== 2 || typeof first !== 'number' || typeof end !== 'number') return undefined;
  return Array.from({ length: Math.min(Math.max(end - first, 0), MAX_RANGE) }, (_, index) => first + index);
}

const MAX_RANGE = 600;
