import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { nameOf, repositoryNames } from '../../../src/cli/merge/names.ts';
import { folderOf, runIn } from '../command.ts';

const HEAD = 'from fastapi.testclient import TestClient\nclient = TestClient(app)\n';

const EDIT = { 'test_a.py': `${HEAD}client.get("/", allow_redirects=False)\n` };
const PERSON = { 'test_a.py': `${HEAD}client.get("/", proxies=compute())\n` };
const DONE = { 'test_a.py': 'x = 1\n' };
const BROKEN = { 'test_a.py': `${HEAD}client.get("/", allow_redirects=False)\ndef (:\n` };

/** Puts the blob of a run over these files where it belongs in a fleet. */
async function add(
  fleet: string,
  path: string,
  files: Readonly<Record<string, string>>,
  options = '--check',
): Promise<void> {
  const repository = folderOf(files);
  await runIn(repository, `${options} --output-file blob=r.blob.json .`);
  mkdirSync(dirname(join(fleet, path)), { recursive: true });
  copyFileSync(join(repository, 'r.blob.json'), join(fleet, path));
}

async function fleet(): Promise<string> {
  const cwd = folderOf({});
  await add(cwd, 'reports/acme__edit.blob.json', EDIT);
  await add(cwd, 'reports/acme__person.blob.json', PERSON, '--check --strict');
  await add(cwd, 'reports/acme__done.blob.json', DONE);
  await add(cwd, 'reports/acme__broken.blob.json', BROKEN);
  for (const index of [1, 2])
    await add(
      cwd,
      `reports/acme__big/shard-${index}.blob.json`,
      { ...EDIT, 'test_b.py': 'x = 1\n' },
      `--check --shard ${index}/2`,
    );
  await add(cwd, 'reports/acme__half/shard-1.blob.json', EDIT, '--check --shard 1/2');
  writeFileSync(join(cwd, 'reports', 'acme__cut.blob.json'), '{"format":');
  return cwd;
}

test('a fleet is told by what is to be done, in every format', async () => {
  const cwd = await fleet();
  writeFileSync(
    join(cwd, 'repos.txt'),
    'acme/edit\nacme/gone # never cloned\nhttps://github.com/acme/done.git\n',
  );
  const { code, stdout } = await runIn(
    cwd,
    'merge-reports --fleet --format json --repositories repos.txt --repository-url https://example.org/{repository} --output-file markdown=f.md --output-file html=f.html --output-file text=f.txt reports',
  );
  expect(code).toBe(2);
  const { summary, repositories } = JSON.parse(stdout) as {
    summary: { statuses: unknown };
    repositories: readonly { name: string; status: string; problem: string | null; url: string }[];
  };
  expect(repositories.map(({ name, status }) => [name, status])).toEqual([
    ['acme/big', 'review'],
    ['acme/broken', 'failed'],
    ['acme/cut', 'failed'],
    ['acme/done', 'done'],
    ['acme/edit', 'review'],
    ['acme/gone', 'failed'],
    ['acme/half', 'failed'],
    ['acme/person', 'person'],
  ]);
  expect(summary.statuses).toEqual({ failed: 4, person: 1, review: 2, done: 1 });
  expect(repositories.flatMap(({ problem }) => problem ?? [])).toEqual([
    'reports/acme__cut.blob.json is no JSON, or was cut off',
    'no report',
    'shard 2 of 2 is missing',
  ]);
  expect(repositories[0]?.url).toBe('https://example.org/acme/big');
  const totals = '8 repositories: 4 failed, 1 needs a person, 2 to review, 1 done';
  for (const name of ['f.md', 'f.html', 'f.txt']) {
    const text = readFileSync(join(cwd, name), 'utf8');
    expect(text).toContain(totals);
    for (const one of ['acme/big', 'acme/gone', 'acme/person']) expect(text).toContain(one);
  }
  expect(readFileSync(join(cwd, 'f.md'), 'utf8')).toContain(
    '- [x] [`acme/done`](https://example.org/acme/done)',
  );
});

test.each([
  ['nothing is left', [DONE], '', 0],
  ['something would change', [DONE, EDIT], '', 1],
  ['a file failed', [EDIT, BROKEN], '', 2],
])('the exit code is that of the worst repository: %s', async (_, all, _options, expected) => {
  const cwd = folderOf({});
  for (const [index, files] of all.entries()) await add(cwd, `r/${index}/a.blob.json`, files);
  expect((await runIn(cwd, 'merge-reports --fleet r')).code).toBe(expected);
});

test('names and messages mean nothing to HTML, to Markdown or to a terminal', async () => {
  const cwd = folderOf({});
  const evil = '<img src=x onerror=alert(1)>|`@team`\u001b[31m';
  await add(cwd, 'r/plain.blob.json', PERSON, '--check');
  const blob = readFileSync(join(cwd, 'r/plain.blob.json'), 'utf8');
  writeFileSync(
    join(cwd, 'r', `${evil.replace('/', '')}.blob.json`),
    blob.replaceAll('"test_a.py"', JSON.stringify(`${evil}.py`)),
  );
  await runIn(
    cwd,
    'merge-reports --fleet --quiet --output-file html=f.html --output-file markdown=f.md --file-url https://example.org/{repository}/{path}#{line} r',
  );
  const html = readFileSync(join(cwd, 'f.html'), 'utf8');
  expect(html).not.toMatch(/<img|<script|\u001b/);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(html).toContain('Content-Security-Policy" content="default-src &#39;none&#39;');
  const markdown = readFileSync(join(cwd, 'f.md'), 'utf8');
  expect(markdown).not.toContain('\u001b');
  // Everything of the name stands in code, which a fence of two backticks keeps together.
  expect(markdown.replace(/`` .*? ``/g, '')).not.toContain('<img');
});

test('the Markdown of a thousand repositories fits into an issue, and says what it leaves out', async () => {
  const cwd = folderOf({});
  await add(cwd, 'r/a.blob.json', PERSON);
  for (let index = 0; index < 1000; index++)
    copyFileSync(
      join(cwd, 'r/a.blob.json'),
      join(cwd, `r/acme__service-with-a-long-name-${index}.blob.json`),
    );
  const { stdout } = await runIn(cwd, 'merge-reports --fleet --format markdown r');
  expect(stdout.length).toBeLessThan(65_536);
  expect(stdout).toMatch(/\d+ repositories more did not fit/);
});

test.each([
  ['acme__api.blob.json', 'acme/api'],
  ['acme/api.blob.json', 'acme/api'],
  ['acme__api/report.blob.json', 'acme/api'],
  ['acme__api/shard-3.blob.json', 'acme/api'],
  ['acme__api/2-of-4.blob.json', 'acme/api'],
  ['acme__api.shard-2.blob.json', 'acme/api'],
  ['v2.blob.json', 'v2'],
  ['api-2.blob.json', 'api-2'],
])('the blob %s is of %s', (inside, name) => {
  expect(nameOf({ inside })).toBe(name);
});

test('a list of repositories may be that of another tool', () => {
  expect(
    repositoryNames(
      '\uFEFF# a list\r\nacme/api\n\ngithub.com/acme/web\ngit@github.com:acme/lib.git\nhttps://x.org/acme/api.git\n',
    ),
  ).toEqual(['acme/api', 'acme/web', 'acme/lib']);
});
