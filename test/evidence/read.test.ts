import { describe, expect, test } from 'vitest';
import type { RecordedFile } from '../../src/core/model/recorded.ts';
import type { CallLine, FileLine, Line, ProcessLine, ReadLine } from '../../src/evidence/format.ts';
import { evidenceReader, type Evidence, type Tally } from '../../src/evidence/read.ts';

const process = (process: string, more: Partial<ProcessLine> = {}): ProcessLine => ({
  is: 'process',
  format: 1,
  process,
  run: 'r',
  language: 'python',
  versions: {},
  salt: '00',
  ...more,
});
const file = (process: string, hash = 'h1', path = 'a.py'): FileLine => ({ is: 'file', process, path, hash });
const call = (process: string, more: Partial<CallLine> = {}): CallLine => ({
  is: 'call',
  process,
  at: ['a.py', 3, 4, 3, 20],
  chain: [],
  receiver: 'starlette.testclient.TestClient',
  library: 'test-client',
  method: 'post',
  args: ['text'],
  options: {},
  answer: '2xx',
  times: 1,
  ...more,
});
const read = (process: string, more: Partial<ReadLine> = {}): ReadLine => ({
  is: 'read',
  process,
  at: ['a.py', 4],
  of: 'response',
  name: 'status_code',
  times: 1,
  ...more,
});
const end = (process: string): Line => ({ is: 'end', process });

/** Reads files, each of lines or of texts. */
function reading(...all: readonly (readonly (Line | string)[])[]): { evidence: Evidence; tallies: Tally[] } {
  const reader = evidenceReader();
  const tallies = all.map((lines) => {
    for (const line of lines) reader.take(typeof line === 'string' ? line : JSON.stringify(line));
    return reader.tally();
  });
  return { evidence: reader.evidence(), tallies };
}

const fileIn = (evidence: Evidence, hash = 'h1', path = 'a.py'): RecordedFile | undefined =>
  evidence.get(path)?.get(hash);

test('a call is told by what was passed and how it was answered', () => {
  const line = call('p', {
    chain: [['b.py', 9, null]],
    args: ['text+query', 'mapping+none+boolean'],
    options: { headers: 'none' },
    followed: true,
    times: 31,
  });
  const { evidence } = reading([process('p'), file('p'), line, end('p')]);
  expect(fileIn(evidence)?.calls).toEqual([
    {
      at: { path: 'a.py', line: 3, column: 4, endLine: 3, endColumn: 20 },
      chain: [{ path: 'b.py', line: 9 }],
      receiver: 'starlette.testclient.TestClient',
      library: 'test-client',
      method: 'post',
      args: [
        { kind: 'text', flags: ['query'] },
        { kind: 'mapping', flags: ['none', 'boolean'] },
      ],
      options: { headers: { kind: 'none', flags: [] } },
      answer: '2xx',
      followed: true,
      times: 31,
    },
  ]);
});

test('a read is told by place and name', () => {
  const { evidence } = reading([process('p'), file('p'), read('p', { times: 2 }), read('p')]);
  expect(fileIn(evidence)?.reads).toEqual([
    { at: { path: 'a.py', line: 4 }, of: 'response', name: 'statusCode', times: 3 },
  ]);
});

describe('names are canonical', () => {
  test.each([
    ['python', 'allow_redirects', 'allowRedirects'],
    ['python', '__bool__', '__bool__'],
    ['javascript', 'allowRedirects', 'allowRedirects'],
    ['javascript', 'snake_case', 'snake_case'],
  ] as const)('%s: %s is %s', (language, written, name) => {
    const lines = [
      call('p', { method: written, options: { [written]: 'none' } }),
      read('p', { name: written }),
    ];
    const found = fileIn(reading([process('p', { language }), file('p'), ...lines]).evidence);
    expect([found?.calls[0]?.method, found?.calls[0]?.options, found?.reads[0]?.name]).toEqual([
      name,
      { [name]: { kind: 'none', flags: [] } },
      name,
    ]);
  });
});

describe('executions that are alike add up', () => {
  const times = (evidence: Evidence): readonly number[] =>
    fileIn(evidence)?.calls.map((row) => row.times) ?? [];

  test('of one process', () => {
    expect(times(reading([process('p'), file('p'), call('p'), call('p', { times: 4 })]).evidence)).toEqual([
      5,
    ]);
  });

  test('of several processes, in whatever order their lines stand', () => {
    const lines = [
      process('p'),
      process('q'),
      file('q'),
      call('q'),
      file('p'),
      call('p'),
      end('q'),
      call('p'),
    ];
    expect(times(reading(lines).evidence)).toEqual([3]);
  });

  test('of several files, also where their processes have the same name', () => {
    const lines = [process('p'), file('p'), call('p')];
    expect(times(reading(lines, lines).evidence)).toEqual([2]);
  });

  test('whatever the order of options', () => {
    const both = [
      call('p', { options: { data: 'text', json: 'none' } }),
      call('p', { options: { json: 'none', data: 'text' } }),
    ];
    expect(times(reading([process('p'), file('p'), ...both]).evidence)).toEqual([2]);
  });

  test.each<[string, Partial<CallLine>]>([
    ['another kind', { args: ['bytes'] }],
    ['another flag', { args: ['text+empty'] }],
    ['another answer', { answer: '4xx' }],
    ['redirects that were followed', { followed: true }],
    ['another option', { options: { data: 'text' } }],
    ['another class', { receiver: 'tests.conftest.Api' }],
    ['another place', { at: ['a.py', 3, 5, 3, 20] }],
    ['another caller', { chain: [['b.py', 1]] }],
  ])('but not those with %s', (_, more) => {
    expect(times(reading([process('p'), file('p'), call('p'), call('p', more)]).evidence)).toEqual([1, 1]);
  });
});

