import { linesOf } from '../../src/core/lines.ts';
import { migrate } from '../../src/core/engine/migrate.ts';
import { groupBy } from '../../src/core/group.ts';
import { python } from '../../src/languages/python/index.ts';
import { rules } from '../../src/registry.ts';
import { projectOf } from '../support/project.ts';
import type { Row } from './collect.ts';
import { difference } from './compare.ts';
import { versionsOf, type Environment } from './environments.ts';
import { execute, type Module, type Outcome } from './execute.ts';
import { openRule } from './explain.ts';
import { answersFor, filesFor, namesFor } from './names.ts';
import { part, table, type Context, type Found } from './part.ts';
import { inParallel } from './process.ts';
import { collectRows } from './rows.ts';

type Verdict = 'equal' | 'reported' | 'open' | 'silent';

/** A row with one of the applications it is run against, before and after. */
interface Case {
  readonly id: string;
  readonly row: Row;
  readonly before: Module;
  readonly after: Module;
  readonly left: readonly Left[];
}

/** A finding that is left. */
interface Left {
  readonly rule: string;
  /** In the text after, 1-based. */
  readonly line: number;
}

interface Data {
  readonly rows: number;
  /** Rows that send something and pass on the old client, by rule. */
  readonly run: Readonly<Record<string, number>>;
  /** Why the others say nothing, and how many. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Tests that were compared, by verdict; a row may have several. */
  readonly versions: readonly ({ readonly versions: string } & Readonly<Record<Verdict, number>>)[];
}

/** Rows that are about the text alone, by a piece of it: what they would do is not what they stand for. */
const TEXT_ONLY: readonly string[] = [
  // It names the classes of two clients, and not that of the third.
  '(requests.Response, httpx.Response)',
  // The application repeats what it is told, and waits for that.
  '.receive',
  // The URL is what the application answers, and httpx 0.23 refuses to join JSON to an address.
  'client.get(client.get("/", allow_redirects=True).text',
  // A suite for both clients would ask which of them it has, and sends nothing with the other.
  'old = True',
  'if starlette.__version__ < "0.21":\n    client = TestClient(app, base_url',
  // The name alone does not make it a test client, though here it is one.
  'def test_it(client):\n    client.post("/")',
  // The function is a helper, and here it would be run with another client.
  'def login(client: TestClient):',
];

/** Rules whose rows are not about what a request is: run, they patch the client away, look at applications, or wait for ever. */
const NOT_OF_REQUESTS: ReadonlySet<string> = new Set([
  'httpx2-imports',
  'patched-clients',
  'starlette-1',
  'test-dependencies',
  'websocket-denial',
]);

async function run({ old, news, python: interpreterOf, say }: Context): Promise<Found<Data>> {
  const all = await collectRows();
  const rows = all.filter(
    ({ rule, source }) => !NOT_OF_REQUESTS.has(rule) && !TEXT_ONLY.some((piece) => source.includes(piece)),
  );
  const cases = (await Promise.all(rows.map(casesOf))).flat();
  const before = await outcomesById(
    interpreterOf(old),
    cases.map((one) => one.before),
  );
  const told = cases.filter(({ id }) => (before.get(id) ?? []).some(isTelling));
  const judged = await inParallel(news, 2, async (environment) => {
    const after = await outcomesById(
      interpreterOf(environment),
      told.map((one) => one.after),
    );
    const verdicts = told.flatMap((one) =>
      judge(one, before.get(one.id) ?? [], after.get(one.id) ?? [], environment),
    );
    say(`cases, ${environment.name}: ${verdicts.length} tests`);
    return { environment, verdicts };
  });
  const failures = judged.flatMap(({ verdicts }) => verdicts.flatMap(({ failure }) => failure ?? []));
  const versions = judged.map(({ environment, verdicts }) => ({
    versions: versionsOf(environment),
    ...counted(verdicts.map(({ verdict }) => verdict)),
  }));
  return {
    passed: judged.reduce((sum, { verdicts }) => sum + verdicts.length, 0) - failures.length,
    failures,
    data: { rows: rows.length, ...sorted(rows, cases, before), versions },
  };
}

/** A row against every application that it may be about. */
async function casesOf(row: Row, index: number): Promise<readonly Case[]> {
  const apps = answersFor(row.rule, row.source);
  const { text, left } = await migrated(row.source, apps.length > 1);
  return apps.map((app, variant) => {
    const id = `${index}_${variant}`;
    const shared = { id, names: namesFor(row, app), files: filesFor(app), every: true, probe: true };
    return { id, row, left, before: { ...shared, source: row.source }, after: { ...shared, source: text } };
  });
}

const PATH = 'tests/test_it.py';
/** An application whose answers are redirects is one that speaks of them. */
const APPLICATION = { 'shop/main.py': 'from starlette.responses import RedirectResponse\n' };

