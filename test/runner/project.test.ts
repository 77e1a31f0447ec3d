import { rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Project } from '../../src/core/language.ts';
import { languages } from '../../src/languages/index.ts';
import { findRoots } from '../../src/runner/files/git.ts';
import { newFilters } from '../../src/runner/project/filters.ts';
import { holdsIdentifier, mayBeStored } from '../../src/runner/project/identifiers.ts';
import { openProject, type ProjectOptions } from '../../src/runner/project/project.ts';
import { keptWords, keyOf, wordsOf } from '../../src/runner/project/words.ts';
import { fill, folder, git, repository, tinyPython } from './support.ts';

const open = (root: string, options: Partial<ProjectOptions> = {}): Promise<Project> =>
  openProject({
    root: { folder: root, git: true },
    language: tinyPython,
    roots: findRoots(),
    noIgnore: false,
    ...options,
  });

test('a project has every file of the tree that is not ignored, sorted', async () => {
  const project = await open(
    repository({ 'b.py': '', 'a/c.py': '', 'a/d.pyi': '', '.gitignore': 'x.py', 'x.py': '' }),
  );
  expect(project.files()).toEqual(['a/c.py', 'b.py']);
  expect([project.has('b.py'), project.has('x.py'), project.has('a')]).toEqual([true, false, false]);
});

test('a repository inside another is a project of its own', async () => {
  const root = folder({ 'a.py': '', 'inner/b.py': '' });
  git(join(root, 'inner'), 'init', '-q');
  const project = await open(root, { root: { folder: root, git: false } });
  expect(project.files()).toEqual(['a.py']);
});

