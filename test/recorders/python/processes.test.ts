import { join } from 'node:path';
import { expect, test } from 'vitest';
import { record, recordClients, RECORDER, VERSION } from './support.ts';

const GET = 'from fakeclients import *\nClient().get("/")\n';
/** Without what is another in each process. */
const same = (text: string): string => text.replaceAll(/recorder-\w+/g, 'root').replaceAll(/0x\w+/g, '0x0');
const lines = (text: string): readonly string[] => text.trim().split(/\r?\n/);

test.skipIf(!VERSION)('a process begins with its versions and its run, and says that it ended', () => {
  const { processes, ends, text } = recordClients(GET);
  expect(processes.map(({ run, language, salt, format }) => [run, language, salt, format])).toEqual([
    ['aa', 'python', '0a', 1],
  ]);
  expect(processes[0]?.versions['python']).toMatch(/^3[.]\d+[.]\d+$/);
  expect(lines(text).map((line) => /"is":"(\w+)"/.exec(line)?.[1])).toEqual([
    'process',
    'file',
    'call',
    'end',
  ]);
  expect(ends.map(({ process }) => process)).toEqual(processes.map(({ process }) => process));
});

test.skipIf(!VERSION)('a process that uses no client writes nothing', () => {
  const { status, text, stderr } = record({ 'main.py': 'import unittest.case' });
  expect([status, text, stderr]).toEqual([0, '', '']);
});

test.skipIf(!VERSION)('without its variable it does nothing', () => {
  const main = 'import os, sys; print(sys.meta_path, os._exit, sys.path)';
  const [with_, without] = [
    record({ 'main.py': main }, { settings: null }),
    record({ 'main.py': main }, { alone: true, settings: null }),
  ];
  expect([same(with_.stdout), with_.stderr]).toEqual([same(without.stdout), '']);
});

const unreadable = [
  '',
  '{',
  '[]',
  '{"to": "relative", "root": "/", "run": "a", "salt": "0a", "mode": "record"}',
  '{"to": 1}',
];

test.skipIf(!VERSION).each(unreadable)(
  'settings that it cannot read are told in one line: %s',
  (settings) => {
    const { status, stdout, stderr, text } = record({ 'main.py': 'print(1)' }, { settings });
    const told = settings ? 'bump-testclient: cannot read BUMP_TESTCLIENT_RECORD: nothing is recorded\n' : '';
    expect([status, stdout.trim(), stderr, text]).toEqual([0, '1', told, '']);
  },
);

test.skipIf(!VERSION)('a folder that does not exist stops nothing', () => {
  const settings = JSON.stringify({
    to: '/nowhere/at/all.jsonl',
    root: '/',
    run: 'a',
    salt: '0a',
    mode: 'record',
  });
  const { status, stderr } = recordClients(GET, {}, { settings });
  expect([status, stderr]).toEqual([0, '']);
});

test.skipIf(!VERSION).each(['-I', '-E', '-S'])('python %s does not import it', (option) => {
  const main = 'import sys; print(hasattr(sys.meta_path[0], "functions"))';
  const { stdout, stderr, text } = record({ 'main.py': main }, { options: [option] });
  expect([stdout.trim(), stderr, text]).toEqual(['False', '', '']);
});

const chained: readonly (readonly [name: string, text: string])[] = [
  ['runs', 'print("customized", __name__, __spec__.origin)'],
  ['raises', 'raise ValueError("broken")'],
  ['needs what is not there', 'import nothing_like_it'],
  ['is broken', 'this is no Python'],
];

test.skipIf(!VERSION).each(chained)(
  'a sitecustomize that is there already %s as it does without the recorder',
  (_, text) => {
    const files = {
      'own/sitecustomize.py': text,
      'main.py':
        'import sys; print(getattr(sys.modules.get("sitecustomize"), "__file__", "")[-16:], sys.path)',
    };
    const [with_, without] = [
      record(files, { path: ['own'] }),
      record(files, { path: ['own'], alone: true }),
    ];
    expect([with_.status, same(with_.stderr)]).toEqual([without.status, same(without.stderr)]);
    if (text.startsWith('print')) expect(same(with_.stdout)).toBe(same(without.stdout));
  },
);

