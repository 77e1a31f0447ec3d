import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { OLDEST } from '../src/dev/package/node-versions.ts';
import { languages } from '../src/languages/index.ts';

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly engines: { readonly node: string };
  readonly bin: Readonly<Record<string, string>>;
};

test('package.json names one home for the source, the documentation and the issues', () => {
  const home = 'https://github.com/bump-testclient/bump-testclient';
  expect(manifest).toMatchObject({
    homepage: `${home}#readme`,
    bugs: `${home}/issues`,
    repository: { type: 'git', url: `git+${home}.git` },
  });
});

describe('the hook for pre-commit', () => {
  const hook = readFileSync('.pre-commit-hooks.yaml', 'utf8');
  const valueOf = (key: string): string => new RegExp(`^[- ] ${key}: (.+)$`, 'm').exec(hook)?.[1] ?? '';

  test('starts the command that the package installs', () => {
    expect(Object.keys(manifest.bin)).toEqual([valueOf('entry')]);
    expect([valueOf('language'), valueOf('require_serial')]).toEqual(['node', 'true']);
  });

  test('gets the files of every language, but no stubs of Python, which have to be named', () => {
    const files = new RegExp(valueOf('files'));
    const extensions = languages.flatMap((language) => language.extensions);
    expect(extensions.filter((extension) => !files.test(`tests/a${extension}`))).toEqual([]);
    expect(
      ['Makefile', 'tests/data.json', 'README.md', 'py', 'tests/a.pyi'].filter((path) => files.test(path)),
    ).toEqual([]);
  });
});

test('the tests run on the oldest Node that package.json takes', () => {
  expect(`>=${OLDEST.replace(/\.0$/, '')}`).toBe(manifest.engines.node);
});
