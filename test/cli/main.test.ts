import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Interruption, Io } from '../../src/cli/io.ts';
import { broken, clean, command, folderOf, legacy, migrated, unclear } from './command.ts';

describe('the exit status', () => {
  const all = { legacy, unclear, broken, clean };
  it.each<[string, readonly (keyof typeof all)[], number]>([
    ['', ['legacy'], 0],
    ['', ['unclear'], 0],
    ['', ['clean'], 0],
    ['', ['broken'], 2],
    ['', ['legacy', 'broken'], 2],
    ['-n', ['legacy'], 0],
    ['-n', ['broken'], 2],
    ['--diff', ['legacy'], 0],
    ['--check', ['legacy'], 1],
    ['--check', ['unclear'], 0],
    ['--check', ['clean'], 0],
    ['--check', ['legacy', 'broken'], 2],
    ['--check --diff', ['legacy'], 1],
    ['--check --diff', ['clean'], 0],
    ['--check --format json', ['legacy'], 1],
    ['--check --format json --diff', ['legacy'], 1],
    ['--check --color always', ['legacy'], 1],
    ['--check -q', ['legacy'], 1],
    ['--check -v', ['legacy'], 1],
    ['--strict', ['legacy'], 0],
    ['--strict', ['unclear'], 1],
    ['--strict -n -q', ['unclear'], 1],
    ['--strict --check', ['unclear'], 1],
    ['--strict --check', ['clean'], 0],
    ['--strict --format json', ['unclear'], 1],
    ['no_such_file.py', ['clean'], 2],
    ['--select no-such-rule', ['legacy'], 2],
    ['--ignore follow-redirects --check', ['legacy'], 0],
    ['--select follow-redirects --strict', ['unclear'], 0],
    ['--no-such-option', ['clean'], 2],
    ['--files-from no_such_list', ['clean'], 2],
    ['--help', ['broken'], 0],
    ['--version', ['broken'], 0],
    ['rules', [], 0],
    ['explain follow-redirects', [], 0],
    ['explain no-such-rule', [], 2],
  ])('of %j over %j files is %i', async (line, names, code) => {
    const files = Object.fromEntries(names.map((name) => [`tests/test_${name}.py`, all[name]]));
    expect((await command(line, { files })).code).toBe(code);
  });
});

