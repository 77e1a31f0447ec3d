import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { builtCommand } from '../support/built.ts';
import { command, folderOf, legacy, migrated, runIn } from './command.ts';

const call = [process.execPath, await builtCommand()];

const isWindows = process.platform === 'win32';
const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs tmpfs /tmp']).status === 0;
const isRoot = process.getuid?.() === 0;

const json = (folder: string, path: string): unknown => JSON.parse(readFileSync(join(folder, path), 'utf8'));

describe('a report is refused before anything is written', () => {
  it.each([
    ['over a source of the run', 'aa.py', 'aa.py has the name of a source or of a list of packages'],
    [
      'over one by another spelling',
      './x/../aa.py',
      'aa.py has the name of a source or of a list of packages',
    ],
    ['over a source that is not in the run', 'json=other.ts', 'other.ts has the name of a source'],
    ['at the name of a source that is to be', 'new.py', 'new.py has the name of a source'],
    ['over a list of packages', 'pyproject.toml', 'pyproject.toml has the name of a source or of a list'],
    ['over a configuration', 'json=tsconfig.json', 'tsconfig.json has the name of a source'],
    ['over the list of paths', 'list', 'list is a file of this run (list)'],
    ['over a folder', 'x', 'x is a folder'],
    ['in place of a folder', 'new/', 'new/ is a folder that does not exist'],
    ['in a folder that is not there', 'no/such', 'the folder of no/such does not exist'],
    ['below a file', 'aa.py/a/b', 'the folder of aa.py/a/b does not exist'],
    ['over what git ignores', '.gitignore', '.gitignore is among the files of git'],
    ['over the attributes of files', 'x/.gitattributes', 'x/.gitattributes is among the files of git'],
    ['in .git', '.git/report', '.git/report is among the files of git'],
    [
      'in .git of a folder below',
      'x/.git/hooks/pre-commit',
      'x/.git/hooks/pre-commit is among the files of git',
    ],
  ])('%s', async (_, path, said) => {
    const files = {
      'aa.py': legacy,
      'other.ts': 'export {};\n',
      'pyproject.toml': '',
      'tsconfig.json': '{}',
      list: 'aa.py\n',
      '.git/HEAD': '',
      'x/.git/hooks/pre-push': '',
    };
    const folder = folderOf(files);
    const before = readdirSync(folder, { recursive: true });
    for (const mode of ['--allow-dirty', '--check']) {
      const { code, stderr } = await runIn(folder, `${mode} --output-file ${path} --files-from list`);
      expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(said) });
    }
    for (const [name, content] of Object.entries(files))
      expect(readFileSync(join(folder, name), 'utf8')).toBe(content);
    expect(readdirSync(folder, { recursive: true })).toEqual(before);
  });

  it.skipIf(isWindows)('through a link, to a source or to what does not exist', async () => {
    const folder = folderOf({ 'aa.py': legacy, 'list.in': 'aa.py\n' });
    symlinkSync('aa.py', join(folder, 'report.txt'));
    symlinkSync('nothing', join(folder, 'dangling'));
    symlinkSync('list.in', join(folder, 'list'));
    const at = async (path: string): Promise<string> =>
      (await runIn(folder, `--files-from list --output-file ${path}`)).stderr;
    expect(await at('report.txt')).toContain('report.txt has the name of a source');
    expect(await at('dangling')).toContain('dangling is a link to what does not exist');
    expect(await at('list.in')).toContain('list.in is a file of this run');
    expect(readFileSync(join(folder, 'aa.py'), 'utf8')).toBe(legacy);
  });

  it('at another name of a source', async () => {
    const folder = folderOf({ 'aa.py': legacy, 'bb.py': legacy });
    linkSync(join(folder, 'aa.py'), join(folder, 'report.txt'));
    for (const mode of ['', '--check']) {
      const { code, stderr } = await runIn(folder, `${mode} --output-file report.txt`);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringContaining('report.txt is a file of this run (aa.py)'),
      });
    }
    expect(readFileSync(join(folder, 'bb.py'), 'utf8')).toBe(legacy);
  });

  it.skipIf(isWindows)('over the file that the source on stdin is named after', async () => {
    const folder = folderOf({ 'template.txt': legacy });
    symlinkSync('template.txt', join(folder, 'a.py'));
    const { code, stderr } = await runIn(folder, '- --stdin-filename a.py --output-file template.txt');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is a file of this run') });
  });

  it.skipIf(isWindows).each([
    ['of one path', 'r.json', 'r.json'],
    ['of one path by two spellings', 'r.json', 'x/../r.json'],
    ['of one path that exists', 'old', './old'],
    ['of a link and its target', 'old', 'link'],
    ['of two hard links', 'old', 'hard'],
  ])('where two of them are %s', async (_, one, other) => {
    const folder = folderOf({ 'aa.py': legacy, old: 'old\n', 'x/y': '' });
    symlinkSync('old', join(folder, 'link'));
    linkSync(join(folder, 'old'), join(folder, 'hard'));
    const { code, stderr } = await runIn(folder, `--output-file json=${one} --output-file text=${other}`);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: --output-file: two reports cannot go to /);
    expect([readFileSync(join(folder, 'aa.py'), 'utf8'), readFileSync(join(folder, 'old'), 'utf8')]).toEqual([
      legacy,
      'old\n',
    ]);
  });

  it.skipIf(isWindows).each([
    ['a source', '<aa.py', '/dev/fd/0', '/dev/fd/0 has the name of a source'],
    ['a source', '<aa.py', '/dev/stdin', '/dev/stdin has the name of a source'],
    ['the list of paths', '3<>list', '/dev/fd/3', '/dev/fd/3 is a file of this run (list)'],
    ['nothing', '', '/dev/fd/77', '/dev/fd/77 is not open'],
  ])('at a descriptor of %s', (_, redirection, path, said) => {
    const folder = folderOf({ 'aa.py': legacy, list: 'aa.py\n' });
    const script = `"$@" --check --files-from list --output-file ${path} ${redirection}`;
    const { status, stderr } = spawnSync('sh', ['-c', script, 'sh', ...call], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining(said) });
    expect(readFileSync(join(folder, 'aa.py'), 'utf8')).toBe(legacy);
  });

  it.skipIf(isWindows)('at a socket', async () => {
    const folder = folderOf({ 'aa.py': legacy });
    const server = createServer().listen(join(folder, 's'));
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    expect((await runIn(folder, '--output-file s')).stderr).toContain('s is a socket');
  });

  // Root may write everywhere, so another user has to try.
  it.runIf(isRoot)('where the user may not write', async () => {
    const folder = folderOf({ 'aa.py': legacy, old: '', 'x/y': '' });
    chmodSync(folder, 0o755);
    const said = (path: string): string =>
      spawnSync('timeout', ['60', ...call, '--check', '--output-file', path, 'aa.py'], {
        cwd: folder,
        encoding: 'utf8',
        uid: 65534,
        gid: 65534,
      }).stderr;
    expect(said('old')).toContain('--output-file: old is read-only');
    expect(said('x/new')).toContain('--output-file: the folder of x/new is read-only');
  });
});

