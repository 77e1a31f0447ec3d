import type { Argument, Call, Expr, NameExpr } from '../ast.ts';
import { sourceOf } from '../binding/places.ts';
import type { Analysis } from '../inference/analysis.ts';
import { argumentFor, type Caller } from '../inference/callers.ts';
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
    case 'subscript':
      return knownCodes(analysis, { module, node }, frame);
    case 'call':
      return madeCodes(analysis, { module, node }, frame);
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
  const types = analysis.infer({ module, node });
  const codes =
    types.length > 0 ? all(types.map((type) => codesOfType(analysis, type, node, frame))) : undefined;
  if (codes || types.some(({ is }) => !UNSEEN.has(is))) return codes;
  const named = codeNamed(sourceOf(module, node));
  return named === undefined ? undefined : [named];
}

/** What may be known by its name alone. */
const UNSEEN: ReadonlySet<Type['is']> = new Set<Type['is']>(['unknown', 'external', 'made', 'member']);

/** `frozenset({301, 302})`, `HTTPStatus(303)`, `range(300, 400)`. */
function madeCodes(
  analysis: Analysis,
  { module, node }: Placed<Call>,
  frame: Frame | undefined,
): readonly number[] | undefined {
  const [made] = analysis.infer({ module, node: node.callee });
  if (made?.is !== 'external' || !MADE_OF.has(made.path)) return undefined;
  const args = node.args.map(({ form, value }) =>
    form === 'positional' ? codesOf(analysis, { module, node: value }, frame) : undefined,
  );
  if (made.path !== 'builtins.range') return args.length === 1 ? args[0] : undefined;
  const [[first] = [], [end] = []] = args;
  if (args.length !== 2 || first === undefined || end === undefined) return undefined;
  return Array.from({ length: Math.min(Math.max(end - first, 0), 600) }, (_, index) => first + index);
}

const MADE_OF: ReadonlySet<string> = new Set([
  ...['builtins.range', 'builtins.frozenset', 'builtins.set', 'builtins.tuple', 'builtins.list'],
  ...['builtins.sorted', 'builtins.int', 'http.HTTPStatus'],
]);

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

/** Names of redirects in `http.HTTPStatus`, in `http.client` and in `requests.codes`. */
const NAMES: ReadonlyMap<string, number> = new Map([
  ['MOVED_PERMANENTLY', 301],
  ['FOUND', 302],
  ['SEE_OTHER', 303],
  ['TEMPORARY_REDIRECT', 307],
  ['PERMANENT_REDIRECT', 308],
  ['MOVED', 301],
  ['OTHER', 303],
  ['TEMPORARY', 307],
  ['TEMPORARY_MOVED', 307],
  ['RESUME', 308],
  ['RESUME_INCOMPLETE', 308],
]);

/** `status.HTTP_303_SEE_OTHER`, `HTTPStatus.SEE_OTHER.value`, `requests.codes.found`. */
function codeNamed(source: string): number | undefined {
  const numbered = /(?:^|\.)HTTP_([1-5]\d\d)_\w+$/.exec(source)?.[1];
  if (numbered !== undefined) return Number(numbered);
  const [, home, name] = HOMES.exec(source) ?? [];
  if (home === undefined || name === undefined) return undefined;
  // Of the others it matters only that they are none; `codes` alone may be anything's.
  return NAMES.get(name.toUpperCase()) ?? (home === 'codes' ? undefined : 200);
}

const HOMES = /^(?:.*\.)?(HTTPStatus|http\.client|(?:requests|httpx)\.codes|codes)\.(\w+?)(?:\.value)?$/;
