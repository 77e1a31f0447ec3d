import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** The ids of the facts that a test shows, in brackets at the end of its name: `'drops verify [M13]'`. */
const IDS = / \[([A-Z]\d+[a-z]?(?:, [A-Z]\d+[a-z]?)*)\]['"`]/g;

/**
 * The files of tests by the ids of the facts that their tests show, in the order of their paths. `root`: the folder of the project. Throws
 * where its folder `test` cannot be read.
 */
export function testsOfFacts(root = '.'): ReadonlyMap<string, readonly string[]> {
  const tests = new Map<string, readonly string[]>();
  for (const path of testsIn(root)) {
    const text = readFileSync(posix.join(root, path), 'utf8');
    const ids = [...text.matchAll(IDS)].flatMap(([, named = '']) => named.split(', '));
    for (const id of new Set(ids)) tests.set(id, [...(tests.get(id) ?? []), path]);
  }
  return tests;
}

const testsIn = (root: string): readonly string[] =>
  readdirSync(posix.join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join('test', file.replaceAll('\\', '/')))
    .filter((file) => file.endsWith('.test.ts'))
    .toSorted();
