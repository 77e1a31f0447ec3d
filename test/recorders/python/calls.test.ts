import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { CallLine } from '../../../src/evidence/format.ts';
import { HAS_COLUMNS, recordClients, VERSION } from './support.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** `row.py:3 get(text, data=none) 2xx`, with the lines of the chain behind it. */
function short({ at, chain, method, args, options, answer, followed, times }: CallLine): string {
  const passed = [...args, ...Object.entries(options).map(([name, value]) => `${name}=${value}`)];
  const through = chain.map(([path, line]) => ` < ${path}:${String(line)}`).join('');
  const end = `${answer}${followed ? ' followed' : ''}${times > 1 ? ` x${String(times)}` : ''}`;
  return `${at[0]}:${String(at[1])} ${method}(${passed.join(', ')}) ${end}${through}`;
}

const rows: readonly (readonly [name: string, main: string, calls: readonly string[]])[] = [
  [
    'arguments by position and by name',
    'Client().post("/", {}, json=None)',
    ['row.py:3 post(text, mapping+empty, json=none) 2xx'],
  ],
  ['what is unpacked', 'Client().get(*["/"], **{"timeout": 1})', ['row.py:3 get(text, timeout=number) 2xx']],
  ['calls that are alike together', 'for _ in range(3): Client().get("/")', ['row.py:3 get(text) 2xx x3']],
  [
    'calls that are not alike apart',
    'for one in ("/", None): Client().get(one)',
    ['row.py:3 get(text) 2xx', 'row.py:3 get(none) 2xx'],
  ],
  ['bound methods that are held', 'get = Client().get\nget("/")', ['row.py:4 get(text) 2xx']],
  ['methods by their class', 'Client.get(Client(), "/")', ['row.py:3 get(text) 2xx']],
  ['partial', 'import functools\nfunctools.partial(Client().get, "/")()', ['row.py:4 get(text) 2xx']],
  ['methods by a name', 'getattr(Client(), "get")("/")', ['row.py:3 get(text) 2xx']],
  ['a websocket', 'Client().websocket_connect("/")', ['row.py:3 websocket_connect(text) 1xx']],
  [
    'a call that raises',
    'try: Client().get("/raises")\nexcept KeyError: pass',
    ['row.py:3 get(text) raised'],
  ],
  ['send', 'Client().send(b"")', ['row.py:3 send(bytes+empty) 2xx']],
  ['another status', 'Client.answer = Response(404)\nClient().get("/")', ['row.py:4 get(text) 4xx']],
  [
    'a redirect',
    'Client.answer = Response(307, {"location": "/"})\nClient().get("/")',
    ['row.py:4 get(text) redirect'],
  ],
  [
    'no redirect without a location',
    'Client.answer = Response(301)\nClient().get("/")',
    ['row.py:4 get(text) 3xx'],
  ],
  [
    'a redirect that was followed',
    'Client.answer = Response(200, history=[Response(302, {"location": "/"})])\nClient().get("/")',
    ['row.py:4 get(text) redirect followed'],
  ],
  [
    'helpers, with the frames above them',
    'def test(): helpers.fetch(Client())\ntest()',
    ['rows/helpers.py:1 get(text) 2xx < row.py:3 < row.py:4'],
  ],
  [
    'overrides that call super, and the call that reached them',
    'class Api(Client):\n  def request(self, *args, **kwargs):\n    return super().request(*args, timeout=None, **kwargs)\nApi().get("/")',
    ['row.py:5 request(text, text, timeout=none) 2xx < row.py:6', 'row.py:6 get(text) 2xx'],
  ],
  ['replaced methods, which are not noted', 'Client.get = lambda *_: None\nClient().get("/")', []],
  ['calls by other libraries, which are not noted', 'import other\nother.call(Client())', []],
  [
    'stream where it is called',
    'one = Client().stream("GET", "/")\nwith one: pass',
    ['row.py:3 stream(text, text) 2xx'],
  ],
  ['stream that is never entered', 'one = Client().stream("GET", "/")', []],
  [
    'calls that are awaited',
    'import asyncio\nasync def main():\n  await Async().get("/")\nasyncio.run(main())',
    ['row.py:5 get(text) 2xx'],
  ],
  [
    'an asynchronous stream',
    'import asyncio\nasync def main():\n  async with Async().stream("GET", "/"): pass\nasyncio.run(main())',
    ['row.py:5 stream(text, text) 2xx'],
  ],
  [
    'tasks: whoever runs the loop has not called them',
    'import asyncio\nasync def one(): await Async().get("/")\nasync def main(): await asyncio.gather(one(), one())\nasyncio.run(main())',
    ['row.py:4 get(text) 2xx x2'],
  ],
  [
    'calls in threads',
    'import threading\ndef test():\n  for _ in range(100): Client().get("/")\nall = [threading.Thread(target=test) for _ in range(4)]\n[one.start() for one in all]\n[one.join() for one in all]',
    ['row.py:5 get(text) 2xx x400'],
  ],
];

