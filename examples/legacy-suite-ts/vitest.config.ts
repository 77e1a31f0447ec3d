import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// The version of the test client that is "installed".
const version = process.env['TESTCLIENT'] ?? 'v1';

export default defineConfig({
  resolve: { alias: { testclient: fileURLToPath(new URL(`testclient/${version}.ts`, import.meta.url)) } },
  test: { include: ['tests/**/*.test.ts', 'tests/**/*.test.js'], setupFiles: ['tests/setup.ts'] },
});
