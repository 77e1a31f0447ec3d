import { AsyncResource } from 'node:async_hooks';
import { nameOf } from './names.mjs';

/**
 * The tests of `node:test` are asynchronous resources, so that their functions are run by the method that those have. From the first one
 * that is seen the class of all is known.
 * @param {import('../received/received.mjs').Received} received
 * @param {import('../places/places.mjs').Places} places
 */
export function watchNode(received, places) {
  const running = new WeakMap();
  const idOf = (test) => {
    const names = [];
    for (let at = test; at?.parent; at = at.parent) names.unshift(at.name);
    const file = test.entryFile ?? process.argv[1];
    return nameOf(file && (places.own(file) ?? file), ...names);
  };
  const begin = (test) => {
    if (!running.has(test)) running.set(test, received.begin(idOf(test)));
    return running.get(test);
  };
  const { runInAsyncScope } = AsyncResource.prototype;
  let known;
  const learn = (resource) => {
    known = classOfTests(resource);
    if (known) watchClass(known.prototype, { received, running, begin, idOf });
  };
  AsyncResource.prototype.runInAsyncScope = function (fn, self, ...args) {
    if (!known) received.safely(() => learn(this));
    const test = known && this.constructor === known && this.parent && received.safely(() => begin(this));
    if (!test) return Reflect.apply(runInAsyncScope, this, [fn, self, ...args]);
    const inTest = (...given) => received.run(test, () => Reflect.apply(fn, self, given));
    return Reflect.apply(runInAsyncScope, this, [inTest, self, ...args]);
  };
}

/** The class `Test` of Node, of which those of suites and hooks derive. */
function classOfTests(resource) {
  for (
    let prototype = Object.getPrototypeOf(resource);
    prototype;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const cls = prototype.constructor;
    if (
      cls?.name === 'Test' &&
      typeof prototype.postRun === 'function' &&
      typeof prototype.run === 'function'
    )
      return cls;
    if (prototype === AsyncResource.prototype) return undefined;
  }
  return undefined;
}

function watchClass(prototype, { received, running, begin, idOf }) {
  const { run, postRun } = prototype;
  const isTest = (one) => one.constructor.prototype === prototype && one.parent;
  prototype.run = function (...args) {
    const test = isTest(this) && received.safely(() => begin(this));
    return test ? received.run(test, () => Reflect.apply(run, this, args)) : Reflect.apply(run, this, args);
  };
  prototype.postRun = function (...args) {
    // It starts the next test before it comes back.
    received.leave(running.get(this));
    const result = Reflect.apply(postRun, this, args);
    if (isTest(this)) received.safely(() => received.end(running.get(this), idOf(this), outcomeOf(this)));
    return result;
  };
}

/** A test that is to be done has not failed, whatever it does. */
const outcomeOf = ({ passed, skipped, isTodo }) =>
  skipped ? 'skipped' : passed || isTodo ? 'passed' : 'failed';
