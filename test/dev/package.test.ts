import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentProblems, textProblems, type PackedFile } from '../../src/dev/package/contents.ts';
import {
  licenceProblems,
  noticeProblems,
  ownScriptProblems,
  scriptProblems,
  staleExceptions,
} from '../../src/dev/package/licences.ts';
import { readLock, type LockedPackage } from '../../src/dev/package/lock.ts';
import { ruleNames } from '../../src/dev/rules/files.ts';
import { folder } from '../runner/support.ts';

const locked = (one: Partial<LockedPackage>): LockedPackage => ({
  name: 'one',
  version: '1.0.0',
  license: 'MIT',
  integrity: 'sha512-AQID',
  hasInstallScript: false,
  dev: false,
  ...one,
});

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  readonly scripts: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
};

describe('what this package depends on', () => {
  const packages = readLock('.');

  test('is read from the lock file', () => {
    const hash: unknown = expect.stringMatching(/^sha512-/);
    expect(packages).toContainEqual({
      ...locked({ name: 'commander' }),
      version: expect.any(String),
      integrity: hash,
    });
    expect(packages).toContainEqual(expect.objectContaining({ name: 'vitest', dev: true }));
    expect(packages.every(({ version }) => /^\d+\./.test(version))).toBe(true);
  });

  test('has licences that are allowed, and none of the exceptions is out of date', () => {
    expect([...licenceProblems(packages), ...staleExceptions(packages)]).toEqual([]);
  });

  test('runs no script when it is installed', () => {
    expect(scriptProblems(packages, manifest.allowScripts)).toEqual([]);
    expect(ownScriptProblems(manifest.scripts)).toEqual([]);
  });

  test('has its licence in THIRD-PARTY.md where the package carries its files', () => {
    expect(noticeProblems('.')).toEqual([]);
  });
});

test.each<[string, string | undefined, string[]]>([
  ['an identifier', 'ISC', []],
  ['a choice with one that is allowed', '(GPL-3.0-only OR MIT)', []],
  ['several that are all allowed', 'MIT AND Apache-2.0', []],
  ['one that is not allowed', 'GPL-3.0-only', ['one@1.0.0 has GPL-3.0-only']],
  [
    'several of which one is not allowed',
    '(MIT AND AGPL-3.0-only)',
    ['one@1.0.0 has (MIT AND AGPL-3.0-only)'],
  ],
  [
    'a choice within several',
    'MIT AND (MIT OR GPL-3.0-only)',
    ['one@1.0.0 has MIT AND (MIT OR GPL-3.0-only)'],
  ],
  ['a file', 'SEE LICENSE IN terms.txt', ['one@1.0.0 has SEE LICENSE IN terms.txt']],
  ['none', undefined, ['one@1.0.0 has no licence that npm knows of']],
  ['one that is an exception for another package', 'CC-BY-4.0', ['one@1.0.0 has CC-BY-4.0']],
])('a licence is allowed or named: %s', (_, license, problems) => {
  expect(licenceProblems([locked({ license })])).toEqual(problems);
  expect(licenceProblems([locked({ license, dev: true })])).toEqual([]);
});

test('an exception that no package needs is named', () => {
  expect(staleExceptions([locked({})])).toEqual(['caniuse-lite needs no exception']);
});

test.each<[string, Partial<LockedPackage>, string[]]>([
  ['of a package that users install', {}, ['one@1.0.0 has an install script']],
  ['of one that developers install', { dev: true }, ['one@1.0.0 is to be false in `allowScripts`']],
  ['of one that developers install, and that is switched off', { name: 'off', dev: true }, []],
  [
    'of one that users install, and that is switched off here',
    { name: 'off' },
    ['off@1.0.0 has an install script'],
  ],
])('an install script is named: %s', (_, one, problems) => {
  expect(scriptProblems([locked({ hasInstallScript: true, ...one })], { off: false })).toEqual(problems);
});

test('a script of package.json that npm runs for users is named', () => {
  expect(ownScriptProblems({ prepare: 'a', postinstall: 'b' })).toEqual([
    'package.json has the script `postinstall`',
  ]);
});

test('a licence that differs from the one in THIRD-PARTY.md is named', () => {
  const root = folder({
    'THIRD-PARTY.md': '`tree-sitter-python`\n\nDo as you like.\n',
    'node_modules/tree-sitter-python/LICENSE': 'Do as we like.\n',
  });
  expect(noticeProblems(root)).toEqual([
    'THIRD-PARTY.md lacks the licence of tree-sitter-python as it is installed',
  ]);
});

