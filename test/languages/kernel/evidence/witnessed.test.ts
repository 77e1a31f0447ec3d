import { describe, expect, test } from 'vitest';
import type { ClientCall } from '../../../../src/core/model/calls.ts';
import type { Hidden } from '../../../../src/core/model/options.ts';
import type { RecordedCall } from '../../../../src/core/model/recorded.ts';
import type { Subject } from '../../../../src/core/model/subjects.ts';
import type { Value, ValueKind } from '../../../../src/core/model/values.ts';
import type { Original } from '../../../../src/core/language.ts';
import { applyEdits, originSpan, type TextEdit } from '../../../../src/core/text.ts';
import type { Read } from '../../../../src/core/sites.ts';
import {
  witnessed as witnessedBefore,
  witnessedRead,
  type Before,
} from '../../../../src/languages/kernel/evidence/witnessed.ts';
import { row } from './rows.ts';

const at = { start: 0, end: 1 };
const here = { path: 'tests/test_it.py', line: 7 };

/** Every value stands somewhere else. */
let next = 10;

function value(...kinds: readonly ValueKind[]): Value {
  next += 10;
  return { start: next, end: next + 5, kinds };
}

const option = (name: string, ...kinds: readonly ValueKind[]): ClientCall['options'][number] => ({
  ...at,
  key: { ...at, name },
  value: value(...kinds),
  place: 'call',
});

const client: Subject = {
  ...at,
  is: 'client',
  text: 'client',
  certainty: 'proven',
  because: 'constructed',
  library: 'test-client',
};

const call = (parts: Partial<ClientCall> = {}): ClientCall => ({
  kind: 'call',
  ...at,
  receiver: client,
  callee: { via: 'member', span: at },
  method: { ...at, name: 'post' },
  args: [value('text')],
  options: [],
  hidden: { may: 'nothing' },
  ...parts,
});

/** The call as the source has it that was recorded, its arguments one behind the other. */
function shapeOf({ args, options, hidden }: ClientCall): Before['shape'] {
  const given = options.filter(({ place }) => place === 'call');
  const isOpen = hidden.may === 'anything';
  return {
    ...{ ...at, line: 7, column: 0, endLine: 7, endColumn: 1 },
    positional: isOpen && hidden.positional ? 'unknown' : args.length,
    keywords: isOpen ? 'unknown' : given.map(({ key }) => key.name),
    values: [
      ...args.map(({ start, end }, index) => ({ start, end, at: index })),
      ...given.map(({ key, value: { start, end } }) => ({ start, end, at: key.name })),
    ],
  };
}

const witnessed = (found: ClientCall, rows: readonly RecordedCall[], now: Partial<Before> = {}): ClientCall =>
  witnessedBefore(found, rows, { shape: shapeOf(found), where: here, ...now });

const unseen: Hidden = { may: 'anything', positional: false, because: 'it is not known' };

test('the executions add up, and those that were answered by a redirect', () => {
  const rows = [
    row({ times: 3 }),
    row({ times: 4, answer: 'redirect' }),
    row({ times: 5, answer: '3xx' }),
    // A client that follows redirects was recorded: the call is what the suite wants.
    row({ times: 6, answer: 'redirect', followed: true }),
  ];
  expect(witnessed(call(), rows).witness).toEqual({ runs: 18, redirects: 4 });
});

test.each<[string, Parameters<typeof row>[0], boolean?]>([
  ['a new client followed one by itself', { answer: 'redirect', followed: true }],
  ['every call raised', { answer: 'raised' }],
  ['something that leads to the call did not run', { answer: '2xx' }, true],
])('whether a call may be redirected is not told where %s', (_, ran, isPartial = false) => {
  expect(witnessed(call(), [row(ran)], { isPartial }).witness).toEqual({ runs: 1 });
  const redirected = row({ answer: 'redirect' });
  expect(witnessed(call(), [row(ran), redirected], { isPartial }).witness).toEqual({ runs: 2, redirects: 1 });
});

test.each<[string, Parameters<typeof row>[0]]>([
  [
    'the call was told to',
    { answer: 'redirect', followed: true, options: { allowRedirects: 'boolean+true' } },
  ],
  ['its method always did', { answer: 'redirect', followed: true, method: 'get' }],
])('a redirect that was followed is none to keep where %s', (_, ran) => {
  expect(witnessed(call(), [row(ran)]).witness).toEqual({ runs: 1, redirects: 0 });
});

