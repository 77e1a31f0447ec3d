import { linesOf } from '../../../../core/lines.ts';
import type { Sent } from '../../../../core/sites.ts';
import { contains } from '../../../../core/text.ts';
import type { Call, Expr } from '../../ast/expressions.ts';
import type { FunctionInfo } from '../../binding/declarations.ts';
import type { Module } from '../../binding/module.ts';
import { functionAround, sourceOf } from '../../binding/places.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { functionKey, type FunctionRef } from '../../inference/types.ts';
import { canonical, lastName } from '../../names.ts';
import { parentExpr } from '../../parents.ts';
import { isForOldClient } from '../../guards/purpose.ts';
import { CLIENT_METHODS } from '../../inference/knowledge.ts';
import { libraryOf } from '../../inference/subjects.ts';
import { isOfTestClient } from './calls.ts';
import type { Region } from './regions.ts';
import { boundSessionsIn } from './sessions.ts';

/** Enough for a helper of a helper; what is shared by many tests calls half of the project. */
const MOST = 8;

/**
 * The calls of test clients in a part of a file and in the functions that it calls or hands on, in the order in which they are come
 * to. What a name alone makes a client is none, and neither is one of code that runs with the old client alone.
 */
export function sendsIn(analysis: Analysis, regions: readonly Region[]): readonly Sent[] {
  const seen = new Set<string>();
  return regions.flatMap((region) => sendsOf(analysis, region, seen));
}

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
function sentBy(analysis: Analysis, module: Module, node: Expr): Sent | undefined {
  if (isOfTestClient(analysis, module, node)) return toSent(module, node, canonical(node.attribute.id));
  const isPicked = node.kind === 'call' && lastName(node.callee) === 'getattr';
  return node.kind === 'name' || isPicked ? heldBy(analysis, module, node) : undefined;
}

/** `getattr(client, verb)`, and a name that holds `client.get`. Where the method is not known it may be any. */
function heldBy(analysis: Analysis, module: Module, node: Expr): Sent | undefined {
  for (const type of analysis.infer({ module, node })) {
    if (type.is !== 'member' || type.of.is !== 'client' || type.of.because === 'named') continue;
    if (libraryOf(type.of) !== 'test-client' || isForOldClient(analysis, { module, node })) continue;
    if (type.name === '') return toSent(module, node, 'request');
    if (CLIENT_METHODS.has(type.name)) return toSent(module, node, canonical(type.name));
  }
  return undefined;
}

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
