import type { Subject, SubjectKind } from '../../../core/model/subjects.ts';
import type { Span } from '../../../core/text.ts';
import { spanOf, type Node } from '../ast.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { importsOthers } from '../inference/named.ts';
import { isNone, isSubject, type Types } from '../inference/types.ts';
import { certaintyAmong, clientAt, receiverOf } from './receivers.ts';

/**
 * What an expression is, when it is a client or something that came from one. `kinds`: those that are asked for. `member`: what
 * is read from it; a class of the project that defines it is no client's.
 */
export function subjectAt(
  analysis: Analysis,
  module: Module,
  node: Node,
  kinds: readonly SubjectKind[],
  member = '',
): Subject | undefined {
  const types = analysis.infer({ module, node });
  if (!isClient(types)) return subjectOf(module, spanOf(node), types, kinds);
  return kinds.includes('client') ? receiverOf(analysis, module, node, member) : undefined;
}

/** As above, of what a pattern takes apart; nothing but its types is known. */
export function subjectOfTypes(
  analysis: Analysis,
  module: Module,
  span: Span,
  types: Types,
  kinds: readonly SubjectKind[],
  member: string,
): Subject | undefined {
  if (!isClient(types)) return subjectOf(module, span, types, kinds);
  return kinds.includes('client') ? clientAt(analysis, module, span, types, member) : undefined;
}

/** Whether it is treated as a client: it is one, or nothing shows that it is anything else. */
function isClient(types: Types): boolean {
  const first = types.find(isSubject);
  return !first || first.is === 'client';
}

function subjectOf(
  module: Module,
  { start, end }: Span,
  all: Types,
  kinds: readonly SubjectKind[],
): Subject | undefined {
  const types = all.filter((type) => !isNone(type));
  const first = types.find(isSubject);
  if (!first || first.is === 'client' || !kinds.includes(first.is)) return undefined;
  if (first.because === 'named' && importsOthers(module)) return undefined;
  const alike = types.filter(isSubject).filter(({ is }) => is === first.is);
  return {
    start,
    end,
    is: first.is,
    text: module.source.slice(start, end),
    certainty: certaintyAmong(types, alike),
    because: first.because,
    library: 'test-client',
    ...(first.of && { of: first.of }),
  };
}
