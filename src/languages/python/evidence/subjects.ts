import type { RecordedRead } from '../../../core/model/recorded.ts';
import type { Subject, SubjectKind } from '../../../core/model/subjects.ts';
import type { Expr } from '../ast/expressions.ts';
import type { Module } from '../binding/module.ts';
import { sourceOf } from '../binding/places.ts';
import { isHandedOver } from '../guards/product.ts';
import { isForOldClient } from '../guards/purpose.ts';
import type { Analysis } from '../inference/analysis.ts';
import { mayBeAny } from './reached.ts';
import type { Recorded, Use } from './recorded.ts';

/** What an expression is that reading does not know, by what was read from it in a recorded run; `undefined` where none shows it. */
export function seenSubject(
  analysis: Analysis,
  module: Module,
  node: Expr,
  rows: readonly RecordedRead[],
  kinds: readonly SubjectKind[],
): Subject | undefined {
  const [is, ...others] = new Set(rows.map((one) => one.of));
  if (is === undefined || others.length > 0 || !kinds.includes(is)) return undefined;
  if (!mayBeAny(analysis, module, node) || isForOldClient(analysis, { module, node })) return undefined;
  // What other callers than the tests may hand to the code that is tested is not seen.
  if (isHandedOver(analysis, module, 'test-client')) return undefined;
  const { start, end } = node;
  const text = sourceOf(module, node);
  return { is, start, end, text, certainty: 'proven', because: 'seen', library: 'test-client' };
}

/** What a value is whose truth or items count: as reading has it, or as a recorded run shows where that leaves it open. */
export function subjectInUse(
  analysis: Analysis,
  module: Module,
  node: Expr,
  { known, kinds, as, recorded }: Used,
): Subject | undefined {
  const rows = recorded?.uses(node, as) ?? [];
  if (rows.length === 0) return known;
  if (!known) return seenSubject(analysis, module, node, rows, kinds);
  const isShown =
    known.certainty === 'likely' && known.because !== 'injected' && rows.every(({ of }) => of === known.is);
  return isShown ? { ...known, certainty: 'proven', because: 'seen' } : known;
}

interface Used {
  /** What reading says. */
  readonly known: Subject | undefined;
  readonly kinds: readonly SubjectKind[];
  readonly as: Use;
  readonly recorded: Recorded | undefined;
}
