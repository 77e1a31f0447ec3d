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

test('of very many files, the one that was used longest ago is let go', () => {
  const paths = Array.from({ length: 256 }, (_, index) => `${index}`);
  const project = holding(Object.fromEntries([...paths, 'more'].map((path) => [path, path])));
  const modules = modulesBy(bind);
  const first = paths.map((path) => modules.of(project, path));
  expect(modules.of(project, '0')).toBe(first[0]);
  modules.of(project, 'more');
  expect(modules.of(project, '0')).toBe(first[0]);
  expect(modules.of(project, '1')).not.toBe(first[1]);
});