describe('a run', () => {
  it('rewrites constructions of clients in files without calls', async () => {
    const made = {
      'conftest.py':
        'from httpx import AsyncClient\n\nasync def http(app):\n    async with AsyncClient(app=app) as http:\n        yield http\n',
      'clients.py':
        'import httpx\n\nclass Browser(httpx.Client):\n    def __init__(self, app):\n        super().__init__(app=app)\n\nclass Api(httpx.Client):\n    pass\n',
      'world.py': 'from clients import Api\n\nworld = Api(\n    app=app,\n)\n',
      'shop.py': 'app = create_app()\n',
    };
    const { read, stderr } = await command('', { files: made });
    expect(stderr).toContain('changed 3 (3 edits)');
    expect(read('conftest.py')).toContain('AsyncClient(transport=ASGITransport(app=app))');
    expect(read('clients.py')).toContain('super().__init__(transport=httpx.WSGITransport(app=app))');
    expect(read('world.py')).toContain('    transport=WSGITransport(app=app),\n');
  });

  it('rewrites the other files when one cannot be parsed', async () => {
    const { read, stdout, stderr } = await command('', { files: { 'a.py': broken, 'b.py': legacy } });
    expect(read('b.py')).toBe(migrated);
    expect(read('a.py')).toBe(broken);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^a\.py:\d+:\d+: syntax-error: /m);
    expect(stderr).toMatch(/^Scanned 2 files, changed 1 \(1 edit\), 0 need a look, 1 failed, \d+\.\d s$/m);
  });

  it.each(['-n', '--check', '--check --diff', '--diff'])('with %s writes nothing', async (line) => {
    expect((await command(line, { files: { 'a.py': legacy } })).read('a.py')).toBe(legacy);
  });

  it('prints a patch that gives the same files as a run without -n', async () => {
    const files = { 'tests/a b.py': legacy, 'tests/c.py': legacy.replaceAll('\n', '\r\n') };
    const { output } = await command('-n', { files });
    const folder = folderOf(files);
    execFileSync('git', ['apply'], { cwd: folder, input: output, stdio: 'pipe' });
    expect(readFileSync(join(folder, 'tests/a b.py'), 'utf8')).toBe(migrated);
    expect(readFileSync(join(folder, 'tests/c.py'), 'utf8')).toBe(migrated.replaceAll('\n', '\r\n'));
  });

  it('prints a patch in the encoding of the file', async () => {
    const source = Buffer.from(`# coding: latin-1\n# caf\xe9\n${legacy}`, 'latin1');
    const { output } = await command('-n', { files: { 'a.py': source } });
    const folder = folderOf({ 'a.py': source });
    execFileSync('git', ['apply'], { cwd: folder, input: output, stdio: 'pipe' });
    expect(readFileSync(join(folder, 'a.py'), 'latin1')).toBe(`# coding: latin-1\n# caf\xe9\n${migrated}`);
  });

  it('prints the same counts as JSON and as text', async () => {
    const { stdout, stderr } = await command('--check --format json', {
      files: { 'a.py': legacy, 'b.py': unclear },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      summary: { scanned: 2, changed: 1, edits: 1, manual: 1, failed: 0, exitCode: 1 },
      files: [
        { path: 'a.py', status: 'changed' },
        { path: 'b.py', status: 'unchanged' },
      ],
    });
    expect(stderr).toContain('Scanned 2 files, would change 1 (1 edit), 1 needs a look, 0 failed');
  });

  it('also writes reports to files', async () => {
    const line = '--check --output-file json=report.json --output-file report.txt';
    const { read, stdout } = await command(line, { files: { 'a.py': legacy } });
    expect(JSON.parse(read('report.json'))).toHaveProperty('summary.exitCode', 1);
    expect(read('report.txt')).toContain(stdout);
  });

  it('refuses a report path that cannot be written before it rewrites a file', async () => {
    const { code, stderr, read } = await command('--output-file no/such/report', {
      files: { 'a.py': legacy },
    });
    expect([code, read('a.py')]).toEqual([2, legacy]);
    expect(stderr).toBe('error: --output-file: the folder of no/such/report does not exist\n');
    const file = await command('--output-file a.py/b/report', { files: { 'a.py': legacy } });
    expect([file.code, file.read('a.py')]).toEqual([2, legacy]);
    expect(file.stderr).toBe('error: --output-file: the folder of a.py/b/report does not exist\n');
    const folder = await command('--output-file tests', { files: { 'tests/a.py': legacy } });
    expect([folder.code, folder.read('tests/a.py')]).toEqual([2, legacy]);
    expect(folder.stderr).toBe('error: --output-file: tests is a folder\n');
  });

  it('takes paths from a list, and none from an empty list', async () => {
    const files = { 'a.py': legacy, 'b.py': legacy };
    const listed = await command('--files-from -', { files, stdin: 'b.py\n' });
    expect([listed.read('a.py'), listed.read('b.py')]).toEqual([legacy, migrated]);
    const empty = await command('--files-from -', { files, stdin: '' });
    expect([empty.code, empty.read('a.py')]).toEqual([0, legacy]);
  });

  it('prints only errors with --quiet', async () => {
    const { stdout, stderr } = await command('-q', { files: { 'a.py': legacy, 'b.py': broken } });
    expect(stdout).toBe('');
    expect(stderr.split('\n')).toEqual([expect.stringMatching(/^b\.py:\d+:\d+: syntax-error: /), '']);
  });

  it('prints a blank line between the list and the totals on a terminal', async () => {
    const files = { 'a.py': legacy };
    const { stderr } = await command('--check', { files, isTTY: true });
    // The line of progress was erased.
    expect(stderr.split('\r\x1b[K').at(-1)).toMatch(/^\n/);
    expect((await command('--check', { files })).stderr).toMatch(/^\S/);
  });

  it('uses colours only on a terminal', async () => {
    const files = { 'a.py': legacy };
    expect((await command('-n', { files, isTTY: true })).stdout).toContain('\x1b[31m');
    expect((await command('-n', { files, isTTY: true, env: { NO_COLOR: '1' } })).stdout).toMatch(
      /^--- a\/a\.py\n/,
    );
    expect((await command('-n', { files })).stdout).not.toContain('\x1b');
  });
});

