import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { legacy } from '../cli/command.ts';
import { fill } from '../runner/support.ts';
import {
  environment,
  remove,
  reset,
  runGuarded,
  runLine,
  sandbox,
  type Ran,
  type Sandbox,
} from './sandbox.ts';

let box: Sandbox;
beforeAll(() => {
  box = sandbox();
});
afterAll(() => remove(box));

interface Mode {
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly status: number;
  /** What stdout or the log shows, so that it is known that something was done. */
  readonly shows: RegExp;
  /** What may be written; nothing where it is left out. Relative to what the home folder is in as well. */
  readonly writes?: { readonly modified?: RegExp; readonly added?: readonly string[] };
  /** The programs that are started; git where it is left out. */
  readonly programs?: readonly string[];
  /** The modules that threads begin with, in the command; none where it is left out. */
  readonly threads?: readonly string[];
  /** What is in the tree besides the examples. */
  readonly files?: Readonly<Record<string, string>>;
}

const FOLDER = 'tree/.bump-testclient';

const RECORDERS = readdirSync('src/recorders', { recursive: true, encoding: 'utf8' })
  .filter((path) => !path.includes('__pycache__'))
  .map((path) => `tree/tools/${path.replaceAll('\\', '/')}`);

const CLIENT = `export class TestClient {
  get(url) { return this.request('GET', url); }
  head(url) { return this.request('HEAD', url); }
  post(url) { return this.request('POST', url); }
  put(url) { return this.request('PUT', url); }
  request(method, url) { return { statusCode: 200 }; }
}`;
const SUITE = `import test from 'node:test';
import { TestClient } from './client.mjs';
test('sends', () => void new TestClient().get('/'));`;

/** Of another request than the suite sends. */
const RECORDING = [
  { is: 'process', format: 1, process: 'p', run: 'r', language: 'javascript', versions: {}, salt: '00' },
  { is: 'headers', process: 'p', headers: 1, items: [] },
  {
    is: 'received',
    process: 'p',
    test: 'recorded.test.mjs > sends',
    requests: [{ method: 'PUT', path: '000000000000', headers: 1 }],
  },
  { is: 'test', process: 'p', test: 'recorded.test.mjs > sends', outcome: 'passed' },
  { is: 'end', process: 'p' },
]
  .map((line) => `${JSON.stringify(line)}\n`)
  .join('');

const SOURCES = /^tree\/legacy-suite(?:-ts)?\/.*\.(?:py|ts|js)$/;

const MODES: readonly (readonly [string, Mode])[] = [
  ['a dry run', { args: ['-n', '.'], status: 0, shows: /^--- a\/legacy-suite/ }],
  [
    'a check with a report to a file',
    {
      args: ['--check', '--format', 'json', '--output-file', 'text=report.txt', '.'],
      status: 1,
      shows: /"edits": \d/,
      writes: { added: ['tree/report.txt'] },
    },
  ],
  ['a migration', { args: ['.'], status: 0, shows: /follow_redirects/, writes: { modified: SOURCES } }],
  [
    'a migration in threads',
    {
      args: ['--jobs', '2', '.'],
      ...{ status: 0, shows: /follow_redirects/, writes: { modified: SOURCES } },
      threads: ['src/runner/jobs/worker.js'],
    },
  ],
  [
    'a migration with unsafe fixes',
    { args: ['--unsafe', '--target', 'latest', '.'], status: 0, shows: /./, writes: { modified: SOURCES } },
  ],
  [
    'a source on stdin',
    {
      args: ['-', '--stdin-filename', 'legacy-suite/tests/test_a.py'],
      stdin: legacy,
      status: 0,
      shows: /follow_redirects/,
    },
  ],
  ['the list of rules', { args: ['rules'], status: 0, shows: /follow-redirects/, programs: [] }],
  ['an explanation', { args: ['explain', 'form-pairs-to-mapping'], status: 0, shows: /pairs/, programs: [] }],
  [
    'a recorded command',
    {
      args: ['record', '--', 'node', 'recorded.test.mjs'],
      files: { 'client.mjs': CLIENT, 'recorded.test.mjs': SUITE },
      status: 0,
      shows: /^# Subtest: sends[^]*recorded 1 request of 1 test at 1 place in 1 file/m,
      programs: ['git', 'node'],
      writes: { added: [FOLDER, `${FOLDER}/.gitignore`, `${FOLDER}/evidence.jsonl`] },
    },
  ],
  [
    'a proof',
    {
      args: ['prove', '--', 'node', 'recorded.test.mjs'],
      files: {
        'client.mjs': CLIENT,
        'recorded.test.mjs': SUITE,
        '.bump-testclient/.gitignore': '*',
        '.bump-testclient/evidence.jsonl': RECORDING,
      },
      status: 1,
      shows: /^# Subtest: sends[^]*1 test, 1 request: 0 equal, 1 differs/m,
      programs: ['git', 'node'],
    },
  ],
  [
    'recorders that are exported',
    {
      args: ['record', '--export', 'tools'],
      status: 0,
      shows: /^export PYTHONPATH=/m,
      writes: { added: ['tree/tools', ...RECORDERS] },
    },
  ],
];

