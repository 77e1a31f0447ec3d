import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../src/core/lines.ts';
import type { Known, Made, Observation, Operand, Reading, ResponseTrace } from '../../../src/core/trace.ts';
import { openIn } from '../../support/project.ts';

type Files = Readonly<Record<string, string>>;

/** The traces of the calls in the file `path` of a project. */
async function tracesIn(files: Files, path: string): Promise<readonly ResponseTrace[]> {
  const { document, calls } = await openIn(files, path);
  return calls.map((call) => document.trace(call));
}

/** An observation in few words; `?`: not certain. Several ways are in brackets, a dropped response is `-`. */
function shown(one: Observation): string {
  if (one.is === 'ways') {
    const ways = one.ways.map(({ seen, ignored }) => (ignored ? '-' : seen.map(shown).join(', ')));
    return `${one.into} [${ways.join(' | ')}]`;
  }
  const what = one.is === 'passed' ? `to ${one.to}` : shownReading(one);
  return one.certain ? what : `${what}?`;
}

function shownReading({ attribute, called, steps, compared, beside, matched, asserted }: Reading): string {
  return [
    `${asserted ? 'assert ' : ''}${attribute}${called ? '()' : ''}`,
    ...steps.map((step) => `.${step.by}(${step.with.join()})`),
    ...compared.map(({ operator, with: other }) => ` ${operator} ${shownOperand(other)}`),
    ...beside.map((other) => ` beside ${shownOperand(other)}`),
    ...(matched.length > 0 ? [` matched ${matched.join()}`] : []),
  ].join('');
}

const shownOperand = ({ values, text }: Operand): string =>
  `${values ? values.map(shownKnown).join('|') : 'unknown'}${text === undefined ? '' : ` (${text} text)`}`;

const shownKnown = (known: Known): string =>
  typeof known === 'object' && known !== null ? (known.path ?? known.name) : String(known);

const HEAD = `
import pytest, http.client
from http import HTTPStatus
from starlette import status
from starlette.testclient import TestClient
MOVED = 302
CODES = {"made": 201}
`;

/** What is seen of \`r\` after \`r = client.post("/a")\`, in a test that is given \`code\`. */
async function seenAfter(lines: string): Promise<readonly Observation[]> {
  const body = lines.replace(/^/gm, '    ');
  const source = `${HEAD}client = TestClient(app)\ndef test_it(code):\n    r = client.post("/a")\n${body}\n`;
  const [trace] = await tracesIn({ 'tests/test_a.py': source }, 'tests/test_a.py');
  return trace?.seen ?? [];
}

describe('what is done with an attribute where it is read', () => {
  test.each<[statement: string, ...seen: string[]]>([
    ['r.is_redirect', 'isRedirect'],
    ['r.elapsed'],
    ['assert r.is_redirect', 'assert isRedirect'],
    ['assert not r.is_redirect', 'isRedirect'],
    ['self.assertTrue(r.is_redirect, "moved")', 'assert isRedirect beside moved (full text)'],
    ['assert r.ok and r.is_redirect', 'assert isRedirect'],
    ['assert r.ok or r.is_redirect', 'isRedirect?'],
    ['with pytest.raises(AssertionError):\n    assert r.is_redirect', 'isRedirect?'],
    ['r.json()["a"]', 'json()'],
    ['r.history[0]', 'history.[](0)'],
    ['assert len(r.history) == 1', 'assert history.length() == 1'],
    ['assert r.text == "a"', 'assert text == a (full text)'],
    ['assert r.text == ""', 'assert text ==  (empty text)'],
    ['assert "a" in r.text', 'assert text contains a (full text)'],
    ['assert "a" not in r.text', 'assert text lacks a (full text)'],
    ['assert r.text == f"{x}"', 'assert text == unknown (full text)'],
    ['self.assertEqual("a", r.text, "why")', 'assert text == a (full text)'],
  ])('%s', async (statement, ...seen) => {
    expect((await seenAfter(statement)).map(shown)).toEqual(seen);
  });
});

