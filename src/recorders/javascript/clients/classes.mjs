import { AsyncLocalStorage } from 'node:async_hooks';
import { Calls } from './calls.mjs';
import { watchApplications } from '../received/applications.mjs';
import { alike, isStandIn } from './stand-ins.mjs';

/** Methods that send a request. `request` takes the method before the URL. */
const VERBS = ['get', 'head', 'options', 'delete', 'post', 'put', 'patch'];
const METHODS = [...VERBS, 'request'];
/** A client has `request` and so many of the others. */
const ENOUGH = 4;

const CLIENT_NAMES = ['TestClient', 'AsyncClient'];

/**
 * @typedef {object} Recorder
 * @property {import('../config.mjs').Config} config
 * @property {import('../writer.mjs').Writer} writer
 * @property {import('../places/places.mjs').Places} places
 * @property {import('../received/received.mjs').Received} received
 */

/**
 * Watches classes that are clients: gives a function that looks at a class, and gives what is to stand for it from then on.
 * @param {Recorder} recorder
 */
export function watchClients(recorder) {
  /** What the calls that are being made are attributed to. */
  const running = new AsyncLocalStorage();
  const calls = new Calls({ ...recorder, running });
  /** By prototype, what stands for its class. */
  const watched = new WeakMap();
  return (cls, path) => {
    const { prototype } = cls;
    if (typeof prototype !== 'object' || prototype === null) return undefined;
    if (watched.has(prototype)) return watched.get(prototype);
    if (!isClient(prototype)) return undefined;
    watched.set(prototype, undefined);
    // What it inherits from a client is watched there; what it defines itself is code of the project that calls it.
    if (derivesFrom(prototype, watched)) return undefined;
    recorder.places.inside(cls, path);
    const library = isOldClient(cls) ? 'test-client' : 'other';
    for (const method of METHODS)
      replaceMethod(prototype, method, (original) => calls.wrap(original, method, library));
    watched.set(prototype, watchApplications(cls, recorder.received));
    return watched.get(prototype);
  };
}

/** The verbs, and a `request` that takes a URL. */
function isClient(prototype) {
  const request = methodOf(prototype, 'request');
  const verbs = VERBS.filter((name) => methodOf(prototype, name)).length;
  return request !== undefined && request.length !== 1 && verbs >= ENOUGH;
}

/** A class by the name of a client, or one with the options of the old one. */
const isOldClient = (cls) =>
  CLIENT_NAMES.includes(cls.name) || /\ballowRedirects\b/.test(Function.prototype.toString.call(cls));

function derivesFrom(prototype, watched) {
  for (let base = Object.getPrototypeOf(prototype); base; base = Object.getPrototypeOf(base))
    if (watched.has(base)) return true;
  return false;
}

/** A method that a prototype has or inherits; getters are left alone. */
function methodOf(prototype, name) {
  for (let at = prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return typeof found.value === 'function' ? found.value : undefined;
  }
  return undefined;
}

/** Replaces a method where it is defined. */
function replaceMethod(prototype, name, wrap) {
  for (let at = prototype; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (!found) continue;
    if (typeof found.value === 'function' && found.configurable && !isStandIn(found.value))
      Object.defineProperty(at, name, { ...found, value: alike(wrap(found.value), found.value) });
    return;
  }
}
