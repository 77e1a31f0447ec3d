import { types } from 'node:util';
import { isRedirect, rangeOf, statusOf } from './answers.mjs';
import { entriesOf, isPlain, kindWithFlags, nameOfMaker } from './kinds.mjs';
import { Responses } from './responses.mjs';
import { alike } from './stand-ins.mjs';

/**
 * A call that is being made, which requests that reach the application meanwhile belong to.
 * @typedef {object} Running
 * @property {import('../places/places.mjs').PlaceItem} at
 * @property {{ status: number, isRedirect: boolean }[]} answers of the application, in order
 */

/** Records the calls of clients. */
export class Calls {
  #places;
  #writer;
  #running;
  #responses;
  /** @type {Set<Running>} */
  #active = new Set();

  /** @param {import('./classes.mjs').Recorder & { running: import('node:async_hooks').AsyncLocalStorage<Running> }} recorder */
  constructor({ places, writer, received, running }) {
    this.#places = places;
    this.#writer = writer;
    this.#running = running;
    this.#responses = new Responses(places, writer);
    received.running = running;
    received.onlyCall = () => (this.#active.size === 1 ? [...this.#active][0] : undefined);
  }

  /**
   * A method that records its calls and does what the method of a client does. It takes one frame of the traces of errors, of which the
   * last ones get lost where there are too many.
   * @param {Function} original
   * @param {string} method
   * @param {'test-client' | 'other'} library
   */
  wrap(original, method, library) {
    const begin = (standIn, self, args) =>
      this.#writer.safely(() => this.#begin(standIn, { self, method, library, args }));
    const running = this.#running;
    const end = (...told) => this.#end(...told);
    const given = (seen, result) => this.#given(seen, result);
    const { standIn } = {
      standIn(...args) {
        const seen = begin(standIn, this, args);
        if (!seen) return Reflect.apply(original, this, args);
        const before = running.getStore();
        running.enterWith(seen.running);
        let result;
        try {
          result = Reflect.apply(original, this, args);
        } catch (error) {
          end(seen, undefined, true);
          throw error;
        } finally {
          running.enterWith(before);
        }
        return given(seen, result);
      },
    };
    return alike(standIn, original);
  }

  /** What there is to say of a call before it is made; nothing of one that the client makes itself. */
  #begin(standIn, { self, method, library, args }) {
    const frames = this.#places.callers(standIn);
    if (!frames) return undefined;
    const [at, ...chain] = frames;
    const index = method === 'request' ? 2 : 1;
    const options = args.length === index + 1 && isPlain(args[index]) ? args[index] : undefined;
    const plain = options ? args.slice(0, index) : args;
    const line = {
      ...{ is: 'call', at, chain, receiver: nameOf(self), library, method },
      args: plain.map(kindWithFlags),
      options: options
        ? Object.fromEntries(entriesOf(options).map(([name, value]) => [name, kindWithFlags(value)]))
        : {},
    };
    const running = { at, answers: [] };
    this.#active.add(running);
    return { line, running };
  }

  /** What the caller is given: what the client gave, or a promise of it. */
  #given(seen, result) {
    if (!isPromise(result)) return this.#returned(seen, result);
    // One of another realm stays one of that.
    return result instanceof Promise ? this.#settled(seen, result) : this.#then(seen, result);
  }

  /** As an asynchronous function, it is in the traces of errors that come out of it, and is handled where the client's promise would be. */
  async #settled(seen, promise) {
    let response;
    try {
      response = await promise;
    } catch (error) {
      this.#end(seen, undefined, true);
      throw error;
    }
    return this.#returned(seen, response);
  }

  #then(seen, promise) {
    return promise.then(
      (response) => this.#returned(seen, response),
      (error) => {
        this.#end(seen, undefined, true);
        throw error;
      },
    );
  }

  #returned(seen, response) {
    this.#end(seen, response, false);
    return response;
  }

  #end({ line, running }, response, isRaised) {
    this.#active.delete(running);
    this.#writer.safely(() => {
      const { answer, isFollowed } = answered(running.answers, response, isRaised);
      if (answer) this.#writer.count({ ...line, answer, ...(isFollowed && { followed: true }) });
      if (response !== null && typeof response === 'object') this.#responses.watch(response);
    });
  }
}

/** A plain one: others may be lazy, so that awaiting them sends the request. */
function isPromise(value) {
  if (!types.isPromise(value) || Object.hasOwn(value, 'then')) return false;
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === Promise.prototype ||
    (nameOfMaker(prototype) === 'Promise' && isLast(Object.getPrototypeOf(prototype)))
  );
}

/** Whether a prototype is that of plain objects, of whatever realm. */
const isLast = (prototype) => prototype !== null && Object.getPrototypeOf(prototype) === null;

const nameOf = (self) => {
  const maker = self === null || self === undefined ? undefined : Object.getPrototypeOf(self)?.constructor;
  return typeof maker?.name === 'string' && maker.name !== '' ? maker.name : 'Object';
};

/** How the application answered first: as it was seen to, or as the response tells. */
function answered(answers, response, isRaised) {
  const [first] = answers;
  const isFollowed = answers.length > 1 && first.isRedirect;
  if (isRaised) return { answer: 'raised', isFollowed };
  if (first) return { answer: first.isRedirect ? 'redirect' : rangeOf(first.status), isFollowed };
  if (response === null || typeof response !== 'object') return { answer: undefined, isFollowed };
  const wasFollowed =
    response.redirected === true || (Array.isArray(response.history) && response.history.length > 0);
  if (wasFollowed) return { answer: 'redirect', isFollowed: true };
  return { answer: isRedirect(response) ? 'redirect' : rangeOf(statusOf(response)), isFollowed };
}
