import { expect, test } from 'vitest';
import { HAS_COLUMNS, recordClients, VERSION } from './support.ts';

const rows: readonly (readonly [name: string, line: string, reads: readonly string[]])[] = [
  ['an attribute', 'r.status_code', ['response.status_code']],
  ['a property', 'r.text', ['response.text']],
  ['a method', 'r.json()', ['response.json']],
  ['getattr', 'getattr(r, "url")', ['response.url']],
  ['what is read of headers', 'r.headers', ['response.headers']],
  ['what is read of cookies', 'r.cookies.items()', ['cookies.items', 'response.cookies']],
  ['what is read of the request', 'r.request.items', ['request.items', 'response.request']],
  ['whether it is true', 'not r', ['response.__bool__']],
  ['a condition', 'assert r', ['response.__bool__']],
  ['a loop over it', 'list(r)', ['response.__iter__']],
  ['the cookies of the client', 'client.cookies.items', ['client.cookies', 'cookies.items']],
  ['the headers of the client', 'client.headers.items', ['client.headers', 'headers.items']],
  ['a call, which is no read', 'client.get("/")', []],
  ['a private attribute, which is none', 'r.__class__, r._x', []],
  ['an attribute that is not there, which is none', 'hasattr(r, "nothing")', []],
  ['what is stored, which is none', 'r.status_code = 200', []],
  ['a response of a client of requests, which is none', 'Session().get("/").text', []],
  ['a response that is made by hand, which is none', 'Response().text', []],
  ['cookies of neither a client nor a response, which are none', 'Bag().items', []],
  ['a copy, which is none', 'copy.copy(r).text', []],
];

/** Each row stands on a line of its own, in a function that has the client and a new response. */
const MAIN = `import copy
from fakeclients import *
Client.answer = None
Session.answer = Response()
Response._x = 1
client = Client()
def get(): return client.get("/")
${rows.map(([, line]) => `r = get(); ${line}`).join('\n')}
`;

const FIRST = 8;
const recorded = VERSION ? recordClients(MAIN) : undefined;

test.skipIf(!VERSION).each(rows.map((row, index) => [...row, index] as const))(
  'notes %s',
  (_, line, expected, index) => {
    expect(line).not.toBe('');
    const found = recorded?.reads.filter(({ at }) => at[1] === FIRST + index);
    expect(found?.map(({ of, name }) => `${of}.${name}`).sort()).toEqual(expected);
  },
);

test.skipIf(!VERSION)('reads without a problem', () => {
  expect(recorded?.stderr).toBe('');
  expect(recorded?.ends.map(({ problems }) => problems)).toEqual([undefined]);
});

test.skipIf(!HAS_COLUMNS)('tells the columns of the expression that is read, from Python 3.11 on', () => {
  const main = `from fakeclients import *
r = Client().get("/")
print(r.status_code, r.text)
if r: pass`;
  const { reads } = recordClients(main);
  expect(reads.map(({ at, name }) => [name, ...at.slice(1)])).toEqual([
    ['status_code', 3, 6, 3, 19],
    ['text', 3, 21, 3, 27],
    ['__bool__', 4],
  ]);
});

test.skipIf(!VERSION)('leaves responses and clients what they are', () => {
  const main = `import copy, inspect, pickle
from unittest.mock import create_autospec
from fakeclients import *
client = Client()
r = client.get("/")
print(type(r) is Response, r.__class__ is Response, type(client) is Client, isinstance(r, Response))
print(sorted(vars(r)), sorted(vars(client)), sorted(vars(copy.copy(r))))
print(r == r, r != Response(), pickle.loads(pickle.dumps(r)).status_code, repr(r).startswith("<fakeclients.Response object at"))
print(inspect.signature(Session.post), inspect.getfullargspec(Session.post).args, Session.post.__name__, Session.post.__qualname__)
print(Session.get.__doc__, Session.post.__module__, inspect.isfunction(Client.request))
print(inspect.getsource(Session.send).strip(), inspect.iscoroutinefunction(Async.get), pickle.loads(pickle.dumps(Session.post)) is Session.post)
try: create_autospec(Client).post()
except TypeError as error: print(error)
print(inspect.getsource(Response.text.fget).strip().splitlines()[0])
`;
  const [watched, plain] = [recordClients(main), recordClients(main, {}, { settings: null })];
  expect(watched.stderr).toBe('');
  expect(watched.stdout).toContain('True True True True');
  expect(watched.stdout).toContain(
    "(self, url, data=None, json=None, **kwargs) ['self', 'url', 'data', 'json'] post Session.post",
  );
  expect(watched.stdout).toContain("missing a required argument: 'url'");
  expect(plain.stdout).toBe(watched.stdout);
  expect([plain.text, watched.calls.length]).toEqual(['', 1]);
});
