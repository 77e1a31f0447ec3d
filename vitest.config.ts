import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests that run git or the built command compete for two cores with all others.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
