import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import testUtils from 'jscodeshift/src/testUtils.js';

/** Runs jscodeshift's own `defineTest` over the basic fixtures in TypeScript of the rules that are named. */

const expect = (found: unknown): object => ({ toEqual: (wanted: unknown) => assert.equal(found, wanted) });

// It takes what a test framework defines for granted.
Object.assign(globalThis, { describe, it, expect });

for (const name of process.argv.slice(2)) {
  testUtils.defineTest(resolve('test'), `transforms/${name}`, {}, `${name}/basic`, { parser: 'ts' });
}