describe('what a value is compared with', () => {
  test.each<[statement: string, seen: string]>([
    ['assert r.status_code == 303', 'assert statusCode == 303'],
    ['assert 303 is r.status_code', 'assert statusCode == 303'],
    ['if r.status_code != 303: pass', 'statusCode != 303'],
    ['assert r.status_code is not 303', 'assert statusCode != 303'],
    ['assert 300 <= r.status_code < 4_00', 'assert statusCode >= 300 < 400'],
    ['assert 300 > r.status_code', 'assert statusCode < 300'],
    ['assert r.status_code in (301, 302)', 'assert statusCode in 301|302'],
    ['assert r.status_code not in {301}', 'assert statusCode not in 301'],
    ['assert r.status_code in range(300, 303)', 'assert statusCode in 300|301|302'],
    ['assert r.status_code in frozenset([301])', 'assert statusCode in 301'],
    ['assert r.status_code == int("303")', 'assert statusCode == unknown'],
    ['assert r.status_code == "303"', 'assert statusCode == 303 (full text)'],
    ['assert r.status_code == MOVED', 'assert statusCode == 302'],
    ['assert r.status_code == CODES["made"]', 'assert statusCode == 201'],
    ['assert r.status_code == (200 if x else 303)', 'assert statusCode == 200|303'],
    ['assert r.status_code == code', 'assert statusCode == code'],
    ['assert r.status_code == HTTPStatus.FOUND', 'assert statusCode == http.HTTPStatus.FOUND'],
    ['assert r.status_code == HTTPStatus(303)', 'assert statusCode == 303'],
    ['assert r.status_code == status.HTTP_302_FOUND', 'assert statusCode == starlette.status.HTTP_302_FOUND'],
    ['assert r.status_code == len(x)', 'assert statusCode == unknown'],
    ['assert r.status_code // 100 == 3', 'assert statusCode.//(100) == 3'],
    ['assert str(r.status_code).startswith("3")', 'assert statusCode.text().startswith(3)'],
    ['assert int(r.status_code) == 303', 'assert statusCode.int() == 303'],
    ['self.assertEqual(r.status_code, 302)', 'assert statusCode == 302'],
    ['self.assertIn(r.status_code, [301, 302], "why")', 'assert statusCode in 301|302'],
    ['self.assertNotEqual(r.status_code, 302)', 'statusCode beside 302'],
    ['with self.assertRaises(E):\n    self.assertEqual(r.status_code, 302)', 'statusCode == 302?'],
    ['check_status(r.status_code, MOVED)', 'statusCode beside 302'],
    ['match r.status_code:\n    case 200 | 303: pass\n    case "a": pass', 'statusCode matched 200,303,a'],
  ])('%s', async (statement, seen) => {
    expect((await seenAfter(statement)).map(shown)).toEqual([seen]);
  });
});

describe('what stands around a value', () => {
  test.each<[statement: string, ...around: string[]]>([
    ['assert r.headers["location"] == "/"', 'location', '/'],
    ['assert "location" in r.headers', 'location'],
    ['assert (r.status_code, r.text) == (302, "")', 'r.text', 'r', '302', ''],
    ['assert_that(r.status_code, equal_to(302))', 'assert_that', 'equal_to', '302'],
    ['assert client.post("/b", json={"location": 1}).headers'],
  ])('%s', async (statement, ...around) => {
    const [one] = (await seenAfter(statement)).filter(({ is }) => is === 'reading');
    const written = one?.is === 'reading' ? one.around.map(shownKnown) : [];
    expect(written).toEqual(around);
  });
});

describe('the way of a response', () => {
  test.each<[statement: string, ...seen: string[]]>([
    ['s = r.status_code\nassert s == 303', 'statusCode', 'assert statusCode == 303'],
    ['a, b = r, 1\nassert a.is_redirect', 'assert isRedirect'],
    ['for one in [r, x]: assert one.is_redirect', 'assert isRedirect'],
    ['if code: assert r.is_redirect', 'assert isRedirect?'],
    ['assert_redirect(r)', 'to assert_redirect'],
    [
      'def check(one, status):\n    assert one.status_code == status\ncheck(r, 303)',
      'to check',
      'functions [assert statusCode == 303]',
    ],
    [
      'def a(one): one.json()\ndef b(one): pass\ncheck = a if code else b\ncheck(r)',
      'to check',
      'functions [json() | ]',
    ],
  ])('%s', async (statement, ...seen) => {
    expect((await seenAfter(statement)).map(shown)).toEqual(seen);
  });

  test.each<[name: string, lines: string, ...seen: string[]]>([
    [
      'to every caller of a function that returns it',
      `
def send(path):
    return client.post(path)
def test_a():
    assert send("/a").json()
    send("/b")
    keep(send("/c"))
`,
      'callers [json() | - | to keep]',
    ],
    [
      'not to a caller that gives an option that is asked about',
      `
def send(path, **kw):
    return client.post(path, **kw)
def test_a():
    assert send("/a", follow_redirects=False).is_redirect
    assert send("/b").json()
`,
      'callers [json()]',
    ],
    [
      'to the tests that ask for a fixture',
      `
@pytest.fixture
def moved():
    return client.post("/old")
def test_a(moved):
    assert moved.status_code == 308
`,
      'assert statusCode == 308',
    ],
  ])('%s', async (_name, lines, ...seen) => {
    const source = `${HEAD}client = TestClient(app)\n${lines}`;
    const [trace] = await tracesIn({ 'tests/test_a.py': source }, 'tests/test_a.py');
    expect(trace?.seen.map(shown)).toEqual(seen);
  });

  test('an observation tells its file and its place', async () => {
    const common = 'def check(one):\n    assert one.is_redirect\n';
    const test = `${HEAD}from tests.common import check\ncheck(TestClient(app).post("/a"))\n`;
    const files = { 'tests/common.py': common, 'tests/test_a.py': test };
    const [trace] = await tracesIn(files, 'tests/test_a.py');
    const [, ways] = trace?.seen ?? [];
    const [one] = (ways?.is === 'ways' && ways.ways[0]?.seen) || [];
    const at = one && one.is !== 'ways' ? one.at : undefined;
    expect(at?.path).toBe('tests/common.py');
    expect(common.slice(at?.start, at?.end)).toBe('one.is_redirect');
    expect(linesOf(common).at(at?.start ?? 0).line).toBe(2);
  });
});

