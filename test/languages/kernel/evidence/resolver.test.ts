import { describe, expect, test } from 'vitest';
import type { Place, RecordedCall, RecordedRead } from '../../../../src/core/model/recorded.ts';
import {
  readsOf,
  resolverOf,
  type CallShape,
  type ReadShape,
  type Written,
} from '../../../../src/languages/kernel/evidence/resolver.ts';
import { row } from './rows.ts';

const PATH = 'tests/test_it.py';

/** Where `text` stands in a source, the `nth` time. */
function written(source: string, text: string, nth = 0): Written {
  let start = source.indexOf(text);
  for (let found = 0; found < nth; found++) start = source.indexOf(text, start + 1);
  if (start < 0) throw new Error(`no ${text} in ${source}`);
  const at = (offset: number) => {
    const before = source.slice(0, offset).split('\n');
    return { line: before.length, column: before.at(-1)!.length };
  };
  const [from, to] = [at(start), at(start + text.length)];
  return { start, end: start + text.length, ...from, endLine: to.line, endColumn: to.column };
}

/** Every `name(...)` of a source, in which a call may hold calls: `a.post(1, json=b())`. */
function shapesIn(source: string): CallShape[] {
  const found: CallShape[] = [];
  for (const { index, 0: callee } of source.matchAll(/[\w.]+\(/g)) {
    let end = index + callee.length;
    for (let depth = 1; depth > 0; end++) depth += source[end] === '(' ? 1 : source[end] === ')' ? -1 : 0;
    const inside = source.slice(index + callee.length, end - 1).replace(/\(.*\)/gs, '');
    const items = inside
      .split(',')
      .map((one) => one.trim())
      .filter(Boolean);
    const isOpen = items.some((one) => one.startsWith('*'));
    const keywords = items.flatMap((one) => /^(\w+)=/.exec(one)?.[1] ?? []);
    found.push({
      ...written(source.slice(0, end), source.slice(index, end), 0),
      ...position(source, index, end),
      name: callee.slice(0, -1).split('.').at(-1)!,
      positional: isOpen ? 'unknown' : items.length - keywords.length,
      keywords: isOpen ? 'unknown' : keywords,
      values: [],
    });
  }
  return found;
}

function position(source: string, start: number, end: number): Written {
  const [from, to] = [source.slice(0, start).split('\n'), source.slice(0, end).split('\n')];
  return {
    ...{ start, end, line: from.length, column: from.at(-1)!.length },
    ...{ endLine: to.length, endColumn: to.at(-1)!.length },
  };
}

const onLine = (line: number): Place => ({ path: PATH, line });

/** The end alone is that of `text`: the beginning is where Python finds the method. */
const endOf = (source: string, text: string): Place => {
  const { line, column, endLine, endColumn } = written(source, text);
  return { path: PATH, line, column: column + 1, endLine, endColumn };
};

const beginOf = (source: string, text: string): Place => {
  const { line, column } = written(source, text);
  return { path: PATH, line, column };
};

/** `call: methods` of each call of the source of which something was recorded, or that may be it. */
function told(source: string, calls: readonly RecordedCall[], through: readonly RecordedCall[] = []) {
  const shapes = shapesIn(source);
  const resolver = resolverOf(shapes, { calls, through }, PATH);
  const say = (found: ReturnType<typeof resolver.at>): string =>
    found === undefined || found === 'ambiguous'
      ? String(found)
      : found.map(({ method }) => method).join('+');
  return shapes.flatMap((shape) => {
    const text = source.slice(shape.start, shape.end);
    const [at, along] = [say(resolver.at(shape)), say(resolver.through(shape))];
    return [...(at ? [`${text}: ${at}`] : []), ...(along ? [`${text} > ${along}`] : [])];
  });
}

const TWO = 'client.post("/a"), client.post("/b")';
const MANY = 'run(\n  client.post("/a"),\n  client.post("/b"),\n)';
const LONG = 'client\\\n.post(\n  "/a",\n  json=client.get("/b"),\n)';

test.each<[string, string, readonly RecordedCall[], readonly string[]]>([
  ['nothing was recorded', TWO, [], []],
  [
    'an end tells calls on one line apart',
    TWO,
    [row({ at: endOf(TWO, 'client.post("/b")') })],
    ['client.post("/b"): post'],
  ],
  ['so does a beginning', TWO, [row({ at: beginOf(TWO, 'client.post("/b")') })], ['client.post("/b"): post']],
  [
    'rows of one place come together',
    TWO,
    [
      row({ at: endOf(TWO, 'client.post("/b")') }),
      row({ at: endOf(TWO, 'client.post("/b")'), method: 'put' }),
    ],
    ['client.post("/b"): post+put'],
  ],
  [
    'an end that is none of a call is nowhere, and what it is of is not known',
    'client.post("/a")',
    [row({ at: { path: PATH, line: 1, column: 0, endLine: 1, endColumn: 6 } })],
    ['client.post("/a"): undefined'],
  ],
  ['a line tells where it has one call', 'r = send("/a")', [row({ at: onLine(1) })], ['send("/a"): post']],
  [
    'a line leaves equal calls alone',
    TWO,
    [row({ at: onLine(1) })],
    ['client.post("/a"): ambiguous', 'client.post("/b"): ambiguous'],
  ],
  [
    'a line tells methods apart',
    'client.post(a.get("/"))',
    [row({ at: onLine(1) })],
    ['client.post(a.get("/")): post'],
  ],
  [
    'a method may be spelled either way',
    'a(client.websocket_connect("/"))',
    [row({ at: onLine(1), method: 'websocketConnect' })],
    ['client.websocket_connect("/"): websocketConnect'],
  ],
  [
    'a line tells calls apart by how many arguments have no name',
    'client.post("/a"), client.post("/b", x)',
    [row({ at: onLine(1), args: ['text', 'text'] })],
    ['client.post("/b", x): post'],
  ],
  [
    'a line tells calls apart by the names of arguments',
    'client.post("/a", json=x), client.post("/b", data=x)',
    [row({ at: onLine(1), options: { data: 'text' } })],
    ['client.post("/b", data=x): post'],
  ],
  [
    'a call that unpacks arguments may be any',
    'client.post("/a", **x), client.post("/b", data=x)',
    [row({ at: onLine(1), options: { data: 'text' } })],
    ['client.post("/a", **x): ambiguous', 'client.post("/b", data=x): ambiguous'],
  ],
  [
    'a call around others on its lines is told apart by the method',
    MANY,
    [row({ at: onLine(2) })],
    ['client.post("/a"): post'],
  ],
  [
    'any line of a call may be the one',
    LONG,
    [row({ at: onLine(5), options: { json: 'mapping' } })],
    [`${LONG.slice('client\\\n'.length)}: post`],
  ],
  [
    'names that are held tell nothing, but arguments do',
    'p("/a"), q("/b", json=x)',
    [row({ at: onLine(1) })],
    ['p("/a"): post'],
  ],
  ['a line without a call is none', 'x', [row({ at: onLine(1) })], []],
])('%s', (_, source, rows, expected) => {
  expect(told(source, rows)).toEqual(expected);
});

describe('what came about through a call', () => {
  const source = 'create(client), create(other)\nhelp()';
  const elsewhere = { path: 'tests/help.py', line: 9 };

  test.each<[string, readonly Place[], readonly string[]]>([
    ['is told by its end', [endOf(source, 'create(other)')], ['create(other) > post']],
    ['is told by its line where that has one call', [onLine(2)], ['help() > post']],
    [
      'is left alone where its line has several',
      [onLine(1)],
      ['create(client) > ambiguous', 'create(other) > ambiguous'],
    ],
    ['is found behind frames of other files', [elsewhere, onLine(2)], ['help() > post']],
    ['is of another file', [elsewhere], []],
    ['is told once of a function that calls itself', [onLine(2), onLine(2)], ['help() > post']],
  ])('%s', (_, chain, expected) => {
    expect(told(source, [], [row({ at: elsewhere, chain })])).toEqual(expected);
  });
});

test('a span that is none of a call has no answer', () => {
  const resolver = resolverOf(shapesIn('a.b()'), { calls: [], through: [] }, PATH);
  expect(resolver.at({ start: 0, end: 1 })).toBeUndefined();
});

test.each<[string, string, Omit<RecordedRead, 'of' | 'times'>, readonly string[]]>([
  [
    'by their end',
    'r.ok, r.ok',
    { at: { path: PATH, line: 1, column: 6, endLine: 1, endColumn: 10 }, name: 'ok' },
    ['', 'ok'],
  ],
  ['by their line', 'r.ok, r.text', { at: onLine(1), name: 'ok' }, ['ok', '']],
  [
    'not where a line has two of a name',
    'r.ok, r.ok',
    { at: onLine(1), name: 'ok' },
    ['ambiguous', 'ambiguous'],
  ],
  [
    'not where another name stands at their end',
    'r.ok',
    { at: { path: PATH, line: 1, endLine: 1, endColumn: 4 }, name: 'text' },
    ['undefined'],
  ],
])('reads are found %s', (_, source, read, expected) => {
  const shapes = [...source.matchAll(/\w+\.(\w+)/g)].map(({ index, 0: all, 1: name }): ReadShape => ({
    ...position(source, index, index + all.length),
    name: name!,
  }));
  const resolver = readsOf(shapes, { reads: [{ ...read, of: 'response', times: 1 }] });
  const found = shapes.map((shape) => {
    const rows = resolver.at(shape);
    return rows === undefined || rows === 'ambiguous' ? String(rows) : rows.map(({ name }) => name).join('+');
  });
  expect(found).toEqual(expected);
});
