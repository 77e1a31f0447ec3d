import { watchJest } from './jest.mjs';
import { findMocha, watchMocha } from './mocha.mjs';
import { watchNode } from './node.mjs';
import { watchVitest } from './vitest.mjs';

/**
 * Watches which test is running, and how each ends. Gives a function that looks at classes of runners.
 * @param {import('../received/received.mjs').Received} received
 * @param {import('../places/places.mjs').Places} places
 */
export function watchTests(received, places) {
  const watchers = [watchVitest, watchJest, watchMocha];
  watchNode(received, places);
  const seen = new WeakSet();
  const look = (cls) => {
    if (seen.has(cls)) return;
    seen.add(cls);
    for (const watch of watchers) watch(cls, received, places);
  };
  findMocha(look);
  return look;
}
