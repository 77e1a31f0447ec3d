import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Part, Report } from '../../../src/core/report.ts';
import { blob } from '../../../src/reporters/blob/index.ts';
import { readBlob } from '../../../src/reporters/blob/read.ts';
import { patch } from '../../../src/reporters/diff.ts';
import { json } from '../../../src/reporters/json/json.ts';
import { formats, loadReporter } from '../../../src/reporters/index.ts';
import { plain } from '../../../src/reporters/reporter.ts';
import { summary } from '../../../src/reporters/summary.ts';
import { run, type RunOptions } from '../../../src/runner/run.ts';
import { mergeParts } from '../../../src/runner/shards/merge.ts';
import { repositoryOf } from '../../../src/reporters/fleet/report.ts';
import { code } from '../../support/snippets.ts';
import { commit, folder, git, repository } from '../support.ts';

/** Rules whose fixtures have what is hard to merge: places that are counted, lists of packages, both languages, other files. */
const FIXTURES = ['redirect-default', 'test-dependencies'];

/** The example of the documents, and fixtures, in one repository. */
function suite(): string {
  const root = folder();
  cpSync('examples/legacy-suite', join(root, 'legacy-suite'), { recursive: true });
  for (const name of FIXTURES) cpSync(join('__testfixtures__', name), join(root, name), { recursive: true });
  // Another target than the rest.
  mkdirSync(join(root, 'modern'));
  writeFileSync(join(root, 'modern', 'requirements.txt'), 'starlette==0.41.3\n');
  writeFileSync(
    join(root, 'modern', 'test_a.py'),
    'from starlette.testclient import TestClient\nclient = TestClient(app)\nclient.get("/", allow_redirects=True)\n',
  );
  writeFileSync(
    join(root, 'broken.py'),
    'from fastapi.testclient import TestClient\nclient = TestClient(app)\nclient.get("/", allow_redirects=False)\ndef (:\n',
  );
  writeFileSync(
    join(root, 'crlf.py'),
    'from fastapi.testclient import TestClient\r\nclient = TestClient(app)\r\nclient.get("/", allow_redirects=False)\r\n',
  );
  git(root, 'init', '-q');
  commit(root);
  return root;
}

const runIn = async (cwd: string, options: Partial<RunOptions> = {}): Promise<Report> =>
  (
    await run({
      ...{ cwd, paths: ['.'], mode: 'check', level: 'warns', strict: 'warns', unsafe: false },
      ...{ select: [], ignore: [], clients: ['api'], include: [], exclude: [] },
      ...{ noIgnore: false, forceExclude: false, strictParsing: false, allowUnmatched: false },
      allowDirty: false,
      ...options,
    })
  ).report;

/** What `merge-reporcode` reads of a report. */
function written(report: Report): Part {
  const read = readBlob(blob(report, { paint: plain, width: 100, verbose: false }));
  if ('problem' in read) throw new Error(read.problem);
  return read.part;
}

async function merged(of: number, one: (index: number) => Promise<Report>): Promise<Report> {
  const parts: Part[] = [];
  // The order of the shards means nothing.
  for (let index = of; index >= 1; index--) parts.push(written(await one(index)));
  const [first, ...others] = parts;
  return mergeParts([first!, ...others]);
}

const timeless = (report: Report): Report => ({ ...report, summary: { ...report.summary, ms: 0 } });

/** Everything that is made of a report, by name. */
async function everything(report: Report): Promise<Readonly<Record<string, string>>> {
  const told = timeless(report);
  const options = { paint: plain, width: 100, verbose: true };
  const inFormats = await Promise.all(
    formats.map(async (format) => [format, (await loadReporter(format))(told, options)] as const),
  );
  return {
    ...Object.fromEntries(inFormats),
    brief: (await loadReporter('text'))(told, { ...options, verbose: false }),
    summary: summary(told, options),
    patch: Buffer.from(patch(told)).toString('latin1'),
    repository: JSON.stringify(repositoryOf('one', told)),
    'exit code': String(told.summary.exitCode),
  };
}

test('shards in any number make the report of one run, byte by byte in every format', async () => {
  const root = suite();
  const single = await runIn(root);
  expect(single.summary).toMatchObject({ failed: 1, exitCode: 2 });
  expect(single.summary.hidden).toBeGreaterThan(0);
  expect(single.notes.length).toBeGreaterThan(0);
  expect(single.targets.length).toBeGreaterThan(1);
  const whole = await everything(single);
  for (const of of [1, 2, 3, 7]) {
    const scanned: number[] = [];
    const report = await merged(of, async (index) => {
      const one = await runIn(root, { shard: { index, of } });
      scanned.push(one.summary.scanned);
      return one;
    });
    expect(scanned.every((count) => count > 0)).toBe(true);
    expect(await everything(report)).toEqual(whole);
  }
  // Five runs over several dozen files.
}, 300_000);

