import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { thoseInside } from '../../src/runner/files/git/inside.ts';

let outer: string;

beforeAll(() => {
  outer = realpathSync.native(mkdtempSync(join(tmpdir(), 'inside-')));
  mkdirSync(join(outer, 'root/a/b/c'), { recursive: true });
  mkdirSync(join(outer, 'other/d'), { recursive: true });
  symlinkSync(join(outer, 'other'), join(outer, 'root/link'), 'junction');
  symlinkSync(join(outer, 'root/a'), join(outer, 'root/within'), 'junction');
  for (const path of ['root/m.py', 'root/a/b/c/m.py', 'root/a/m.py', 'other/d/m.py', 'other/m.py'])
    writeFileSync(join(outer, path), '');
});
afterAll(() => rmSync(outer, { recursive: true, force: true }));

test('files outside a folder, or behind a link in it, are left out, and the others keep their order', () => {
  const at = (path: string): string => join(outer, path);
  const inside = ['root/m.py', 'root/a/m.py', 'root/a/b/c/m.py', 'root/a/b/gone.py', 'root/gone/m.py'].map(
    at,
  );
  const others = ['root/link/m.py', 'root/link/d/m.py', 'root/within/b/c/m.py', 'other/m.py', 'm.py'].map(at);
  expect(thoseInside(at('root'), [...others, ...inside])).toEqual(inside);
  expect(thoseInside(at('root'), [...inside, ...others])).toEqual(inside);
  expect(thoseInside(at('root/a'), inside)).toEqual(inside.filter((path) => path.startsWith(at('root/a'))));
});
