import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf, runIn } from '../command.ts';

const SUITE = {
  'tests/test_a.py':
    'from fastapi.testclient import TestClient\nclient = TestClient(app)\nclient.get("/", allow_redirects=False)\n',
  'tests/test_b.py':
    'from fastapi.testclient import TestClient\nclient = TestClient(app)\nclient.post("/", data=b"raw")\n',
  'tests/test_c.py': 'from fastapi.testclient import TestClient\nclient = TestClient(app)\nclient.get("/")\n',
};

/** A folder with the blobs of a run in three parts. */
async function threeShards(options = '--check'): Promise<string> {
  const cwd = folderOf(SUITE);
  for (const index of [1, 2, 3])
    await runIn(cwd, `${options} --shard ${index}/3 --output-file blob=s${index}.blob.json tests`);
  return cwd;
}

const timeless = (text: string): string => text.replace(/\d+\.\d s$/m, 'T s').replace(/"ms": \d+/, '"ms": 0');

test.each([
  ['a check', '--check', ''],
  ['a strict check', '--check --strict=differs', ''],
  ['a dry run', '-n', ''],
  ['a check with a patch', '--check --diff', '--diff'],
])('the report of merged shards looks as that of one run: %s', async (_, options, more) => {
  const cwd = await threeShards(options);
  const single = await runIn(cwd, `${options} tests`);
  const merged = await runIn(cwd, `merge-reports ${more} s3.blob.json s1.blob.json s2.blob.json`);
  expect(merged.code).toBe(single.code);
  expect(timeless(merged.stdout)).toBe(timeless(single.stdout));
  // Outside git each run says so.
  expect(timeless(merged.stderr)).toBe(timeless(single.stderr));
  const json = await runIn(cwd, `${options} --format json tests`);
  const mergedJson = await runIn(cwd, `merge-reports --format json .`);
  expect(timeless(mergedJson.stdout)).toBe(timeless(json.stdout));
});

test('several formats go to files, and merged blobs make a blob of the whole run', async () => {
  const cwd = await threeShards();
  await runIn(
    cwd,
    'merge-reports --quiet --output-file json=all.json --output-file blob=all.blob.json s1.blob.json s2.blob.json s3.blob.json',
  );
  const again = await runIn(cwd, 'merge-reports --format json all.blob.json');
  expect(again.code).toBe(1);
  expect(again.stdout).toBe(readFileSync(join(cwd, 'all.json'), 'utf8'));
});

test.each<[name: string, line: string, told: string]>([
  ['nothing', 'merge-reports', 'merge-reports needs blobs'],
  ['no such file', 'merge-reports x.blob.json', 'x.blob.json: no such file or folder'],
  ['a folder without a blob', 'merge-reports tests', 'tests: no *.blob.json file in this folder'],
  ['a missing shard', 'merge-reports s1.blob.json s3.blob.json', 'shard 2 of 3 is missing'],
  ['several missing shards', 'merge-reports s2.blob.json', 'of 3 shards these are missing: 1, 3'],
  [
    'a shard twice',
    'merge-reports s1.blob.json s2.blob.json copy.blob.json s3.blob.json',
    'shard 2 of 3 is there twice: s2.blob.json and copy.blob.json',
  ],
  ['a report of another format', 'merge-reports report.json', 'report.json is a report of another format'],
  ['other JSON', 'merge-reports other.json', 'other.json is no report of bump-testclient'],
  ['no JSON', 'merge-reports cut.json', 'cut.json is no JSON, or was cut off'],
  ['an empty file', 'merge-reports empty.json', 'empty.json is empty'],
  [
    'a blob of another version',
    'merge-reports newer.json',
    'newer.json was written by bump-testclient 9.0.0, whose blobs are of another version',
  ],
  [
    'a damaged blob',
    'merge-reports damaged.json',
    'damaged.json is damaged: files[0].edits[0].line is "x", not a whole number',
  ],
  [
    'a whole run beside shards',
    'merge-reports s1.blob.json whole.json',
    'whole.json is of a whole run, not of a shard',
  ],
  [
    'other options',
    'merge-reports s1.blob.json strict.json',
    's1.blob.json and strict.json were made with other options: no --strict, and --strict fails',
  ],
  [
    'other files',
    'merge-reports s1.blob.json fewer.json',
    's1.blob.json and fewer.json are not of the same files',
  ],
  ['another number of shards', 'merge-reports s1.blob.json half.json', 'one of 3 shards, the other of 2'],
  [
    'a report over its input',
    'merge-reports --output-file json=s1.blob.json s1.blob.json s2.blob.json s3.blob.json',
    's1.blob.json is a file of this run',
  ],
  ['an unknown format', 'merge-reports --format xml .', 'there is no format xml here'],
  [
    'an option of fleets',
    'merge-reports --repository-url https://x/{repository} .',
    'works only with --fleet',
  ],
])('refuses %s', async (_, line, told) => {
  const cwd = await threeShards();
  const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
  const put = (name: string, text: string): void => writeFileSync(join(cwd, name), text);
  put('copy.blob.json', read('s2.blob.json'));
  put('other.json', '{}');
  put('cut.json', read('s1.blob.json').slice(0, 100));
  put('empty.json', '');
  await runIn(cwd, '--check --output-file json=report.json --output-file blob=whole.json tests');
  put(
    'newer.json',
    read('whole.json').replace(
      '"version":1,"tool":{"name":"bump-testclient","version":"0.1.0"',
      '"version":2,"tool":{"name":"bump-testclient","version":"9.0.0"',
    ),
  );
  put('damaged.json', read('whole.json').replace('"line":3', '"line":"x"'));
  await runIn(cwd, '--check --strict=fails --shard 2/3 --output-file blob=strict.json tests');
  await runIn(cwd, '--check --shard 2/2 --output-file blob=half.json tests');
  await runIn(cwd, '--check --shard 2/3 --exclude tests/test_c.py --output-file blob=fewer.json tests');
  const { code, stdout, stderr } = await runIn(cwd, line);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(told);
});

test('a shard without files says so and is no error', async () => {
  const cwd = folderOf(SUITE);
  const { code, stderr } = await runIn(cwd, '--check --shard 9/9 tests');
  expect(code).toBe(0);
  expect(stderr).toContain('note: shard 9/9 has no file');
});

test('stdin is no part of anything', async () => {
  const { code, stderr } = await runIn(folderOf({}), '--shard 1/2 --stdin-filename t.py -');
  expect([code, stderr]).toEqual([2, expect.stringContaining('--shard cannot be combined with `-`')]);
});
