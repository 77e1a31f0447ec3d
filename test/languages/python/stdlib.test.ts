import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadPython, parsePythonSync } from '../../../src/languages/python/parser.ts';
import { walk } from '../../../src/languages/python/walk.ts';

/** Counts nodes with Python's own parser, in some packages of its library. */
const script = `
import ast, collections, glob, json, os
KINDS = {'FunctionDef': 'function', 'AsyncFunctionDef': 'function', 'ClassDef': 'class', 'Call': 'call', 'Lambda': 'lambda',
  'Import': 'import', 'ImportFrom': 'import-from', 'With': 'with', 'AsyncWith': 'with', 'Try': 'try', 'Return': 'return',
  'Assign': 'assign', 'AnnAssign': 'assign', 'Attribute': 'attribute', 'Dict': 'dict'}
home = os.path.dirname(ast.__file__)
files = [name for package in ('asyncio', 'email', 'http', 'json', 'unittest')
         for name in sorted(glob.glob(os.path.join(home, package, '*.py')))]
counts = {}
for name in files:
    with open(name, encoding='utf-8', newline='') as file:
        tree = ast.parse(file.read())
    counts[name] = collections.Counter(KINDS[type(node).__name__] for node in ast.walk(tree) if type(node).__name__ in KINDS)
print(json.dumps(counts))
`;

type Counts = Readonly<Record<string, number>>;

function pythonCounts(): Readonly<Record<string, Counts>> | undefined {
  try {
    const counts: Readonly<Record<string, Counts>> = JSON.parse(
      execFileSync('python3', ['-c', script], { encoding: 'utf8', stdio: 'pipe' }),
    );
    return counts;
  } catch {
    return undefined;
  }
}

function countsOf(source: string, kinds: readonly string[]): Counts {
  const counts: Record<string, number> = Object.fromEntries(kinds.map((kind) => [kind, 0]));
  walk(parsePythonSync(source).body, ({ kind }) => {
    const count = counts[kind];
    if (count !== undefined) counts[kind] = count + 1;
  });
  return counts;
}

const expected = pythonCounts();

test.skipIf(!expected)("Python's own parser finds as many nodes of each kind in its library", async () => {
  await loadPython();
  const found = Object.entries(expected ?? {}).map(([file, counts]) => [
    file,
    countsOf(readFileSync(file, 'utf8'), Object.keys(counts)),
  ]);
  expect(found.length).toBeGreaterThan(20);
  expect(Object.fromEntries(found)).toEqual(expected);
});