test('what reading finds is left out by no run where something that leads to the call did not run', () => {
  const told = (...kinds: readonly ValueKind[]): unknown => {
    const site = call({ options: [option('data', ...kinds)] });
    return witnessed(site, [row({ options: { data: 'text' } })], { isPartial: true }).seen?.options[0]?.value
      .kinds;
  };
  expect(told('mapping', 'text')).toBeUndefined();
  expect(told('mapping', 'unknown')).toEqual(['mapping', 'text']);
  expect(told('unknown')).toEqual(['text']);
});

test('a call that never ran has a witness that says so', () => {
  const found = witnessed(call({ options: [option('data', 'unknown')] }), []);
  expect(found.witness).toEqual({ runs: 0, redirects: 0 });
  expect(found).not.toHaveProperty('seen');
});

/** A value without its place; `undefined` where nothing is answered. */
function unplaced(found: Value | undefined): object | undefined {
  if (!found) return undefined;
  const { start: _, end: __, ...rest } = found;
  return rest;
}

describe('a value', () => {
  test.each<[string, readonly ValueKind[], readonly string[], object | undefined]>([
    ['that is not known is what was seen', ['unknown'], ['text'], { kinds: ['text'] }],
    ['of which nothing is known as well', [], ['bytes'], { kinds: ['bytes'] }],
    ['is all that was seen', ['unknown'], ['text', 'mapping', 'text'], { kinds: ['text', 'mapping'] }],
    [
      'is what was seen of what reading finds on several paths',
      ['none', 'text', 'unknown'],
      ['text'],
      { kinds: ['text'] },
    ],
    [
      'is all that was seen of these',
      ['text', 'pairs', 'none'],
      ['pairs', 'text'],
      { kinds: ['pairs', 'text'] },
    ],
    ['is not known where the run does not know it either', ['unknown'], ['unknown'], undefined],
    [
      'is known in part where the run knows a part',
      ['unknown'],
      ['text', 'unknown'],
      { kinds: ['text', 'unknown'] },
    ],
    ['that reading knows stays', ['text'], ['text'], undefined],
    ['that reading knows stays, whatever else is told of it', ['mapping'], ['mapping+empty+none'], undefined],
    [
      'was always empty',
      ['unknown'],
      ['mapping+empty', 'text+empty'],
      { kinds: ['mapping', 'text'], empty: true },
    ],
    ['was empty now and then', ['unknown'], ['text+empty', 'text'], { kinds: ['text'] }],
    ['always held None', ['unknown'], ['mapping+none'], { kinds: ['mapping'], holdsNone: 'surely' }],
    [
      'held None at times',
      ['unknown'],
      ['mapping+none', 'mapping'],
      { kinds: ['mapping'], holdsNone: 'maybe' },
    ],
    ['held booleans', ['unknown'], ['mapping+boolean'], { kinds: ['mapping'], holdsSpelled: 'boolean' }],
    ['held bytes', ['unknown'], ['mapping', 'mapping+bytes'], { kinds: ['mapping'], holdsSpelled: 'bytes' }],
    [
      'is a list of plain pairs',
      ['unknown'],
      ['pairs+scalar-pairs'],
      { kinds: ['pairs'], scalarPairs: true, plainPairs: true },
    ],
    [
      'is a list of pairs of which some have the same key',
      ['unknown'],
      ['pairs+scalar-pairs+repeated-key', 'pairs+scalar-pairs'],
      { kinds: ['pairs'], scalarPairs: true },
    ],
    [
      'is a list of pairs of which some hold a boolean',
      ['unknown'],
      ['pairs+scalar-pairs+boolean'],
      { kinds: ['pairs'], scalarPairs: true },
    ],
    [
      'is a list of plain pairs where reading does not see them all',
      ['pairs'],
      ['pairs+scalar-pairs'],
      { kinds: ['pairs'], scalarPairs: true, plainPairs: true },
    ],
    ['is a list of other pairs', ['unknown'], ['pairs+scalar-pairs', 'pairs'], { kinds: ['pairs'] }],
  ])('%s', (_, read, seen, expected) => {
    const rows = seen.map((kind) => row({ options: { data: kind } }));
    const byName = witnessed(call({ options: [option('data', ...read)] }), rows).seen;
    expect(unplaced(byName?.options[0]?.value)).toEqual(expected);
    const byPlace = witnessed(
      call({ args: [value('text'), value(...read)] }),
      seen.map((kind) => row({ args: ['text', kind] })),
    ).seen;
    expect(unplaced(byPlace?.args[1])).toEqual(expected);
  });

  test('is not explained any more once it is known', () => {
    const unknown: Value = { ...value('unknown'), because: 'no call of `send` is found' };
    const found = witnessed(call({ args: [unknown] }), [row({})]);
    expect(found.seen?.args[0]).not.toHaveProperty('because');
  });
});

