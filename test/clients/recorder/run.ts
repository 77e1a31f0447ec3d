import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { CallLine } from '../../../src/evidence/format.ts';
import { parseLine, type Parsed } from '../../../src/evidence/parse.ts';
import { OLD, versionsOf, type Environment } from '../environments.ts';
import { part, table, type Context, type Found } from '../part.ts';
import { inParallel, run as execute, type Finished } from '../process.ts';

const SUITE = 'test_recorded.py';
/** What the suite passes as values, and as names of all but headers and cookies, which are written. */
const SECRET = 'pl4nted';
const RECORDER = resolve('src/recorders/python');

interface Row {
  readonly versions: string;
  /** Lines of which the recorder notes what the suite says. */
  readonly lines: number;
}

interface Data {
  readonly rows: readonly Row[];
}

/** Runs the suite with the recorder and without it, on each client: it says itself what is noted, and nothing else may be different. */
async function run({ old, news, python }: Context): Promise<Found<Data>> {
  const judged = await inParallel([old, ...news], 2, (environment) =>
    judge(environment, python(environment)),
  );
  const failures = judged.flatMap((one) => one.failures);
  const rows = judged.map(({ row }) => row);
  return { passed: rows.reduce((sum, { lines }) => sum + lines + 1, 0), failures, data: { rows } };
}

async function judge(
  environment: Environment,
  python: string,
): Promise<{ readonly row: Row; readonly failures: readonly string[] }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'clients-')));
  try {
    copyFileSync(join(import.meta.dirname, SUITE), join(folder, SUITE));
    const to = join(folder, 'evidence.jsonl');
    const settings = { to, root: folder, run: 'aa', salt: '0a', mode: 'record' };
    const test = (env: Readonly<Record<string, string>>): Promise<Finished> =>
      execute(python, ['-m', 'pytest', '-p', 'no:cacheprovider', SUITE], {
        cwd: folder,
        env: { PYTHONDONTWRITEBYTECODE: '1', ...env },
      });
    const plain = await test({});
    const recorded = await test({
      PYTHONPATH: RECORDER,
      BUMP_TESTCLIENT_RECORD: JSON.stringify(settings),
    });
    const text = readFileSync(to, 'utf8');
    const noted = notedIn(text);
    const expected = expectedIn(
      readFileSync(join(folder, SUITE), 'utf8'),
      environment === OLD ? 'httpx' : 'requests',
    );
    const wrong = [...expected].flatMap(([line, items]) =>
      differenceOf(line, items, noted.lines.get(line) ?? []),
    );
    const more = [...noted.lines].flatMap(([line, items]) =>
      expected.has(line) ? [] : [`line ${String(line)}: noted ${items.join(', ')}`],
    );
    const failures = [
      ...(shown(plain) === shown(recorded) ? [] : ['the output is another with the recorder']),
      ...(plain.status === 0 ? [] : ['the suite fails']),
      ...(text.includes(SECRET) ? ['a secret of the suite is in the file'] : []),
      ...noted.problems,
      ...wrong,
      ...more,
    ];
    return {
      row: { versions: versionsOf(environment), lines: expected.size - wrong.length },
      failures: failures.map((failure) => `recorder, ${environment.name}: ${failure}`),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a run shows, without the time that it took. */
const shown = ({ status, stdout, stderr }: Finished): string =>
  [status, stdout.replaceAll(/ in \d+[.]\d+s/g, ''), stderr].join('\n');

type ByLine = ReadonlyMap<number, readonly string[]>;

/** What the suite says of its lines, by number, without those that are about the other library. */
function expectedIn(source: string, other: 'requests' | 'httpx'): ByLine {
  const said = source.split('\n').map((line, index) => [index + 1, line.split('  #: ')[1]] as const);
  return new Map(
    said.flatMap(([number, text]) =>
      text === undefined || text.startsWith(`[${other}]`)
        ? []
        : [
            [
              number,
              text
                .replace(/^\[\w+\] /, '')
                .split(/, (?![^(]*\))/)
                .sort(),
            ] as const,
          ],
    ),
  );
}

function notedIn(text: string): { readonly lines: ByLine; readonly problems: readonly string[] } {
  const lines = new Map<number, string[]>();
  const problems: string[] = [];
  for (const line of text.trimEnd().split('\n')) {
    const parsed = parseLine(line);
    if (parsed === 'damaged') problems.push(`damaged: ${line}`);
    else if (typeof parsed !== 'string') problems.push(...note(parsed, lines));
  }
  for (const items of lines.values()) items.sort();
  return { lines, problems };
}

function note(line: Exclude<Parsed, string>, lines: Map<number, string[]>): readonly string[] {
  if (line.is === 'end') return line.problems ?? [];
  if (line.is !== 'call' && line.is !== 'read') return [];
  const items = lines.get(line.at[1]) ?? [];
  items.push(line.is === 'call' ? ofCall(line) : `${line.of}.${line.name}`);
  lines.set(line.at[1], items);
  return [];
}

function ofCall({ method, args, options, answer, followed, times }: CallLine): string {
  const passed = [...args, ...Object.entries(options).map(([name, value]) => `${name}=${value}`)];
  return `${method}(${passed.join(', ')}) ${answer}${followed ? ' followed' : ''}${times > 1 ? ` x${String(times)}` : ''}`;
}

function differenceOf(
  line: number,
  expected: readonly string[],
  noted: readonly string[],
): readonly string[] {
  const isSame = (one: string, other: string | undefined): boolean =>
    one === other || (one.includes('(...)') && one === other?.replace(/\(.*\)/, '(...)'));
  if (noted.length === expected.length && expected.every((one, at) => isSame(one, noted[at]))) return [];
  return [`line ${String(line)}: noted ${noted.join(', ') || 'nothing'} in place of ${expected.join(', ')}`];
}

const inShort = ({ rows }: Data): string =>
  `The recorder notes what ${String(Math.min(...rows.map(({ lines }) => lines)))} lines of a suite do, on ${String(rows.length)} clients, and changes nothing else.`;

const inFull = (data: Data): string =>
  `## The recorder\n\n${inShort(data)}\n\n${table(
    ['client', 'lines noted as they are'],
    data.rows.map(({ versions, lines }) => [versions, lines]),
  )}`;

export const recorder = part<Data>({ name: 'recorder', run, inShort, inFull });
