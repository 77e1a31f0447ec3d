import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/parse.ts';
import { folderOf, legacy } from '../cli/command.ts';
import { builtCommand } from '../support/built.ts';
import { SUITE } from './suite.ts';

const NODE = process.execPath;
const BIN = await builtCommand();
/** Where the suite is in each folder. */
const SUITE_FILE = 'suite of tests.mjs';

/** A folder with what the suite does on the old client: a test for each word, as the suite takes them. */
function recorded(words: readonly string[], runs: readonly string[] = ['1']): string {
  const folder = folderOf({
    '.bump-testclient/.gitignore': '*\n',
    'test_shop.py': legacy,
    [SUITE_FILE]: SUITE,
  });
  for (const run of runs) {
    const config = { to: join(folder, '.bump-testclient/evidence.jsonl'), root: folder, run, salt: 'ab' };
    const env = {
      ...process.env,
      BUMP_TESTCLIENT_RECORD: JSON.stringify(config),
      HASH: createHash('sha256').update(legacy).digest('hex').slice(0, 16),
    };
    const args = [SUITE_FILE, '0', ...words.map((word) => word.replace('*', run))];
    const { status } = spawnSync(NODE, args, { cwd: folder, env });
    expect(status).toBe(0);
  }
  return folder;
}

function bump(cwd: string, ...args: readonly string[]) {
  const all = [BIN, ...args];
  const { status, stdout, stderr } = spawnSync(NODE, all, { cwd, encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr };
}

const prove = (cwd: string, options: readonly string[], words: readonly string[], status = '0') =>
  bump(cwd, 'prove', ...options, '--', NODE, SUITE_FILE, status, ...words);

describe('the exit code', () => {
  test.each<readonly [string, readonly string[], readonly string[], string, number]>([
    ['all is equal', ['a=/a', 'b=/b'], ['a=/a', 'b=/b'], '0', 0],
    ['a request differs', ['a=/a', 'b=/b'], ['a=/a', 'b=/c'], '0', 1],
    ['a test fails now', ['a=/a'], ['a=/a'], '1', 1],
    ['no test is in both', ['a=/a'], ['b=/a'], '0', 2],
    ['no test ran', ['a=/a'], [], '0', 2],
  ])('%s', (_, before, now, status, code) => {
    expect(prove(recorded(before), [], now, status).status).toBe(code);
  });

  test('the command fails before any test runs', () => {
    expect(prove(recorded(['a=/a']), [], [], '4').stderr).toContain(
      'error: the command ended with exit code 4, and no test ran\n',
    );
  });

  test('there is no recording', () => {
    const { status, stderr } = prove(folderOf({}), [], ['a=/a']);
    expect(stderr).toContain('error: there is no recording to compare with\n');
    expect(stderr).toContain('`bump-testclient record -- pytest tests`');
    expect(status).toBe(2);
  });

  test.each(['missing.jsonl', 'empty.jsonl'])('the recording cannot be used: %s', (name) => {
    const folder = folderOf({ 'empty.jsonl': 'nonsense\n{"is":"received"}\n' });
    const { status, stdout, stderr } = prove(folder, ['--evidence', name], ['a=/a']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(name);
  });

  test('there is no such command', () => {
    const { status, stderr } = bump(recorded(['a=/a']), 'prove', 'no-such-command-here');
    expect([status, stderr.split('\n')[0]]).toEqual([2, 'error: there is no command no-such-command-here']);
  });
});

describe('the output', () => {
  test('is that of the command, and what differs behind it; the summary goes to stderr', () => {
    const { stdout, stderr } = prove(recorded(['a=/a']), [], ['a=/b']);
    expect(stdout).toBe('1 passed\n\n≠ test_shop.py:7: GET\n    path changed\n    in request 1 of a\n');
    expect(stderr).toMatch(/^\n1 test, 1 request: 0 equal, 1 differs\n {2}1 test differs\n/);
  });

  test('is nothing but the report where it is no text: the command prints to stderr then', () => {
    const { stdout, stderr } = prove(recorded(['a=/a']), ['--format', 'json', '-q'], ['a=/b']);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { differs: 1, exitCode: 1 } });
    expect(stderr).toBe('1 passed\n');
  });

  test('goes to files as well', () => {
    const folder = recorded(['a=/a']);
    const files = [
      '--output-file',
      'markdown=p.md',
      '--output-file',
      'json=p.json',
      '--output-file',
      'p.txt',
    ];
    prove(folder, files, ['a=/a']);
    const [markdown, json, text] = ['p.md', 'p.json', 'p.txt'].map((name) =>
      readFileSync(join(folder, name), 'utf8'),
    );
    expect(markdown).toContain('**1 test, 1 request: 1 equal, 0 differ**\n');
    expect(JSON.parse(json!)).toMatchObject({ summary: { equal: 1 } });
    expect(text).toContain('1 test, 1 request: 1 equal, 0 differ\n');
  });

  test('never takes the place of the recording', () => {
    const folder = recorded(['a=/a']);
    const file = join(folder, '.bump-testclient/evidence.jsonl');
    const before = readFileSync(file, 'utf8');
    const { status, stdout, stderr } = prove(folder, ['--output-file', `json=${file}`], ['a=/a']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('is a file of this run (evidence.jsonl)');
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('shows values on request alone', () => {
    const folder = recorded(['a=/a']);
    expect(prove(folder, [], ['a=/secret']).stdout).not.toContain('secret');
    expect(prove(folder, ['--values'], ['a=/secret']).stdout).toContain('it is /secret now');
  });
});

test('what varies by itself is known from two recorded runs', () => {
  const { status, stdout } = prove(recorded(['a=/*', 'b=/b'], ['1', '2']), ['-v'], ['a=/3', 'b=/b']);
  expect(stdout).toBe('1 passed\n\na: its path varies by itself\n');
  expect(status).toBe(0);
});

test('what varies by itself is known from two runs now', () => {
  const { status, stdout, stderr } = prove(recorded(['a=/1']), ['--twice', '-v'], ['a=/*']);
  expect(stdout).toBe('1 passed\n1 passed\n\na: its path varies by itself\n');
  expect(stderr).not.toContain('--twice');
  expect(status).toBe(0);
});

test('the rule whose edit stands at the call is named, also after a second run of the migration', () => {
  const folder = recorded(['a=/a']);
  for (const code of [0, 0]) expect(bump(folder, '-q', '.').status).toBe(code);
  expect(readdirSync(join(folder, '.bump-testclient')).sort()).toEqual([
    '.gitignore',
    'edits.json',
    'evidence.jsonl',
  ]);
  expect(prove(folder, [], ['a=/b']).stdout).toContain('≠ test_shop.py:7: GET; follow-redirects edited it\n');
});

test('nothing is kept beside a recording where nothing is written', () => {
  const folder = recorded(['a=/a']);
  expect(bump(folder, '-n', '.').status).toBe(0);
  expect(existsSync(join(folder, '.bump-testclient/edits.json'))).toBe(false);
});

test.each([
  [
    ['prove', '--', 'pytest', '-q', '--strict=fails'],
    ['pytest', '-q', '--strict=fails'],
  ],
  [
    ['prove', '-q', 'pytest', '-n', '4', '-k', 'a or b', '--format', 'x'],
    ['pytest', '-n', '4', '-k', 'a or b', '--format', 'x'],
  ],
  [
    ['--color', 'never', 'prove', '--values', '--', 'tox', '--', '-x'],
    ['tox', '--', '-x'],
  ],
])('the command is taken as it is: %j', (argv, command) => {
  expect(parseArguments(argv, '1')).toMatchObject({ kind: 'prove', command });
});

test.each([
  [['prove'], 'prove: no command is given'],
  [['prove', '-q', '-v', 'pytest'], '--quiet and --verbose cannot be combined'],
  [['prove', '--format', 'xml', 'pytest'], '--format'],
  [['prove', '--output-file', 'xml=a', 'pytest'], "Unknown format 'xml'"],
  [['--unsafe', 'prove', 'pytest'], 'the command `prove` has no option --unsafe'],
])('is refused: %j', (argv, message) => {
  expect(() => parseArguments(argv, '1')).toThrow(message);
});
