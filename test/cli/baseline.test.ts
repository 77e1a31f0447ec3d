import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { command, folderOf, runIn } from './command.ts';

const SUITE = `from fastapi.testclient import TestClient

client = TestClient(app)

def test_it():
    client.get("/", allow_redirects=False)
    client.put("/things", json={})
`;

const CHECK = '--check --strict=differs --baseline held.json .';

test('a team adopts --check before it migrates', async () => {
  const root = folderOf({ 'test_a.py': SUITE });
  const missing = await runIn(root, CHECK);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toBe(
    'error: --baseline: there is no file held.json\nwrite it with --update-baseline\n',
  );
  const adopted = await runIn(root, `${CHECK} --update-baseline`);
  expect(adopted.code).toBe(0);
  expect(adopted.stderr).toMatch(/note: held\.json holds \d+ findings? in 1 file \(\d+ new, 0 gone\)/);
  const checked = await runIn(root, CHECK);
  expect(checked.code).toBe(0);
  expect(checked.stdout).toBe('');
  expect(checked.stderr).toMatch(
    /Scanned 1 file, would change 0 \(0 edits\), 0 need a look, 0 failed, \d+ known \(baseline\), /,
  );
  const json = await runIn(root, `${CHECK} --format json`);
  const { summary } = JSON.parse(json.stdout) as {
    summary: { known: number; edits: number; manual: number };
  };
  expect(summary).toMatchObject({ edits: 0, manual: 0 });
  expect(checked.stderr).toContain(`${summary.known} known (baseline)`);
  expect(json.code).toBe(0);
});

test('a new finding fails the check, and is the only one that is told', async () => {
  const root = folderOf({ 'test_a.py': SUITE });
  await runIn(root, `${CHECK} --update-baseline --quiet`);
  const text = readFileSync(join(root, 'held.json'), 'utf8');
  const more = folderOf({
    'held.json': text,
    'test_a.py': `${SUITE}    client.get("/new", allow_redirects=True)\n`,
  });
  const { code, stdout } = await runIn(more, CHECK);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^test_a\.py:8:\d+: follow-redirects: .*\n$/);
});

test.each<[string, string, RegExp]>([
  ['a source', '--baseline a.py', /--baseline: a\.py has the name of a source/],
  ['a list of packages', '--baseline requirements.txt', /--baseline: requirements\.txt has the name of/],
  ['what lies in .git', '--baseline .git/held.json', /--baseline: .*git/],
  [
    'a place in no folder',
    '--baseline no/held.json',
    /--baseline: the folder of no\/held\.json does not exist/,
  ],
  ['a report', '--baseline x.json --output-file x.json', /two reports cannot go to x\.json/],
])('the baseline is not written over %s', async (_, options, message) => {
  const { code, stderr, read } = await command(`--check --update-baseline ${options} .`, {
    files: { 'a.py': SUITE, '.git/x': '' },
  });
  expect(stderr).toMatch(message);
  expect(code).toBe(2);
  expect(read('a.py')).toBe(SUITE);
});

test.each([
  ['that is named', '--config own.json', 'own.json', 'own.json is a file of this run'],
  ['that is found', '', 'bump-testclient.config.json', 'has the name of a configuration'],
])('a report is not written over a configuration %s', async (_, option, name, message) => {
  const files = { 'a.py': SUITE, [name]: '{"strict": true}' };
  const { code, stderr, read } = await command(`--check ${option} --output-file json=${name} .`, { files });
  expect(stderr).toContain(message);
  expect([code, read(name)]).toEqual([2, files[name]]);
});

test('a report is not written over the baseline', async () => {
  const files = { 'a.py': SUITE, 'held.json': '{"version":1,"files":{}}' };
  const { code, stderr, read } = await command('--check --baseline held.json --output-file held.json .', {
    files,
  });
  expect(stderr).toContain('--output-file: held.json is a file of this run');
  expect([code, read('held.json')]).toEqual([2, files['held.json']]);
});

test.each<[string, RegExp]>([
  ['- --stdin-filename a.py --changed', /`-` cannot be combined with --changed/],
  ['- --stdin-filename a.py --changed=main', /`-` cannot be combined with --changed/],
  ['- --stdin-filename a.py --staged', /`-` cannot be combined with --staged/],
  [
    '- --stdin-filename a.py --baseline b.json --update-baseline',
    /`-` cannot be combined with --update-baseline/,
  ],
])('%s is refused', async (line, message) => {
  const { code, stderr } = await command(line, { stdin: SUITE });
  expect([code, message.test(stderr)]).toEqual([2, true]);
});

test('nothing is written where the run fails before', async () => {
  const root = folderOf({ 'a.py': SUITE });
  expect((await runIn(root, '--check --baseline held.json --update-baseline nowhere')).code).toBe(2);
  expect(existsSync(join(root, 'held.json'))).toBe(false);
});
