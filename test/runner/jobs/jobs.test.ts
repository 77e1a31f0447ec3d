import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formats } from '../../../src/reporters/index.ts';
import { broken, clean, legacy, unclear } from '../../cli/command.ts';
import { code } from '../../support/snippets.ts';
import { commit, fill, git, repository } from '../support.ts';
import { builtCommand } from './built.ts';

const { run, runModule, folder: builtIn } = builtCommand();

/** Every test is that of the threads: the main thread comes too late for each file. */
const LATE = `
  import { isMainThread } from 'node:worker_threads';
  if (isMainThread) Atomics.compareExchange = () => 1;`;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const FIXTURE = code`
  import pytest
  from starlette.testclient import TestClient
  from shop import app

  @pytest.fixture
  def api():
      return TestClient(app)
`;
const HELPED = code`
  from ..helper import send

  def test_a(api):
      api.post("/a", data=b"a", allow_redirects=True)
      send(api, {"allow_redirects": False})
      assert api.get("/b").json()["a"] == 1
`;
const HELPER = code`
  def send(client, options):
      return client.get("/", **options)
`;
const SCRIPT = code`
  import { TestClient } from './client';

  const client = new TestClient(app);
  client.get('/', { allowRedirects: false });
  client.post('/', { data: payload });
`;

/** Neither this nor what it exports is looked at. */
const MINIFIED = `export const made=new TestClient;made.get("/",{allowRedirects:!1});${'function a(e){if(e){return e.length}}'.repeat(3000)}`;

/** A read in line 1 of a file as it is, and of one that has changed. */
const RECORDED = [
  ...[{ is: 'process', format: 1, process: 'p', run: 'r', language: 'python', versions: {}, salt: '' }],
  { is: 'file', process: 'p', path: 'tests/0/test_a.py', hash: hashOf(HELPED) },
  { is: 'read', process: 'p', at: ['tests/0/test_a.py', 1], of: 'response', name: 'text', times: 1 },
  ...[3, 4, 5].map((n) => ({ is: 'file', process: 'p', path: `tests/${n}/test_b.py`, hash: hashOf('was') })),
  { is: 'end', process: 'p' },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

const numbers = [0, 1, 2, 3, 4, 5];

const FILES = {
  'pyproject.toml': '[project]\nname = "a"\ndependencies = ["starlette==0.46.2", "httpx==0.28.1"]\n',
  'other/pyproject.toml': '[project]\nname = "b"\ndependencies = ["starlette==0.40", "httpx==0.27"]\n',
  'other/test_other.py': legacy,
  'shop.py': clean,
  'conftest.py': FIXTURE,
  'tests/helper.py': HELPER,
  '.bump-testclient/evidence.jsonl': RECORDED,
  '.bump-testclient/.gitignore': '*',
  'lax/bump-testclient.config.json': '{ "unsafe": true, "clients": ["api"], "ignore": ["redirect-default"] }',
  'lax/test_lax.py': 'def test_a(api, payload):\n    api.post("/", data=payload)\n',
  'tests/broken.py': broken,
  'tests/latin.py': Buffer.from(legacy.replace('"/"', '"/\xe9"'), 'latin1'),
  'tests/ignored.py': `# bump-testclient: ignore-file\n${legacy}`,
  'tests/é 😀 ::error.py': legacy.replaceAll('\n', '\r\n'),
  'web/minified.js': MINIFIED,
  'web/made.test.ts': `import { made } from './minified.js';\n${SCRIPT}made.get('/', { allowRedirects: false });\n`,
  'web/client.ts': 'export class TestClient {}\n',
  ...Object.fromEntries(
    numbers.flatMap((n) => [
      [`tests/${n}/test_a.py`, HELPED],
      [`tests/${n}/test_b.py`, n % 2 === 0 ? unclear : legacy],
      [`tests/${n}/__init__.py`, ''],
      [`web/${n}.test.ts`, SCRIPT],
    ]),
  ),
  'tests/__init__.py': '',
};

/** All that a run prints and leaves behind. */
function outcome(args: readonly string[], before?: string, edit = (_: string): void => undefined): unknown {
  const cwd = repository(FILES);
  edit(cwd);
  const { status, stdout, stderr } = run(cwd, args, before);
  const timeless = (text: string): string =>
    text
      .replaceAll(/"ms": ?\d+|time="[\d.]+"|\d+(?:\.\d+)? s\b|\d+ ms|(?<=differ from )[0-9a-f]+/g, 'N')
      .replaceAll(cwd, 'CWD');
  const files = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !path.startsWith('.git'),
  );
  const texts = files
    .sort()
    .flatMap((path) =>
      /\.\w+$/.test(path) ? [[path, timeless(readFileSync(join(cwd, path), 'utf8'))]] : [],
    );
  return { status, stdout: timeless(stdout), stderr: timeless(stderr).replaceAll(cwd, 'CWD'), texts };
}

