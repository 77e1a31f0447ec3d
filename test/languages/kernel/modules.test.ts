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

test('an age ends where a file is let go', () => {
  const large = 'x'.repeat(8_000_000);
  const project = holding({ a: large, b: large, c: large });
  const modules = modulesBy(bind);
  const age = modules.age(project);
  modules.of(project, 'a');
  modules.of(project, 'b');
  expect(modules.age(project)).toBe(age);
  modules.of(project, 'c');
  expect(modules.age(project)).not.toBe(age);
});

test('where files are too much to keep, those that were used longest ago are let go', () => {
  const large = 'x'.repeat(4_000_000);
  const project = holding(Object.fromEntries(Array.from('abcdef', (path) => [path, large])));
  const modules = modulesBy(bind);
  const [a, b, c] = Array.from('abcde', (path) => modules.of(project, path));
  expect(modules.of(project, 'a')).toBe(a);
  modules.of(project, 'f');
  expect(modules.of(project, 'a')).toBe(a);
  expect(modules.of(project, 'b')).not.toBe(b);
  expect(modules.of(project, 'c')).not.toBe(c);
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
