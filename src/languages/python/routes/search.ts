import type { Expr } from '../ast/expressions.ts';
import type { Placed } from '../inference/types.ts';

/**
 * Looks for something from an expression on, in so many steps; `none`: what is found without a step. `look` is given what looks from
 * another expression on, with one step less. Functions that hand something to each other are met again and again, so what is found
 * from an expression with so many steps is looked for once.
 */
export function searchFrom<Found>(
  start: Placed,
  steps: number,
  none: Found,
  look: (at: Placed, from: (one: Placed) => Found) => Found,
): Found {
  const known = new Map<Expr, Map<number, Found>>();
  const from = (at: Placed, left: number): Found => {
    if (left === 0) return none;
    const bySteps = known.get(at.node) ?? new Map<number, Found>();
    known.set(at.node, bySteps);
    const found = bySteps.get(left) ?? look(at, (one) => from(one, left - 1));
    bySteps.set(left, found);
    return found;
  };
  return from(start, steps);
}
