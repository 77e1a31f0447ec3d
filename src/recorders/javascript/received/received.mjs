import { AsyncLocalStorage } from 'node:async_hooks';
import { digestsBy } from './digests.mjs';
import { requestOf } from './requests.mjs';

/** Requests of one test that are kept until they are written. */
const KEPT = 500;

/**
 * A request as the application was given it. The body is `undefined` where there is none, and `unread` until it is known.
 * @typedef {object} Request
 * @property {string} method
 * @property {string} url the path and the query, maybe behind an origin
 * @property {readonly (readonly [name: string, value: string])[]} headers
 * @property {Buffer | 'unread' | undefined} body
 * @property {number} [status]
 * @property {import('../places/places.mjs').PlaceItem} [at]
 */

/**
 * A test that is running.
 * @typedef {object} Test
 * @property {string} id
 * @property {Request[]} requests
 */

/** What the application received, test by test. */
export class Received {
  /** The call that asynchronous code belongs to. Set by who watches clients, as `onlyCall`. */
  running;
  /** The test that asynchronous code belongs to. */
  #tests = new AsyncLocalStorage();
  #active = new Set();
  /** @type {Test} */
  #none = { id: '', requests: [] };
  #writer;
  #digests;
  /** By salt: numbers of headers that were written. */
  #headers;

  /**
   * @param {import('../config.mjs').Config} config
   * @param {import('../writer.mjs').Writer} writer
   */
  constructor({ salts, values }, writer) {
    this.#writer = writer;
    this.#digests = salts.map((salt) => digestsBy(salt, values));
    this.#headers = salts.map(() => new Map());
    writer.beforeEnd(() => this.#write(this.#none));
  }

  /**
   * A test begins, or is tried again. What its code does from here on belongs to it.
   * @param {string} id
   * @returns {Test}
   */
  begin(id) {
    const test = { id, requests: [] };
    this.#active.add(test);
    return test;
  }

  /**
   * A test begins, maybe after another try of it.
   * @param {Test | undefined} before
   * @param {string} id
   */
  again(before, id) {
    this.leave(before);
    return this.begin(id);
  }

  /** What nobody knows the test of is not of this one from here on. */
  leave(test) {
    this.#active.delete(test);
  }

  /** From here on, this asynchronous code belongs to a test. */
  enter(test) {
    this.#tests.enterWith(test);
  }

  /** Code that belongs to a test. */
  run(test, work) {
    return this.#tests.run(test, work);
  }

  /**
   * @param {Test | undefined} test nothing where it was not seen to begin
   * @param {string} id
   * @param {string} outcome of `TestLine`
   */
  end(test, id, outcome) {
    this.leave(test);
    if (test) this.#write(test);
    this.#writer.writeForAll({ is: 'test', test: id, outcome });
    this.#writer.flushLines();
  }

  /** The tests of this process have come to their end, though there may be more. */
  ended() {
    this.#writer.end();
  }

  /**
   * The application is given a request.
   * @param {Request} request its body and its status may become known later
   */
  arrived(request) {
    const call = this.running?.getStore() ?? this.onlyCall();
    if (call) request.at = call.at;
    const test = this.#current();
    test.requests.push(request);
    if (test.requests.length >= KEPT) this.#write(test);
  }

  /**
   * The application has answered a request.
   * @param {Request} request
   * @param {number} status
   * @param {boolean} isRedirect
   */
  answered(request, status, isRedirect) {
    request.status = status;
    (this.running?.getStore() ?? this.onlyCall())?.answers.push({ status, isRedirect });
  }

  /** Runs something that must never disturb what is recorded. */
  safely(work) {
    return this.#writer.safely(work);
  }

  /** The call that is being made, where there is one alone: what comes through a socket does not say which it belongs to. */
  onlyCall = () => undefined;

  /** @returns {Test} */
  #current() {
    const test = this.#tests.getStore();
    if (test && this.#active.has(test)) return test;
    return this.#active.size === 1 ? [...this.#active][0] : this.#none;
  }

  #write(test) {
    if (test.requests.length === 0) return;
    const { requests } = test;
    test.requests = [];
    this.#writer.safely(() =>
      this.#digests.forEach((digest, salt) => {
        const told = requests.map((one) => requestOf(one, digest, (items) => this.#headersOf(salt, items)));
        this.#writer.write({ is: 'received', test: test.id, requests: told }, salt);
      }),
    );
  }

  #headersOf(salt, items) {
    const known = this.#headers[salt];
    const key = JSON.stringify(items);
    if (!known.has(key)) {
      known.set(key, known.size);
      this.#writer.write({ is: 'headers', headers: known.get(key), items }, salt);
    }
    return known.get(key);
  }
}