describe('read', () => {
  test('decodes, without the byte-order mark', async () => {
    const project = await open(
      repository({
        'bom.py': '\uFEFFx',
        'latin.py': Buffer.from('# coding: latin-1\n\xe9', 'latin1'),
        'bad.py': Buffer.from([0xff]),
      }),
    );
    expect(['bom.py', 'latin.py', 'bad.py', 'gone.py', '../x.py'].map((path) => project.read(path))).toEqual([
      'x',
      '# coding: latin-1\né',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('gives the files in which plugins of pytest are registered', async () => {
    const root = repository({
      'pyproject.toml': 'a',
      'setup.cfg': 'b',
      'other.toml': 'c',
    });
    const project = await open(root, { language: languages[0]! });
    expect(['pyproject.toml', 'setup.cfg', 'other.toml'].map(project.read)).toEqual(['a', 'b', undefined]);
  });

  test('returns the same text again even if the file has changed', async () => {
    const root = repository({ 'a.py': 'one' });
    const project = await open(root);
    const before = project.read('a.py');
    fill(root, { 'a.py': 'two' });
    expect([before, project.read('a.py')]).toEqual(['one', 'one']);
  });

  test('caches the texts that were read last, whatever their size', async () => {
    const big = 'x'.repeat(5 * 1024 * 1024);
    const names = ['a.py', 'b.py', 'c.py', 'd.py', 'e.py', 'f.py', 'g.py'];
    const root = repository(Object.fromEntries(names.map((name) => [name, big])));
    const project = await open(root);
    const lengths = (): readonly unknown[] => names.map((name) => project.read(name)?.length);
    expect(lengths()).toEqual(names.map(() => big.length));
    for (const path of names) writeFileSync(join(root, path), 'new');
    expect([project.read('b.py')?.length, project.read('a.py')?.length]).toEqual([big.length, 3]);
  });

  test('does not give a text that is too long to be parsed', async () => {
    const root = repository({ 'a.py': '#'.repeat(5 * 1024 * 1024 + 1), 'pyproject.toml': '' });
    truncateSync(join(root, 'pyproject.toml'), 60 * 1024 * 1024);
    const project = await open(root, { language: languages[0]! });
    expect([project.has('a.py'), project.read('a.py')]).toEqual([true, undefined]);
    expect([project.has('pyproject.toml'), project.read('pyproject.toml')]).toEqual([false, undefined]);
  });

  test('returns undefined for a file that disappeared', async () => {
    const root = repository({ 'a.py': '' });
    const project = await open(root);
    rmSync(join(root, 'a.py'));
    expect([project.read('a.py'), project.mentioning('a')]).toEqual([undefined, []]);
  });
});

test('a text replaces its file, even one that does not exist', async () => {
  const root = repository({ 'a.py': 'on_disk' });
  const project = await open(root, {
    override: { path: 'a.py', text: 'in_editor', bytes: Buffer.from('in_editor') },
  });
  expect([project.read('a.py'), project.mentioning('in_editor'), project.mentioning('on_disk')]).toEqual([
    'in_editor',
    ['a.py'],
    [],
  ]);
  const fresh = await open(root, { override: { path: 'new.py', text: 'x', bytes: Buffer.from('x') } });
  expect([fresh.files(), fresh.has('new.py')]).toEqual([['a.py', 'new.py'], true]);
});

test('mentioning finds whole identifiers in any script, in every file', async () => {
  const project = await open(
    repository({
      'a.py': 'make_client(app)',
      'b.py': 'remake_client make_clients',
      'c.py': 'x.make_client',
      'd.py': 'été = 1',
      'e.py': '',
    }),
  );
  expect(['make_client', 'app', 'été', 't', 'absent'].map((word) => project.mentioning(word))).toEqual([
    ['a.py', 'c.py'],
    ['a.py'],
    ['d.py'],
    [],
    [],
  ]);
});

test('mentioning finds names with a dollar, however often a file is asked about', async () => {
  const long = `x;\n`.repeat(10_000);
  const project = await open(
    repository({ 'a.py': `$send(a$b); ${long}`, 'b.py': 'send(a, b)', 'c.py': 'f($); client$.get()' }),
  );
  for (let at = 0; at < 40; at++) project.mentioning(`$send${at}$x`);
  expect(['$send', 'a$b', 'client$', '$', '$absent', ''].map(project.mentioning)).toEqual([
    ['a.py'],
    ['a.py'],
    ['c.py'],
    ['c.py'],
    [],
    [],
  ]);
  expect(project.storing?.('client$')).toEqual([]);
});

describe('identifiers', () => {
  test.each([
    ['client', 'client.get', true],
    ['client', 'test_client client2', false],
    ['client', 'my_client(client)', true],
    ['client', '', false],
    ['x', 'x', true],
  ])('%s in %j: %s', (word, text, expected) =>
    expect(holdsIdentifier(Buffer.from(text), word)).toBe(expected),
  );
});

test('storing finds the files in which an attribute of the name may be stored to', async () => {
  const project = await open(
    repository({
      'a.py': 'data.body = 1',
      'b.py': 'data.body == 1',
      'c.py': 'body = data.body',
      'd.py': 'data.body: bytes = 1',
      'e.py': '',
    }),
  );
  expect(project.storing?.('body')).toEqual(['a.py', 'd.py']);
});

/** Text, and whether something may be stored to `name` as an attribute. */
const STORES: readonly (readonly [string, boolean])[] = [
  ['a.name = 1', true],
  ['self.name = 1', false],
  ['x = cls.name = 1', false],
  ['myself.name = 1', true],
  ['self.x.name = 1', true],
  ['a.name\t=1', true],
  ['a.name == 1', false],
  ['a.name += 1', true],
  ['a.name **= 1', true],
  ['a.name * 1', false],
  ['a.name: int = 1', true],
  ['if a.name:\n x = 1', false],
  ['a.name, b = 1, 2', true],
  [`a.name: "${'é'.repeat(80)}" = 1`, true],
  ['for a.name in b', true],
  ['x.name.other = 1', false],
  ['f(a.name)', false],
  ['a.name', false],
  ['name = 1', false],
  ['a.name_ = 1', false],
];

test.each(STORES)('in %j an attribute may be stored to: %s', (text, expected) => {
  expect(holdsIdentifier(Buffer.from(text), 'name', mayBeStored)).toBe(expected);
  expect(wordsOf(Buffer.from(`name.other ${text}`)).get('name')).toBe(expected);
});

describe('the words of a text', () => {
  test('are its identifiers in any script, and which may be stored to', () => {
    const words = wordsOf(Buffer.from('a.été = b2(c_d, été)\n'));
    expect([...words]).toEqual([
      ['a', false],
      [keyOf('été'), true],
      ['b2', false],
      ['c_d', false],
    ]);
  });

  test('tell of a long file what reading it tells, however often it is asked about', async () => {
    const text = Array.from({ length: 2_000 }, (_, at) => `a${at}_é.b${at} = c${at}`).join('\n');
    const project = await open(repository({ 'a.py': text, 'b.py': 'a7_é' }));
    for (let at = 0; at < 2_000; at += 7) {
      expect([`a${at}_é`, `b${at}`, `c${at}`, `a${at}`].map(project.mentioning)).toEqual([
        at === 7 ? ['a.py', 'b.py'] : ['a.py'],
        ['a.py'],
        ['a.py'],
        [],
      ]);
      expect([`b${at}`, `c${at}`].map((name) => project.storing?.(name))).toEqual([['a.py'], []]);
    }
  });

  test('are kept of long files that were asked about often, of those that were last', () => {
    const kept = keptWords();
    const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => `a${at}`).join(' '));
    const ask = (path: string, text = bytes): void => {
      for (let times = 0; times < 100 && !kept.at(path); times++) kept.add(path, text);
    };
    ask('short.py', Buffer.from('a'));
    ask('one.py');
    expect([kept.at('short.py'), kept.at('one.py')?.size]).toEqual([undefined, 200_000]);
    ask('two.py');
    expect([kept.at('one.py'), kept.at('two.py')?.size]).toEqual([undefined, 200_000]);
    kept.add('one.py', bytes);
    expect(kept.at('one.py')).toBeUndefined();
  });
});

describe('filters', () => {
  const texts = Array.from(
    { length: 200 },
    (_, text) =>
      Array.from({ length: 20 + text }, (__, at) => `a${text}_${at} été${text}.b${text}_${at} = 1`).join(
        '\n',
      ) + '\n',
  );
  const filters = newFilters();
  for (const text of ['', ...texts]) filters.add(Buffer.from(text));

  test('find each text that holds an identifier, or stores to it', () => {
    for (let text = 0; text < texts.length; text++) {
      for (const at of [0, 7, 19]) {
        expect(filters.mayHold(`a${text}_${at}`)).toContain(text + 1);
        expect(filters.mayStore(`b${text}_${at}`)).toContain(text + 1);
      }
      expect(filters.mayHold(`été${text}`)).toContain(text + 1);
    }
  });

  test('find few others', () => {
    const others = Array.from({ length: 500 }, (_, at) => [
      ...filters.mayHold(`other_${at}`),
      ...filters.mayStore(`a7_${at}`),
    ]).flat();
    expect(others.length).toBeLessThan(500 * 2 * texts.length * 0.05);
    expect(others).not.toContain(0);
  });

  test('hold the identifiers of a text of any length', () => {
    const long = newFilters();
    long.add(Buffer.from(`${'x = 1\n'.repeat(700_000)}last`));
    expect([long.mayHold('x'), long.mayHold('last'), long.mayHold('absent')]).toEqual([[0], [0], []]);
  });
});
