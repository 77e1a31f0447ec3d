import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { describe, expect, it, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/parse.ts';
import { UsageError } from '../../src/runner/errors.ts';
import { folder, git, repository } from '../runner/support.ts';
import { runIn } from './command.ts';

/** Writes what a recorder would: a run of `requests` calls, each in a test; then ends as it is told. */
const SUITE = `
  import { appendFileSync } from 'node:fs';
  const [requests = '0', ending = '0'] = process.argv.slice(2);
  const { to, run, salt, root, values } = JSON.parse(process.env.BUMP_TESTCLIENT_RECORD);
  const process_ = 'suite ' + process.pid;
  const lines = Array.from({ length: Number(requests) }, (_, index) => [
    { is: 'call', at: ['test_a.py', index + 1], chain: [], receiver: 'C', library: 'test-client', method: 'get',
      args: ['text'], options: {}, answer: '2xx', times: 1 },
    { is: 'received', test: 't' + index, requests: [{ method: 'GET', path: '0', headers: 1 }] },
    { is: 'test', test: 't' + index, outcome: 'passed' },
  ]).flat();
  const end = { is: 'end', ...(ending === 'trouble' && { problems: ['requests 0.1 is not known'] }) };
  const all = [
    { is: 'process', format: 1, run, language: 'python', versions: { root, values: String(values) }, salt },
    ...lines,
    ...(ending === 'cut' ? [] : [end]),
  ];
  for (const line of all) appendFileSync(to, JSON.stringify({ is: line.is, process: process_, ...line }) + '\\n');
  if (ending.startsWith('SIG')) process.kill(process.pid, ending);
  else process.exitCode = Number(ending) || 0;
`;

const PLACE = '.bump-testclient/evidence.jsonl';
const FILES = { 'suite.mjs': SUITE, 'test_a.py': '' };
const env = { ...process.env, NODE_OPTIONS: '' };
const recordIn = (cwd: string, line: string) => runIn(cwd, `record ${line}`, { env });
const SUITE_OF = (words: string): string => `-- node suite.mjs ${words}`;

/** What the suite wrote: the recorder for Node, which is loaded into it, tells of the process too. */
const linesIn = (file: string): readonly Readonly<Record<string, unknown>>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    .filter(({ process: source }) => String(source).startsWith('suite '));
const processesIn = (file: string) => linesIn(file).filter(({ is }) => is === 'process');

describe('record', () => {
  test('runs the command, and tells on stderr what was recorded', async () => {
    const root = repository(FILES);
    const { code, stdout, stderr } = await recordIn(root, SUITE_OF('3'));
    expect([code, stdout, stderr]).toEqual([
      0,
      '',
      `recorded 3 requests of 3 tests at 3 places in 1 file: ${PLACE}\n`,
    ]);
    expect(processesIn(join(root, PLACE))).toHaveLength(1);
    expect(readdirSync(join(root, '.bump-testclient')).sort()).toEqual(['.gitignore', 'evidence.jsonl']);
  });

  test('writes large numbers so that they can be read', async () => {
    expect((await recordIn(folder(FILES), SUITE_OF('1234'))).stderr).toMatch(
      /^recorded 1,234 requests of 1,234 tests/,
    );
  });

  test('leaves nothing that git shows', async () => {
    const root = repository(FILES);
    await recordIn(root, SUITE_OF('1'));
    expect(git(root, 'status', '--porcelain')).toBe('');
    expect((await runIn(root, '--check .')).stderr).not.toMatch(/uncommitted/);
  });

  test('has the exit code of the command, which is recorded all the same', async () => {
    const { code, stderr } = await recordIn(folder(FILES), SUITE_OF('1 5'));
    expect([code, stderr]).toEqual([5, expect.stringMatching(/^recorded 1 request of 1 test/)]);
  });

  test('tells what the recorder could not do', async () => {
    const { stderr } = await recordIn(folder(FILES), SUITE_OF('1 trouble'));
    expect(stderr).toMatch(/^note: the recorder: requests 0\.1 is not known\nrecorded 1 request/);
  });

  test('tells that it is not whole', async () => {
    const { stderr } = await recordIn(folder(FILES), SUITE_OF('1 cut'));
    expect(stderr).toMatch(/^note: the recording has no end: .*\nrecorded 1 request/);
  });

  test.each([
    ['of the repository', (root: string) => git(root, 'init', '-q'), '.'],
    ['it runs in, without one', () => undefined, 'inner'],
  ])('has paths relative to the folder %s', async (_, prepare, expected) => {
    const root = folder({ 'inner/suite.mjs': SUITE });
    prepare(root);
    await recordIn(join(root, 'inner'), SUITE_OF('1'));
    const [line] = processesIn(join(root, 'inner', PLACE));
    expect(line?.['versions']).toEqual({ root: join(root, expected), values: 'false' });
  });

  test('asks for values only where it is told to, and says so', async () => {
    const root = folder(FILES);
    const { stderr } = await recordIn(root, `--values ${SUITE_OF('1')}`);
    expect(processesIn(join(root, PLACE))[0]?.['versions']).toMatchObject({ values: 'true' });
    expect(stderr).toMatch(/^note: the recording holds what was sent, as --values asks/);
  });

  test('runs twice where it is told to, as two runs with one salt', async () => {
    const root = folder(FILES);
    const { code, stderr } = await recordIn(root, `--twice ${SUITE_OF('2 3')}`);
    const [first, second, ...more] = processesIn(join(root, PLACE));
    expect([code, stderr, more]).toEqual([
      3,
      expect.stringMatching(/^recorded 2 requests of 2 tests .*, twice: /),
      [],
    ]);
    expect([first?.['run'] === second?.['run'], first?.['salt'] === second?.['salt']]).toEqual([false, true]);
  });
});

describe('a recording that is there', () => {
  test('is replaced', async () => {
    const root = folder(FILES);
    await recordIn(root, SUITE_OF('3'));
    await recordIn(root, SUITE_OF('1'));
    expect(linesIn(join(root, PLACE)).filter(({ is }) => is === 'call')).toHaveLength(1);
  });

  test('stays with --append, and what is new has its salt', async () => {
    const root = folder(FILES);
    await recordIn(root, SUITE_OF('3'));
    writeFileSync(join(root, PLACE), '{"is":"call","pro', { flag: 'a' });
    const { stderr } = await recordIn(root, `--append ${SUITE_OF('1')}`);
    expect(stderr).toMatch(/^recorded 1 request/);
    const text = readFileSync(join(root, PLACE), 'utf8').replace('{"is":"call","pro\n', '');
    writeFileSync(join(root, PLACE), text);
    const [first, second] = processesIn(join(root, PLACE));
    expect(linesIn(join(root, PLACE)).filter(({ is }) => is === 'call')).toHaveLength(4);
    expect([first?.['salt'], first?.['run'] === second?.['run']]).toEqual([second?.['salt'], false]);
  });

  test.each([
    ['nothing was recorded', SUITE_OF('0'), 0, /^nothing was recorded: no test ran/],
    [
      'the command cannot be started',
      '-- no-such-command',
      127,
      /^error: there is no command no-such-command\n/,
    ],
  ])('stays where %s', async (_, line, status, said) => {
    const root = folder(FILES);
    await recordIn(root, SUITE_OF('3'));
    const before = readFileSync(join(root, PLACE), 'utf8');
    const { code, stderr } = await recordIn(root, line);
    expect([code, stderr]).toEqual([status, expect.stringMatching(said)]);
    expect(readFileSync(join(root, PLACE), 'utf8')).toBe(before);
    expect(readdirSync(join(root, '.bump-testclient')).sort()).toEqual(['.gitignore', 'evidence.jsonl']);
  });

  it.skipIf(platform === 'win32')(
    'stays where the run is interrupted, whose recording is beside it',
    async () => {
      const root = folder(FILES);
      await recordIn(root, SUITE_OF('3'));
      const { code, stderr } = await recordIn(root, SUITE_OF('1 SIGTERM'));
      const [, beside = ''] = /^recorded 1 request .* until it was interrupted: (.*)\n/.exec(stderr) ?? [];
      expect([code, stderr]).toEqual([
        143,
        expect.stringMatching(/the earlier recording stays in its place\n$/),
      ]);
      expect([linesIn(join(root, beside)).length, linesIn(join(root, PLACE)).length]).toEqual([5, 11]);
    },
  );

  it.skipIf(platform === 'win32')(
    'is made by a run that is interrupted, where there is no earlier one',
    async () => {
      const root = folder(FILES);
      const { code } = await recordIn(root, SUITE_OF('1 SIGKILL'));
      expect([code, existsSync(join(root, PLACE))]).toEqual([137, true]);
    },
  );
});

describe('the place of a recording', () => {
  test('may be elsewhere, with spaces and more in its name', async () => {
    const root = folder({ 'a b é/suite.mjs': SUITE });
    const { stderr } = await recordIn(join(root, 'a b é'), `--to ../日本.jsonl ${SUITE_OF('1')}`);
    expect(stderr).toMatch(/: \.\.\/日本\.jsonl\n$/);
    expect(readdirSync(root).sort()).toEqual(['a b é', '日本.jsonl']);
  });

  test.each([
    ['another file', '--to suite.mjs', /^error: suite\.mjs is no recording, and would be replaced\n/],
    ['a folder', '--to sub', /^error: cannot write sub: it is a folder, not a regular file\n/],
    [
      'below a file',
      '--to test_a.py/e.jsonl',
      /^error: cannot write test_a\.py\/e\.jsonl: E(?:NOTDIR|EXIST)/,
    ],
  ])('must not be %s: the command is not run', async (_, option, said) => {
    const root = folder({ ...FILES, 'sub/x': '' });
    const { code, stderr } = await recordIn(root, `${option} -- node -e process.exit(9)`);
    expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
    expect(readFileSync(join(root, 'suite.mjs'), 'utf8')).toBe(SUITE);
  });

  test('must be writable: the command is not run', async () => {
    const root = folder({ ...FILES, '.bump-testclient': 'a file in the place of the folder' });
    const { code, stderr } = await recordIn(root, `-- node -e process.exit(9)`);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(
        /^error: cannot write \.bump-testclient\/evidence\.jsonl: E.*\nwrite elsewhere with --to FILE\n$/,
      ),
    ]);
  });
});

