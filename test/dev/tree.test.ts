import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changedPaths, readTree } from '../../src/dev/tree.ts';
import { fill, repository } from '../runner/support.ts';

/** A repository with one committed file and one that git does not track yet. */
function uncommitted(): string {
  const root = repository({ '.gitignore': 'dist/\n', 'committed.txt': 'a' });
  fill(root, { 'untracked.txt': 'a' });
  return root;
}

test('an uncommitted tree that stays the same has no changed paths', () => {
  const root = uncommitted();
  const before = readTree(root);
  expect([...before.keys()].sort()).toEqual(['.gitignore', 'committed.txt', 'untracked.txt']);
  expect(changedPaths(before, readTree(root))).toEqual([]);
});

test('a file that is edited, added or removed is named, whether or not git tracks it', () => {
  const root = uncommitted();
  const before = readTree(root);
  fill(root, { 'untracked.txt': 'b', 'new.txt': '' });
  rmSync(join(root, 'committed.txt'));
  expect(changedPaths(before, readTree(root))).toEqual(['committed.txt', 'new.txt', 'untracked.txt']);
});

test('a file that git ignores is not part of the tree', () => {
  const root = uncommitted();
  const before = readTree(root);
  fill(root, { 'dist/main.js': '' });
  expect(changedPaths(before, readTree(root))).toEqual([]);
});
