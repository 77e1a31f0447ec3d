import type { Environment } from '../environments.ts';
import { difference } from '../compare.ts';
import type { Outcome } from '../execute.ts';
import { executeProjects, type Runnable } from './execute.ts';
import { isAbout, judge, type Judged } from './judge.ts';
import { migrateProject, type Found, type Migrated } from './migrate.ts';
import { unitOf, type Project, type Unit } from './project.ts';

/** An interpreter with one of the clients. */
export interface Client {
  readonly environment: Environment;
  readonly python: string;
}

type Outcomes = ReadonlyMap<string, readonly Outcome[]>;

/** Projects with what the old client made of them, before and after, and what the command did. */
export interface Batch {
  readonly projects: readonly Project[];
  readonly migrated: ReadonlyMap<string, Migrated>;
  readonly old: Outcomes;
  readonly oldAfter: Outcomes;
}

/** A test that passed on the old client, with its verdict on each of several new ones. */
export interface JudgedTest {
  readonly project: Project;
  readonly unit: Omit<Unit, 'blocks'>;
  /** The path of its module, and its name. */
  readonly test: string;
  readonly edited: boolean;
  readonly verdicts: readonly Judged[];
}

const before = ({ id, files, hidden }: Project): Runnable => ({ id, files: { ...files, ...hidden } });

const after = (project: Project, { files }: Migrated): Runnable => before({ ...project, files });

/** Migrates projects, and runs on the old client what it was and what became of it. */
export async function prepare(projects: readonly Project[], old: Client): Promise<Batch> {
  const running = executeProjects(old.python, projects.map(before));
  const migrated = new Map<string, Migrated>();
  for (const project of projects) migrated.set(project.id, await migrateProject(project));
  const outcomes = await running;
  return { projects, migrated, old: outcomes, oldAfter: await runAfter(projects, migrated, outcomes, old) };
}

/** What is not changed need not be run again. */
async function runAfter(
  projects: readonly Project[],
  migrated: Batch['migrated'],
  known: Outcomes,
  { python }: Client,
): Promise<Outcomes> {
  const changed = projects.filter(({ id }) => migrated.get(id)!.changed);
  const again = await executeProjects(
    python,
    changed.map((project) => after(project, migrated.get(project.id)!)),
  );
  return new Map(projects.map(({ id }) => [id, (again.has(id) ? again : known).get(id) ?? []]));
}

/** What the tests come to on a new client, before and after. */
export interface Ran {
  readonly environment: Environment;
  readonly now: Outcomes;
  readonly after: Outcomes;
}

/** Runs projects on a new client as they were, and what became of them. */
export async function runOn({ projects, migrated }: Batch, client: Client): Promise<Ran> {
  const now = await executeProjects(client.python, projects.map(before));
  return { environment: client.environment, now, after: await runAfter(projects, migrated, now, client) };
}

/** Judges every test that passed on the old client. */
export const judgeAll = (batch: Batch, ran: readonly Ran[]): readonly JudgedTest[] =>
  batch.projects.flatMap((project) => {
    const outcomes = (batch.old.get(project.id) ?? []).filter(isTelling);
    return outcomes.map((old) => judgeTest(project, old, batch, ran));
  });

export const isTelling = ({ test, outcome }: Outcome): boolean => test !== '<module>' && outcome === 'passed';

function judgeTest(project: Project, old: Outcome, batch: Batch, ran: readonly Ran[]): JudgedTest {
  const { found } = batch.migrated.get(project.id)!;
  const id = unitOf(old.test);
  const unit = project.units.find((one) => one.id === id) ?? project.units.at(-1)!;
  const same = (outcomes: Outcomes): Outcome | undefined =>
    outcomes.get(project.id)?.find(({ module, test }) => module === old.module && test === old.test);
  const verdicts = ran.map(({ environment, now, after: then }) =>
    judge({ old, now: same(now), after: same(then) }, found, environment),
  );
  const edited = isEdited(found, old.test);
  const needless = edited && needlessly(old, same(batch.oldAfter), verdicts, ran);
  return {
    ...{ project, unit, edited },
    test: `${old.module.slice(project.id.length + 1)}::${old.test}`,
    verdicts: needless === undefined || !needless ? verdicts : verdicts.map(() => wrong(needless)),
  };
}

const wrong = (words: string): Judged => ({ verdict: 'wrong', works: true, difference: words });

const isEdited = (found: readonly Found[], test: string): boolean =>
  found.some(
    ({ owner, finding }) => finding.fix === 'applied' && owner === unitOf(test) && isAbout(owner, test),
  );

/** What works on every client as it stands is for all of them: an edit must not take it from the old one. */
function needlessly(
  old: Outcome,
  after: Outcome | undefined,
  verdicts: readonly Judged[],
  ran: readonly Ran[],
): string | undefined {
  const environment = ran[0]?.environment;
  if (!environment || !verdicts.every(({ works }) => works)) return undefined;
  const found = after ? difference(old, after, environment) : 'it is not run any more';
  return found && `it worked on every client, and on the old one ${found}`;
}