const shownMade = ({ options, open, handled }: Made): string =>
  [...options, ...(open ? ['...'] : []), ...handled.map((one) => `request: ${one}`)].join(' ');

/** The facts about the client of the last call in a file. */
async function clientIn(lines: string): Promise<readonly string[]> {
  const traces = await tracesIn({ 'tests/test_a.py': `${HEAD}${lines}` }, 'tests/test_a.py');
  const { made = [], nearby = [], assigned = [], given = [] } = traces.at(-1)?.client ?? {};
  return [
    ...made.map((one) => `made: ${shownMade(one)}`),
    ...nearby.map((one) => `nearby: ${shownMade(one)}`),
    ...assigned.map((one) => `assigned: ${one}`),
    ...given.map((one) => `given: ${one}`),
  ];
}

describe('what is known of the client', () => {
  test.each<[name: string, lines: string, ...facts: string[]]>([
    [
      'the options it is made with',
      'TestClient(app, follow_redirects=False).post("/")',
      'made: followRedirects',
    ],
    ['no other options than those asked about', 'TestClient(app, base_url="x").post("/")', 'made: '],
    ['that options are unpacked', 'TestClient(app, **kw).post("/")', 'made: ...'],
    [
      'each client that it may be',
      'c = TestClient(app) if x else TestClient(app, follow_redirects=True)\nc.post("/")',
      'made: ',
      'made: followRedirects',
    ],
    ['that it is not seen how it is made', 'def f(c: TestClient): c.post("/")', 'made: ...'],
    [
      'how others are made, then, if one of them is given an option',
      'a = TestClient(app)\nb = TestClient(app, follow_redirects=True)\ndef f(c: TestClient): c.post("/")',
      'made: ...',
      'nearby: followRedirects ...',
      'nearby: ',
      'nearby: followRedirects',
    ],
    [
      'what is assigned',
      'c = TestClient(app)\nc.follow_redirects = 1\nc.post("/")',
      'made: ',
      'assigned: followRedirects',
    ],
    [
      'nothing that is assigned to something else',
      'import httpx\nx = httpx.Client()\nx.follow_redirects = 1\nTestClient(app).post("/")',
      'made: ',
    ],
    [
      'what its class gives to its base',
      'class C(TestClient):\n  def __init__(self):\n    super().__init__(f(app), follow_redirects=1)\nC().post("/")',
      'made: followRedirects',
    ],
    [
      'what its class assigns itself',
      'class C(TestClient):\n  def f(self):\n    self.follow_redirects = 1\nC().post("/")',
      'made: followRedirects',
      'assigned: followRedirects',
    ],
    [
      'what its class deals with where it sends a request',
      'class C(TestClient):\n  def request(self, *a, **k):\n    k["allow_redirects"] = 1\nC().post("/")',
      'made: request: allowRedirects',
    ],
    [
      'what is bound to the method beforehand',
      'from functools import partial\nsend = partial(TestClient(app).post, allow_redirects=False)\nsend("/")',
      'given: allowRedirects',
    ],
    [
      'what is always unpacked into the call',
      'options = {"allow_redirects": False}\nprint(options)\nTestClient(app).post("/", **options)',
      'made: ',
      'given: allowRedirects',
    ],
    [
      'not what only some callers pass on',
      'def send(**kw): return TestClient(app).post("/", **kw)\nsend(allow_redirects=False)\nsend()',
      'made: ',
    ],
  ])('%s', async (_name, lines, ...facts) => {
    expect(await clientIn(lines)).toEqual(facts);
  });
});