test.skipIf(platform === 'win32' || process.getuid?.() === 0)(
  'a working directory that is read-only is told of, and the command is not run',
  async () => {
    const root = folder(FILES);
    chmodSync(root, 0o555);
    const { code, stderr } = await recordIn(root, '-- node -e process.exit(9)');
    chmodSync(root, 0o755);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/: EACCES: permission denied\nwrite elsewhere/),
    ]);
  },
);

describe('the command line', () => {
  const parse = (...argv: readonly string[]): unknown => parseArguments(argv, '1.2.3');
  const defaults = { kind: 'record', twice: false, append: false, values: false };

  test.each<[readonly string[], object]>([
    [['--', 'pytest', 'tests'], { command: ['pytest', 'tests'] }],
    [['pytest', 'tests'], { command: ['pytest', 'tests'] }],
    [['--', 'pytest', '-n', '4', '-k', 'a or b'], { command: ['pytest', '-n', '4', '-k', 'a or b'] }],
    [['pytest', '-n', '4', '--to', 'x'], { command: ['pytest', '-n', '4', '--to', 'x'] }],
    [
      ['--to', 'f', '--twice', '--', 'make', '--', '-x'],
      { command: ['make', '--', '-x'], to: 'f', twice: true },
    ],
    [['pytest', '--strict=warns', '--help'], { command: ['pytest', '--strict=warns', '--help'] }],
    [['--append', '--values', 'tox'], { command: ['tox'], append: true, values: true }],
    [['--', 'record', ''], { command: ['record', ''] }],
  ])('record %j', (argv, request) => {
    expect(parse('record', ...argv)).toEqual({ ...defaults, ...request });
  });

  test.each<[readonly string[], object]>([
    [['--export', 'f'], { folder: 'f', values: false }],
    [['--export', 'f', '--values'], { folder: 'f', values: true }],
  ])('record %j', (argv, request) => {
    expect(parse('record', ...argv)).toEqual({ kind: 'export', ...request });
  });

  test.each<[readonly string[], RegExp]>([
    [['record'], /^record: no command is given$/],
    [['record', '--'], /^record: no command is given$/],
    [['record', '--', ''], /^record: no command is given$/],
    [['record', '--to', '', '--', 'x'], /^--to: the file name is missing$/],
    [['record', '--export', 'f', '--', 'x'], /^--export runs nothing/],
    [['record', '--export', 'f', '--twice'], /^--export runs nothing/],
    [['record', '--nonsense', 'x'], /^unknown option '--nonsense'$/],
    [['--check', 'record', 'x'], /^the command `record` has no option --check$/],
  ])('%j is refused', (argv, message) => {
    expect(() => parse(...argv)).toThrow(UsageError);
    expect(() => parse(...argv)).toThrow(message);
  });

  test('a path or a value of that name is none of a command', () => {
    expect(parse('tests', 'record', '--strict=fails')).toMatchObject({ kind: 'run', strict: 'fails' });
    expect(parse('--client', 'record', '--strict=fails')).toMatchObject({ kind: 'run', strict: 'fails' });
  });
});

