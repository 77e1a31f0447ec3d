import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Runs the tests of the rules with a harness that writes their tables down instead of testing them. */
export default defineConfig({
  root: join(import.meta.dirname, '../..'),
  resolve: {
    alias: [{ find: /^\.\.\/support\/rules\.ts$/, replacement: join(import.meta.dirname, 'collect.ts') }],
  },
  test: { include: ['test/transforms/*.test.ts'], fileParallelism: false },
});
