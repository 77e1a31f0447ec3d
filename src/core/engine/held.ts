import { liesAfter, type Target } from '../model/target.ts';
import type { Reported } from './result.ts';

/** What is told of a text, and the versions from which on the other findings matter, one for each. */
export interface Kept {
  readonly findings: readonly Reported[];
  readonly held?: readonly string[];
}

/** Holds back what a person would have to look at for a version that lies after the target. A fix is right for every version. */
export function holdBack(all: readonly Reported[], target: Target): Kept {
  const isHeld = ({ fix, from, since }: Reported): boolean => {
    const version = from ?? since;
    return fix === 'none' && version !== undefined && liesAfter(target, version);
  };
  const held = all.filter(isHeld);
  if (held.length === 0) return { findings: all };
  return {
    findings: all.filter((one) => !isHeld(one)),
    held: held.map(({ from, since = '' }) => from ?? since),
  };
}
