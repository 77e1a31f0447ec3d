import { types } from 'node:util';
import { isRedirect } from '../clients/answers.mjs';
import { alike, isStandIn, methodFor } from '../clients/stand-ins.mjs';
import { headersIn } from './headers.mjs';

/** Methods by which objects that are applications are given a request: those of Hono, Elysia and the like. */
const GIVEN_BY = ['fetch', 'handle', 'request'];

const standIns = new WeakMap();

/**
 * Watches the application that a class of clients is given, in its constructor or in a static method that makes one. Gives what is to stand
 * for the class.
 * @param {Function} cls
 * @param {import('./received.mjs').Received} received
 */
export function watchApplications(cls, received) {
  const watch = (args) => args.map((one) => watched(one, received));
  for (const [name, found] of Object.entries(Object.getOwnPropertyDescriptors(cls))) {
    const { value } = found;
    if (typeof value !== 'function' || !found.configurable || isStandIn(value) || name === 'prototype')
      continue;
    const making = methodFor((self, args) => Reflect.apply(value, self, watch(args)));
    Object.defineProperty(cls, name, { ...found, value: alike(making, value) });
  }
  const standIn = new Proxy(cls, {
    construct: (target, args, made) =>
      Reflect.construct(target, watch(args), made === standIn ? target : made),
  });
  return standIn;
}

function watched(value, received) {
  if (typeof value === 'function' && !types.isProxy(value))
    return isClass(value) ? value : standInOf(value, received);
  if (value !== null && typeof value === 'object' && !types.isProxy(value)) watchMethods(value, received);
  return value;
}

const isClass = (fn) => /^class\b/.test(Function.prototype.toString.call(fn));

/** A function that is given requests. It keeps its properties, as applications that are functions have some. */
function standInOf(application, received) {
  if (!standIns.has(application))
    standIns.set(
      application,
      new Proxy(application, {
        apply(target, self, args) {
          const note = arrival(received, args);
          return answered(Reflect.apply(target, self, args), note);
        },
      }),
    );
  return standIns.get(application);
}

/** An object whose methods are given requests. */
function watchMethods(application, received) {
  for (const name of GIVEN_BY) {
    const found = descriptorOf(application, name);
    if (typeof found?.value !== 'function' || isStandIn(found.value) || !Object.isExtensible(application))
      continue;
    const { value } = found;
    const method = methodFor((self, args) =>
      observed(received, args, () => Reflect.apply(value, self, args)),
    );
    Object.defineProperty(application, name, { ...found, configurable: true, value: alike(method, value) });
  }
}

function descriptorOf(object, name) {
  for (let at = object; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found) return found;
  }
  return undefined;
}

/** Notes what an application is given; gives what notes how it answers, where that was a request. */
function arrival(received, args) {
  const request = received.safely(() => noted(received, args[0]));
  return (
    request &&
    ((given) =>
      received.safely(() => {
        if (typeof given?.status === 'number' || typeof given?.statusCode === 'number')
          received.answered(request, given.status ?? given.statusCode, isRedirect(given));
      }))
  );
}

function answered(answer, note) {
  if (!note) return answer;
  if (types.isPromise(answer))
    return answer instanceof Promise ? settled(answer, note) : answer.then(noting(note));
  note(answer);
  return answer;
}

const noting = (note) => (answer) => {
  note(answer);
  return answer;
};

async function settled(promise, note) {
  const answer = await promise;
  note(answer);
  return answer;
}

/** A request of an application of functions: it has a method and a URL. Those of Node's servers are seen there. */
function noted(received, given) {
  if (given === null || typeof given !== 'object' || types.isProxy(given)) return undefined;
  const { method, url } = given;
  const isUrl = typeof url === 'string' || Object.prototype.toString.call(url) === '[object URL]';
  if (typeof method !== 'string' || !isUrl || typeof given.on === 'function') return undefined;
  const request = { method, url: String(url), headers: headersIn(given.headers), body: bytesOf(given.body) };
  if (typeof given.clone === 'function' && given.body) readClone(given, request);
  received.arrived(request);
  return request;
}

function bytesOf(body) {
  if (body === null || body === undefined) return undefined;
  if (typeof body === 'string') return Buffer.from(body);
  if (ArrayBuffer.isView(body))
    return Buffer.from(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength));
  if (types.isAnyArrayBuffer(body)) return Buffer.from(body.slice(0));
  return 'unread';
}

/** The body of a `Request` is a stream, which can be read once: a copy is read. */
function readClone(given, request) {
  if (given.bodyUsed) return;
  given
    .clone()
    .arrayBuffer()
    .then(
      (bytes) => {
        request.body = Buffer.from(bytes);
      },
      () => undefined,
    );
}