describe('what is hidden', () => {
  test.each<[string, Partial<ClientCall>, readonly ReturnType<typeof row>[], Hidden | undefined]>([
    ['is nothing where nothing came with it', { hidden: unseen }, [row({})], { may: 'nothing' }],
    [
      'is what was passed and is not written',
      { hidden: unseen, options: [option('json', 'mapping')] },
      [
        row({ options: { json: 'mapping', data: 'text' } }),
        row({ options: { json: 'mapping', data: 'bytes' } }),
      ],
      { may: 'some', options: [{ name: 'data', kinds: ['text', 'bytes'], where: here }] },
    ],
    [
      'keeps what is known of it',
      { hidden: { ...unseen, with: [{ name: 'data', kinds: ['unknown'], where: { ...here, line: 1 } }] } },
      [row({ options: { data: 'text' } })],
      { may: 'some', options: [{ name: 'data', kinds: ['text'], where: { ...here, line: 1 } }] },
    ],
    [
      'is known where only the URL was unpacked',
      { hidden: { ...unseen, positional: true }, args: [] },
      [row({ args: ['text'] })],
      { may: 'nothing' },
    ],
    [
      'stays where more was unpacked',
      { hidden: { ...unseen, positional: true }, args: [] },
      [row({ args: ['text', 'mapping'] })],
      undefined,
    ],
    [
      'is answered where options are known but for their values',
      { hidden: { may: 'some', options: [{ name: 'data', kinds: ['unknown'], where: here }] } },
      [row({ options: { data: 'text' } })],
      { may: 'some', options: [{ name: 'data', kinds: ['text'], where: here }] },
    ],
    ['is nothing where nothing is unpacked', {}, [row({})], undefined],
  ])('%s', (_, parts, rows, expected) => {
    expect(witnessed(call(parts), rows).seen?.hidden).toEqual(expected);
  });
});

describe('a receiver', () => {
  test.each<[string, Partial<Subject>, Parameters<typeof row>[0], boolean]>([
    ['by its name alone is proven', { certainty: 'likely', because: 'named' }, {}, true],
    ['by an annotation is proven', { certainty: 'likely', because: 'annotated' }, {}, true],
    ['that is proven stays', {}, {}, false],
    ['that only tests make stays', { certainty: 'likely', because: 'injected' }, {}, false],
    ['that is something else on another path stays', { certainty: 'mixed', because: 'caller' }, {}, false],
    ['whose method a test replaces stays', { certainty: 'mixed', replaced: 'proven' }, {}, false],
    ['of another library stays', { certainty: 'likely', because: 'named' }, { library: 'httpx' }, false],
    ['of nobody knows what stays', { certainty: 'likely', because: 'named' }, { library: 'other' }, false],
  ])('%s', (_, parts, recorded, isShown) => {
    const receiver = { ...client, ...parts };
    const { seen } = witnessed(call({ receiver }), [row(recorded)]);
    expect(seen?.receiver).toEqual(
      isShown ? { ...receiver, certainty: 'proven', because: 'seen' } : undefined,
    );
  });
});

describe('a method', () => {
  const dynamic: ClientCall = call({
    callee: { via: 'dynamic', span: at, name: value('unknown') },
    method: { ...at, name: '' },
  });

  test('that is chosen when the test runs is what was called', () => {
    expect(witnessed(dynamic, [row({})]).seen).toMatchObject({
      callee: { name: { kinds: ['text'], constants: ['post'] } },
      method: { name: 'post' },
    });
  });

  test('is one of several where several were called', () => {
    expect(witnessed(dynamic, [row({}), row({ method: 'put' })]).seen).toMatchObject({
      callee: { name: { constants: ['post', 'put'] } },
      method: { name: '' },
    });
  });

  test('that is held somewhere is what was called', () => {
    const bound = call({ callee: { via: 'bound', span: at, holder: 'name' }, method: { ...at, name: '' } });
    expect(witnessed(bound, [row({})]).seen?.callee).toMatchObject({ methods: ['post'] });
  });

  test('that reading knows stays', () => {
    expect(witnessed(call(), [row({ method: 'put' })])).not.toHaveProperty('seen');
  });
});

