import { describe, expect, it } from 'vitest';
import type { HeadersLine, ReceivedBody, TestLine } from '../../../src/evidence/format.ts';
import { digest, HAS_PYTHON, record } from './received/recorded.ts';
import { HAS_COLUMNS } from './support.ts';

/** One request, as Python writes the arguments of `send`. */
const sent = (args: string) => {
  const { lines, requests } = record(`from starlette.testclient import send\nsend(${args})`);
  const headers = lines.find((line): line is HeadersLine => line.is === 'headers');
  return { ...requests[0]!, items: headers?.items ?? [] };
};

const bodyOf = (type: string, body: string): ReceivedBody | undefined =>
  sent(`"POST", "/", headers=[(b"content-type", b"${type}")], body=${body}`).body;

describe.skipIf(!HAS_PYTHON)('what the application received', () => {
  it('digests the path, and the path as it was sent where that is another', () => {
    const told = sent('"GET", "/a b", raw_path=b"/a%20b"');
    expect(told).toMatchObject({ method: 'GET', path: digest('/a b'), status: 200 });
    expect(told).not.toHaveProperty('rawPath');
    expect(sent('"GET", "/a b", raw_path=b"/a%2520b?x=1"')).toMatchObject({ rawPath: digest('/a%20b') });
  });

  it('tells a scheme and a root path that are not the usual ones', () => {
    expect(sent('"GET", "/", scheme="https"').base).toBe(digest('https '));
    expect(sent('"GET", "/", root_path="/v1"').base).toBe(digest('http /v1'));
    expect(sent('"GET", "/", scheme="ws"')).not.toHaveProperty('base');
    expect(sent('"GET", "/"')).not.toHaveProperty('base');
  });

  it('undoes the escapes of a query once, and until none is left', () => {
    const told = sent('"GET", "/", b"q=a+b%2520c"');
    expect(told).toMatchObject({ query: digest('q=a b%20c'), bareQuery: digest('q=a b c') });
    expect(sent('"GET", "/", b"q=a+b"')).toMatchObject({ query: digest('q=a b') });
    expect(sent('"GET", "/", b"q=a+b"')).not.toHaveProperty('bareQuery');
    expect(sent('"GET", "/"')).not.toHaveProperty('query');
  });

  it('tells an escaped separator of a query from one', () => {
    const shapeOf = (query: string) => sent(`"GET", "/", b"${query}"`).queryShape;
    expect(shapeOf('q=a%26b')).toBe(digest('1=3'));
    expect(shapeOf('q=a%2526b')).toBe(digest('1=3'));
    expect(shapeOf('a%3Db=c')).toBe(digest('3=1'));
    expect(shapeOf('a=b%3Dc&d=%20')).toBeUndefined();
    expect(shapeOf('q=a&b')).toBeUndefined();
  });

  it('keeps headers by name, without the boundary of a form and the version of httpx', () => {
    const headers = [
      '(b"X-B", b"2")',
      '(b"user-agent", b"python-httpx2/2.1")',
      '(b"content-type", b"multipart/form-data; boundary=abc")',
      '(b"x-a", b"1")',
    ].join(', ');
    expect(sent(`"GET", "/", headers=[${headers}]`).items).toEqual([
      ['content-type', digest('multipart/form-data')],
      ['user-agent', digest('python-httpx')],
      ['x-a', digest('1')],
      ['x-b', digest('2')],
    ]);
  });

  it('tells a form whose content type has no boundary from one', () => {
    const { items } = sent('"POST", "/", headers=[(b"content-type", b"multipart/form-data")], body=b"x"');
    expect(items).toEqual([['content-type', digest('multipart/form-data; without a boundary')]]);
  });

  it('names cookies, and sorts them', () => {
    const { cookies, items } = sent('"GET", "/", headers=[(b"cookie", b"b=2; a=1=1")]');
    expect(cookies).toEqual([
      ['a', digest('1=1')],
      ['b', digest('2')],
    ]);
    expect(items).toEqual([]);
  });

  it('takes a cookie without a name for a value', () => {
    const { cookies } = sent('"GET", "/", headers=[(b"cookie", b"hunter2; a=\\"x;y\\";b=2")]');
    expect(cookies).toEqual([
      ['', digest('hunter2')],
      ['', digest('y"')],
      ['a', digest('"x')],
      ['b', digest('2')],
    ]);
  });

  it.each([
    ['(b"content-length", b"0")', 'b""', 'zero'],
    ['(b"content-length", b"2")', 'b"ab"', 'bytes'],
    ['(b"content-length", b"1")', 'b"\\xc3\\xa4"', 'other'],
    ['(b"x-a", b"1")', 'b"ab"', undefined],
  ])('tells of the length %s of %s: %s', (header, body, length) => {
    expect(sent(`"POST", "/", headers=[${header}], body=${body}`).length).toBe(length);
  });

  it('reads JSON whatever its spelling is, by its content type or its bytes', () => {
    const value = digest('{"a":[1,2.5],"b":"ä"}');
    const one = '{"b": "ä", "a": [1, 2.5]}';
    expect(bodyOf('application/json', `'${one}'.encode()`)).toEqual({
      is: 'json',
      all: digest(one),
      value,
      ascii: false,
    });
    const two = '{"b":"\\u00e4","a":[1,2.5]}';
    expect(bodyOf('text/x', `rb'${two}'`)).toEqual({ is: 'json', all: digest(two), value, ascii: true });
    expect(bodyOf('application/json', 'b"[1"')).toEqual({ is: 'raw', all: digest('[1'), ascii: true });
  });

  it('reads the fields of a form in order', () => {
    const all = 'b=1+2&a=%26&b=';
    expect(bodyOf('application/x-www-form-urlencoded', `b"${all}"`)).toEqual({
      is: 'form',
      all: digest(all),
      ascii: true,
      fields: [
        [digest('b'), digest('1 2')],
        [digest('a'), digest('&')],
        [digest('b'), digest('')],
      ],
    });
  });

  it('reads the parts of a multipart body, and leaves out a type that the name of the file suggests', () => {
    const parts = [
      'Content-Disposition: form-data; name="key"\r\n\r\nvalue',
      'Content-Disposition: form-data; name="f"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\none\r\ntwo',
      'Content-Disposition: form-data; name="g"; filename="b.png"\r\nContent-Type: text/plain\r\nX-B: 1\r\nX-A: 2\r\n\r\n',
      'Content-Disposition: form-data; name="h"; filename*=utf-8\'\'c\r\n\r\n',
    ];
    const body = [...parts.map((part) => `--made\r\n${part}\r\n`), '--made--\r\n'].join('');
    expect(bodyOf('multipart/form-data; boundary=made', `b${JSON.stringify(body)}`)).toEqual({
      is: 'parts',
      parts: [
        { name: digest('key'), content: digest('value') },
        { name: digest('f'), filename: digest('a.txt'), content: digest('one\r\ntwo') },
        {
          name: digest('g'),
          filename: digest('b.png'),
          type: digest('text/plain'),
          rest: digest('x-a: 2\nx-b: 1'),
          content: digest(''),
        },
        { name: digest('h'), rest: digest("content-disposition: filename*=utf-8''c"), content: digest('') },
      ],
    });
  });

  it('knows a body that the application does not read, and does not take one from a generator', () => {
    const raw = { is: 'raw', all: digest('ab'), ascii: true };
    expect(sent('"POST", "/unread", body=b"ab"').body).toEqual(raw);
    expect(sent('"POST", "/", body=iter([b"a", b"b"])').body).toEqual(raw);
    const chunked = 'headers=[(b"transfer-encoding", b"chunked")]';
    const { requests, stdout } = record(`
from starlette.testclient import send
body = iter([b"a", b"b"])
send("POST", "/unread", ${chunked}, body=body)
print(list(body))`);
    expect(requests[0]!.body).toEqual({ is: 'unread' });
    expect(stdout).toBe("[b'a', b'b']\n");
  });

  it('keeps a request that the application fails on, without a status', () => {
    const program = 'from starlette.testclient import send\nsend("GET", "/broken")';
    const { requests, stderr } = record(program);
    expect(requests).toMatchObject([{ method: 'GET', path: digest('/broken') }]);
    expect(requests[0]).not.toHaveProperty('status');
    // The traceback has no frame more than it has without a recorder.
    const frames = (text: string) => text.split('\n').map((line) => line.replace(/^ {2}File ".*\//, ''));
    expect(frames(stderr)).toEqual(frames(record(program, { recorder: false }).stderr));
    expect(stderr).toContain('LookupError: broken');
  });

  it.skipIf(!HAS_COLUMNS)('adds no frame where the body of a request raises, from Python 3.11 on', () => {
    const program =
      'from starlette.testclient import send\nsend("POST", "/", body=(1 / number for number in [0]))';
    const frames = (text: string) => text.split('\n').map((line) => line.replace(/^ {2}File ".*\//, ''));
    const { stderr } = record(program);
    expect(frames(stderr)).toEqual(frames(record(program, { recorder: false }).stderr));
    expect(stderr).toContain('ZeroDivisionError');
  });

  it('shows the application itself to whoever asks a transport for it', () => {
    const { requests, stdout } = record(`
from starlette.testclient import echo, send, transport, _TestClientTransport
import copy
async def other(scope, receive, answer):
    await echo(scope, receive, answer)
print(transport.app is echo, vars(transport) == {"app": echo}, copy.copy(transport).app is echo)
transport.app = other
print(transport.app is other)
send("GET", "/")
del transport.app
print(hasattr(transport, "app"), hasattr(_TestClientTransport(echo), "app"))`);
    expect(stdout).toBe('True True True\nTrue\nFalse True\n');
    expect(requests).toHaveLength(1);
  });

  it('calls the application all the same where it cannot note a request, and says so', () => {
    const { lines, requests, stdout } = record(`
from starlette.testclient import send
print(send("GET", b"/")[0]["status"], send("GET", "/")[0]["status"])`);
    expect(stdout).toBe('200 200\n');
    expect(requests).toHaveLength(1);
    const end = lines.find((line) => line.is === 'end');
    expect(end?.problems).toContainEqual(expect.stringMatching(/^note: AttributeError on line \d+$/));
  });

  it('writes no value, and with `values` each of them', () => {
    const secret = 'hunter2';
    const program = `
from starlette.testclient import send
form = b'--m\\r\\nContent-Disposition: form-data; name="hunter2"; filename="hunter2"\\r\\nContent-Type: x/hunter2\\r\\n\\r\\nhunter2\\r\\n--m--\\r\\n'
headers = [(b"authorization", b"hunter2"), (b"cookie", b"sid=hunter2")]
for kind, body in [
    ("text/plain", b"hunter2"),
    ("application/json", b'{"hunter2": "hunter2"}'),
    ("application/x-www-form-urlencoded", b"hunter2=hunter2"),
    ("multipart/form-data; boundary=m", form),
]:
    send("POST", "/hunter2", b"hunter2=hunter2", headers + [(b"content-type", kind.encode())], body, b"/hunter2%25")`;
    const { text, requests } = record(program);
    expect(requests).toHaveLength(4);
    expect(text).not.toContain(secret);
    const shown = record(program, { values: true }).requests;
    expect(shown[0]!.path).toBe(`${digest('/hunter2')}:/hunter2`);
    expect(shown.every((request) => JSON.stringify(request.body).includes(secret))).toBe(true);
  });

  it('writes a set of lines for each salt in order to prove', () => {
    const salts = ['ab', 'cd01'];
    const { lines } = record('from starlette.testclient import send\nsend("GET", "/")', {
      mode: 'prove',
      salts,
    });
    const [first, second] = lines.flatMap((line) => (line.is === 'process' ? [line] : []));
    expect([first!.salt, second!.salt]).toEqual(salts);
    const paths = lines.flatMap((line) =>
      line.is === 'received' ? [[line.process, line.requests[0]!.path]] : [],
    );
    expect(paths).toEqual([
      [first!.process, digest('/', 'ab')],
      [second!.process, digest('/', 'cd01')],
    ]);
  });

  it('keeps a long test in a flat memory and a small file', () => {
    const { text, requests, stdout } = record(`
import tracemalloc
from starlette.testclient import send
def requests(count):
    for number in range(count // 2):
        send("GET", "/orders", b"page=%d" % number, [(b"host", b"testserver")])
        send("POST", "/orders", b"", [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(str(number))), (b"host", b"testserver")], b'{"id": %d}' % number)
requests(4000)
tracemalloc.start()
requests(4000)
print(tracemalloc.get_traced_memory()[1] < 2_000_000)`);
    expect(stdout).toBe('True\n');
    expect(requests).toHaveLength(8000);
    expect(text.length / 8000).toBeLessThan(150);
    expect(text.split('\n').every((line) => line.length < 64 * 1024)).toBe(true);
  });
});

describe.skipIf(!HAS_PYTHON)('how tests end', () => {
  const SUITE = `
import unittest
from starlette.testclient import send
send("GET", "/module")
class Orders(unittest.TestCase):
    def setUp(self): send("GET", "/setup")
    def test_passed(self): send("GET", "/1")
    def test_failed(self): self.fail()
    def test_error(self): raise ValueError
    @unittest.expectedFailure
    def test_known(self): self.fail()
    @unittest.expectedFailure
    def test_mended(self): pass
    @unittest.skip("later")
    def test_skipped(self): pass
    def test_parts(self):
        for part in range(3):
            with self.subTest(part=part): self.assertNotEqual(part, 1)
class Broken(unittest.TestCase):
    @classmethod
    def setUpClass(cls): raise ValueError
    def test_never(self): pass
if __name__ == "__main__":
    unittest.main()`;

  it('tells the outcome of each test of unittest', () => {
    const { lines, stderr } = record(SUITE);
    const tests = lines.filter((line): line is TestLine => line.is === 'test');
    expect(Object.fromEntries(tests.map(({ test, outcome }) => [test, outcome]))).toEqual({
      '__main__.Orders.test_passed': 'passed',
      '__main__.Orders.test_failed': 'failed',
      '__main__.Orders.test_error': 'error',
      '__main__.Orders.test_known': 'expected-failure',
      '__main__.Orders.test_mended': 'unexpected-success',
      '__main__.Orders.test_skipped': 'skipped',
      '__main__.Orders.test_parts': 'failed',
      'setUpClass (__main__.Broken)': 'error',
    });
    const unnoticed = (text: string) =>
      text.replace(/Ran (\d+) tests in .*/, '$1').replace(/File ".*\//g, '');
    expect(unnoticed(stderr)).toBe(unnoticed(record(SUITE, { recorder: false }).stderr));
  });

  it('gives requests to the test that runs, and those outside of any to none', () => {
    const { lines } = record(SUITE);
    const paths = lines.flatMap((line) =>
      line.is === 'received' ? line.requests.map(({ path }) => [line.test, path]) : [],
    );
    expect(paths).toContainEqual(['', digest('/module')]);
    expect(paths.filter(([test]) => test === '__main__.Orders.test_passed')).toEqual([
      ['__main__.Orders.test_passed', digest('/setup')],
      ['__main__.Orders.test_passed', digest('/1')],
    ]);
  });

  it('writes what a forked process received as another process', () => {
    const { lines } = record(`
import os
from starlette.testclient import send
send("GET", "/parent")
child = os.fork()
send("GET", "/child" if child == 0 else "/both")
if child == 0:
    os._exit(0)
os.waitpid(child, 0)`);
    const paths = lines.flatMap((line) =>
      line.is === 'received' ? [[line.process, line.requests.map(({ path }) => path)] as const] : [],
    );
    expect(paths.map(([, own]) => own)).toEqual(
      expect.arrayContaining([[digest('/child')], [digest('/parent'), digest('/both')]]),
    );
    expect(new Set(paths.map(([process]) => process)).size).toBe(2);
  });
});
