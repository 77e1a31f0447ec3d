import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files share the modules of their worker, so that parsers and compilers load twice, not ninety times.
    isolate: false,
    // By default one core is left free: of two, that is half.
    maxWorkers: 2,
    // Tests that run git or the built command compete for two cores with all others.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