/** Executes each row as a module of its own, and takes back what it did to the clients. */
const MAIN = `
import importlib, pkgutil, rows
from fakeclients import Client
for number in range(${String(rows.length)}):
    importlib.import_module("rows.row%d" % number)
    for name in {"get", "answer"} & set(vars(Client)): delattr(Client, name)`;

function recordRows(): readonly (readonly string[])[] {
  const files = rows.map(([, main]) => `from fakeclients import *\nfrom rows import helpers\n${main}`);
  const { calls, ends, stderr } = recordClients(MAIN, {
    'rows/__init__.py': '',
    'rows/helpers.py': 'def fetch(client): return client.get("/")\n',
    'site-packages/other.py': 'def call(client): return client.get("/")\n',
    ...Object.fromEntries(files.map((text, index) => [`rows/row${String(index)}.py`, text])),
  });
  expect([stderr, ends.map(({ problems }) => problems)]).toEqual(['', [undefined]]);
  return rows.map((_, index) => {
    const own = `rows/row${String(index)}.py:`;
    const mine = calls.map(short).filter((call) => call.includes(own));
    return mine.map((call) => call.replaceAll(own, 'row.py:').replace(/ < main[.]py.*/, '')).sort();
  });
}

const found = VERSION ? recordRows() : [];

test.skipIf(!VERSION).each(rows.map((row, index) => [...row, index] as const))(
  'notes %s',
  (_, main, calls, index) => {
    expect(main).not.toBe('');
    expect(found[index]).toEqual([...calls].sort());
  },
);

test.skipIf(!VERSION)('names the class of the client and whose it is', () => {
  const main = `
import helpers
from fakeclients import *
class Api(Client): pass
for one in (Client(), Api(), Session()): one.get("/")
class Outer:
    class Inner(Api): pass
Outer.Inner().get("/")`;
  const { calls } = recordClients(main, { 'helpers.py': '' });
  expect(calls.map(({ receiver, library }) => [receiver, library])).toEqual([
    ['fakeclients.Client', 'test-client'],
    ['__main__.Api', 'test-client'],
    ['fakeclients.Session', 'other'],
    ['__main__.Outer.Inner', 'test-client'],
  ]);
});

test.skipIf(!HAS_COLUMNS)('tells columns in UTF-16 units, from Python 3.11 on', () => {
  const main = `from fakeclients import *
client = Client()
"😀é"; client.get("/é😀"); client.get(
  "/b",
)
assert client.get("/")`;
  const { calls } = recordClients(main);
  expect(calls.map(({ at }) => at)).toEqual([
    ['main.py', 3, 7, 3, 25],
    ['main.py', 3, 27, 5, 1],
    ['main.py', 6, 7, 6, 22],
  ]);
  expect('"😀é"; client.get("/é😀")'.slice(7, 25)).toBe('client.get("/é😀")');
});

test.skipIf(!HAS_COLUMNS)(
  'tells no columns of what stands in an assert that was given the place of the whole',
  () => {
    const main = `import ast
from fakeclients import *
tree = ast.parse("assert Client().get(1)\\nassert Client().get(2).text")
for node in ast.walk(tree.body[0]):
    if hasattr(node, "lineno"): ast.copy_location(node, tree.body[0])
exec(compile(tree, __file__.replace("main", "other"), "exec"))`;
    const { calls } = recordClients(main, {
      'other.py': 'assert Client().get(1)\nassert Client().get(2).text\n',
    });
    expect(calls.map(({ at }) => at)).toEqual([
      ['other.py', 1],
      ['other.py', 2, 7, 2, 22],
    ]);
  },
);

test.skipIf(!VERSION || HAS_COLUMNS)('tells the line alone before Python 3.11', () => {
  const { calls } = recordClients('from fakeclients import *\nClient().get("/")');
  expect(calls.map(({ at }) => at)).toEqual([['main.py', 2]]);
});

test.skipIf(!VERSION)(
  'tells the hash of each file that was executed, and leaves out what is installed',
  () => {
    const helper = 'def get(client): client.get("/")';
    const main = 'import helper\nfrom fakeclients import *\nhelper.get(Client())';
    const { files, calls } = recordClients(main, { 'helper.py': helper });
    expect(files.map(({ path, hash }) => `${path} ${hash}`)).toEqual([
      `helper.py ${hashOf(helper)}`,
      `main.py ${hashOf(main)}`,
    ]);
    expect(calls).toHaveLength(1);
  },
);

test.skipIf(!VERSION)('notes neither calls nor reads in order to prove', () => {
  const { text, status } = recordClients('print(1)', {}, { mode: 'prove' });
  expect([status, text]).toEqual([0, '']);
});
