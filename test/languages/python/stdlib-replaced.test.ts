import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compare, name, not, type Expr } from '../../../src/core/rule.ts';
import { applyEdits, selectEdits } from '../../../src/core/text.ts';
import { sitesIn } from '../../support/sites.ts';

const listing = `
import ast, glob, json, os
home = os.path.dirname(ast.__file__)
print(json.dumps([name for package in ('http', 'json', 'unittest')
                  for name in sorted(glob.glob(os.path.join(home, package, '*.py')))]))
`;

/** For each text, how often Python's own parser finds the new code as a node of its own. */
const counting = `
import ast, json, sys
NEW = {ast.dump(ast.parse(code, mode='eval').body) for code in ('not new_code', 'new_code == 1')}
print(json.dumps([sum(ast.dump(node) in NEW for node in ast.walk(ast.parse(text))
                      if isinstance(node, (ast.UnaryOp, ast.Compare))) for text in json.load(sys.stdin)]))
`;

/** What a script prints; `undefined` where there is no Python, or it fails. */
function python(script: string, input = ''): string | undefined {
  try {
    return execFileSync('python3', ['-c', script], {
      encoding: 'utf8',
      input,
      stdio: 'pipe',
      maxBuffer: 1e8,
    });
  } catch {
    return undefined;
  }
}

const NEW: readonly Expr[] = [not(name('new_code')), compare(name('new_code'), '==', name('1'))];

/** A file in which every plain use of some modules is replaced by code that holds together more loosely, and how many are. */
async function replaced(file: string): Promise<{ readonly text: string; readonly count: number }> {
  const wanted = { references: ['os', 'sys', 'collections', 'socket', 'types', 'logging', 're', 'io'] };
  const { source, document, sites } = await sitesIn(readFileSync(file, 'utf8'), wanted);
  const groups = sites.flatMap((site, index) => {
    if (site.kind !== 'reference' || site.as === 'import' || site.as === 'patch') return [];
    const edits = document.lower({ do: 'replace', target: site, with: NEW[index % NEW.length]! });
    return edits ? [edits] : [];
  });
  const { edits, chosen } = selectEdits(groups);
  return { text: applyEdits(source, edits), count: chosen.length };
}

const listed = python(listing);

test.skipIf(!listed)("new code is read as it was meant, wherever it stands in Python's library", async () => {
  const files: readonly string[] = JSON.parse(listed ?? '[]');
  const all = await Promise.all(files.map(replaced));
  const counts: unknown = JSON.parse(python(counting, JSON.stringify(all.map(({ text }) => text))) ?? '[]');
  expect(counts).toEqual(all.map(({ count }) => count));
  expect(all.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThan(100);
});
