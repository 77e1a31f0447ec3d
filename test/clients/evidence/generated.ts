import { counted, judgeOn, prepare, type Batch, type Client, type JudgedTest } from '../generated/batch.ts';
import { migrateModule, moduleOf, type Migrated } from '../generated/engine.ts';
import type { Judged } from '../generated/judge.ts';
import type { Rendered } from '../generated/modules.ts';
import { allCalls } from '../generated/results.ts';
import { record } from './recorded.ts';

/** Modules that are migrated without evidence, and with what a run on the old client recorded. */
export interface Both {
  readonly plain: Batch;
  readonly seen: Batch;
}

/** What evidence makes of calls that are reported without it, on one client. */
export interface Answered {
  /** Calls that differ from the old client without evidence, and a finding says so. */
  readonly reported: number;
  /** How many of them are equal with evidence. */
  readonly equal: number;
  /** Calls that are silent or made wrong, in words. */
  readonly wrong: readonly string[];
}

/** Findings that reading leaves as a question, on calls of tests that ran. */
export interface Questions {
  readonly asked: number;
  /** How many of them are not asked with evidence: a fix was made, or there is nothing to say. */
  readonly answered: number;
  /** How many fixes rest on the evidence. */
  readonly fixes: number;
  /** What is still asked, by how often it comes. */
  readonly left: readonly (readonly [message: string, findings: number])[];
}

export async function prepareBoth(modules: readonly Rendered[], old: Client): Promise<Both> {
  const plain = await prepare(modules, old);
  const recorded = await record(old.python, modules.map(moduleOf));
  const migrated = new Map<string, Migrated>();
  for (const [index, module] of modules.entries())
    migrated.set(module.id, await migrateModule(module, (name, folder) => recorded.of(index, name, folder)));
  return { plain, seen: { ...plain, migrated } };
}

/** Runs both on a new client. */
export async function answeredOn({ plain, seen }: Both, client: Client): Promise<Answered> {
  const before = await judgeOn(plain, client);
  const after = await judgeOn(seen, client);
  const now = allCalls(after);
  const pairs = allCalls(before).map((call, index) => [call, now[index]!] as const);
  const reported = pairs.filter(([call]) => call.verdict === 'reported');
  return {
    reported: reported.length,
    equal: reported.filter(([, call]) => call.verdict === 'equal').length,
    wrong: wrongAmong(after, pairs),
  };
}

/** What is silent with evidence, or differs although it was equal without. */
function wrongAmong(
  tests: readonly JudgedTest[],
  pairs: readonly (readonly [Judged, Judged])[],
): readonly string[] {
  const owners = tests.flatMap(({ module, test, calls }) => calls.map(() => `${module.id} ${test.name}`));
  return pairs.flatMap(([before, after], index) => {
    const isSpoilt = before.verdict === 'equal' && !['equal', 'unjudged'].includes(after.verdict);
    return after.verdict === 'silent' || isSpoilt
      ? [`${owners[index]!}, call ${after.call}, with evidence: ${after.difference ?? after.verdict}`]
      : [];
  });
}

/**
 * What a finding says where reading could not tell something that a run shows: what a value is, how a request is answered, what is unpacked.
 * Other findings know what is wrong, and leave it to a person for another reason.
 */
const QUESTION =
  /cannot tell|cannot see|may answer with one|if this endpoint redirects|seems to be|is sometimes|may be any of|may be None|if it is text|only its name/;

export function questionsOf({ plain, seen }: Both): Questions {
  const [before, after] = [plain, seen].map(asked) as [readonly string[], readonly string[]];
  const left = new Map<string, number>();
  for (const one of after) left.set(one, (left.get(one) ?? 0) + 1);
  return {
    asked: before.length,
    answered: before.length - after.length,
    fixes: [...seen.migrated.values()].reduce((sum, { resting }) => sum + resting, 0),
    left: [...left].sort(([, a], [, b]) => b - a),
  };
}

/** The questions on calls of tests that pass on the old client, with what they name left out. */
const asked = (batch: Batch): readonly string[] =>
  counted(batch).flatMap(({ module, test }) =>
    test.calls.flatMap(({ id }) =>
      (batch.migrated.get(module.id)?.left.get(id) ?? [])
        .filter(({ message, why = '' }) => QUESTION.test(`${message}; ${why}`))
        .map(
          ({ rule, message }) =>
            `\`${rule}\`: ${message.replace(/`[^`]*`/g, '`…`').replace(/\([^()]*:\d+\)/, '(…)')}`,
        ),
    ),
  );
