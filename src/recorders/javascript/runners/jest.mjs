import { nameOf } from './names.mjs';

/** The environments that Jest brings, or that packages of its own bring; those of a project derive from them. */
const NAMES = ['NodeEnvironment', 'JSDOMEnvironment', 'BaseJSDOMEnvironment', 'GlobalProxy'];

/** Jest tells the environment of a file what happens in it. */
export function watchJest({ name, prototype }, received, places) {
  if (
    !NAMES.includes(name) ||
    typeof prototype?.setup !== 'function' ||
    typeof prototype.getVmContext !== 'function'
  )
    return;
  const { setup } = prototype;
  prototype.setup = function (...args) {
    const told = this.handleTestEvent;
    const hear = listener(received, places);
    this.handleTestEvent = function (event, state) {
      received.safely(() => hear(event));
      return told?.call(this, event, state);
    };
    return Reflect.apply(setup, this, args);
  };
}

function listener(received, places) {
  const running = new Map();
  let globals;
  const idOf = (test) => {
    const names = [];
    for (let at = test; at && at.name !== 'ROOT_DESCRIBE_BLOCK'; at = at.parent) names.unshift(at.name);
    const path = globals?.expect?.getState().testPath;
    return nameOf(path && (places.own(path) ?? path), ...names);
  };
  return ({ name, test, runtimeGlobals }) => {
    switch (name) {
      case 'setup':
        globals = runtimeGlobals;
        return;
      case 'test_start':
        running.set(test, received.again(running.get(test), idOf(test)));
        return;
      case 'test_done':
        received.end(running.get(test), idOf(test), test.errors.length > 0 ? 'failed' : 'passed');
        return;
      case 'test_skip':
      case 'test_todo':
        received.end(running.get(test), idOf(test), 'skipped');
    }
  };
}
