import type { Argument, Expr, NameExpr } from '../ast.ts';
import type { Analysis } from '../inference/analysis.ts';
import type { Caller } from '../inference/callers.ts';
import { argumentFor } from '../inference/callers.ts';
import { sourceOf } from '../inference/classes.ts';
import type { FunctionRef, Placed, Type } from '../inference/types.ts';

/** The one call of a function that is looked at: it says what the parameters are. */
export interface Frame {
  readonly fn: FunctionRef;
  readonly caller: Caller;
  readonly outer: Frame | undefined;
}

/** Answers that httpx follows, when they say where to. */
export const isRedirect = (code: number): boolean => [301, 302, 303, 307, 308].includes(code);

/** The status codes an expression may be; `undefined` when not all of them are known. */
export function codesOf(
  analysis: Analysis,
  { module, node }: Placed,
  frame: Frame | undefined,
): readonly number[] | undefined {
  const of = (expr: Expr): readonly number[] | undefined => codesOf(analysis, { module, node: expr }, frame);
  switch (node.kind) {
    case 'number':
      return [Number(sourceOf(module, node).replaceAll('_', ''))];
    case 'list':
    case 'tuple':
    case 'set':
      return all(node.items.map(of));
    case 'conditional':
      return all([of(node.then), of(node.otherwise)]);
    case 'name':
      return passedCodes(analysis, { module, node }, frame) ?? knownCodes(analysis, { module, node }, frame);
    case 'attribute':
      return knownCodes(analysis, { module, node }, frame);
    default:
      return undefined;
  }
}

function all(parts: readonly (readonly number[] | undefined)[]): readonly number[] | undefined {
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

/** A parameter of a function that is looked at for one call of it. */
function passedCodes(
  analysis: Analysis,
  { module, node }: Placed<NameExpr>,
  frame: Frame | undefined,
): readonly number[] | undefined {
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
  if (passed !== 'omitted') return codesOf(analysis, { module: caller.module, node: passed.value }, outer);
  return parameter.default && codesOf(analysis, { module, node: parameter.default }, undefined);
}

function knownCodes(
  analysis: Analysis,
  { module, node }: Placed,
  frame: Frame | undefined,
): readonly number[] | undefined {
  const named = codeNamed(sourceOf(module, node));
  if (named !== undefined) return [named];
  const types = analysis.infer({ module, node });
  return types.length > 0 ? all(types.map((type) => codesOfType(analysis, type, node, frame))) : undefined;
}

function codesOfType(
  analysis: Analysis,
  type: Type,
  node: Expr,
  frame: Frame | undefined,
): readonly number[] | undefined {
  switch (type.is) {
    case 'data':
    case 'tuple':
    case 'many':
      // A name that holds a name would lead here again.
      return type.literal && type.literal.node !== node && type.literal.node.kind !== 'name'
        ? codesOf(analysis, type.literal, frame)
        : undefined;
    case 'external': {
      const code = codeNamed(type.path);
      return code === undefined ? undefined : [code];
    }
    default:
      return undefined;
  }
}

/** Names of redirects in `http.HTTPStatus` and in `requests.codes`. */
const NAMES: ReadonlyMap<string, number> = new Map([
  ['MOVED_PERMANENTLY', 301],
  ['FOUND', 302],
  ['SEE_OTHER', 303],
  ['TEMPORARY_REDIRECT', 307],
  ['PERMANENT_REDIRECT', 308],
  ['MOVED', 301],
  ['OTHER', 303],
  ['TEMPORARY', 307],
  ['RESUME', 308],
]);

/** `status.HTTP_303_SEE_OTHER`, `HTTPStatus.SEE_OTHER.value`, `requests.codes.found`. */
function codeNamed(source: string): number | undefined {
  const numbered = /(?:^|\.)HTTP_([1-5]\d\d)_\w+$/.exec(source)?.[1];
  if (numbered !== undefined) return Number(numbered);
  const name = /(?:^|\.)(?:HTTPStatus|codes)\.(\w+?)(?:\.value)?$/.exec(source)?.[1]?.toUpperCase();
  if (name === undefined) return undefined;
  // Of the others it matters only that they are none.
  return NAMES.get(name) ?? 200;
}