const forks: readonly (readonly [name: string, main: string, times: number, processes: number])[] = [
  ['fork, with os._exit', 'import os\nif os.fork() == 0:\n  Client().get("/"); os._exit(0)\nos.wait()', 2, 2],
  ['fork, with a usual end', 'import os\nif os.fork() == 0: Client().get("/")\nelse: os.wait()', 2, 2],
  [
    'fork of a fork',
    'import os\nfor _ in range(2):\n  if os.fork() == 0: Client().get("/")\n  else: os.wait()',
    4,
    4,
  ],
  ['fork that does nothing', 'import os\nif os.fork() == 0: os._exit(0)\nos.wait()', 1, 1],
  [
    'multiprocessing that forks',
    'import multiprocessing as m\nfrom work import work\nwith m.get_context("fork").Pool(2) as pool: pool.map(work, range(4)); pool.close(); pool.join()\npool.join()',
    5,
    0,
  ],
  [
    'multiprocessing that spawns',
    'import multiprocessing as m\nfrom work import work\none = m.get_context("spawn").Process(target=work, args=(1,))\none.start(); one.join()',
    2,
    2,
  ],
  [
    'subprocess',
    'import subprocess, sys\nsubprocess.run([sys.executable, "-c", "import work; work.work(1)"])',
    2,
    2,
  ],
];

test.skipIf(!VERSION || process.platform === 'win32').each(forks)(
  'notes what children do: %s',
  (_, main, times, processes) => {
    const work = 'from fakeclients import *\ndef work(_): Client().get("/")\n';
    const found = recordClients(
      `from fakeclients import *\nif __name__ == "__main__":\n  Client().get("/")\n  ${main.replaceAll('\n', '\n  ')}\n`,
      { 'work.py': work },
    );
    expect(found.stderr).toBe('');
    expect(found.calls.reduce((sum, call) => sum + call.times, 0)).toBe(times);
    if (processes > 0) expect(found.processes).toHaveLength(processes);
    expect(new Set(found.ends.map((end) => end.process))).toEqual(
      new Set(found.processes.map((one) => one.process)),
    );
    // Each process tells of the files that its lines are about.
    const told = new Set(found.files.map(({ process, path }) => `${process} ${path}`));
    expect(found.calls.map(({ process, at: [path] }) => told.has(`${process} ${path}`))).toEqual(
      found.calls.map(() => true),
    );
  },
);

test.skipIf(!VERSION || process.platform === 'win32')('what a killed process wrote can be read', () => {
  const main = `${GET}calls.output.SECONDS = 0\nClient().get("/")\nimport os, signal\nos.kill(os.getpid(), signal.SIGKILL)`;
  const { processes, calls, ends } = recordClients(main);
  expect([processes.length, calls.length, ends.length]).toEqual([1, 2, 0]);
});

test.skipIf(!VERSION || process.platform === 'win32')(
  'a child that is killed has written its first calls',
  () => {
    const main = `from fakeclients import *
import os, signal
if os.fork() == 0:
  for _ in range(3): Client().get("/")
  os.kill(os.getpid(), signal.SIGTERM)
os.wait()`;
    const { calls, ends } = recordClients(main);
    expect([calls.length, ends.length]).toEqual([3, 0]);
  },
);

test.skipIf(!VERSION)('processes that write at once leave whole lines', () => {
  const main = `import subprocess, sys
if len(sys.argv) == 1:
  for one in [subprocess.Popen([sys.executable, __file__, "child"]) for _ in range(4)]: one.wait()
else:
  from fakeclients import *
  calls.output.CHUNK = 300
  for number in range(200): Client().get("/", **{"a%d" % number: 1})
`;
  const { processes, calls } = recordClients(main);
  expect([processes.length, calls.length]).toEqual([4, 800]);
});

