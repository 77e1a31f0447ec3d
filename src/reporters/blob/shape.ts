/** What is wrong with a value that was read, and where it stands. */
export class Misshapen extends Error {}

/** Turns a value from JSON into what it should be. Throws a `Misshapen` where it is not. `at` names the place: "files[3].edits". */
export type Shape<T> = (value: unknown, at: string) => T;

export const text: Shape<string> = (value, at) =>
  typeof value === 'string' ? value : refuse(at, 'a text', value);

export const flag: Shape<boolean> = (value, at) =>
  typeof value === 'boolean' ? value : refuse(at, 'true or false', value);

/** A whole number from 0 on. */
export const count: Shape<number> = (value, at) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse(at, 'a whole number', value);

/** A line, a column or the number of a shard. */
export const ordinal: Shape<number> = (value, at) =>
  count(value, at) > 0 ? count(value, at) : refuse(at, 'a number from 1 on', value);

export const oneOf =
  <T extends string>(...words: readonly T[]): Shape<T> =>
  (value, at) =>
    words.find((word) => word === value) ?? refuse(at, words.join(' or '), value);

export const orNull =
  <T>(shape: Shape<T>): Shape<T | null> =>
  (value, at) =>
    value === null ? null : shape(value, at);

export const listOf =
  <T>(shape: Shape<T>): Shape<readonly T[]> =>
  (value, at) =>
    Array.isArray(value)
      ? value.map((item: unknown, index) => shape(item, `${at}[${index}]`))
      : refuse(at, 'a list', value);

/** Two items. */
export const pairOf =
  <A, B>(first: Shape<A>, second: Shape<B>): Shape<readonly [A, B]> =>
  (value, at) => {
    const [a, b, ...more] = listOf<unknown>((item) => item)(value, at);
    if (more.length > 0) return refuse(at, 'a pair', value);
    return [first(a, `${at}[0]`), second(b, `${at}[1]`)];
  };

/** Any names with values of one shape. */
export const mapOf =
  <T>(shape: Shape<T>): Shape<Readonly<Record<string, T>>> =>
  (value, at) =>
    Object.fromEntries(
      Object.entries(object(value, at)).map(([name, item]) => [name, shape(item, `${at}.${name}`)]),
    );

/** Reads fields of an object. */
export interface Fields {
  get<T>(name: string, shape: Shape<T>): T;
  /** The field as an object to spread; an empty one where it is absent. */
  maybe<Name extends string, T>(name: Name, shape: Shape<T>): Partial<Record<Name, T>>;
}

/** An object. Fields that nobody asks for are left out. */
export const shapeOf =
  <T>(read: (fields: Fields) => T): Shape<T> =>
  (value, at) => {
    const own = object(value, at);
    const place = (name: string): string => (at === '' ? name : `${at}.${name}`);
    const get = <V>(name: string, shape: Shape<V>): V =>
      shape(Object.hasOwn(own, name) ? own[name] : undefined, place(name));
    return read({
      get,
      maybe: (name, shape) =>
        own[name] === undefined || !Object.hasOwn(own, name) ? {} : named(name, get(name, shape)),
    });
  };

/** A computed name makes a type of any names. */
const named = <Name extends string, T>(name: Name, value: T): Partial<Record<Name, T>> =>
  ({ [name]: value }) as Partial<Record<Name, T>>;

const object: Shape<Readonly<Record<string, unknown>>> = (value, at) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? // An object of JSON has texts as names.
      (value as Readonly<Record<string, unknown>>)
    : refuse(at === '' ? 'the whole' : at, 'an object', value);

function refuse(at: string, wanted: string, value: unknown): never {
  if (value === undefined) throw new Misshapen(`${at} is missing`);
  throw new Misshapen(`${at} is ${kindOf(value)}, not ${wanted}`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const shown = JSON.stringify(value);
  return shown.length > 40 ? `${shown.slice(0, 40)}...` : shown;
}
