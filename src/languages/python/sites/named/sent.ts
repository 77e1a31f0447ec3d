import { linesOf } from '../../../../core/lines.ts';
import type { Sent } from '../../../../core/sites.ts';
import { contains, type Span } from '../../../../core/text.ts';
import type { Call } from '../../ast/expressions.ts';
import type { Module } from '../../binding/module.ts';
import type { Analysis } from '../../inference/analysis.ts';
import { CLIENT_METHODS } from '../../inference/knowledge.ts';
import { canonical } from '../../names.ts';
import { receiverOf } from '../subjects.ts';
import { spanOf } from '../surroundings.ts';

/** The calls of test clients in a part of a file, in source order. What a name alone makes a client is none. */
export function sendsIn(analysis: Analysis, module: Module, region: Span): readonly Sent[] {
  const calls = module.calls.filter((call) => contains(region, call));
  return calls.flatMap((call) => sentBy(analysis, module, call) ?? []).toSorted((a, b) => a.start - b.start);
}

function sentBy(analysis: Analysis, module: Module, call: Call): Sent | undefined {
  const { callee } = call;
  if (callee.kind !== 'attribute' || !CLIENT_METHODS.has(callee.attribute.id)) return undefined;
  const receiver = receiverOf(analysis, module, callee.object, callee.attribute.id);
  if (receiver?.library !== 'test-client' || receiver.because === 'named') return undefined;
  const { line } = linesOf(module.source).at(callee.start);
  return {
    ...spanOf(callee),
    method: canonical(callee.attribute.id),
    where: { path: module.path, line },
    call: spanOf(call),
  };
}
