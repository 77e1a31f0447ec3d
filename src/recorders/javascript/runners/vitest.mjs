import { around, nameOf } from './names.mjs';

const OUTCOMES = { pass: 'passed', fail: 'failed', skip: 'skipped', todo: 'skipped' };

/** The class that Vitest tells of tests in a worker: `TestRunner`, and `VitestTestRunner` before 4. */
export function watchVitest({ prototype }, received) {
  if (typeof prototype?.onAfterRunTask !== 'function' || typeof prototype.onBeforeTryTask !== 'function')
    return;
  const running = new WeakMap();
  around(prototype, 'onBeforeTryTask', {
    before: (_, [task]) => {
      running.set(task, received.again(running.get(task), idOf(task)));
      received.enter(running.get(task));
    },
  });
  around(prototype, 'onAfterRunTask', {
    after: (_, [task]) =>
      received.end(running.get(task), idOf(task), OUTCOMES[task.result?.state] ?? 'error'),
  });
  // Workers are killed when they have nothing more to do.
  around(prototype, 'onAfterRunFiles', { after: () => received.ended() });
  around(prototype, 'onAfterRunSuite', {
    // The suite of a whole file; tests that are left out are told of nowhere else.
    after: (_, [suite]) => {
      if (!('filepath' in suite)) return;
      for (const task of testsIn(suite))
        if (['skip', 'todo'].includes(task.mode) && !running.has(task))
          received.end(undefined, idOf(task), 'skipped');
    },
  });
}

const testsIn = ({ tasks = [] }) => tasks.flatMap((task) => (task.type === 'suite' ? testsIn(task) : [task]));

function idOf(task) {
  const names = [];
  for (let at = task; at && !('filepath' in at); at = at.suite) names.unshift(at.name);
  return nameOf(task.file?.name, ...names);
}