/** What the command makes of a file, and the findings that it leaves. */
async function migrated(
  source: string,
  redirects: boolean,
): Promise<{ readonly text: string; readonly left: readonly Left[] }> {
  const project = projectOf({ [PATH]: source, ...(redirects && APPLICATION) });
  const result = await migrate(source, PATH, python, { rules, project });
  if (result.status === 'failed') throw new Error(`${result.reason}: ${result.detail}\n${source}`);
  const text = result.status === 'changed' ? result.text : source;
  const lines = linesOf(text);
  const findings = result.status === 'skipped' ? [] : result.findings;
  return {
    text,
    left: findings.flatMap(({ rule, now }) => (now ? [{ rule, line: lines.at(now.start).line }] : [])),
  };
}

async function outcomesById(
  interpreter: string,
  modules: readonly Module[],
): Promise<ReadonlyMap<string, readonly Outcome[]>> {
  const outcomes = await execute(interpreter, modules);
  return groupBy(outcomes, ({ module }) => module);
}

/** Only what passes on the old client, and sends something, tells anything about a new one. */
const isTelling = ({ outcome, requests }: Outcome): boolean => outcome === 'passed' && requests.length > 0;

interface Judged {
  readonly verdict: Verdict;
  readonly failure?: string;
}

function judge(
  { row, left }: Case,
  before: readonly Outcome[],
  after: readonly Outcome[],
  environment: Environment,
): readonly Judged[] {
  return before.filter(isTelling).map((old): Judged => {
    const now = after.find(({ test }) => test === old.test);
    const found = now ? difference(old, now, environment) : 'it is not run any more';
    if (found === undefined) return { verdict: 'equal' };
    const lines = now?.lines ?? old.lines;
    // What fails may stand in a helper of the test.
    const places = [...(lines ? [lines] : []), ...(now?.problem?.frames ?? [])];
    const isNear = ({ line }: Left): boolean =>
      !lines || places.some(({ first, last }) => first <= line && line <= last);
    // Told once for a client, where it is made.
    const isOfClient = ({ rule }: Left): boolean => rule === 'base-url-path' && found.includes(': path "');
    if (left.some((one) => isNear(one) || isOfClient(one))) return { verdict: 'reported' };
    if (openRule(found) !== undefined) return { verdict: 'open' };
    const where = `${row.rule}, ${row.kind}, ${row.name}: ${old.test}`;
    return { verdict: 'silent', failure: `${where} differs on ${environment.name}: ${found}\n${row.source}` };
  });
}

function counted(verdicts: readonly Verdict[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number => verdicts.filter((one) => one === verdict).length;
  return {
    equal: count('equal'),
    reported: count('reported'),
    open: count('open'),
    silent: count('silent'),
  };
}

/** The rows that say something, by rule, and the reasons of those that do not. */
function sorted(
  rows: readonly Row[],
  cases: readonly Case[],
  before: ReadonlyMap<string, readonly Outcome[]>,
): Pick<Data, 'run' | 'leftOut'> {
  const [telling, reasons]: [string[], string[]] = [[], []];
  for (const row of rows) {
    const outcomes = cases.filter((one) => one.row === row).flatMap(({ id }) => before.get(id) ?? []);
    if (outcomes.some(isTelling)) telling.push(row.rule);
    else reasons.push(reasonOf(outcomes));
  }
  return { run: tally(telling), leftOut: tally(reasons) };
}

function reasonOf(outcomes: readonly Outcome[]): string {
  const problem = outcomes.find((one) => one.problem !== null)?.problem;
  if (!problem) return 'it sends no request';
  if (problem.type === 'ModuleNotFoundError') return 'a library that it imports is not installed';
  if (problem.type === 'AssertionError') return 'no answer of the application makes its assertion pass';
  return 'it raises an error on the old client';
}

const tally = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...groupBy(names.toSorted(), (name) => name)].map(([name, all]) => [name, all.length]));

const sum = (numbers: readonly number[]): number => numbers.reduce((one, other) => one + other, 0);

const listed = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}: ${count}`)
    .join('; ');

function inShort({ run: ran, versions }: Data): string {
  const all = (verdict: Verdict): number => sum(versions.map((one) => one[verdict]));
  return (
    `${sum(Object.values(ran))} rows of the tables and fixtures that test the rules, on the old client before the migration and on ` +
    `each new one after it: ${all('equal')} tests are equal, ${all('reported')} reported, ${all('open')} open and ` +
    `${all('silent')} silent.`
  );
}

function inFull({ rows, run: ran, leftOut, versions }: Data): string {
  const lines = versions.map((one) => [one.versions, one.equal, one.reported, one.open, one.silent]);
  return [
    '## The cases of the rules',
    `${rows} rows of the tables in \`test/transforms\` and of the fixtures are run: as they stand on the old client, and migrated on each ` +
      `new one. The applications answer 200, a redirect of each kind, or the codes that the row names. A row is compared if it ` +
      `passes on the old client and sends a request. That is so in ${sum(Object.values(ran))} rows (${listed(ran)}). Why the others ` +
      `are not compared: ${listed(leftOut)}.`,
    table(['client', 'equal', 'reported', 'open', 'silent'], lines),
  ].join('\n\n');
}

export const cases = part<Data>({ name: 'cases', run, inShort, inFull });
