import { expect, test } from 'vitest';
import { noProject, type Project } from '../../../src/core/language.ts';
import { modulesBy } from '../../../src/languages/kernel/modules.ts';

const holding = (files: Readonly<Record<string, string>>): Project => ({
  ...noProject,
  read: (path) => files[path],
});

const bind = (path: string, source: string) => (source === 'broken' ? undefined : { path, source });

test('a file is bound once for a project, and again for another', () => {
  const modules = modulesBy(bind);
  const [one, other] = [holding({ a: 'x' }), holding({ a: 'x' })];
  expect(modules.of(one, 'a')).toBe(modules.of(one, 'a'));
  expect(modules.of(one, 'a')).not.toBe(modules.of(other, 'a'));
});

test('there is nothing where a file is missing or cannot be read', () => {
  const modules = modulesBy(bind);
  const project = holding({ a: 'broken' });
  expect([modules.of(project, 'a'), modules.of(project, 'b')]).toEqual([undefined, undefined]);
});

test('a byte-order mark is no part of the text', () => {
  expect(modulesBy(bind).of(holding({ a: '\uFEFFx' }), 'a')?.source).toBe('x');
});

test('a file is held as long as its text is that of the project', () => {
  const modules = modulesBy(bind);
  const project = holding({ a: 'x' });
  expect(modules.held(project, 'a', 'x')).toBe(modules.of(project, 'a'));
  expect(modules.held(project, 'a', 'changed')).toBeUndefined();
  expect(modules.held(project, 'b', 'x')).toBeUndefined();
});

/** Files of so many million characters each: ten million are kept, four pass. */
function large(sizes: Readonly<Record<string, number>>) {
  const project = holding(
    Object.fromEntries(
      Object.entries(sizes).map(([path, millions]) => [path, 'x'.repeat(millions * 1_000_000)]),
    ),
  );
  const bound: string[] = [];
  const modules = modulesBy((path, source) => {
    bound.push(path);
    return { path, source };
  });
  return { project, modules, bound, of: (path: string) => modules.of(project, path) };
}

test('files are kept up to a size, and those that come later pass', () => {
  const { project, modules, of } = large({ a: 6, b: 4, c: 1, d: 1 });
  const paths = ['a', 'b', 'c', 'd'];
  paths.forEach(of);
  expect(paths.filter((path) => modules.isPassing(project, path))).toEqual(['c', 'd']);
});

test('a file that still fits is kept, whatever has come before it', () => {
  const { project, modules, of } = large({ a: 9, b: 3, c: 1 });
  ['a', 'b', 'c'].forEach(of);
  expect(['a', 'b', 'c'].filter((path) => modules.isPassing(project, path))).toEqual(['b']);
});

test('those that pass are let go all at once, and the others stay', () => {
  const { project, modules, of } = large({ a: 10, b: 2, c: 2, d: 1 });
  ['a', 'b', 'c'].forEach(of);
  const before = modules.ages(project);
  of('d');
  expect(['a', 'b', 'c', 'd'].filter((path) => modules.isPassing(project, path))).toEqual(['d']);
  expect(modules.ages(project).lasting).toBe(before.lasting);
  expect(modules.ages(project).passing).not.toBe(before.passing);
});

test('an age does not end while nothing is let go', () => {
  const { project, modules, of } = large({ a: 10, b: 2, c: 2 });
  const before = modules.ages(project);
  ['a', 'b', 'c', 'a', 'b'].forEach(of);
  expect(modules.ages(project)).toBe(before);
});

test('a file that was let go is the same object as long as something refers to it', () => {
  const { bound, of } = large({ a: 10, b: 3, c: 3 });
  const [, b, c] = ['a', 'b', 'c'].map(of);
  expect([of('b'), of('c'), of('b')]).toEqual([b, c, b]);
  expect(of('b')).toBe(b);
  expect(bound).toEqual(['a', 'b', 'c']);
});

test('a reading counts what it sees of files that pass, its own apart', () => {
  const { project, modules, of } = large({ a: 10, b: 1, c: 1 });
  of('a');
  const own = { path: 'b', source: 'changed' };
  const passing = { isOwn: true, times: 0 };
  const seen = modules.seenFrom(project, own, passing);
  expect([seen('a')?.path, seen('b'), passing.times]).toEqual(['a', own, 0]);
  expect([seen('c')?.path, seen('c')?.path, passing.times]).toEqual(['c', 'c', 2]);
});

test('any number of small files is kept', () => {
  const paths = Array.from({ length: 5_000 }, (_, index) => `${index}`);
  const project = holding(Object.fromEntries(paths.map((path) => [path, path])));
  const modules = modulesBy(bind);
  const kept = paths.map((path) => modules.of(project, path));
  expect(paths.map((path) => modules.of(project, path))).toEqual(kept);
  expect(modules.of(project, '0')).toBe(kept[0]);
});

test('a file that is larger than all that is kept is read, and what is kept stays', () => {
  const { of } = large({ a: 1, b: 30, c: 1 });
  const [a, b] = ['a', 'b'].map(of);
  expect(b?.path).toBe('b');
  expect(of('c')?.path).toBe('c');
  expect(of('a')).toBe(a);
});
