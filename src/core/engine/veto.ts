import { contains, type Span } from '../text.ts';
import type { Safety } from '../rule.ts';
import type { Ledger, Proposal } from './ledger.ts';
import type { ByHand } from './result.ts';

/** A fix that is about to be made. */
export interface Proposed {
  readonly rule: string;
  /** The place of its finding in the original text; empty where a fix of this run has written all of that place. */
  readonly at: Span;
  readonly safety: Safety;
  /** It edits what another fix of this run has written, so that it is a part of that one. */
  readonly isPart: boolean;
}

/** Why a fix is not to be made, as a clause about it; undefined: it is made. The same fix gets the same answer in every round. */
export type Veto = (proposed: Proposed) => string | undefined;

const EDITED = 'these lines were edited by hand';

/** The fixes of a round that are not to be made, each with the reason. */
export function vetoedIn(
  proposals: readonly Proposal[],
  ledger: Ledger,
  { veto, byHand = [] }: { readonly veto?: Veto; readonly byHand?: readonly ByHand[] },
): ReadonlyMap<Proposal, string> {
  const vetoed = new Map<Proposal, string>();
  if (!veto && byHand.length === 0) return vetoed;
  for (const one of proposals) {
    const { rule, finding } = one;
    const at = ledger.origin(finding.at);
    const isPart = at.start === at.end && finding.at.end > finding.at.start;
    const isEdited = at.start === at.end && byHand.some(({ edit }) => contains(edit, at));
    const why = isEdited ? EDITED : veto?.({ rule, at, isPart, safety: finding.fix?.safety ?? 'unsafe' });
    if (why !== undefined) vetoed.set(one, why);
  }
  return vetoed;
}