const everyFormat = formats.flatMap((format) => ['--output-file', `${format}=report-${format}.out`]);
const dry = ['-n', '--verbose', ...everyFormat];

describe('what a run finds, prints and writes does not depend on its threads', () => {
  test('in every format', () => {
    const one = outcome([...dry, '-j', '1', '.']);
    expect(one).toMatchObject({ status: 2, stderr: expect.stringContaining('broken.py') as string });
    expect(one).toMatchObject({
      stderr: expect.stringMatching(/^note: web\/minified\.js is minified/m) as string,
    });
    expect(outcome([...dry, '-j', '2', '.'], LATE)).toEqual(one);
    expect(outcome([...dry, '--jobs', '8', '.'], LATE)).toEqual(one);
    expect(outcome([...dry, '--jobs=3', '.'])).toEqual(one);
  });

  test('also with a cache, which is told of what threads have read', () => {
    const cwd = repository({
      ...Object.fromEntries(numbers.map((n) => [`web/${n}.test.ts`, SCRIPT.replace('./client', '@/client')])),
      'src/client.ts': "export { TestClient } from 'starlette-testclient';\n",
      'package.json': '{}',
    });
    const args = ['-n', '--verbose', '--no-ignore', '.'];
    const ran = (more: readonly string[], before?: string): unknown => {
      const { stdout, stderr } = run(cwd, [...args, ...more], before);
      return `${stdout}${stderr}`.replaceAll(/\d+(?:\.\d+)? m?s\b/g, 'N');
    };
    const at = (target: string): void => {
      const paths = { compilerOptions: { baseUrl: '.', paths: { '@/*': [`${target}/*`] } } };
      fill(cwd, { 'tsconfig.json': JSON.stringify(paths) });
    };
    at('other');
    ran(['-j', '2', '--cache'], LATE);
    const [entry = '', ...others] = readdirSync(join(cwd, '.bump-testclient-cache')).toSorted().slice(1);
    expect(others).toEqual([]);
    const [, reads] = readFileSync(join(cwd, '.bump-testclient-cache', entry), 'utf8').split('\n');
    expect(reads).toContain('"tsconfig.json"');
    at('src');
    expect(ran(['-j', '1', '--cache'])).toBe(ran(['-j', '1']));
  }, 120_000);

  test('nor on the order of the files', () => {
    const sorted = Object.keys(FILES).filter((path) => /\.(?:py|ts)$/.test(path));
    const shuffled = sorted.toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
    const list = (paths: readonly string[]) => (cwd: string) => fill(cwd, { 'list.txt': paths.join('\n') });
    const args = [...dry, '--files-from', 'list.txt'];
    const { texts: _, ...one } = outcome([...args, '-j', '1'], '', list(sorted)) as {
      readonly texts: unknown;
    };
    const { texts: __, ...other } = outcome([...args, '-j', '3'], LATE, list(shuffled)) as {
      readonly texts: unknown;
    };
    expect(other).toEqual(one);
  });

  test.each<[string, readonly string[], ((cwd: string) => void)?]>([
    ['a migration', ['--unsafe', '.']],
    [
      'a strict check with a new baseline',
      ['--check', '--strict', '--baseline', 'b.json', '--update-baseline', '.'],
    ],
    ['a shard', ['-n', '--shard', '2/3', '.']],
    [
      'other settings',
      ['-n', '--no-evidence', '--strict-parsing', '--client', 'api', '--target', 'httpx2', '.'],
    ],
    [
      'what has changed',
      ['-n', '--changed', '.'],
      (cwd) => {
        git(cwd, 'checkout', '-q', '-b', 'other');
        fill(cwd, {
          'tests/1/test_b.py': `${legacy}\n`,
          'web/1.test.ts': `${SCRIPT}\n`,
          'tests/new.py': legacy,
        });
        commit(cwd);
      },
    ],
  ])('%s', (_, args, edit) => {
    const one = outcome(['-j', '1', ...args], '', edit);
    expect(outcome(['-j', '3', ...args], LATE, edit)).toEqual(one);
  });
});

