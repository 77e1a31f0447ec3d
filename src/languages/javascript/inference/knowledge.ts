import type { ValueKind } from '../../../core/model/values.ts';
import { data, type Type, type Types } from './types.ts';

/** What is known of what JavaScript, Node and common packages give. Tables only. */

const words = (kind: ValueKind, list: string): [string, Type][] =>
  list.split(' ').map((word) => [word, data(kind)]);

const thing = (kind: ValueKind, what: string, list: string): [string, Type][] =>
  list.split(' ').map((word) => [word, { is: 'data', kind, what }]);

const PAIR: Types = [{ is: 'array', items: [[data('text')], []] }];

/** What calling a global or something of a package gives. */
const RESULTS: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...words('text', 'JSON.stringify String String.raw String.fromCharCode String.fromCodePoint'),
  ...words('text', 'encodeURIComponent encodeURI decodeURIComponent decodeURI escape unescape btoa atob'),
  ...words('text', 'Date crypto.randomUUID querystring.stringify querystring.encode qs.stringify qs'),
  ...words(
    'text',
    'util.format util.inspect url.format uuid.v1 uuid.v4 uuid.v7 nanoid.nanoid superjson.stringify',
  ),
  ...words('text', 'path.join path.resolve path.dirname path.basename path.relative path.normalize'),
  ...words('text', 'yaml.stringify yaml.dump js-yaml.dump dedent dedent-js'),
  ...words('bytes', 'Buffer.from Buffer.alloc Buffer.allocUnsafe Buffer.concat Buffer.of'),
  ...words('bytes', 'Uint8Array.from Uint8Array.of crypto.randomBytes crypto.getRandomValues'),
  ...words(
    'bytes',
    'zlib.gzipSync zlib.deflateSync zlib.brotliCompressSync zlib.deflateRawSync zlib.gunzipSync zlib.inflateSync',
  ),
  ...words('bytes', 'protobufjs.encode msgpackr.pack msgpackr.encode cbor.encode'),
  ...words(
    'number',
    'Number parseInt parseFloat Date.now performance.now Math.random Math.floor Math.round Math.max Math.min',
  ),
  ...words('boolean', 'Boolean Array.isArray Number.isInteger'),
  ...words('mapping', 'Object.fromEntries Object.create querystring.parse'),
  ...thing(
    'unknown',
    'a stream',
    'fs.createReadStream stream.Readable.from Readable.from stream.PassThrough',
  ),
  ['Object.entries', { is: 'many', of: PAIR }],
  ['Object.keys', { is: 'many', of: [data('text')] }],
]);

export const resultOf = (path: string): Type | undefined => RESULTS.get(path);

/** What `new` makes of a global or a class of a package. */
const MADE: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...words(
    'bytes',
    'Uint8Array Uint8ClampedArray Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array',
  ),
  ...words(
    'bytes',
    'Float64Array BigInt64Array BigUint64Array ArrayBuffer SharedArrayBuffer DataView Buffer',
  ),
  ...thing('mapping', 'a `URLSearchParams`', 'URLSearchParams url.URLSearchParams'),
  ...thing('mapping', 'a `FormData`', 'FormData undici.FormData form-data formdata-node.FormData'),
  ...thing('unknown', 'a `Blob`', 'Blob buffer.Blob'),
  ...thing('unknown', 'a `File`', 'File buffer.File'),
  ...thing('unknown', 'a stream', 'ReadableStream Readable stream.Readable stream.PassThrough PassThrough'),
]);

export const madeBy = (path: string): Type | undefined => MADE.get(path);

/** What a type that is written by name says of a value. */
const DECLARED: ReadonlyMap<string, Type> = new Map<string, Type>([
  ...MADE,
  ...words('text', 'String'),
  ...words('number', 'Number'),
  ...words('boolean', 'Boolean'),
  ...words('bytes', 'NodeJS.TypedArray'),
  ...words('mapping', 'Record Object Map'),
  ...thing('unknown', 'a stream', 'NodeJS.ReadableStream ReadStream fs.ReadStream'),
]);

export const declaredBy = (path: string): Type | undefined => DECLARED.get(path);

/** Methods that give text, whatever they are called on. */
const TEXT_METHODS: ReadonlySet<string> = new Set(
  (
    'toString toISOString toLocaleString toUTCString toDateString toFixed toPrecision toUpperCase toLowerCase ' +
    'trim trimStart trimEnd padStart padEnd repeat replaceAll substring substr charAt join'
  ).split(' '),
);

export const givesText = (method: string): boolean => TEXT_METHODS.has(method);

/** Methods of text and of bytes that give what they are called on. */
const KEEPING: ReadonlySet<string> = new Set(
  'slice subarray concat replace at filter fill reverse sort toSorted toReversed'.split(' '),
);

export const keeps = (method: string): boolean => KEEPING.has(method);

const GLOBALS: ReadonlySet<string> = new Set([
  ...(
    'globalThis global window self document navigator process console module exports require Symbol RegExp Promise Map ' +
    'Set WeakMap WeakSet WeakRef Proxy Reflect Intl Error TypeError RangeError Function JSON Object Array Math Number ' +
    'Boolean String BigInt Date Iterator AbortController AbortSignal Event EventTarget Headers Request Response fetch URL ' +
    'TextEncoder TextDecoder WebSocket EventSource XMLHttpRequest Worker caches indexedDB localStorage sessionStorage ' +
    'crypto performance structuredClone queueMicrotask setTimeout setInterval setImmediate vi jest sinon td expect ' +
    'assert chai cy Cypress browser page should Bun Deno'
  ).split(' '),
  ...[...RESULTS.keys(), ...MADE.keys()].filter((path) =>
    /^(?:[A-Z]\w*|\w+URI\w*|escape|unescape|btoa|atob)$/.test(path),
  ),
]);

/** Whether a name that nothing in the file binds is known to stand for something all the same. */
export const isGlobal = (name: string): boolean => GLOBALS.has(name) || TEST_FUNCTIONS.has(name);

/** Functions that read a file: bytes, or text where an encoding is given. */
export const readsFile = (path: string): boolean =>
  /^(?:fs|fs\/promises|fs-extra|graceful-fs)(?:\.promises)?\.(?:readFileSync|readFile)$/.test(path);

/** Packages and globals that call back what is a test, a group of tests or a hook. */
const TEST_PACKAGES: ReadonlySet<string> = new Set(
  (
    'vitest @jest/globals mocha ava tape tap node:test test bun:test uvu @playwright/test jasmine @japa/runner ' +
    'vite-plus/test zora qunit QUnit'
  ).split(' '),
);

const TEST_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'test it specify describe context suite before after beforeEach afterEach beforeAll afterAll setup teardown ' +
    'suiteSetup suiteTeardown xit fit xtest xdescribe fdescribe bench'
  ).split(' '),
);

/** Whether something external is a function of a test framework. */
export function isTestFunction(path: string): boolean {
  if (TEST_FUNCTIONS.has(path) || TEST_PACKAGES.has(path)) return true;
  const dot = path.lastIndexOf('.');
  return dot > 0 && TEST_PACKAGES.has(path.slice(0, dot)) && TEST_FUNCTIONS.has(path.slice(dot + 1));
}

/** Whether something external gives doubles, whose members are whatever is asked of them. */
export const isDouble = (path: string): boolean =>
  /^(?:vi|jest|sinon|td|vitest\.vi|@jest\/globals\.jest)\./.test(path);