describe('a call is also found by the calls that it came about through', () => {
  const through = call('p', {
    chain: [
      ['b.py', 1],
      ['a.py', 9],
      ['b.py', 2],
    ],
  });
  const { evidence } = reading([process('p'), file('p'), file('p', 'h2', 'b.py'), through]);

  test.each([
    ['the file that it stands in', 'a.py', 'h1', [1, 1]],
    ['another one, once', 'b.py', 'h2', [0, 1]],
  ])('%s', (_, path, hash, counts) => {
    const found = fileIn(evidence, hash, path);
    expect([found?.calls.length, found?.through.length]).toEqual(counts);
  });
});

describe('what was recorded belongs to the text that was executed', () => {
  test('of a file that changed between two runs', () => {
    const { evidence } = reading(
      [process('p'), file('p'), call('p')],
      [process('q'), file('q', 'h2'), call('q', { times: 7 })],
    );
    expect([fileIn(evidence)?.calls[0]?.times, fileIn(evidence, 'h2')?.calls[0]?.times]).toEqual([1, 7]);
  });

  test('also where its hash comes after its rows', () => {
    const { evidence } = reading([process('p'), call('p'), read('p'), file('p', 'h2'), call('p')]);
    expect(fileIn(evidence, 'h2')).toMatchObject({ calls: [{ times: 2 }], reads: [{ times: 1 }] });
  });

  test('and to none where its hash never comes', () => {
    expect([...reading([process('p'), call('p')]).evidence]).toEqual([]);
  });

  test('a file of which nothing was called is known as well', () => {
    expect(fileIn(reading([process('p'), file('p')]).evidence)).toEqual({
      calls: [],
      through: [],
      reads: [],
    });
  });
});

describe('lines that are no lines', () => {
  const good = [process('p'), file('p'), call('p')];

  test.each<[string, unknown]>([
    ['no JSON', '{"is":"call"'],
    ['no object', '[1]'],
    ['null', 'null'],
    ['nothing that tells its kind', '{}'],
    ['of a process that is not known', call('q')],
    ['without a field', { ...call('p'), args: undefined }],
    ['with a field of another type', { ...call('p'), args: [1] }],
    ['with no executions', call('p', { times: 0 })],
    ['with half an execution', call('p', { times: 0.5 })],
    ['with a line of zero', call('p', { at: ['a.py', 0] })],
    ['with an absolute path', call('p', { at: ['/etc/passwd', 1] })],
    ['with a path of Windows', call('p', { at: ['C:/a.py', 1] })],
    ['with a path out of the project', call('p', { at: ['b/../../a.py', 1] })],
    ['with a caller without a place', { ...call('p'), chain: [null] }],
    ['with an answer that nobody gives', { ...call('p'), answer: '9xx' }],
    ['a read of nothing known', { ...read('p'), of: 'weather' }],
    ['a process without a format', { ...process('q'), format: undefined }],
    ['a process of format 0', process('q', { format: 0 })],
  ])('%s: counted and left out', (_, line) => {
    const { evidence, tallies } = reading([...good, typeof line === 'string' ? line : JSON.stringify(line)]);
    expect([tallies[0]?.damaged, tallies[0]?.lines]).toEqual([1, 4]);
    expect(fileIn(evidence)?.calls).toMatchObject([{ times: 1 }]);
  });

  test('a kind of line that this version does not know is skipped', () => {
    const { tallies } = reading([...good, '{"is":"weather"}']);
    expect(tallies[0]?.damaged).toBe(0);
  });

  test('the last line may be cut off', () => {
    const reader = evidenceReader();
    for (const line of good) reader.take(JSON.stringify(line));
    reader.take('{"is":"call","proc', true);
    expect(reader.tally()).toMatchObject({ lines: 4, damaged: 0 });
  });

  test('what a newer version recorded is left out, and told of', () => {
    const { evidence, tallies } = reading([
      ...good,
      process('q', { format: 2 }),
      file('q'),
      call('q'),
      JSON.stringify({ is: 'call', process: 'q' }),
    ]);
    expect(tallies[0]).toMatchObject({ newer: true });
    expect(fileIn(evidence)?.calls).toMatchObject([{ times: 1 }]);
  });

  test('a kind of value that this version does not know is unknown, and a flag is left out', () => {
    const { evidence } = reading([...good.slice(0, 2), call('p', { args: ['cloud+rain+empty'] })]);
    expect(fileIn(evidence)?.calls[0]?.args).toEqual([{ kind: 'unknown', flags: ['empty'] }]);
  });

  test('names that objects have by themselves are names', () => {
    const line = JSON.stringify(call('p')).replace(
      '"options":{}',
      '"options":{"__proto__":"text","constructor":"none"}',
    );
    const { evidence } = reading([...good.slice(0, 2), line]);
    expect(Object.entries(fileIn(evidence)?.calls[0]?.options ?? {})).toEqual([
      ['__proto__', { kind: 'text', flags: [] }],
      ['constructor', { kind: 'none', flags: [] }],
    ]);
  });
});

describe('whether a run ended', () => {
  const run = (name: string, more: Partial<ProcessLine> = {}): Line => process(name, more);

  test.each<[string, readonly Line[], number]>([
    ['it did', [run('p'), end('p')], 0],
    ['it was killed', [run('p')], 1],
    ['only a child of it was killed', [run('p'), run('q'), end('p')], 0],
    ['a child of it ended', [run('p'), run('q'), end('q')], 1],
    ['one of two was killed', [run('p'), end('p'), run('q', { run: 's' })], 1],
  ])('%s', (_, lines, unended) => {
    expect(reading(lines).tallies[0]?.unended).toBe(unended);
  });
});
