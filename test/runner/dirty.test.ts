import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { guarded, REFUSAL } from './guarded.ts';
import { fill, folder, git, repository } from './support.ts';

describe('allows', () => {
  test('committed files', async () => {
    expect(await guarded(repository({ 'a.py': '1', 'b/c.py': '2' }), 'a.py', 'b/c.py')).toEqual([]);
  });

  test('staged changes, additions and renames', async () => {
    const root = repository({ 'a.py': '1', 'b.py': 'a long enough text to be seen as renamed' });
    fill(root, { 'a.py': '2', 'new.py': '3' });
    git(root, 'mv', 'b.py', 'c.py');
    git(root, 'add', '-A');
    expect(await guarded(root, 'a.py', 'new.py', 'c.py')).toEqual([]);
  });

  test('a clean file beside dirty ones', async () => {
    const root = repository({ 'a.py': '1', 'b.py': '2' });
    fill(root, { 'b.py': 'edited', 'new.py': '' });
    expect(await guarded(root, 'a.py')).toEqual([]);
  });

  test('more files than fit into one git call', async () => {
    const names = Array.from({ length: 450 }, (_, index) => `t${index}.py`);
    const root = repository(Object.fromEntries(names.map((name) => [name, '1'])));
    expect(await guarded(root, ...names)).toEqual([]);
  });

  test('files outside git, with one note', async () => {
    const root = folder({ 'a.py': '', 'b.py': '' });
    expect(await guarded(root, 'a.py', 'b.py')).toEqual([expect.stringContaining('not a git repository')]);
  });
});

describe('refuses', () => {
  test.each<[string, (root: string) => void, string]>([
    ['an unstaged change', (root) => fill(root, { 'a.py': 'edited' }), 'a.py'],
    [
      'a change on top of a staged one',
      (root) => (fill(root, { 'a.py': 'staged' }), git(root, 'add', '-A'), fill(root, { 'a.py': 'more' })),
      'a.py',
    ],
    ['an untracked file', (root) => fill(root, { 'new.py': '' }), 'new.py'],
    ['an untracked file in an untracked folder', (root) => fill(root, { 'x/y/new.py': '' }), 'x/y/new.py'],
    ['an ignored file', (root) => fill(root, { '.gitignore': 'new.py', 'new.py': '' }), 'new.py'],
    [
      'a file in an ignored folder',
      (root) => fill(root, { '.gitignore': '/gen/', 'gen/deep/new.py': '' }),
      'gen/deep/new.py',
    ],
    [
      'a file that is only meant to be added',
      (root) => (fill(root, { 'new.py': '1' }), git(root, 'add', '-N', 'new.py')),
      'new.py',
    ],
    ['a name that looks like a pattern', (root) => fill(root, { '[a].py': '' }), '[a].py'],
    ['a name with a space and a letter of another script', (root) => fill(root, { 'é b.py': '' }), 'é b.py'],
  ])('%s', async (_, change, path) => {
    const root = repository({ 'a.py': '1' });
    change(root);
    await expect(guarded(root, path)).rejects.toThrow(REFUSAL);
    await expect(guarded(root, path)).rejects.toThrow(path);
  });

  test('a name that looks like a pattern matches only itself', async () => {
    const root = repository({ 'a.py': '1', '[a].py': '2' });
    writeFileSync(join(root, 'a.py'), 'edited');
    expect(await guarded(root, '[a].py')).toEqual([]);
  });

  test('naming ten files and counting the others', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `n${index + 10}.py`);
    const root = repository();
    fill(root, Object.fromEntries(names.map((name) => [name, ''])));
    await expect(guarded(root, ...names)).rejects.toThrow(/n19\.py\n {2}and 2 more$/);
  });

  test('with a hint to --allow-dirty', async () => {
    const root = repository();
    fill(root, { 'a.py': '' });
    await expect(guarded(root, 'a.py')).rejects.toMatchObject({
      hint: expect.stringContaining('--allow-dirty'),
    });
  });

  test('files by their own repository', async () => {
    const [clean, dirty] = [repository({ 'a.py': '1' }), repository({ 'b.py': '1' })];
    fill(dirty, { 'b.py': 'edited' });
    await expect(guarded(clean, 'a.py', join(dirty, 'b.py'))).rejects.toThrow('b.py');
  });
});