describe('a method that is held, and was given arguments before', () => {
  const bound = {
    callee: { via: 'bound', span: at, holder: 'name', methods: ['post'] },
    options: [option('data', 'unknown')],
  } as const;

  test('takes its options as they are written', () => {
    const found = witnessed(call({ ...bound, args: [] }), [row({ options: { data: 'text' } })]);
    expect(found.seen?.options[0]?.value.kinds).toEqual(['text']);
  });

  test('takes its arguments at other places than they are written', () => {
    const args = [value('unknown')];
    const rows = [row({ args: ['text', 'mapping'], options: { data: 'text' } })];
    expect(witnessed(call({ ...bound, args }), rows).seen?.args[0]?.kinds).toEqual(['unknown']);
    const same = [row({ args: ['mapping'], options: { data: 'text' } })];
    expect(witnessed(call({ ...bound, args }), same).seen?.args[0]?.kinds).toEqual(['mapping']);
  });
});

describe('a contradiction', () => {
  const conflictsOf = (read: readonly ValueKind[], ...seen: readonly string[]) => {
    const rows = seen.map((kind) => row({ options: { data: kind } }));
    return witnessed(
      call({ options: [option('data', ...read), option('json', 'unknown')] }),
      rows.map((one) => ({
        ...one,
        options: { ...one.options, json: { kind: 'text', flags: [] } },
      })),
    );
  };

  test.each<[readonly ValueKind[], string]>([
    [['text'], 'mapping'],
    [['mapping'], 'text'],
    [['mapping'], 'pairs'],
    [['text'], 'bytes'],
    [['bytes'], 'buffer'],
    [['mapping', 'text'], 'none'],
    [['none'], 'mapping'],
  ])('reading finds %j, and the run passed %s', (read, seen) => {
    const found = conflictsOf(read, seen);
    expect(found.witness?.conflicts).toMatchObject([{ what: 'data', read, seen: [seen] }]);
    // Nothing of such a call is answered.
    expect(found).not.toHaveProperty('seen');
  });

  test.each<[readonly ValueKind[], string]>([
    [['text'], 'text+query'],
    [['text'], 'unknown'],
    [['text', 'unknown'], 'mapping'],
    [[], 'mapping'],
    [['sequence'], 'pairs'],
    [['pairs'], 'sequence+empty'],
    [['stream'], 'text-stream'],
    [['stream'], 'mapping'],
    [['boolean'], 'number'],
  ])('reading finds %j, and the run passed %s, which agrees', (read, seen) => {
    expect(conflictsOf(read, seen).witness).not.toHaveProperty('conflicts');
  });

  test.each<[string, readonly string[], string]>([
    ['the URL', ['bytes'], 'url'],
    ['another argument', ['text', 'text'], 'argument 2'],
  ])('names %s', (_, args, what) => {
    const found = witnessed(call({ args: [value('text'), value('mapping')].slice(0, args.length) }), [
      row({ args }),
    ]);
    expect(found.witness?.conflicts?.map((one) => one.what)).toEqual([what]);
  });
});

test.each<[string, Partial<ClientCall>, Parameters<typeof row>[0]]>([
  [
    'other arguments by position',
    { options: [option('data', 'unknown')] },
    { args: [], options: { data: 'text' } },
  ],
  [
    'an option less',
    { options: [option('data', 'unknown'), option('json', 'text')] },
    { options: { data: 'text' } },
  ],
])('a row with %s answers nothing', (_, parts, recorded) => {
  expect(witnessed(call(parts), [row(recorded)])).not.toHaveProperty('seen');
});