describe('the contents of the package', () => {
  const recorders = (language: string): readonly string[] =>
    readdirSync(`src/recorders/${language}`, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.mjs'))
      .map((path) => path.replaceAll('\\', '/'));
  const small = (path: string): PackedFile => ({ path, size: 10 });
  const NEEDED = [
    ...[
      'package.json',
      'README.md',
      'LICENSE',
      'CHANGELOG.md',
      'CLIENTS.md',
      'SECURITY.md',
      'THIRD-PARTY.md',
    ],
    ...['docs/evidence.md', 'docs/evidence.schema.json', 'dist/src/recorders/python/sitecustomize.py'],
    ...recorders('javascript').map((path) => `dist/src/recorders/javascript/${path}`),
    ...['docs/cli.md', 'docs/rules/README.md', 'dist/bin/bump-testclient.js', 'dist/src/index.js'],
    ...['dist/src/index.d.ts', 'dist/src/languages/python/tree-sitter-python.wasm'],
    ...ruleNames('.').flatMap((name) => [`dist/transforms/${name}.js`, `docs/rules/${name}.md`]),
  ];

  test.each([
    ['nothing but what is needed', []],
    ['the schema of a document', ['docs/other.schema.json']],
    ['what is compiled from a source', ['dist/src/cli/main.js', 'dist/src/cli/main.d.ts']],
  ])('may be %s', (_, paths) => {
    expect(contentProblems('.', [...NEEDED, ...paths].map(small), 10)).toEqual([]);
  });

  test.each([
    'test/all-rules.test.ts',
    '__testfixtures__/a.input.py',
    'src/index.ts',
    '.npmrc',
    '.env',
    'docs/.env',
    'docs/notes.txt',
    'binding.gyp',
    'dist/src/index.js.map',
    'dist/src/dev/build.js',
    'dist/src/removed-since-the-last-build.js',
    'dist/tsconfig.build.tsbuildinfo',
    'dist/src/languages/python/tree-sitter-other.wasm',
    'dist/src/recorders/python/__pycache__/sitecustomize.cpython-311.pyc',
    'dist/src/recorders/python/other.py',
    'dist/src/recorders/javascript/other.mjs',
    'docs/other.json',
  ])('must not be %s', (path) => {
    expect(contentProblems('.', [...NEEDED, path].map(small), 10)).toEqual([`it must not contain ${path}`]);
  });

  test.each([
    'LICENSE',
    'THIRD-PARTY.md',
    'docs/rules/follow-redirects.md',
    'dist/src/recorders/javascript/record.mjs',
  ])('must be %s', (path) => {
    const others = NEEDED.filter((one) => one !== path);
    expect(contentProblems('.', others.map(small), 10)).toEqual([`it lacks ${path}`]);
  });

  test('must not be larger than what is decided', () => {
    const files = NEEDED.map((path) => ({ path, size: path === 'README.md' ? 8_000_000 : 0 }));
    expect(contentProblems('.', files, 3_000_000)).toEqual([
      'README.md has 8000000 bytes, of 1048576 at most',
      'its files have 8000000 bytes, of 7340032 at most',
      'the tarball has 3000000 bytes, of 2097152 at most',
    ]);
  });

  test.each([
    ['-----BEGIN OPENSSH PRIVATE KEY-----', 'a private key'],
    [`//registry.npmjs.org/:_authToken=abc`, 'a token of npm'],
    [`npm_${'a'.repeat(36)}`, 'a token of npm'],
    [`ghp_${'a'.repeat(36)}`, 'a token of GitHub'],
    [`AKIA${'A'.repeat(16)}`, 'a key of AWS'],
    ['let a;\n//# sourceMappingURL=a.js.map', 'the path of a source map, which is not in the package'],
    ["import '/home/someone/a.js';", 'the path /home/someone'],
  ])('must not hold %s', (text, what) => {
    expect(textProblems('a.js', text, ['/home/someone'])).toEqual([`a.js holds ${what}`]);
  });

  test('may hold what only looks like one', () => {
    const text = '`npm_config_cache`, a private key, sourceMappingURL and /home/other\n';
    expect(textProblems('a.js', text, ['/home/someone'])).toEqual([]);
  });
});
