import type { Proposed, Veto } from '../../core/engine/veto.ts';
import type { MigrateOptions } from '../../core/engine/migrate.ts';
import type { ByHand, Reported, Result } from '../../core/engine/result.ts';

const UNDECIDED = 'not decided yet';

/** Why edits are left, as clauses. */
const DECLINED = 'you declined this edit';
const NOT_REACHED = 'you quit before this edit';

/** What becomes of edits that were not decided one by one. `made`: only those that need no review. */
type Rest = 'asked' | 'made' | 'declined' | 'not reached';

/** What was decided about the edits of one file. */
export interface Decisions {
  /** Makes an edit. */
  make(edit: Reported): void;
  /** Leaves an edit. */
  leave(edit: Reported): void;
  /** Takes over what a person has written in the place of an edit, together with all that was written before. */
  write(byHand: readonly ByHand[], instead: Reported): void;
  settle(rest: Rest): void;
  readonly byHand: readonly ByHand[];
  /** For a migration with what was decided so far, and with one more edit. */
  options(more?: Reported): Pick<MigrateOptions, 'veto' | 'byHand'>;
}

/** `unsafe`: whose unsafe edits need no review either: those of no rule, of all, or of the rules with these names. */
export function openDecisions(unsafe: boolean | readonly string[]): Decisions {
  const made = new Set<string>();
  const left = new Set<string>();
  let byHand: readonly ByHand[] = [];
  let rest: Rest = 'asked';
  const needsNoReview = ({ rule, safety }: Pick<Proposed, 'rule' | 'safety'>): boolean =>
    safety !== 'unsafe' || (typeof unsafe === 'boolean' ? unsafe : unsafe.includes(rule));
  const veto: Veto = (proposed) => {
    // What an edit leads to in its own text was shown with it.
    if (proposed.isPart && needsNoReview(proposed)) return undefined;
    const key = keyOf(proposed);
    if (left.has(key)) return DECLINED;
    if (made.has(key)) return undefined;
    switch (rest) {
      case 'asked':
        return UNDECIDED;
      case 'made':
        return needsNoReview(proposed) ? undefined : UNDECIDED;
      case 'declined':
        return DECLINED;
      case 'not reached':
        return NOT_REACHED;
    }
  };
  return {
    make: (edit) => void made.add(keyOf(edit)),
    leave: (edit) => void left.add(keyOf(edit)),
    write(all, instead) {
      byHand = all;
      left.add(keyOf(instead));
    },
    settle: (now) => void (rest = now),
    get byHand() {
      return byHand;
    },
    options: (more) => ({
      veto: (proposed) => (more && keyOf(proposed) === keyOf(more) ? undefined : veto(proposed)),
      byHand,
    }),
  };
}

/** The edits of a result that nothing was decided about, in source order. */
export const undecided = (result: Result): readonly Reported[] =>
  'findings' in result ? result.findings.filter(({ veto }) => veto === UNDECIDED) : [];

/** The rule and the place in the original text tell an edit from all others, whatever else is made. */
const keyOf = ({ rule, at }: Pick<Reported, 'rule' | 'at'>): string => `${rule}:${at.start}:${at.end}`;