describe('standard input', () => {
  const name = '- --stdin-filename tests/test_a.py';

  it.each([
    ['', legacy, migrated, 0],
    ['', `\uFEFF${legacy.replaceAll('\n', '\r\n')}`, `\uFEFF${migrated.replaceAll('\n', '\r\n')}`, 0],
    ['', unclear, unclear, 0],
    ['', clean, clean, 0],
    ['', '', '', 0],
    ['', broken, broken, 2],
    ['--strict', unclear, unclear, 1],
  ])('with %j becomes the result on stdout', async (options, stdin, stdout, code) => {
    expect(await command(`${name} ${options}`, { stdin })).toMatchObject({ code, stdout });
  });

  it('that cannot be read is an error', async () => {
    const stdin = new Readable({ read: (): void => void stdin.destroy(new Error('EISDIR: it is a folder')) });
    const { code, stderr } = await command(name, { stdin });
    expect([code, stderr]).toEqual([2, 'error: cannot read standard input: EISDIR: it is a folder\n']);
  });

  it('is only checked with --check', async () => {
    const { code, stdout } = await command(`${name} --check`, { stdin: legacy });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^tests\/test_a\.py:7:\d+: follow-redirects: /);
  });

  it('gives a patch with --diff', async () => {
    expect((await command(`${name} -n`, { stdin: legacy })).stdout).toMatch(/^--- a\/tests\/test_a\.py\n/);
  });
});

describe('a usage error', () => {
  it('is printed with a hint and without a stack', async () => {
    const { stdout, stderr } = await command('--chekc');
    expect(stdout).toBe('');
    expect(stderr).toBe("error: unknown option '--chekc'\ndid you mean --check?\n");
  });
});

describe('an error of the tool itself', () => {
  it.each([
    ['', /^error: the unexpected\nthis is a bug in bump-testclient; --verbose shows the stack\n$/],
    ['-v', /^error: the unexpected\nError: the unexpected\n +at [^]*\nthis is a bug in bump-testclient\n$/],
  ])('exits with 2; %j', async (option, expected) => {
    const onInterrupt = (): never => {
      throw new Error('the unexpected');
    };
    const { code, stderr } = await command(option, { files: { 'a.py': legacy }, onInterrupt });
    expect(code).toBe(2);
    expect(stderr).toMatch(expected);
  });
});

describe('the output', () => {
  const failing = (code: string): Writable =>
    new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });

  it('may be closed by its reader without a change of the exit code', async () => {
    const { code, stderr } = await command('--check', {
      files: { 'a.py': legacy },
      stdout: failing('EPIPE'),
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^(note: .*\n)?Scanned 1 file/);
  });

  it('that cannot be written is an error', async () => {
    expect(await command('rules', { stdout: failing('ENOSPC') })).toMatchObject({
      code: 2,
      stderr: 'error: cannot write the output: ENOSPC\n',
    });
  });
});

describe('a signal', () => {
  const by =
    (signal: Interruption): Io['onInterrupt'] =>
    (listener) => {
      listener(signal);
      return () => undefined;
    };

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('as %s ends the run with %i and leaves the files', async (signal, status) => {
    const { code, read } = await command('', { files: { 'a.py': legacy }, onInterrupt: by(signal) });
    expect([code, read('a.py')]).toEqual([status, legacy]);
  });

  it.each(['--check', '-n'])('is left to the system with %s, which writes nothing', async (line) => {
    const listened: string[] = [];
    const onInterrupt: Io['onInterrupt'] = () => {
      listened.push(line);
      return () => undefined;
    };
    await command(line, { files: { 'a.py': legacy }, onInterrupt });
    expect(listened).toEqual([]);
  });
});
