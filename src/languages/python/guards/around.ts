import { oncePer } from '../../kernel/once.ts';
import type { Module } from '../binding/module.ts';
import type { Analysis } from '../inference/analysis.ts';
import { parentOf } from '../parents.ts';
import { isExpr, type AnyNode } from '../walk.ts';
import { armsAt, type Arms } from './arms.ts';
import type { Arm } from './leaving.ts';

/** What an arm tells by itself, whatever place it is asked for; `undefined`: nothing. */
type Ask<Found, About> = (analysis: Analysis, module: Module, arm: Arm, about: About) => Found | undefined;

interface Answer<Found> {
  readonly found: Found | undefined;
}

/** What was found out for statements, and for arms that many places have. */
interface Known<Found> {
  readonly statements: Map<AnyNode, Answer<Found>>;
  readonly lists: Map<readonly Arm[], First<Found>>;
}

/** The first arm of a list that tells something: so many are asked already. */
interface First<Found> {
  asked: number;
  found?: { readonly index: number; readonly told: Found };
}

/**
 * Finds the nearest arm around a place that tells something, and what. Each arm is asked once for all the places that it is around,
 * as there may be thousands of both. `about` is handed on: what is asked depends on the arm and on that alone.
 */
export function nearest<Found, About>(
  ask: Ask<Found, About>,
): (analysis: Analysis, module: Module, place: AnyNode, about: About) => Found | undefined {
  const knownTo = oncePer((_: Analysis) => new Map<About, Known<Found>>());
  return (analysis, module, place, about) => {
    const all = knownTo(analysis);
    const known: Known<Found> = all.get(about) ?? { statements: new Map(), lists: new Map() };
    all.set(about, known);
    const passed: AnyNode[] = [];
    let found: Found | undefined;
    for (let node: AnyNode | undefined = place; node; node = parentOf(module, node)) {
      const before: Answer<Found> | undefined = known.statements.get(node);
      found = before ? before.found : firstAt(node);
      if (!isExpr(node) && !before) passed.push(node);
      if (before || found !== undefined) break;
    }
    for (const node of passed) known.statements.set(node, { found });
    return found;

    function firstAt(node: AnyNode): Found | undefined {
      for (const arms of armsAt(analysis, module, node)) {
        const told = firstOf(known.lists, arms, (arm) => ask(analysis, module, arm, about));
        if (told !== undefined) return told;
      }
      return undefined;
    }
  };
}

function firstOf<Found>(
  lists: Known<Found>['lists'],
  { all, count }: Arms,
  ask: (arm: Arm) => Found | undefined,
): Found | undefined {
  const first = lists.get(all) ?? { asked: 0 };
  lists.set(all, first);
  while (!first.found && first.asked < count) {
    const index = first.asked;
    const told = ask(all[index]!);
    if (told !== undefined) first.found = { index, told };
    first.asked++;
  }
  return first.found && first.found.index < count ? first.found.told : undefined;
}
