import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { targetOf } from '../../src/clients/targets/words.ts';
import type { LanguageName } from '../../src/core/rule.ts';
import { languages, type LanguageEntry } from '../../src/languages/index.ts';
import { rules } from '../../src/registry.ts';
import { run } from '../../src/runner/run.ts';
import { pythonProjects, scriptProjects, TESTING, type Files } from './gate-projects.ts';
import { folder } from './support.ts';

/** The languages with a gate that lets everything through. */
const ungated: readonly LanguageEntry[] = languages.map((language) => ({
  ...language,
  loadGate: async () => ({
    ...(await language.loadGate()),
    lookFor: () => () => ({ place: true, holds: true, knows: true, brings: true }),
  }),
}));

/** The one that every rule has something to say of. */
const NEWEST = targetOf(['httpx2', 'fastapi==0.165']);

/** What a run over a folder finds: a line for each place. Files that do not parse say nothing of the gate. */
async function found(cwd: string, parts: readonly LanguageEntry[], select: readonly string[]) {
  const { report } = await run(
    {
      cwd,
      paths: ['.'],
      mode: 'check',
      level: 'differs',
      strictParsing: false,
      allowUnmatched: false,
      unsafe: false,
      select,
      ignore: [],
      clients: [],
      include: [],
      exclude: [],
      noIgnore: false,
      forceExclude: false,
      allowDirty: false,
      target: NEWEST,
    },
    { languages: parts, rules },
  );
  return report.files.flatMap(({ path, edits, manual }) =>
    [...edits, ...manual].map(
      ({ rule, line, column, message }) => `${path}:${line}:${column} ${rule} ${message}`,
    ),
  );
}

/** Fails where the gate loses a place; gives how many there are. */
async function expectNothingLost(files: Files, select: readonly string[] = []): Promise<number> {
  const root = folder(files);
  const all = await found(root, ungated, select);
  expect(await found(root, languages, select)).toEqual(all);
  return all.length;
}

const selections = (language: LanguageName): fc.Arbitrary<readonly string[]> => {
  const own = rules.filter(({ languages: all }) => all?.includes(language) ?? true);
  return fc.oneof(fc.constant([]), fc.constantFrom(...own.map(({ name }) => [name])));
};

describe('what is found without the gate is found with it', () => {
  test.each([
    ['python', pythonProjects],
    ['javascript', scriptProjects],
  ] as const)('in projects of %s', async (language, projects) => {
    const counts: number[] = [];
    await fc.assert(
      fc.asyncProperty(projects, selections(language), async (files, select) => {
        counts.push(await expectNothingLost(files, select));
      }),
      { numRuns: 60 },
    );
    // Most of the projects have something to find; otherwise nothing could get lost.
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(counts.length / 4);
  });

  const fixtures = readdirSync('__testfixtures__', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.includes('.input.'))
    .map((path) => path.replaceAll('\\', '/'));

  test.each(fixtures)('in %s, split over several files', async (path) => {
    await expectNothingLost(split(path));
  });

  // Lists of packages are opened for tests that are found, past the gate.
  const gated = rules.filter(({ wants }) => !wants.requirements);
  test.each(gated.map(({ name }) => name))('in all fixtures, for %s alone', async (name) => {
    // A name of a package is seen where it is imported, so that the rule's own fixtures are there as they stand, too.
    const own = fixtures.filter((path) => path.startsWith(`${name}/`));
    const files = Object.assign(
      {},
      ...fixtures.map((path, at) => under(`part_${at}`, split(path))),
      ...own.map((path, at) =>
        under(`whole_${at}`, { [basename(path).replace('.input', '')]: fixture(path) }),
      ),
    ) as Files;
    expect(await expectNothingLost(files, [name])).toBeGreaterThan(0);
  });
});

const under = (parent: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${parent}/${path}`, text]));

const fixture = (path: string): string => readFileSync(`__testfixtures__/${path}`, 'utf8');

/** A fixture whose client has other names, and comes from another file. */
function split(path: string): Files {
  const text = fixture(path);
  return path.endsWith('.py') ? splitPython(text) : splitScript(text, basename(path).replace('.input', ''));
}

/** Everything but functions and classes goes to a file that those import, two by two. */
function splitPython(text: string): Files {
  const renamed = withoutClients(text).replace(/^\uFEFF/, '');
  const blocks = renamed.split(/^(?=@|(?:async )?def |class )/m);
  const merged = blocks.reduce<string[]>((all, block) => {
    if (all.at(-1)?.startsWith('@') && !/^(?:async )?def |^class /m.test(all.at(-1) ?? ''))
      all.push(all.pop()! + block);
    else all.push(block);
    return all;
  }, []);
  const files: Record<string, string> = {
    'names.py':
      'from fastapi.testclient import TestClient as Thing\nfrom httpx import AsyncClient as Slow, Client as Fast\n',
    'base.py': `from names import Thing, Slow, Fast\n${merged[0] ?? ''}`,
  };
  for (let at = 1; at < merged.length; at += 2)
    files[`test_${at}.py`] = `from base import *\n\n\n${merged.slice(at, at + 2).join('')}`;
  return files;
}

function splitScript(text: string, name: string): Files {
  return {
    ...TESTING,
    'names.js': "export { TestClient as Thing, AsyncClient as Slow } from 'testing';\n",
    [name]: withoutClients(text).replace(
      /(import [^;]*\b(?:Thing|Slow)\b[^;]*from )'[^']*'/,
      "$1'./names.js'",
    ),
  };
}

const withoutClients = (text: string): string =>
  text
    .replace(/^from (?:fastapi|starlette)\.testclient import .*$/gm, '')
    .replace(/^from httpx import (?:Async)?Client$/gm, '')
    .replaceAll('TestClient', 'Thing')
    .replaceAll('AsyncClient', 'Slow')
    .replace(/\bclient\b/g, 'web')
    .replace(/_client\b/g, '_web');
