import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Runs the tests of the rules with a harness that writes their tables down instead of testing them. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  resolve: {
    alias: [{ find: /^\.\.\/support\/rules\.ts$/, replacement: join(import.meta.dirname, 'collect.ts') }],
  },
  // Other checks may run beside this one.
  test: {
    include: ['test/transforms/*.test.ts'],
    fileParallelism: false,
    // The files share their modules: no file changes one.
    isolate: false,
    testTimeout: 60_000,
  },
});
