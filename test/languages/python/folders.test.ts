import { describe, expect, test } from 'vitest';
import { allAbove, folderAbove, folderOf, nearest } from '../../../src/languages/python/folders.ts';

test.each([
  ['a/b/c.py', 'a/b/', 'a/'],
  ['a/', 'a/', ''],
  ['c.py', '', undefined],
])('the folder of %s is "%s", and the one around it %j', (path, folder, around) => {
  expect([folderOf(path), folderAbove(folder)]).toEqual([folder, around]);
});

/** Finds what each folder is listed with, and notes which folders it was asked about. */
function listed<Found>(all: Readonly<Record<string, Found>>, none: Found) {
  const asked: string[] = [];
  const find = (folder: string): Found => {
    asked.push(folder);
    return all[folder] ?? none;
  };
  return { asked, find };
}

describe('the nearest of the folders around a file', () => {
  const all = { 'a/b/': 'near', '': 'root', 'x/y/z/': 'deep' };

  test.each([
    ['a/b/c/d.py', 'near'],
    ['a/b/d.py', 'near'],
    ['a/d.py', 'root'],
    ['x/y/d.py', 'root'],
    ['x/y/z/d.py', 'deep'],
    ['d.py', 'root'],
  ])('has for %s: %s', (path, found) => {
    const { find } = listed<string | undefined>(all, undefined);
    const of = nearest(find);
    // What others have asked before changes nothing.
    for (const other of ['x/y/z/w/d.py', 'a/b/c/d.py', 'a/e/d.py']) of(other);
    expect(of(path)).toBe(found);
  });

  test('is asked about once, and not if a nearer one has it', () => {
    const { asked, find } = listed<string | undefined>({ 'a/b/': 'near' }, undefined);
    const of = nearest(find);
    expect(['a/b/c/d.py', 'a/b/c/e.py', 'a/b/e.py', 'a/e.py', 'e.py', 'x/e.py'].map(of)).toEqual([
      ...['near', 'near', 'near'],
      ...[undefined, undefined, undefined],
    ]);
    expect(asked).toEqual(['a/b/c/', 'a/b/', 'a/', '', 'x/']);
  });
});

test('all folders around a file tell what they have, the nearest first, and each is asked once', () => {
  const { asked, find } = listed<readonly string[]>(
    { '': ['root'], 'a/b/': ['b', 'more'], 'a/b/c/': ['c'] },
    [],
  );
  const of = allAbove(find);
  expect(['a/e.py', 'a/b/c/d.py', 'a/b/e.py', 'e.py', 'x/e.py'].map(of)).toEqual([
    ['root'],
    ['c', 'b', 'more', 'root'],
    ['b', 'more', 'root'],
    ['root'],
    ['root'],
  ]);
  expect(asked).toEqual(['', 'a/', 'a/b/', 'a/b/c/', 'x/']);
});