test.skipIf(!VERSION)('functions that a suite replaces are not needed to write', () => {
  const main = `${GET}import builtins, json, os, time
os.open = os.write = os.close = builtins.open = json.dumps = json.loads = json.JSONEncoder.encode = time.monotonic = None
os.closerange(3, 50)
Client().get("/", data="{}")`;
  const { calls, ends } = recordClients(main);
  expect([calls.length, ends]).toEqual([2, [expect.not.objectContaining({ problems: expect.anything() })]]);
});

test.skipIf(!VERSION)(
  'functions that a suite replaces are not called, and places are told all the same',
  () => {
    const main = `from fakeclients import *
import hashlib, os, unittest.mock
names = "hashlib.sha256 hmac.digest os.path.abspath os.path.join os.path.normpath os.path.realpath os.getpid os.urandom os.lstat os.readlink"
patches = [unittest.mock.patch(name) for name in names.split()]
import helper
mocks = [one.start() for one in patches]
helper.go(Client())
called = [mock.called for mock in mocks]
for one in patches: one.stop()
print(any(called))`;
    const { stdout, calls } = recordClients(main, { 'helper.py': 'def go(client): client.get("/")' });
    expect(stdout.trim()).toBe('False');
    expect(calls.map(({ at }) => at[0])).toEqual(['helper.py']);
  },
);

test.skipIf(!VERSION || process.platform === 'win32')('a process may begin in a folder that is gone', () => {
  const main = `import os, subprocess, sys, tempfile
os.chdir(tempfile.mkdtemp())
os.rmdir(os.getcwd())
print(subprocess.run([sys.executable, "-c", "print(1)"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT).stdout)`;
  expect(recordClients(main).stdout.trim()).toBe("b'1\\n'");
});

const IMPORTS = `import importlib, importlib.util, inspect, pkgutil, sys, traceback
before = importlib.util.find_spec("httpx")
print(before, type(before.loader), sorted(vars(before.loader)) if not hasattr(sys.meta_path[0], "functions") else ["name", "path"])
import httpx
print(httpx.__spec__, httpx.__loader__ is httpx.__spec__.loader, type(httpx.__loader__), sorted(vars(httpx.__loader__)), sorted(vars(httpx)))
print(inspect.getsource(httpx), importlib.reload(httpx) is httpx, httpx.times, pkgutil.find_loader and httpx.__spec__.loader.get_source("httpx"))
print([one.name for one in pkgutil.iter_modules(httpx.__path__)], importlib.util.find_spec("httpx") is httpx.__spec__)
for name in ("httpx2", "requests.sessions", "requests.nothing"):
    try: importlib.import_module(name)
    except Exception as error: print(type(error), error, [(frame.filename, frame.name) for frame in traceback.extract_tb(error.__traceback__) if "importlib" in frame.filename and (not frame.filename.startswith("<bump") or sys.version_info >= (3, 11))])
`;

test.skipIf(!VERSION)('modules that it waits for are what they are without it, also where they fail', () => {
  const files = {
    'main.py': IMPORTS,
    'httpx/__init__.py':
      'times = globals().get("times", 0) + 1\nclass Client: pass\nclass AsyncClient: pass\nclass Response: pass\n',
    'httpx/other.py': '',
    'httpx2.py': 'import nothing_like_it',
    'requests/__init__.py': '',
    'requests/sessions.py': 'raise RuntimeError("broken")',
  };
  const [with_, without] = [record(files), record(files, { settings: null, alone: true })];
  expect(with_.stderr).toBe(without.stderr);
  expect(same(with_.stdout)).toBe(same(without.stdout));
});

test.skipIf(!VERSION)('is written in what Python 3.7 knows, and in what the newest knows', () => {
  const main = `import ast, sys
with open(${JSON.stringify(join(RECORDER, 'sitecustomize.py'))}) as file: source = file.read()
for minor in range(7, 15):
    ast.parse(source, feature_version=(3, minor)) if sys.version_info >= (3, 8) else ast.parse(source)
`;
  expect(record({ 'main.py': main }, { alone: true, settings: null, options: ['-W', 'error'] }).stderr).toBe(
    '',
  );
});
