import { judgeOn, prepare, type Batch, type Client, type JudgedTest } from '../generated/batch.ts';
import { migrateModule, moduleOf, type Migrated } from '../generated/engine.ts';
import type { Judged } from '../generated/judge.ts';
import type { Rendered } from '../generated/modules.ts';
import { allCalls } from '../generated/results.ts';
import { record } from './recorded.ts';

/** What evidence makes of calls that are reported without it, on one client. */
export interface Answered {
  /** Calls that differ from the old client without evidence, and a finding says so. */
  readonly reported: number;
  /** How many of them are equal with evidence, and how many are still reported. */
  readonly equal: number;
  readonly left: number;
  /** Calls that are neither: in words. */
  readonly wrong: readonly string[];
  /** Messages on the calls that are still reported, by how often they come. */
  readonly reasons: readonly (readonly [message: string, calls: number])[];
}

/** A batch without evidence, and the same with what a run on the old client recorded. */
export async function prepareBoth(
  modules: readonly Rendered[],
  old: Client,
): Promise<{ readonly plain: Batch; readonly seen: Batch }> {
  const plain = await prepare(modules, old);
  const recorded = await record(old.python, modules.map(moduleOf));
  const migrated = new Map<string, Migrated>();
  for (const [index, module] of modules.entries())
    migrated.set(module.id, await migrateModule(module, (name, folder) => recorded.of(index, name, folder)));
  return { plain, seen: { ...plain, migrated } };
}

/** Runs both on a new client. */
export async function answeredOn(
  { plain, seen }: { readonly plain: Batch; readonly seen: Batch },
  client: Client,
): Promise<Answered> {
  const before = await judgeOn(plain, client);
  const after = await judgeOn(seen, client);
  const pairs = allCalls(before).map((call, index) => [call, allCalls(after)[index]!] as const);
  const open = pairs.filter(([call]) => call.verdict === 'reported');
  return {
    reported: open.length,
    equal: open.filter(([, call]) => call.verdict === 'equal').length,
    left: open.filter(([, call]) => call.verdict === 'reported').length,
    wrong: wrongAmong(after, pairs),
    reasons: reasonsOf(open.map(([, call]) => call)),
  };
}

/** What is silent with evidence, or differs although it was equal without. */
function wrongAmong(
  tests: readonly JudgedTest[],
  pairs: readonly (readonly [Judged, Judged])[],
): readonly string[] {
  const owners = tests.flatMap(({ module, test, calls }) => calls.map(() => `${module.id} ${test.name}`));
  return pairs.flatMap(([before, after], index) => {
    const isSpoilt = before.verdict === 'equal' && after.verdict !== 'equal' && after.verdict !== 'unjudged';
    return after.verdict === 'silent' || isSpoilt
      ? [`${owners[index]!}, call ${after.call}, with evidence: ${after.difference ?? after.verdict}`]
      : [];
  });
}

function reasonsOf(calls: readonly Judged[]): Answered['reasons'] {
  const counts = new Map<string, number>();
  for (const { verdict, said } of calls)
    if (verdict === 'reported')
      for (const one of said) {
        const message = one.replace(/`[^`]*`/g, '`…`').replace(/ \|.*/s, '');
        counts.set(message, (counts.get(message) ?? 0) + 1);
      }
  return [...counts].sort(([, a], [, b]) => b - a);
}