test('shards of files with levels of their own make the report of one run', async () => {
  const text =
    'from starlette.testclient import TestClient\nclient = TestClient(app)\nclient.get("/", cookies={"a": "b"})\n';
  const root = repository({
    'bump-testclient.config.json':
      '{"overrides":[{"files":["b/**"],"level":"fails"},{"files":["c/**"],"strict":"warns"}]}',
    ...Object.fromEntries(['c', 'a', 'b'].map((name) => [`${name}/test_${name}.py`, text])),
  });
  // The levels of the configuration, not those of the command line.
  const levels = { level: undefined, strict: undefined } as unknown as Partial<RunOptions>;
  const single = await runIn(root, levels);
  expect(single.summary).toMatchObject({ manual: 3, hidden: 1, exitCode: 1 });
  expect(Object.keys(single.origin?.levels ?? {})).toEqual(['b/test_b.py', 'c/test_c.py']);
  const report = await merged(3, (index) => runIn(root, { ...levels, shard: { index, of: 3 } }));
  expect(await everything(report)).toEqual(await everything(single));
});

/** Every file of a folder with its text. */
const tree = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('.git'))
      .map((entry) => [
        join(entry.parentPath, entry.name).slice(root.length),
        readFileSync(join(entry.parentPath, entry.name), 'latin1'),
      ]),
  );

/** The finding names the line of another file, which moves when that file gains an import. */
const MOVING = {
  'tests/conftest.py': code`
    import pytest
    from starlette.testclient import TestClient
    from app import app


    @pytest.fixture
    def client():
        return TestClient(app)
  `,
  'tests/helpers.py': code`
    import requests


    def send(client, url, **kwargs):
        try:
            return client.get(url, **kwargs)
        except requests.exceptions.ConnectionError:
            raise
  `,
  'tests/test_a.py': code`
    from helpers import send


    def test_a(client):
        send(client, "/")
        client.post("/", data=b"raw")
        client.get("/", allow_redirects=False)
  `,
  'tests/test_b.py': code`
    def test_b(client):
        client.delete("/", data=b"raw")
  `,
  'web/a.test.ts': code`
    export const a = 1;
  `,
};

test.each([
  ['each on a machine of its own', true],
  ['one after the other in one tree', false],
])('shards that write leave what one run leaves, %s', async (_, isApart) => {
  const options = { mode: 'write', level: 'differs' } as const;
  const alone = repository(MOVING);
  const single = await runIn(alone, options);
  expect(single.summary.changed).toBeGreaterThan(1);
  const together = repository(MOVING);
  const report = await merged(3, async (index) => {
    const cwd = isApart ? repository(MOVING) : together;
    const one = await runIn(cwd, { ...options, shard: { index, of: 3 } });
    if (isApart)
      for (const { path, after } of one.files)
        if (after !== undefined) writeFileSync(join(together, path), after);
    return one;
  });
  expect(tree(together)).toEqual(tree(alone));
  if (!isApart) return;
  expect(json(timeless(report), { paint: plain, width: 100, verbose: false })).toBe(
    json(timeless(single), { paint: plain, width: 100, verbose: false }),
  );
});

test('the files of a shard are the same whatever line endings git checks out', async () => {
  const sizes = [300, 200, 100, 90, 80];
  const files = Object.fromEntries(
    sizes.map((size, index) => [`t${index}.py`, `${'# a line\n'.repeat(size)}x = ${index}\n`]),
  );
  const lf = repository(files);
  const crlf = folder();
  git(crlf, '-c', 'core.autocrlf=true', 'clone', '-q', lf, 'clone');
  const clone = join(crlf, 'clone');
  expect(readFileSync(join(clone, 't0.py'), 'utf8')).toContain('\r\n');
  const bare = folder(
    Object.fromEntries(Object.keys(files).map((path) => [path, readFileSync(join(clone, path))])),
  );
  const digests: (string | undefined)[] = [];
  for (const cwd of [lf, clone, bare])
    digests.push((await runIn(cwd, { shard: { index: 1, of: 2 } })).origin?.shard?.digest);
  expect(digests[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(digests).size).toBe(1);
});