describe('--export', () => {
  test('writes the recorders, and prints variables for a shell, a container and CI', async () => {
    const root = repository({});
    const { code, stdout, stderr } = await runIn(root, 'record --export tools/recorders');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('ENV PYTHONPATH=/app/tools/recorders/python\n');
    expect(stdout).toContain('  PYTHONPATH: ${{ github.workspace }}/tools/recorders/python\n');
    expect(existsSync(join(root, 'tools/recorders/python/sitecustomize.py'))).toBe(true);
    expect(git(root, 'status', '--porcelain', '-uall')).not.toContain('__pycache__');
  });

  it.skipIf(platform === 'win32')('what it prints for a shell sets the variables there', async () => {
    const root = folder({ 'a b/x': '' });
    const cwd = join(root, 'a b');
    const { stdout } = await runIn(cwd, 'record --export r');
    const shell = stdout.slice(0, stdout.indexOf('\n\n'));
    const shown = 'printf "%s\\n" "$PYTHONPATH" "$NODE_OPTIONS" "$BUMP_TESTCLIENT_RECORD"';
    const { stdout: set } = spawnSync('sh', ['-c', `${shell}\n${shown}`], {
      cwd,
      env: { PATH: process.env['PATH'], PYTHONPATH: 'mine', NODE_OPTIONS: '--no-warnings' },
      encoding: 'utf8',
    });
    const [path, options, settings = ''] = set.split('\n');
    expect([path, options]).toEqual([
      `${cwd}/r/python:mine`,
      `--import="file://${cwd}/r/javascript/record.mjs" --no-warnings`,
    ]);
    expect(JSON.parse(settings)).toMatchObject({ to: `${cwd}/evidence.jsonl`, root: cwd, mode: 'record' });
  });

  test('a folder that cannot be written is told', async () => {
    const root = folder({ file: '' });
    const { code, stderr } = await runIn(root, 'record --export file');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error: cannot write file: /)]);
  });
});