describe.each(MODES)(
  '%s',
  (_, { args, stdin, status, shows, writes = {}, programs = ['git'], threads = [], files = {} }) => {
    let ran: Ran;
    beforeAll(() => {
      reset(box);
      fill(box.tree, files);
      ran = runGuarded(box, args, stdin === undefined ? {} : { stdin });
    });

    test('works where no text may become code, and all but programs is forbidden', () => {
      expect([ran.status, ran.stdout + ran.stderr]).toEqual([status, expect.stringMatching(shows)]);
    });

    test('starts no program but git and the command that it is given, and opens no connection', () => {
      const [ready, ...others] = ran.events;
      expect(ready).toEqual({ what: 'ready', words: args });
      const begun = others
        .filter(({ what }) => what === 'worker_threads.Worker')
        .flatMap(({ words }) => words);
      expect(begun).toEqual(threads.map((path) => pathToFileURL(join(box.root, 'command', path)).href));
      const rest = others.filter(({ what }) => !what.includes('thread'));
      expect(rest.filter(({ what }) => what !== 'program')).toEqual([]);
      const started = new Set(
        rest.map(({ words: [program = ''] }) => basename(program).replace(/\.exe$/, '')),
      );
      expect([...started]).toEqual(programs);
    });

    test('writes nothing but what it is to write, in no other folder', () => {
      const { added = [], modified } = writes;
      expect([[...ran.added].sort(), ran.removed]).toEqual([[...added].sort(), []]);
      expect(ran.modified.filter((path) => !modified?.test(path))).toEqual([]);
      expect(ran.modified.length > 0).toBe(modified !== undefined);
    });
  },
);

test.each([
  ['a program', "require('child_process').spawn('other', ['a'])", { what: 'program', words: ['other', 'a'] }],
  ['a shell', "require('child_process').execSync('other')", { what: 'program', words: ['other'] }],
  ['a name that is looked up', "require('dns').lookup('a.example', () => 0)", { what: 'dns.lookup' }],
  ['a connection', "require('net').connect(9, '127.0.0.1')", { what: 'net.Socket.connect' }],
  ['a request', "require('https').get('https://127.0.0.1:9')", { what: 'net.Socket.connect' }],
  ['a server', "require('http').createServer().listen(0)", { what: 'net.Server.listen' }],
  ['a datagram', "require('dgram').createSocket('udp4')", { what: 'dgram.createSocket' }],
  ['fetch', "fetch('http://127.0.0.1:9')", { what: 'globalThis.fetch' }],
  ['a native module', "process.dlopen({ exports: {} }, 'a.node')", { what: 'process.dlopen' }],
  ['a script of node:vm', "new (require('vm').Script)('1')", { what: 'vm.Script' }],
  ['a thread', "new (require('worker_threads').Worker)('a.js')", { what: 'worker_threads.Worker' }],
])('the guard of these tests sees %s', (_, line, seen) => {
  const { events, status } = runLine(box, line);
  expect(events.slice(1)).toEqual([expect.objectContaining(seen)]);
  expect(status).not.toBe(0);
});

test.each(["eval('1 + 1')", "new Function('return 1')()"])('these tests fail at %s', (line) => {
  const { status, stderr } = runLine(box, line);
  expect([status, stderr]).toEqual([1, expect.stringContaining('Code generation from strings disallowed')]);
});

test('the guard of these tests sees what is written outside the tree', () => {
  const line =
    "require('fs').writeFileSync('../home/.profile', ''); require('fs').rmSync('../beside/test_other.py')";
  expect(runLine(box, line)).toMatchObject({
    added: ['home/.profile'],
    removed: ['beside/test_other.py'],
    modified: [],
  });
});