describe('in a text that fixes have changed', () => {
  const source = 'client.post("/a", data=body, **more)';
  const spanOf = (text: string, of: string) => ({
    start: of.indexOf(text),
    end: of.indexOf(text) + text.length,
  });
  const shape: Before['shape'] = {
    ...{ start: 0, end: source.length, line: 7, column: 0, endLine: 7, endColumn: source.length },
    positional: 1,
    keywords: 'unknown',
    values: [
      { ...spanOf('"/a"', source), at: 0 },
      { ...spanOf('body', source), at: 'data' },
    ],
  };
  const rows = [row({ options: { data: 'text', headers: 'mapping' } })];

  /** The option `key` with `value`, in the text that edits of the original make. */
  function seenIn(edits: readonly TextEdit[], key: string, value: string): ClientCall['options'] {
    const now = applyEdits(source, edits);
    const url = { ...spanOf('"/a"', now), kinds: ['text'] as const };
    const given = {
      ...spanOf(`${key}=${value}`, now),
      key: { ...spanOf(key, now), name: key },
      value: { ...spanOf(value, now), kinds: ['unknown'] as const },
      place: 'call' as const,
    };
    const original: Original = { source, spanOf: (span) => originSpan(span, edits) };
    const found = call({ args: [url], options: [given], hidden: unseen });
    return witnessed(found, rows, { shape, original }).seen?.options ?? [];
  }

  const rename = { ...spanOf('data', source), text: 'content' };
  const body = spanOf('body', source);

  test.each<[string, readonly TextEdit[], string, string, readonly ValueKind[]]>([
    ['an option is known as it was called', [rename], 'content', 'body', ['text']],
    [
      'one that something else stands in is not known',
      [
        { start: body.start, end: body.start, text: 'f(' },
        { start: body.end, end: body.end, text: ')' },
      ],
      'data',
      'f(body)',
      ['unknown'],
    ],
    ['one that is written anew is not known', [{ ...body, text: 'other' }], 'data', 'other', ['unknown']],
    [
      'one that has more behind it is not known',
      [{ start: body.end, end: body.end, text: '.x' }],
      'data',
      'body.x',
      ['unknown'],
    ],
  ])('%s', (_, edits, key, value, kinds) => {
    expect(seenIn(edits, key, value)[0]?.value.kinds).toEqual(kinds);
  });

  test('a contradiction is told, and what the run answers as well, as a fix may have made it', () => {
    const edits = [{ ...spanOf('**more', source), text: '**other' }];
    const given = {
      ...option('data', 'mapping'),
      value: { ...spanOf('body', source), kinds: ['mapping'] as const },
    };
    const found = call({ args: [], options: [given], hidden: unseen });
    const original: Original = { source, spanOf: (span) => originSpan(span, edits) };
    const later = witnessed(found, rows, { shape, original });
    expect(later.witness?.conflicts).toHaveLength(1);
    expect(later.seen?.hidden.may).toBe('some');
    expect(witnessed(found, rows, { shape })).not.toHaveProperty('seen');
  });

  test('what was written is not hidden, whatever has become of it', () => {
    const edits = [{ ...spanOf(', data=body', source), text: '' }];
    const original: Original = { source, spanOf: (span) => originSpan(span, edits) };
    const { seen } = witnessed(call({ args: [], hidden: unseen }), rows, { shape, original });
    expect(seen?.hidden).toMatchObject({ may: 'some', options: [{ name: 'headers' }] });
  });

  test('a key of a dictionary that is unpacked is known as it was called', () => {
    const before = 'fields = {"data": x}';
    const edits = [{ ...spanOf('data', before), text: 'content' }];
    const original: Original = { source: before, spanOf: (span) => originSpan(span, edits) };
    const spread = { ...option('content', 'unknown'), place: 'spread' as const };
    const key = { ...spanOf('content', applyEdits(before, edits)), name: 'content' };
    const found = call({ args: [], options: [{ ...spread, key }] });
    const { seen } = witnessed(found, [row({ args: [], options: { data: 'text' } })], { original });
    expect(seen?.options[0]?.value.kinds).toEqual(['text']);
  });
});

describe('a read', () => {
  const read = (subject: Partial<Subject>): Read => ({
    kind: 'read',
    ...at,
    subject: { ...client, is: 'response', ...subject },
    attribute: { ...at, name: 'ok' },
    around: {},
  });
  const seen = { at: here, of: 'response', name: 'ok', times: 3 } as const;

  test.each<
    [string, Partial<Subject>, readonly Parameters<typeof witnessedRead>[1][number][], string, number]
  >([
    [
      'of what is only likely is proven',
      { certainty: 'likely', because: 'named' },
      [seen, seen],
      'proven seen',
      6,
    ],
    ['that never ran stays', { certainty: 'likely', because: 'named' }, [], 'likely named', 0],
    ['that is proven stays', {}, [seen], 'proven constructed', 3],
    [
      'of what is something else at times stays',
      { certainty: 'mixed', because: 'named' },
      [seen],
      'mixed named',
      3,
    ],
    [
      'of something else stays',
      { certainty: 'likely', because: 'named' },
      [{ ...seen, of: 'client' }],
      'likely named',
      3,
    ],
  ])('%s', (_, subject, rows, expected, runs) => {
    const found = witnessedRead(read(subject), rows);
    expect(`${found.subject.certainty} ${found.subject.because}`).toBe(expected);
    expect(found.witness).toEqual({ runs });
  });
});
