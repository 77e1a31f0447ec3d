import { describe, expect, test } from 'vitest';
import type { Reader } from '../../../src/languages/kernel/analysis.ts';
import { memo, type Memo } from '../../../src/languages/kernel/memo/memo.ts';
import {
  filesByName,
  filesNaming,
  MAX_VISITS,
  modulesCalling,
  modulesMentioning,
} from '../../../src/languages/kernel/mentioning.ts';
import { dataIn, openIn, projectOf } from '../../support/project.ts';

interface Module {
  readonly path: string;
}

/** A project whose file `home` mentions every name, as the given numbers of other files do. */
function readerOf(counts: Readonly<Record<string, number>>): Reader<Module> & Pick<Memo<never>, 'afford'> {
  const files: Record<string, string> = { home: Object.keys(counts).join(' ') };
  const { afford } = memo<never>({ tooDeep: () => [], budget: MAX_VISITS });
  for (const [name, count] of Object.entries(counts))
    for (let index = 0; index < count; index++) files[`${name}${index}`] = name;
  return { project: projectOf(files), module: (path) => (path === 'gone0' ? undefined : { path }), afford };
}

const home: Module = { path: 'home' };

const pathsOf = (modules: readonly Module[] | undefined): string | undefined =>
  modules?.map(({ path }) => path).join(' ');

describe.each([
  ['modulesMentioning', modulesMentioning],
  ['modulesCalling', modulesCalling],
])('%s', (_, modulesWith) => {
  test('gives the file itself first, and then the others that mention the names', () => {
    expect(pathsOf(modulesWith(readerOf({ a: 2, b: 1, c: 1 }), home, ['a', 'b']))).toBe('home a0 a1 b0');
  });

  test('leaves out what cannot be read', () => {
    expect(pathsOf(modulesWith(readerOf({ gone: 2 }), home, ['gone']))).toBe('home gone1');
  });

  test('gives up where more than 40 files mention the names', () => {
    expect(modulesWith(readerOf({ a: 40 }), home, ['a'])).toHaveLength(41);
    expect(modulesWith(readerOf({ a: 41 }), home, ['a'])).toBeUndefined();
    expect(modulesWith(readerOf({ a: 20, b: 21 }), home, ['a', 'b'])).toBeUndefined();
  });
});

test('modulesCalling gives up once it was asked for more than 200 files, modulesMentioning never does', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const reader = readerOf(Object.fromEntries(names.map((name) => [name, 40])));
  const asked = names.map((name) => modulesCalling(reader, home, [name])?.length);
  expect(asked).toEqual([41, 41, 41, 41, 41, undefined]);
  expect(modulesCalling(reader, home, ['a'])).toHaveLength(41);
  expect(modulesMentioning(reader, home, ['f'])).toHaveLength(41);
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

// JavaScript once looked into any number of files for the callers that one file asks about.
test.each([
  ['Python', 'helpers.py', IN_PYTHON],
  ['JavaScript', 'helpers.js', IN_JAVASCRIPT],
])('in %s, the callers of a sixth helper are too many to look for', async (_, path, files) => {
  const kinds = dataIn(await openIn(files, path)).map((one) => one.replace(/^\d+ /, ''));
  expect(kinds).toEqual(['text', 'text', 'text', 'text', 'text', 'unknown']);
});

describe('files by a name that is found in their texts', () => {
  const count = 200;
  const files = Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`f${at}.py`, `from a.m${at % 70} import x\nm${(at + 1) % 70}`]),
  );
  const namesIn = (text: string) => new Set(/from a\.(\w+) import/.exec(text)?.slice(1));

  test('are those of the index, for the first names and for all', () => {
    const index = filesByName(projectOf(files), namesIn);
    const ask = filesNaming(projectOf(files), namesIn);
    for (const name of [...Array.from({ length: 72 }, (_, at) => `m${at}`), '', 'm0'])
      expect([name, ask(name)]).toEqual([name, index.get(name) ?? []]);
  });

  test('are found without a read of the others, as long as few are asked for', () => {
    const project = projectOf(files);
    const read: string[] = [];
    const ask = filesNaming({ ...project, read: (path) => (read.push(path), project.read(path)) }, namesIn);
    expect(ask('m3')).toEqual(['f143.py', 'f3.py', 'f73.py']);
    expect(read.sort()).toEqual(['f142.py', 'f143.py', 'f2.py', 'f3.py', 'f72.py', 'f73.py']);
  });
});
