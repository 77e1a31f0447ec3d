import { spawnSync } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { platform } from 'node:process';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { environmentOf, recorderConfig, recorderFolder } from '../../../src/runner/record/environment.ts';
import { folder } from '../support.ts';

const config = recorderConfig({ to: '/t/e é.jsonl', root: '/t', mode: 'record', values: false });

/** What shells and Node take apart, as far as the path of a module may hold it. */
const ODD = platform === 'win32' ? "a b' é" : 'a "b\' é';

/** Where recorders are that say so. */
function recorders(): (language: string) => string {
  const root = folder({
    [`${ODD}/python/sitecustomize.py`]: 'print("python recorder")\n',
    [`${ODD}/javascript/record.mjs`]: 'console.log("node recorder");\n',
  });
  return (language) => join(root, ODD, language);
}

test('the recorders are told where they write, and what of', () => {
  const { BUMP_TESTCLIENT_RECORD = '' } = environmentOf(config, {});
  expect(JSON.parse(BUMP_TESTCLIENT_RECORD)).toEqual({
    to: '/t/e é.jsonl',
    root: '/t',
    mode: 'record',
    values: false,
    run: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    salt: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
  });
});

test('each run has a name and a salt of its own', () => {
  const other = recorderConfig(config);
  expect([other.run === config.run, other.salt === config.salt]).toEqual([false, false]);
});

describe('what is in the environment stays there, behind the recorders', () => {
  test.each([
    [undefined, []],
    ['', []],
    ['/mine', ['/mine']],
    [`${delimiter}/mine`, ['', '/mine']],
  ])('PYTHONPATH=%s', (before, after) => {
    const of = recorders();
    const { PYTHONPATH } = environmentOf(config, { PYTHONPATH: before }, of);
    expect(PYTHONPATH).toBe([of('python'), ...after].join(delimiter));
  });

  test.each([
    [undefined, ''],
    ['', ''],
    ['--no-warnings --title="a b"', ' --no-warnings --title="a b"'],
  ])('NODE_OPTIONS=%s', (before, after) => {
    const of = recorders();
    const { NODE_OPTIONS } = environmentOf(config, { NODE_OPTIONS: before }, of);
    expect(NODE_OPTIONS).toBe(`--import=${pathToFileURL(join(of('javascript'), 'record.mjs')).href}${after}`);
  });

  test('variables of others', () => {
    expect(environmentOf(config, { PATH: '/bin', CI: '1' })).toMatchObject({ PATH: '/bin', CI: '1' });
  });

  test('what tox passes on', () => {
    const own = { TOX_TESTENV_PASSENV: 'A B', TOX_OVERRIDE: 'testenv.deps+=c' };
    expect(environmentOf(config, own)).toMatchObject({
      TOX_TESTENV_PASSENV: 'BUMP_TESTCLIENT_RECORD PYTHONPATH NODE_OPTIONS A B',
      TOX_OVERRIDE:
        'testenv.pass_env+=BUMP_TESTCLIENT_RECORD,PYTHONPATH,NODE_OPTIONS;' +
        'env_run_base.pass_env+=BUMP_TESTCLIENT_RECORD,PYTHONPATH,NODE_OPTIONS;testenv.deps+=c',
    });
  });
});

test('Node loads its recorder from a path with spaces, quotes and more', () => {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', 'console.log("program")'], {
    env: environmentOf(config, env, recorders()),
    encoding: 'utf8',
  });
  expect([stdout, stderr]).toEqual(['node recorder\nprogram\n', '']);
});

test('without a recorder for Node its options stay as they are', () => {
  expect(environmentOf(config, { NODE_OPTIONS: '-r x' }, () => folder())['NODE_OPTIONS']).toBe('-r x');
});

const python = ['python3', 'python'].find((name) => spawnSync(name, ['-c', '0']).status === 0);

test.skipIf(python === undefined)(
  'Python loads its recorder from a path with spaces, quotes and more',
  () => {
    const { stdout, stderr } = spawnSync(python ?? '', ['-c', 'print("program")'], {
      env: environmentOf(config, process.env, recorders()),
      encoding: 'utf8',
    });
    expect([stdout.replaceAll('\r', ''), stderr]).toEqual(['python recorder\nprogram\n', '']);
  },
);

test('a recorder is found beside the sources', () => {
  expect(recorderFolder('python')).toBe(join(import.meta.dirname, '../../../src/recorders/python'));
});
