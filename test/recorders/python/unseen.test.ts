import { expect, test } from 'vitest';
import { HAS_COLUMNS, recordClients, VERSION } from './support.ts';

test.skipIf(!VERSION)('a warning of a client points to the line of the user', () => {
  const main = `import warnings
from fakeclients import *
warnings.simplefilter("always")
Session().request("GET", "/", timeout=1)
`;
  const { stderr } = recordClients(main);
  expect(stderr.replace(/^.*main[.]py/gm, 'main.py')).toBe(
    'main.py:4: DeprecationWarning: no timeout\n  Session().request("GET", "/", timeout=1)\n',
  );
});

test.skipIf(!VERSION)('a filter of warnings by module meets the module of the user', () => {
  const main = `import warnings
from fakeclients import *
warnings.filterwarnings("error", module="__main__")
try: Session().request("GET", "/", timeout=1)
except DeprecationWarning as warning: print(warning)
`;
  expect(recordClients(main).stdout.trim()).toBe('no timeout');
});

const TRACEBACKS = `import asyncio, traceback
from fakeclients import *
def names(function):
    try: function()
    except Exception as error: return [type(error).__name__] + [frame.name for frame in traceback.extract_tb(error.__traceback__)][1:]
def raises(): Client().get("/raises")
def missing(): Client().get("/").nothing
def wrong(): Client().post()
async def awaits(): await Async().get()
print(names(raises))
print(names(missing))
print(names(wrong))
`;

test.skipIf(!HAS_COLUMNS)('a traceback shows no frame of the recorder, from Python 3.11 on', () => {
  const { stdout, stderr } = recordClients(TRACEBACKS);
  expect(stderr).toBe('');
  expect(stdout.trim().split(/\r?\n/)).toEqual([
    "['KeyError', 'raises', 'get', 'request', 'request']",
    "['AttributeError', 'missing']",
    "['TypeError', 'wrong']",
  ]);
});

test.skipIf(!VERSION)('the frames of the recorder ask pytest to hide them, and are of no file', () => {
  const main = `from fakeclients import *
try: Client().get("/raises")
except KeyError as error: trace = error.__traceback__
seen = []
def raising(request): seen.append(sys._getframe(1)); seen.append(seen[0].f_back)
Client.send = lambda self, request: raising(request)
Client.request = lambda self, *args: self.send(None)
Client().get("/")
frame = seen[1]
while frame:
    name = frame.f_code.co_filename
    if name.startswith("<bump"): print(name, frame.f_locals["__tracebackhide__"])
    frame = frame.f_back
`;
  expect(recordClients(main).stdout.trim()).toBe('<bump-testclient, as importlib._bootstrap> True');
});

test.skipIf(!VERSION)('messages of errors are those of the client', () => {
  const main = `from fakeclients import *
for call in (lambda: Client().post(), lambda: Client().post("/", x=1).nothing, lambda: Client().nothing):
    try: call()
    except Exception as error: print(type(error).__name__, error)
`;
  const { stdout } = recordClients(main);
  expect(stdout.trim().split(/\r?\n/)).toEqual([
    expect.stringMatching(
      /^TypeError (?:Session[.])?post\(\) missing 1 required positional argument: 'url'$/,
    ),
    "AttributeError 'Response' object has no attribute 'nothing'",
    "AttributeError 'Client' object has no attribute 'nothing'",
  ]);
});

test.skipIf(!VERSION)(
  'a mistake of the recorder is a problem in the last line, once, and does not reach the suite',
  () => {
    const main = `from fakeclients import *
def broken(*_): raise ValueError("a secret")
calls.places.chain = broken
reads.kept = broken
for _ in range(3): print(Client().get("/").text)
`;
    const { stdout, stderr, text, ends } = recordClients(main);
    expect([stdout.trim().split(/\r?\n/), stderr]).toEqual([['text', 'text', 'text'], '']);
    expect(ends.map(({ problems }) => problems)).toEqual([
      [
        expect.stringMatching(/^a call: ValueError on line \d+$/),
        expect.stringMatching(/^the answer to a call: ValueError on line \d+$/),
        expect.stringMatching(/^a read: ValueError on line \d+$/),
      ],
    ]);
    expect(text).not.toContain('secret');
  },
);

test.skipIf(!VERSION || process.platform === 'win32')(
  'what a handler of a signal raises reaches the suite, also while the recorder works',
  () => {
    const main = `from fakeclients import *
import os, signal
def handler(*_): raise LookupError("too late")
def late(*_): os.kill(os.getpid(), signal.SIGALRM); [None for _ in range(100)]
signal.signal(signal.SIGALRM, handler)
client = Client()
for owner, name in ((calls.places, "chain"), (reads, "kept"), (calls.table, "count")):
    kept = getattr(owner, name)
    setattr(owner, name, late)
    try: print(client.get("/").text)
    except LookupError as error: print(error)
    setattr(owner, name, kept)
`;
    const { stdout, ends } = recordClients(main);
    expect(stdout.trim().split(/\r?\n/)).toEqual(['too late', 'too late', 'too late']);
    expect(ends).toEqual([expect.not.objectContaining({ problems: expect.anything() })]);
  },
);

test.skipIf(!VERSION)('no value is in the file', () => {
  const main = `from fakeclients import *
s = "pl4nted"
client = Client()
client.post("http://host/" + s + "?" + s + "=" + s, data={s: s}, json=[{s: s}], headers={s: s}, cookies={s: s}, files={s: (s, s)}, params=[(s, s)])
client.post("/", s.encode(), s, auth=(s, s))
try: client.get("/raises", x=s)
except KeyError: pass
def fail(*_): raise ValueError(s)
calls.library = fail
client.get(s).headers
`;
  const { stderr, text, calls } = recordClients(main);
  expect(stderr).toBe('');
  expect(calls).toHaveLength(3);
  expect(text).toContain('"problems"');
  expect(text).not.toMatch(/pl4nted/);
});

test.skipIf(!VERSION)('100,000 requests stay in little memory and a small file', () => {
  const main = `from fakeclients import *
client = Client()
def one(number):
    client.get("/")
    return client.post("/", data={"a": number}).status_code
def tables(): return [len(reads.owned), len(calls.streams), len(calls.places.known), len(calls.places.paths), len(calls.table.times), len(reads.table.times)]
for count in (100, 50000):
    for number in range(count): one(number)
    print(tables())
`;
  const { stdout, text, calls } = recordClients(main);
  expect(calls.reduce((sum, { times }) => sum + times, 0)).toBe(100_200);
  expect(text.length).toBeLessThan(20_000);
  const [before, after] = stdout.trim().split(/\r?\n/);
  expect(after).toBe(before);
});