describe('a report', () => {
  it('replaces an older one as a whole, through a link too, and keeps its mode', async () => {
    const folder = folderOf({ 'aa.py': legacy, 'old.json': 'old' });
    chmodSync(join(folder, 'old.json'), 0o640);
    if (!isWindows) symlinkSync('old.json', join(folder, 'link'));
    const old = statSync(join(folder, 'old.json'));
    await runIn(folder, `--check --output-file json=${isWindows ? 'old.json' : 'link'}`);
    expect(json(folder, 'old.json')).toHaveProperty('summary.changed', 1);
    expect(statSync(join(folder, 'old.json')).ino).not.toBe(old.ino);
    expect(statSync(join(folder, 'old.json')).mode).toBe(old.mode);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it.skipIf(isWindows)('whose run is killed leaves the older one, and the next run clears up', async () => {
    const folder = folderOf({ 'aa.py': legacy, 'x/old.json': 'old' });
    const killed = `
      import fs from 'node:fs';
      import { syncBuiltinESMExports } from 'node:module';
      fs.renameSync = () => process.kill(process.pid, 'SIGKILL');
      syncBuiltinESMExports();`;
    const line = ['--check', '--output-file', 'json=x/old.json', 'aa.py'];
    const [node = '', ...rest] = call;
    const preload = `data:text/javascript,${encodeURIComponent(killed)}`;
    const { signal } = spawnSync(node, ['--import', preload, ...rest, ...line], { cwd: folder });
    expect(signal).toBe('SIGKILL');
    expect(readFileSync(join(folder, 'x/old.json'), 'utf8')).toBe('old');
    expect(readdirSync(join(folder, 'x'))).toHaveLength(2);
    const { stderr } = await runIn(folder, line.join(' '));
    expect(stderr).toMatch(/^note: removed .* of a run that was killed: x\/\.bump-testclient-[\w-]+\.tmp$/m);
    expect(readdirSync(join(folder, 'x'))).toEqual(['old.json']);
    expect(json(folder, 'x/old.json')).toHaveProperty('summary.changed', 1);
  });

  it('that cannot be written in the end leaves the older one, and everything else is told', async () => {
    const folder = folderOf({ 'aa.py': legacy, 'x/old.json': 'old' });
    const onInterrupt = (): (() => void) => {
      rmSync(join(folder, 'x'), { recursive: true });
      return () => undefined;
    };
    const line = '--output-file json=x/old.json --output-file json=b.json';
    const { code, stderr } = await runIn(folder, line, { onInterrupt });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^changed aa\.py \(1 edit\)$/m);
    expect(stderr).toMatch(/^Scanned 1 file, changed 1 /m);
    expect(stderr).toMatch(/^error: --output-file: cannot write x\/old\.json: ENOENT/m);
    expect(json(folder, 'b.json')).toHaveProperty('summary.changed', 1);
  });

  it('is written, and told on stderr, where stdout cannot be written', async () => {
    const stdout = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' })),
    });
    const { code, stderr, read } = await command('--format json --output-file r.json', {
      files: { 'aa.py': legacy },
      stdout,
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^changed aa\.py[^]*^error: cannot write the output: ENOSPC$/m);
    expect(JSON.parse(read('r.json'))).toHaveProperty('summary.changed', 1);
  });

  it.runIf(existsSync('/dev/full'))(
    'that a device has no room for is an error, behind the summary',
    async () => {
      const { code, stderr } = await command('--check --output-file /dev/full', {
        files: { 'aa.py': legacy },
      });
      expect(code).toBe(2);
      expect(stderr).toMatch(/^Scanned 1 file[^]*^error: --output-file: cannot write \/dev\/full: ENOSPC/m);
    },
  );

  // Any user may mount in a namespace of its own, where the system allows that.
  it.runIf(canMount)('on a full disk leaves the older one as it was, and nothing beside it', async () => {
    const folder = folderOf({ 'aa.py': legacy, 'small/x': '' });
    const script = [
      'mount -t tmpfs -o size=16k tmpfs small && echo older > small/report',
      'head -c 12k /dev/zero > small/filler; "$@" --check --output-file json=small/report aa.py',
      'echo $?; ls -A small; cat small/report',
    ].join('\n');
    const many = legacy + 'client.get("/", allow_redirects=False)\n'.repeat(200);
    writeFileSync(join(folder, 'aa.py'), many);
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script, 'sh', ...call], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toContain('error: --output-file: cannot write small/report: ENOSPC');
    expect(stderr).not.toContain('.tmp');
    expect(stdout).toMatch(/\n2\nfiller\nreport\nolder\n$/);
  });

  it.each(['/dev/stdout', '/dev/fd/1', '/dev/stderr'])('may go to %s', async (path) => {
    const { stdout, stderr, code } = await command(`-q --output-file json=${path}`, {
      files: { 'aa.py': legacy },
    });
    expect(code).toBe(0);
    expect(JSON.parse(path === '/dev/stderr' ? stderr : stdout)).toHaveProperty('summary.changed', 1);
  });

  it.runIf(existsSync('/dev/null'))('may go to /dev/null, more than once', async () => {
    const line = '--check --output-file /dev/null --output-file json=/dev/null';
    expect((await command(line, { files: { 'aa.py': legacy } })).code).toBe(1);
  });

  it.skipIf(isWindows)('may go to a FIFO', async () => {
    const folder = folderOf({ 'aa.py': legacy });
    execFileSync('sh', ['-c', 'mkfifo pipe'], { cwd: folder });
    const reader = spawn('cat', [join(folder, 'pipe')], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void reader.kill());
    const [{ code }, said] = await Promise.all([
      runIn(folder, '--check --output-file json=pipe'),
      text(reader.stdout),
    ]);
    expect([code, JSON.parse(said)]).toEqual([1, expect.objectContaining({ version: 1 })]);
  });

  it.skipIf(isWindows)('may go to an open descriptor, behind what it holds', () => {
    const folder = folderOf({ 'aa.py': legacy });
    const script = '{ echo first >&3; "$@" --check --output-file json=/dev/fd/3; } 3>log';
    const { status } = spawnSync('sh', ['-c', script, 'sh', ...call], { cwd: folder });
    expect(status).toBe(1);
    expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/^first\n\{\n/);
  });
});

