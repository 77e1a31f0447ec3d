import { types } from 'node:util';

/** A mapping or a list with more than so many items is of no known kind: what it holds is not looked at. */
const MANY = 10_000;
/** Longer texts are not tried as JSON. */
const JSON_LENGTH = 65_536;

const MAPPINGS = ['URLSearchParams', 'FormData', 'Map', 'Headers'];

/**
 * The kind of a value and its flags, as evidence has them: `text`, `mapping+none`. Reads nothing that runs code of the user's: no getter,
 * no iterator, no proxy.
 * @param {unknown} value
 * @returns {string}
 */
export function kindWithFlags(value) {
  const kind = kindOf(value);
  return [kind, ...flagsOf(kind, value)].join('+');
}

/** @returns {string} a `ValueKind` of `src/core/model/values.ts` */
export function kindOf(value) {
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'undefined':
      return 'none';
    case 'object':
      return value === null ? 'none' : kindOfObject(value);
    default:
      return 'unknown';
  }
}

function kindOfObject(value) {
  if (types.isProxy(value)) return 'unknown';
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return 'bytes';
  if (Array.isArray(value)) return kindOfList(value);
  if (isPlain(value)) return Object.keys(value).length > MANY ? 'unknown' : 'mapping';
  if (MAPPINGS.some((name) => isMadeBy(value, name))) return 'mapping';
  return Symbol.asyncIterator in value || isMadeBy(value, 'ReadableStream') ? 'stream' : 'unknown';
}

function kindOfList(list) {
  if (list.length > MANY) return 'unknown';
  return isPairs(list) ? 'pairs' : 'sequence';
}

const isPairs = (list) =>
  list.length > 0 &&
  itemsOf(list).every((item) => Array.isArray(item) && !types.isProxy(item) && item.length === 2);

/** An object literal, or what JSON gives, of whatever realm. */
export function isPlain(value) {
  if (typeof value !== 'object' || value === null || types.isProxy(value) || Array.isArray(value))
    return false;
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    prototype === Object.prototype ||
    (Object.getPrototypeOf(prototype) === null && nameOfMaker(prototype) === 'Object')
  );
}

/** Whether the class of an object, or one that it derives from, has a name: those of other realms and of polyfills count. */
function isMadeBy(value, name) {
  let prototype = Object.getPrototypeOf(value);
  for (let depth = 0; prototype !== null && depth < 10; depth++) {
    if (types.isProxy(prototype)) return false;
    if (nameOfMaker(prototype) === name) return true;
    prototype = Object.getPrototypeOf(prototype);
  }
  return false;
}

/** The name of the class of a prototype. */
export function nameOfMaker(prototype) {
  const maker = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value;
  const name =
    typeof maker === 'function' ? Object.getOwnPropertyDescriptor(maker, 'name')?.value : undefined;
  return typeof name === 'string' ? name : undefined;
}

/** @returns {readonly string[]} each a `ValueFlag` of `src/core/model/recorded.ts` */
function flagsOf(kind, value) {
  switch (kind) {
    case 'text':
      return flagsOfText(value);
    case 'bytes':
      return value.byteLength === 0 ? ['empty'] : [];
    case 'boolean':
      return [String(value)];
    case 'sequence':
      return value.length === 0 ? ['empty'] : [];
    case 'pairs':
      return flagsOfPairs(itemsOf(value).map(itemsOf));
    case 'mapping':
      return isPlain(value) ? flagsOfMapping(value) : [];
    default:
      return [];
  }
}

function flagsOfText(text) {
  return [
    ...(text === '' ? ['empty'] : []),
    ...(text.includes('?') ? ['query'] : []),
    ...(/^[a-z][\w+.-]*:/i.test(text) ? ['absolute'] : []),
    ...(isJson(text) ? ['json'] : []),
  ];
}

function isJson(text) {
  if (text.length > JSON_LENGTH || !/^\s*["[{\dtfn-]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** What is in pairs, keys as well as values; they are plain where each is two texts, numbers, booleans or bytes. */
function flagsOfPairs(pairs) {
  const isScalar = (item) => ['text', 'number', 'boolean', 'bytes'].includes(kindOf(item));
  const keys = pairs.map(([key]) => (isScalar(key) ? String(key) : key));
  return [
    ...among(pairs.flat()),
    ...(pairs.every((pair) => pair.every(isScalar)) ? ['scalar-pairs'] : []),
    ...(new Set(keys).size < keys.length ? ['repeated-key'] : []),
  ];
}

function flagsOfMapping(mapping) {
  const values = entriesOf(mapping).map(([, value]) => value);
  return values.length === 0 ? ['empty'] : among(values);
}

const AMONG = ['none', 'boolean', 'bytes', 'number', 'sequence', 'mapping'];

function among(values) {
  const kinds = new Set(values.map(kindOf).map((kind) => (kind === 'pairs' ? 'sequence' : kind)));
  return AMONG.filter((kind) => kinds.has(kind));
}

/** The items of a list that are no getters. */
function itemsOf(list) {
  const items = [];
  for (let index = 0; index < list.length; index++)
    items.push(Object.getOwnPropertyDescriptor(list, index)?.value);
  return items;
}

/**
 * The entries of an object; what a getter would give is `GETTER`.
 * @returns {readonly (readonly [key: string, value: unknown])[]}
 */
export function entriesOf(object) {
  const entries = [];
  for (const key of Object.keys(object)) {
    const found = Object.getOwnPropertyDescriptor(object, key);
    entries.push([key, found && 'value' in found ? found.value : GETTER]);
  }
  return entries;
}

/** Stands for a value that is not known: of none of the kinds. */
const GETTER = Symbol('getter');
