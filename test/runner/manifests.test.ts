import { sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { foldersBetween, inherited } from '../../src/runner/files/manifests.ts';

/** With the separators of the machine. */
const at = (path: string): string => path.replaceAll('/', sep);

describe('the folders between one and the root', () => {
  test.each([
    ['are both of them and those between', '/r/a/b', '/r', ['/r/a/b', '/r/a', '/r']],
    ['are one where it is the root', '/r', '/r', ['/r']],
    ['go up to the disk where that is the root', '/a', '/', ['/a', '/']],
    ['are the folder itself outside the root', '/other/a', '/r', ['/other/a']],
    ['are the folder itself beside a root whose name it begins with', '/roots/a', '/root', ['/roots/a']],
  ])('%s', (_, folder, root, expected) => {
    expect([...foldersBetween(at(folder), at(root))]).toEqual(expected.map(at));
  });
});

describe('what folders inherit', () => {
  test('is asked for once for each folder, the outermost first', () => {
    const asked: string[] = [];
    const pathFrom = inherited<string>((folder, above) => {
      asked.push(folder);
      return `${above ?? ''}>${folder.split(sep).at(-1)}`;
    });
    expect(pathFrom(at('/r/a/b'), at('/r'))).toBe('>r>a>b');
    expect(pathFrom(at('/r/a'), at('/r'))).toBe('>r>a');
    expect(pathFrom(at('/r/a/c/d'), at('/r'))).toBe('>r>a>c>d');
    expect(asked).toEqual(['/r', '/r/a', '/r/a/b', '/r/a/c', '/r/a/c/d'].map(at));
  });

  test('depends on the root', () => {
    const depth = inherited<number>((_, above = 0) => above + 1);
    expect([depth(at('/r/a/b'), at('/r')), depth(at('/r/a/b'), at('/r/a'))]).toEqual([3, 2]);
  });

  test('may be nothing, which is known as well', () => {
    let asked = 0;
    const none = inherited<string | undefined>((_, above) => {
      asked++;
      return above;
    });
    expect([none(at('/r/a'), at('/r')), none(at('/r/a'), at('/r')), asked]).toEqual([
      undefined,
      undefined,
      2,
    ]);
  });

  test('is known of folders in each other as deep as a path has room for', () => {
    const depth = inherited<number>((_, above = 0) => above + 1);
    expect(depth(at(`/r${'/t'.repeat(2000)}`), at('/r'))).toBe(2001);
  });
});
