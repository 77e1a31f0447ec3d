import { Readable } from 'node:stream';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';

interface Kinds {
  readonly kindWithFlags: (value: unknown) => string;
}

interface Transform {
  readonly isOfInterest: (code: string) => boolean;
  readonly withClasses: (code: string, path: string) => string;
}

const RECORDER = new URL('../../../src/recorders/javascript/', import.meta.url);
// The recorder has no types.
const { kindWithFlags } = (await import(new URL('clients/kinds.mjs', RECORDER).href)) as Kinds;
const { isOfInterest, withClasses } = (await import(
  new URL('modules/transform.mjs', RECORDER).href
)) as Transform;

class Own {
  readonly a = 1;
}

function* generated(): Generator<number> {
  yield 1;
}

const trap = new Proxy(
  {},
  {
    get: () => {
      throw new Error('looked into');
    },
    ownKeys: () => {
      throw new Error('looked into');
    },
    getPrototypeOf: () => {
      throw new Error('looked into');
    },
  },
);

describe('a value has a kind, and flags', () => {
  test.each<[string, unknown]>([
    ['text', 'a'],
    ['text+empty', ''],
    ['text+query', '/a?b=1'],
    ['text+absolute', 'http://host/'],
    ['text+query+absolute', 'http://host/?a'],
    ['text+json', '{"a": 1}'],
    ['text', '{"a": 1'],
    ['number', 1],
    ['unknown', 1n],
    ['boolean+true', true],
    ['boolean+false', false],
    ['none', null],
    ['none', undefined],
    ['bytes', Buffer.from('a')],
    ['bytes+empty', new Uint8Array()],
    ['bytes', new ArrayBuffer(1)],
    ['bytes', new DataView(new ArrayBuffer(1))],
    ['mapping', { a: 'b' }],
    ['mapping+empty', {}],
    [
      'mapping+none+boolean+bytes+number+sequence+mapping',
      { a: null, b: true, c: Buffer.from('a'), d: 1, e: [], f: {} },
    ],
    ['mapping+none', { a: undefined }],
    ['mapping+empty', Object.create(null)],
    ['mapping', new URLSearchParams('a=1')],
    ['mapping', new FormData()],
    ['mapping', new Map()],
    ['pairs+scalar-pairs', [['a', 'b']]],
    ['pairs+number+scalar-pairs', [[1, 'b']]],
    ['unknown', Array.from({ length: 10_001 }, (_, index) => [`${index}`, 'b'])],
    ['unknown', Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`${index}`, 'b']))],
    [
      'pairs+scalar-pairs+repeated-key',
      [
        ['a', 'b'],
        ['a', 'c'],
      ],
    ],
    ['pairs+none', [['a', null]]],
    ['pairs+sequence', [['a', ['b']]]],
    ['sequence', ['a', 'b']],
    ['sequence', [['a', 'b', 'c']]],
    ['sequence+empty', []],
    ['stream', Readable.from(['a'])],
    ['stream', new Blob(['a']).stream()],
    ['unknown', new Blob(['a'])],
    ['unknown', new Own()],
    ['unknown', generated()],
    ['unknown', new Date()],
    ['unknown', () => 1],
    ['unknown', Promise.resolve()],
    ['unknown', trap],
    ['mapping', runInNewContext('({ a: "b" })')],
    ['pairs+scalar-pairs', runInNewContext('[["a", "b"]]')],
    ['bytes', runInNewContext('new Uint8Array(1)')],
    ['mapping', runInNewContext('new Map()')],
  ])('%s', (kind, value) => {
    expect(kindWithFlags(value)).toBe(kind);
  });

  test('without running any code of the suite', () => {
    let ran = 0;
    const count = (): number => ++ran;
    const value = {
      get a(): number {
        return count();
      },
      [Symbol.iterator]: count,
      toString: count,
      toJSON: count,
      b: trap,
    };
    expect([kindWithFlags(value), kindWithFlags([value]), ran]).toEqual(['mapping', 'sequence', 0]);
  });
});

describe('code is compiled with what hands its classes over', () => {
  const CODE =
    'class TestClient { request(m, u) { return { allowRedirects: 1 } } }\nconst Held = class {};\n';

  test('behind it, so that nothing in it moves', () => {
    const code = `${CODE}//# sourceMappingURL=a.js.map`;
    expect(withClasses(code, '/a.js').startsWith(`${code}\n`)).toBe(true);
  });

  test.each([
    ['Vitest', "'use strict';async (a,b)=>{{", '\n}}'],
    ['Jest', '({"Object.<anonymous>":function(module,exports){', '\n}});'],
    ['tsx', '__filename="/a.ts";(()=>{\n', '\n})()\n\n//# sourceMappingURL=data:x'],
  ])('within what %s puts around a module', (_, begin, end) => {
    const code = begin + CODE + end;
    const changed = withClasses(code, '/a.js');
    expect(changed.startsWith(begin + CODE)).toBe(true);
    expect(changed.endsWith(`;${end}`)).toBe(true);
  });

  test('only where it may define a client', () => {
    expect(isOfInterest(CODE)).toBe(true);
    expect(isOfInterest('class Shop { request() {} }')).toBe(false);
    expect(isOfInterest("import { TestClient } from './client'; client.request();")).toBe(false);
  });

  test('and a constant is never assigned to', () => {
    expect(withClasses(CODE, '/a.js')).not.toMatch(/Held=/);
    expect(withClasses(CODE, '/a.js')).toMatch(/TestClient=/);
  });
});
