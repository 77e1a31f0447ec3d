import { describe, expect, test } from 'vitest';
import type { Reader } from '../../../src/languages/kernel/analysis.ts';
import { modulesMentioning } from '../../../src/languages/kernel/mentioning.ts';
import { dataIn, openIn, projectOf } from '../../support/project.ts';

interface Module {
  readonly path: string;
}

/** A project whose file `home` mentions every name, as the given numbers of other files do. */
function readerOf(counts: Readonly<Record<string, number>>): Reader<Module> {
  const files: Record<string, string> = { home: Object.keys(counts).join(' ') };
  for (const [name, count] of Object.entries(counts))
    for (let index = 0; index < count; index++) files[`${name}${index}`] = name;
  return { project: projectOf(files), module: (path) => (path === 'gone0' ? undefined : { path }) };
}

const home: Module = { path: 'home' };

const pathsOf = (modules: readonly Module[] | undefined): string | undefined =>
  modules?.map(({ path }) => path).join(' ');

describe('modulesMentioning', () => {
  test('gives the file itself first, and then the others that mention the names', () => {
    expect(pathsOf(modulesMentioning(readerOf({ a: 2, b: 1, c: 1 }), home, ['a', 'b']))).toBe(
      'home a0 a1 b0',
    );
  });

  test('leaves out what cannot be read', () => {
    expect(pathsOf(modulesMentioning(readerOf({ gone: 2 }), home, ['gone']))).toBe('home gone1');
  });

  test('gives up where more than 40 files mention the names', () => {
    expect(modulesMentioning(readerOf({ a: 40 }), home, ['a'])).toHaveLength(41);
    expect(modulesMentioning(readerOf({ a: 41 }), home, ['a'])).toBeUndefined();
    expect(modulesMentioning(readerOf({ a: 20, b: 21 }), home, ['a', 'b'])).toBeUndefined();
  });
});

/** Six helpers, each called from the same 39 files. */
const HELPERS = [0, 1, 2, 3, 4, 5];
const OTHERS = Array.from({ length: 39 }, (_, index) => index);

const IN_PYTHON: Readonly<Record<string, string>> = {
  'helpers.py': `from starlette.testclient import TestClient\n\nclient = TestClient(app)\n${HELPERS.map(
    (helper) => `\n\ndef send${helper}(body):\n    client.post("/", data=body)\n`,
  ).join('')}`,
  ...Object.fromEntries(
    OTHERS.map((other) => [
      `test_${other}.py`,
      `from helpers import ${HELPERS.map((helper) => `send${helper}`).join(', ')}\n\n${HELPERS.map(
        (helper) => `send${helper}("raw")\n`,
      ).join('')}`,
    ]),
  ),
};

const IN_JAVASCRIPT: Readonly<Record<string, string>> = {
  'helpers.js': `import { TestClient } from 'framework';\n\nconst client = new TestClient(app);\n${HELPERS.map(
    (helper) => `export function send${helper}(body) {\n  client.post("/", { data: body });\n}\n`,
  ).join('')}`,
  ...Object.fromEntries(
    OTHERS.map((other) => [
      `${other}.test.js`,
      `import { ${HELPERS.map((helper) => `send${helper}`).join(', ')} } from './helpers.js';\n\n${HELPERS.map(
        (helper) => `send${helper}("raw");\n`,
      ).join('')}`,
    ]),
  ),
};

// A file once looked for the callers of its first five helpers only, so that the answer hung on the order of the questions.
test.each([
  ['Python', 'helpers.py', IN_PYTHON],
  ['JavaScript', 'helpers.js', IN_JAVASCRIPT],
])('in %s, the callers of any number of helpers are looked for', async (_, path, files) => {
  const kinds = dataIn(await openIn(files, path)).map((one) => one.replace(/^\d+ /, ''));
  expect(kinds).toEqual(HELPERS.map(() => 'text'));
});
