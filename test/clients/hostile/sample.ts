import fc from 'fast-check';
import { plan, write, type Plan } from './plan.ts';
import type { Project } from './project.ts';

/** A project, and the place of its plan among all that its seed makes. */
export interface Sampled {
  readonly index: number;
  readonly plan: Plan;
  readonly project: Project;
}

/** What is run where the command line says nothing else. */
export const SEED = 20_221_113;
export const PROJECTS = 320;

/** Among so many plans, each scene, class and fixture is found. */
const PLANS = 4_000;

/** So many projects of a seed, always the same: first those that show something that those before them do not. */
export function sample(seed: number, count: number): readonly Sampled[] {
  const plans = fc.sample(plan, { seed, numRuns: PLANS }).map((one, index) => ({ plan: one, index }));
  const seen = new Set<unknown>();
  const isNew = ({ plan: one }: (typeof plans)[number]): boolean => {
    const fresh = featuresOf(one).filter((feature) => !seen.has(feature));
    for (const feature of fresh) seen.add(feature);
    return fresh.length > 0;
  };
  const first = plans.filter(isNew);
  const others = plans.filter((one) => !first.includes(one));
  return [...first, ...others]
    .slice(0, count)
    .map((one) => ({ ...one, project: write(`p${one.index}`, one.plan) }));
}

/** What a plan is made of. */
export const featuresOf = ({ layers, provision, scenes }: Plan): readonly unknown[] => [
  ...layers,
  provision,
  ...scenes.map(({ scene }) => scene),
];
