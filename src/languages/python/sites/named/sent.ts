import { linesOf } from '../../../../core/lines.ts';
import type { Sent } from '../../../../core/sites.ts';
import { contains, type Span } from '../../../../core/text.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { functionKey, type FunctionRef } from '../../inference/types.ts';
import { canonical } from '../../names.ts';
import { parentExpr } from '../../parents.ts';
import { isOfTestClient } from './calls.ts';
import { boundSessionsIn } from './sessions.ts';

/** A part of a file whose code runs. */
interface Region {
  readonly module: Module;
  readonly span: Span;
}

/** How many functions of helpers are looked into for one region. A helper of helpers of helpers is where a search may end. */
const MOST = 25;

/**
 * The calls of test clients in a part of a file and in the functions that it calls or hands on, in the order in which they are come
 * to. What a name alone makes a client is none, and neither is one of code that runs with the old client alone.
 */
export const sendsIn = (analysis: Analysis, module: Module, span: Span): readonly Sent[] =>
  sendsOf(analysis, { module, span }, new Set());

function sendsOf(analysis: Analysis, region: Region, seen: Set<string>): readonly Sent[] {
  const { module, span } = region;
  const calls = module.calls
    .filter((call) => contains(span, call) && isRun(region, call))
    .toSorted((a, b) => a.start - b.start);
  const sends = calls.flatMap((call) => {
    const named = [call.callee, ...call.args.map(({ value }) => value)];
    const sent = named.flatMap((node) => sentBy(analysis, module, node) ?? []);
    if (sent.length > 0) return sent;
    return named
      .flatMap((node) => functionsOf(analysis, module, node))
      .flatMap((fn) => inFunction(analysis, fn, seen));
  });
  return [...sends, ...talksIn(analysis, region)];
}

function inFunction(analysis: Analysis, fn: FunctionRef, seen: Set<string>): readonly Sent[] {
  const key = functionKey(fn);
  if (seen.has(key) || seen.size >= MOST) return [];
  seen.add(key);
  return sendsOf(analysis, { module: fn.module, span: fn.info.def }, seen);
}

/** What is defined inside of a function that runs waits until it is called, or handed to something that may call it. */
function isRun({ module, span }: Region, call: Call): boolean {
  let fn: FunctionInfo | undefined = functionAround(module, call);
  for (; fn?.outer; fn = fn.outer) if (contains(span, fn.def) && fn.def.start !== span.start) return false;
  return true;
}

/** The functions of the project that an expression may be. */
function functionsOf(analysis: Analysis, module: Module, node: Expr): readonly FunctionRef[] {
  if (node.kind !== 'name' && node.kind !== 'attribute') return [];
  return analysis.infer({ module, node }).flatMap((type) => (type.is === 'function' ? [type.fn] : []));
}

/** A method of a client that is called, or handed to something that may call it. */
const sentBy = (analysis: Analysis, module: Module, node: Expr): Sent | undefined =>
  isOfTestClient(analysis, module, node) ? toSent(module, node, canonical(node.attribute.id)) : undefined;

/** Sessions of websockets that are entered, and listened to. What is sent over one is no request. */
function talksIn(analysis: Analysis, { module, span }: Region): readonly Sent[] {
  return boundSessionsIn(module).flatMap(({ call, entered, reads }): readonly Sent[] => {
    if (!reads.some((read) => contains(span, read)) || !isOfTestClient(analysis, module, call.callee))
      return [];
    return reads.flatMap((read) => {
      const parent = parentExpr(module, read);
      const isReceiving = parent?.kind === 'attribute' && parent.attribute.id.startsWith('receive');
      if (!contains(span, read) || (entered && !isReceiving)) return [];
      return [toSent(module, call.callee, entered ? 'receive' : 'enter')];
    });
  });
}

const toSent = (module: Module, node: Expr, method: string): Sent => ({
  text: sourceOf(module, node),
  method,
  where: { path: module.path, line: linesOf(module.source).at(node.start).line },
});