describe('code of the tree', () => {
  const leave = (name: string): string => `require('fs').writeFileSync(${JSON.stringify(name)}, '');`;
  const module = leave('mark');
  const script = 'open("mark", "w")\n';
  const PLANTED: Readonly<Record<string, string>> = {
    // Modules that would be in the place of those of the package, or of what it uses.
    'node_modules/typescript/index.js': module,
    'node_modules/typescript/package.json': '{ "main": "index.js" }',
    'node_modules/chalk/index.js': module,
    'node_modules/plugin/index.js': module,
    '.pnp.cjs': module,
    // Configuration that is code.
    'babel.config.cjs': module,
    '.babelrc.cjs': module,
    'bump-testclient.config.cjs': module,
    'eslint.config.cjs': module,
    'prettier.config.cjs': module,
    'vitest.config.cjs': module,
    // Configuration that names code.
    '.babelrc': '{ "plugins": ["plugin"] }',
    '.npmrc': 'node-options=--require ./plugin.cjs\n',
    '.recastrc': '{ "parser": "plugin" }',
    'tsconfig.json': '{ "extends": "plugin", "compilerOptions": { "plugins": [{ "name": "plugin" }] } }',
    'package.json':
      '{ "scripts": { "install": "touch mark", "prepare": "touch mark" }, "babel": { "plugins": ["plugin"] } }',
    // What Python runs on its own or pytest loads, and lists of packages.
    'sitecustomize.py': script,
    'conftest.py': `${script}\npytest_plugins = ["plugin"]\n`,
    'plugin.py': script,
    'setup.py': `${script}\nfrom setuptools import setup\n\nsetup(install_requires=["starlette==0.20"])\n`,
    'tests/test_it.py': `${script}\n${legacy}`,
    'tests/it.test.js': `${module}\nimport { TestClient } from 'testclient';\nnew TestClient(app).get('/');\n`,
  };

  test('is read and never run, be it tests, plugins or configuration', () => {
    const planted = join(box.root, 'world/planted');
    fill(planted, PLANTED);
    for (const args of [
      ['-n', '.'],
      ['--check', '.'],
      ['--unsafe', '.'],
    ]) {
      const { status, stderr, added } = runGuarded(box, args, { cwd: planted });
      expect([stderr, status]).toEqual([expect.stringMatching(/\d+ files/), args[0] === '--check' ? 1 : 0]);
      expect(added).toEqual([]);
    }
    expect(readFileSync(join(planted, 'tests/test_it.py'), 'utf8')).toContain('follow_redirects');
    // What is planted does leave a mark where it is run.
    execFileSync(process.execPath, ['-e', "require('plugin')"], { cwd: planted });
    expect(existsSync(join(planted, 'mark'))).toBe(true);
  });
});

const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;

/** What the kernel is asked for, by git and what git starts as well. */
describe.skipIf(!canTrace)('under strace (skipped where there is none that may trace)', () => {
  test('a migration starts git alone, opens no socket, and reads nothing of the home folder but configuration of git', () => {
    reset(box);
    const log = join(box.root, 'trace');
    const calls = 'execve,execveat,socket,connect,bind,openat,open,openat2,creat';
    const traced = ['-f', '-qq', '-s', '4096', '-e', `trace=${calls}`, '-o', log];
    const { status } = spawnSync('strace', [...traced, process.execPath, box.bin, '.'], {
      cwd: box.tree,
      env: environment(box),
    });
    expect(status).toBe(0);
    const done = readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => !line.includes(' = -1 E'));
    const named = (call: RegExp): readonly string[] =>
      done.filter((line) => call.test(line)).map((line) => /"([^"]*)"/.exec(line)?.[1] ?? line);

    const programs = new Set(named(/^\d+ +execve/).map((path) => basename(path)));
    expect([...programs].sort()).toEqual(['git', basename(process.execPath)].sort());
    expect(done.filter((line) => /^\d+ +(?:socket|connect|bind)\(/.test(line))).toEqual([]);
    const opened = named(/^\d+ +(?:open|creat)/);
    expect(opened).toContainEqual(expect.stringMatching(/legacy-suite\/tests\/conftest\.py$/));
    const atHome = opened.filter((path) => path.startsWith(box.home));
    // A call that another thread interrupts is in two lines, and the first does not say whether it fails.
    expect(atHome.filter((path) => !/\/\.gitconfig$|\/\.config\/git\//.test(path))).toEqual([]);
    expect(opened.filter((path) => /world\/(?:beside|temporary)/.test(path))).toEqual([]);
  });
});
