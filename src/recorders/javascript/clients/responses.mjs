import { types } from 'node:util';
import { alike, isStandIn, methodFor } from './stand-ins.mjs';

/** Properties that rules ask about, of which reads are noted also where a response holds them itself. */
const HELD = ['ok', 'reason'];

/** Classes of the language and of Node are shared by all. */
const isBuiltIn = (cls) => /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(cls));

/** Records what is read of responses: by what stands on their prototypes, so that they stay what they are. */
export class Responses {
  #places;
  #writer;
  #responses = new WeakSet();
  #prototypes = new WeakSet();

  /**
   * @param {import('../places/places.mjs').Places} places
   * @param {import('../writer.mjs').Writer} writer
   */
  constructor(places, writer) {
    this.#places = places;
    this.#writer = writer;
  }

  /** @param {object} response */
  watch(response) {
    if (types.isProxy(response) || this.#responses.has(response)) return;
    this.#responses.add(response);
    for (const name of HELD) this.#watchHeld(response, name);
    let prototype = Object.getPrototypeOf(response);
    while (prototype && !types.isProxy(prototype) && prototype !== Object.prototype && isBase(prototype)) {
      if (!this.#prototypes.has(prototype)) this.#watchAll(prototype);
      prototype = Object.getPrototypeOf(prototype);
    }
  }

  #watchAll(prototype) {
    this.#prototypes.add(prototype);
    const { constructor } = prototype;
    if (typeof constructor === 'function' && !isBuiltIn(constructor))
      this.#places.insideAnywhere(constructor);
    for (const [name, found] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name === 'constructor' || !found.configurable) continue;
      const { get, value } = found;
      if (get && !isStandIn(get))
        Object.defineProperty(prototype, name, { ...found, get: this.#noting(get, name) });
      else if (typeof value === 'function' && !isStandIn(value))
        Object.defineProperty(prototype, name, { ...found, value: this.#noting(value, name) });
    }
  }

  /** A getter or a method that notes who uses it on a response. */
  #noting(original, name) {
    const called = (self, args, standIn) => {
      if (this.#responses.has(self)) this.#note(standIn, name);
      return Reflect.apply(original, self, args);
    };
    return alike(methodFor(called), original);
  }

  /** `this.ok = ...` in a constructor: a property of the response itself, which stays one, with the same value. */
  #watchHeld(response, name) {
    const found = Object.getOwnPropertyDescriptor(response, name);
    if (!found?.configurable || !('value' in found)) return;
    let { value } = found;
    const get = methodFor((_self, _args, standIn) => {
      this.#note(standIn, name);
      return value;
    });
    const set = (next) => {
      value = next;
    };
    Object.defineProperty(response, name, {
      get,
      ...(found.writable && { set }),
      enumerable: found.enumerable,
      configurable: true,
    });
  }

  #note(standIn, name) {
    this.#writer.safely(() => {
      const at = this.#places.reader(standIn);
      if (at) this.#writer.count({ is: 'read', at, of: 'response', name });
    });
  }
}

/** Not `Array`, `Map` and the like, of which every module has some. */
const isBase = (prototype) => ![Array, Map, Set, Error, Function].some((cls) => cls.prototype === prototype);