describe('an error behind the last write', () => {
  /** Fails once, as soon as the file is written. */
  function environment(folder: string): NodeJS.ProcessEnv {
    let hasFailed = false;
    return {
      get NO_COLOR() {
        if (hasFailed || readFileSync(join(folder, 'aa.py'), 'utf8') === legacy) return '1';
        hasFailed = true;
        throw new TypeError('the reporter is broken');
      },
    };
  }

  it.each(['', '-q'])('exits with 2 and tells which files were written: %j', async (line) => {
    const folder = folderOf({ 'aa.py': legacy, 'b/c.py': legacy, 'd.py': 'answer = 42\n' });
    const { code, stderr } = await runIn(folder, `${line} --output-file json=r.json`, {
      env: environment(folder),
    });
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: the reporter is broken\nthis is a bug in bump-testclient; --verbose shows the stack\n' +
        'written before that:\n  aa.py\n  b/c.py\n',
    );
    expect(json(folder, 'r.json')).toHaveProperty('summary.changed', 2);
    expect(readFileSync(join(folder, 'b/c.py'), 'utf8')).toBe(migrated);
  });
});

it.skipIf(isWindows)(
  'a working folder that is gone in the end keeps nothing from being reported',
  async () => {
    const folder = folderOf({ 'aa.py': legacy });
    mkdirSync(join(folder, 'gone'));
    const onInterrupt = (): (() => void) => {
      rmSync(join(folder, 'gone'), { recursive: true });
      return () => undefined;
    };
    const { code, stderr } = await runIn(join(folder, 'gone'), '../aa.py --output-file ../r.txt', {
      onInterrupt,
    });
    expect([code, stderr]).toEqual([0, expect.stringContaining('changed ../aa.py')]);
    expect(readFileSync(join(folder, 'r.txt'), 'utf8')).toContain('changed 1');
  },
);
