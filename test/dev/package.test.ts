import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contentProblems, textProblems, type PackedFile } from '../../src/dev/package/contents.ts';
import { carriedBy, carriedFiles } from '../../src/dev/package/carried.ts';
import { licenceProblems, ownScriptProblems, scriptProblems } from '../../src/dev/package/licences.ts';
import { readLock, type LockedPackage } from '../../src/dev/package/lock.ts';
import { noticeProblems, noticesOf } from '../../src/dev/package/notices.ts';
import { ruleNames } from '../../src/dev/rules/files.ts';
import { folder } from '../runner/support.ts';

const locked = (one: Partial<LockedPackage>): LockedPackage => ({
  path: 'node_modules/one',
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
      ...locked({ name: 'commander', path: 'node_modules/commander', dev: true }),
      version: expect.any(String),
      integrity: hash,
    });
    expect(packages).toContainEqual(expect.objectContaining({ name: 'vitest', dev: true }));
    expect(packages.every(({ version }) => /^\d+\./.test(version))).toBe(true);
  });

  test('is all in the package, with licences that are allowed and told', async () => {
    const carried = await carriedBy('.');
    const names = carried.map(({ name }) => name);
    for (const name of ['@babel/parser', 'commander', 'jscodeshift', 'ts-morph', 'web-tree-sitter'])
      expect(names).toContain(name);
    expect(names).not.toContain('flow-parser');
    expect(licenceProblems(carried)).toEqual([]);
    expect(noticeProblems('.', carried)).toEqual([]);
    expect(packages.filter(({ dev }) => !dev)).toEqual([]);
  });

  test('runs no script when it is installed', () => {
    expect(scriptProblems(packages, manifest.allowScripts)).toEqual([]);
    expect(ownScriptProblems(manifest.scripts)).toEqual([]);
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
])('a licence is allowed or named: %s', (_, license, problems) => {
  expect(licenceProblems([locked({ license })])).toEqual(problems);
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

describe('THIRD-PARTY.md', () => {
  const one = { ...locked({ dev: true }), files: [] };
  const project = (files: Readonly<Record<string, string>>): string =>
    folder({ 'THIRD-PARTY.md': '', ...files });

  test('has the licences of a package word by word, with line ends of one kind', () => {
    const root = project({
      'node_modules/one/LICENCE.txt': '\uFEFFDo as  you\r\nlike. \r\n\r\n',
      'node_modules/one/NOTICE': 'By us.',
      'node_modules/one/README.md': 'MIT',
    });
    expect(noticesOf(root, [one])).toContain(
      '\nLicence: MIT.\n\n```text\nDo as  you\nlike.\n```\n\n```text\nBy us.\n```\n',
    );
  });

  test('has those of what a package is made of', () => {
    const root = project({
      'node_modules/@ts-morph/common/LICENSE': 'of the wrapper',
      'node_modules/typescript/LICENSE.txt': 'of the compiler',
      'node_modules/typescript/ThirdPartyNoticeText.txt': 'of what it copied',
    });
    const path = 'node_modules/@ts-morph/common';
    const text = noticesOf(root, [{ ...one, path, name: '@ts-morph/common' }]);
    for (const whose of ['of the wrapper', 'of the compiler', 'of what it copied'])
      expect(text).toContain(`\n${whose}\n`);
  });

  test('cannot be made where a package has no licence', () => {
    const root = project({ 'node_modules/one/index.js': '' });
    expect(() => noticesOf(root, [one])).toThrow('node_modules/one has no licence');
  });

  test('is named where it is another than it has to be', () => {
    const root = project({ 'node_modules/one/LICENSE': 'Do as you like.' });
    expect(noticeProblems(root, [one])).toEqual(['THIRD-PARTY.md is out of date: run `npm run notices`']);
  });
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
    'dist/src/index.d.ts',
    ...carriedFiles().map(({ copy }) => copy),
    ...ruleNames('.').flatMap((name) => [`dist/transforms/${name}.js`, `docs/rules/${name}.md`]),
  ];

  test.each([
    ['nothing but what is needed', []],
    ['the schema of a document', ['docs/other.schema.json']],
    ['the types of a source', ['dist/src/core/rule.d.ts']],
    ['what other files share', ['dist/lib/chunk-2P5MQ6SE.js', 'dist/lib/ts-morph-GYQCM3SO.js']],
    ['what is loaded together', ['dist/lib/of-main-worker.js']],
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
    'dist/src/cli/main.js',
    'dist/src/removed-since-the-last-build.d.ts',
    'dist/lib/own.js',
    'dist/tsconfig.build.tsbuildinfo',
    'dist/lib/tree-sitter-other.wasm',
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
    const files = NEEDED.map((path) => ({ path, size: path === 'README.md' ? 16_000_000 : 0 }));
    expect(contentProblems('.', files, 4_000_000)).toEqual([
      'README.md has 16000000 bytes, of 9000000 at most',
      'its files have 16000000 bytes, of 15000000 at most',
      'the tarball has 4000000 bytes, of 3500000 at most',
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
