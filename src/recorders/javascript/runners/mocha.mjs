import { EventEmitter } from 'node:events';
import * as nodeModule from 'node:module';
import { nameOf } from './names.mjs';

/** The class of Mocha that emits what happens, in each of its processes. */
export function watchMocha({ name, prototype }, received, places) {
  if (name !== 'Runner' || typeof prototype?.runTests !== 'function' || typeof prototype.run !== 'function')
    return;
  const { run } = prototype;
  prototype.run = function (...args) {
    received.safely(() => listen(this, received, places));
    return Reflect.apply(run, this, args);
  };
}

/**
 * Before 22.15 Node asks no hook about modules that are required, as the command of Mocha 12 requires its own: the class is found by the
 * first of its objects that is listened to.
 * @param {(cls: Function) => void} look
 */
export function findMocha(look) {
  if (nodeModule.registerHooks || !/\bmocha\b/.test(process.argv[1] ?? '')) return;
  const { prototype } = EventEmitter;
  const { on } = prototype;
  const found = function (...args) {
    if (this.constructor?.name === 'Runner') {
      prototype.on = prototype.addListener = on;
      look(this.constructor);
    }
    return Reflect.apply(on, this, args);
  };
  prototype.on = prototype.addListener = found;
}

/** A test is over when the next one begins: hooks behind it still belong to it. */
function listen(runner, received, places) {
  let running;
  const idOf = (test) => nameOf(test.file && (places.own(test.file) ?? test.file), ...test.titlePath());
  const end = () => {
    if (running) received.end(running.test, running.id, running.outcome);
    running = undefined;
  };
  const heard = (work) => (test) => received.safely(() => work(test));
  runner.on(
    'test',
    heard((test) => {
      end();
      running = { id: idOf(test), test: received.begin(idOf(test)), outcome: 'passed' };
    }),
  );
  runner.on(
    'retry',
    heard(() => running && Object.assign(running, { test: received.again(running.test, running.id) })),
  );
  runner.on(
    'fail',
    heard(() => running && Object.assign(running, { outcome: 'failed' })),
  );
  runner.on(
    'pending',
    heard((test) => received.end(undefined, idOf(test), 'skipped')),
  );
  runner.on('suite end', heard(end));
  runner.on('end', heard(end));
}