describe('a thread that dies', () => {
  /** Ends each thread but the main one when it takes the file with this number. */
  const dieAt = (number: number, how: string): string => `
    ${LATE}
    import { setFlagsFromString } from 'node:v8';
    // Of threads that are yet to come, so that the test is over soon.
    setFlagsFromString('--max-old-space-size=200');
    const take = Atomics.compareExchange;
    if (!isMainThread)
      Atomics.compareExchange = (claims, place, ...rest) => {
        const before = take(claims, place, ...rest);
        if (place === ${number} && before === 0) { ${how} }
        return before;
      };`;

  test.each([
    ['by itself', 'process.exit(7);', 'crashed: its thread ended with 7'],
    [
      'out of memory',
      'for (const all = []; ; ) all.push(new Array(1e5).fill(1.5));',
      'too-large: it takes more memory',
    ],
  ])('%s: the file has failed, and all others are migrated', (_, how, why) => {
    const cwd = repository({ 'a.py': legacy, 'b.py': legacy, 'c.py': legacy, 'd.py': legacy });
    const { status, stdout, stderr } = run(cwd, ['-n', '-j', '3', '.'], dieAt(2, how));
    expect(stderr).toContain(`b.py:1:1: ${why}`);
    expect(stderr).toContain('a worker ended early, and its files were given to others');
    expect([...stdout.matchAll(/^\+\+\+ b\/(.*)/gm)].map(([, name]) => name)).toEqual([
      'a.py',
      'c.py',
      'd.py',
    ]);
    expect(status).toBe(2);
  });

  test('at the last of many files: it is migrated in a new one', () => {
    const cwd = repository({ 'a.py': legacy, 'b.py': legacy, 'c.py': legacy });
    const once = `
      import { existsSync, writeFileSync } from 'node:fs';
      if (!existsSync('.git/died')) { writeFileSync('.git/died', ''); process.exit(7); }`;
    const [first = '', ...rest] = once.trim().split('\n');
    const { status, stdout } = run(cwd, ['-n', '-j', '2', '.'], `${first}\n${dieAt(3, rest.join(''))}`);
    expect([...stdout.matchAll(/^\+\+\+ b\/(.*)/gm)].map(([, name]) => name)).toEqual([
      'a.py',
      'b.py',
      'c.py',
    ]);
    expect(status).toBe(0);
  });

  test('before it starts: this one does its work, and says so to who has asked for it', () => {
    const cwd = repository({ 'a.py': legacy, 'b.py': legacy });
    const refuse = `
      import workers from 'node:worker_threads';
      import { syncBuiltinESMExports } from 'node:module';
      workers.Worker = class { constructor() { throw new Error('no thread for you'); } };
      syncBuiltinESMExports();`;
    const { status, stdout, stderr } = run(cwd, ['-n', '-j', '2', '.'], refuse);
    expect([status, stdout.match(/^\+\+\+/gm)?.length]).toEqual([0, 2]);
    expect(stderr).toContain(
      'no worker could be started, so that the files were migrated one after the other: no thread for you',
    );
  });
});

test('what a thread holds weakly can be let go before its next file', () => {
  const cwd = repository({ 'a.py': legacy, 'b.py': legacy, 'c.py': legacy });
  const watch = `
    ${LATE}
    import { setFlagsFromString } from 'node:v8';
    import { runInNewContext } from 'node:vm';
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc');
    const take = Atomics.compareExchange;
    let held;
    if (!isMainThread)
      Atomics.compareExchange = (...rest) => {
        collect();
        if (held) console.error(held.deref() ? 'still there' : 'let go');
        held = new WeakRef({});
        return take(...rest);
      };`;
  const { stderr } = run(cwd, ['-n', '-j', '2', '.'], watch);
  expect(stderr).toContain('let go');
  expect(stderr).not.toContain('still there');
});

test('the module migrates in threads, tells of each file, and leaves none behind', () => {
  const cwd = repository({ 'a.py': legacy, 'b.py': legacy, 'c.py': legacy });
  const script = `
    import { run } from ${JSON.stringify(new URL(`file://${builtIn()}/dist/src/index.js`).href)};
    const seen = [];
    const onProgress = ({ phase, done }) => phase === 'migrating' && seen.push(done);
    const fail = ({ phase }) => { if (phase === 'migrating') throw new Error('enough'); };
    const rejected = await run({ jobs: 2, onProgress: fail }).catch(({ message }) => message);
    const { report } = await run({ mode: 'write', jobs: 3, onProgress });
    const workers = process.getActiveResourcesInfo().filter((name) => name === 'Worker' || name === 'MessagePort');
    console.log(JSON.stringify([report.summary.changed, seen.at(-1), rejected, workers]));`;
  fill(cwd, { '.git/script.mjs': script });
  const { stdout, stderr } = runModule(cwd, ['.git/script.mjs'], LATE);
  expect([stdout, stderr]).toEqual(['[3,3,"enough",[]]\n', '']);
});
