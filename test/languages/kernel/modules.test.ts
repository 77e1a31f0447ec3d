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

test('a file that was read before is known by its text alone', () => {
  const modules = modulesBy(bind);
  const project = holding({ a: 'x' });
  expect(modules.known(project, 'a', 'x')).toBeUndefined();
  const found = modules.of(project, 'a');
  expect(modules.known(project, 'a', 'x')).toBe(found);
  expect(modules.known(project, 'a', 'changed')).toBeUndefined();
});

test('where files are too much to keep, those that were used longest ago are let go', () => {
  const large = 'x'.repeat(8_000_000);
  const project = holding({ a: large, b: large, c: large, d: 'y' });
  const modules = modulesBy(bind);
  const [a, b] = [modules.of(project, 'a'), modules.of(project, 'b')];
  expect(modules.of(project, 'a')).toBe(a);
  modules.of(project, 'c');
  expect(modules.of(project, 'a')).toBe(a);
  expect(modules.of(project, 'b')).not.toBe(b);
});

test('any number of small files is kept', () => {
  const paths = Array.from({ length: 5_000 }, (_, index) => `${index}`);
  const project = holding(Object.fromEntries(paths.map((path) => [path, path])));
  const modules = modulesBy(bind);
  const kept = paths.map((path) => modules.of(project, path));
  expect(paths.map((path) => modules.of(project, path))).toEqual(kept);
  expect(modules.of(project, '0')).toBe(kept[0]);
});

test('a file that is larger than all that is kept is read, and nothing else is kept beside it', () => {
  const project = holding({ a: 'x', b: 'x'.repeat(30_000_000) });
  const modules = modulesBy(bind);
  const a = modules.of(project, 'a');
  expect(modules.of(project, 'b')?.path).toBe('b');
  expect(modules.of(project, 'a')).not.toBe(a);
});
