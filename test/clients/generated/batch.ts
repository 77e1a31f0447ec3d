import { setImmediate } from 'node:timers/promises';
import type { Environment } from '../environments.ts';
import { execute, type Outcome } from '../execute.ts';
import { migrateModule, moduleOf, type Migrated } from './engine.ts';
import { isPassing, judge, outcomesOf, type Judged, type Tested } from './judge.ts';
import type { Rendered } from './modules.ts';

/** An interpreter with one of the clients. */
export interface Client {
  readonly environment: Environment;
  readonly python: string;
}

/** Modules with what the old client and the engine made of them. */
export interface Batch {
  readonly modules: readonly Rendered[];
  readonly old: ReadonlyMap<string, readonly Outcome[]>;
  readonly migrated: ReadonlyMap<string, Migrated>;
}

/** What became of the calls of one test. */
export interface JudgedTest {
  readonly module: Rendered;
  readonly test: Tested;
  readonly calls: readonly Judged[];
}

/** Runs modules on the old client, and migrates them. */
export async function prepare(modules: readonly Rendered[], old: Client): Promise<Batch> {
  const outcomes = execute(old.python, modules.map(moduleOf));
  const migrated = new Map<string, Migrated>();
  for (const rendered of modules) {
    migrated.set(rendered.id, await migrateModule(rendered));
    // The run is held up, and its tests time out, unless what it prints is read meanwhile.
    await setImmediate();
  }
  return { modules, old: byModule(await outcomes), migrated };
}

/** The tests that say something about a new client: those that pass on the old one. */
export const counted = ({
  modules,
  old,
}: Batch): readonly { readonly module: Rendered; readonly test: Tested }[] =>
  modules.flatMap((module) =>
    module.tests
      .filter((test) => isPassing(outcomesOf(old.get(module.id) ?? [], test)))
      .map((test) => ({ module, test })),
  );

/** Runs what was migrated on a new client, and judges every test that counts. */
export async function judgeOn(batch: Batch, { python, environment }: Client): Promise<readonly JudgedTest[]> {
  const outcomes = byModule(
    await execute(
      python,
      [...batch.migrated.values()].map(({ module }) => module),
    ),
  );
  return counted(batch).map(({ module, test }) => {
    const [old, now] = [batch.old, outcomes].map((all) => outcomesOf(all.get(module.id) ?? [], test));
    return { module, test, calls: judge(test, old!, now!, batch.migrated.get(module.id)!, environment) };
  });
}

function byModule(outcomes: readonly Outcome[]): ReadonlyMap<string, readonly Outcome[]> {
  const modules = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const known = modules.get(outcome.module);
    if (known) known.push(outcome);
    else modules.set(outcome.module, [outcome]);
  }
  return modules;
}
