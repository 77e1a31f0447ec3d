import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { optionGroups } from '../src/cli/arguments/groups.ts';

const inFolder = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .map((file) => posix.join(folder, file));

const recipes = readdirSync('examples/fleet', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => posix.join('examples/fleet', name));
const DOCUMENTS = ['.', 'docs', 'docs/rules', 'examples/fleet', ...recipes].flatMap(inFolder);
const read = (path: string): string => readFileSync(path, 'utf8');

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly files: readonly string[];
}
const manifest = JSON.parse(read('package.json')) as Manifest;

/** The targets of the links of a document, without those to other sites. */
const linksOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^\w+:/.test(target));

/** As GitHub makes it from a heading. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

const anchorsOf = (path: string): readonly string[] =>
  [...read(path).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));

test('the documents name only scripts that exist', () => {
  const named = DOCUMENTS.flatMap((file) =>
    [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script),
  );
  expect(named).not.toEqual([]);
  expect(named.filter((script) => !(script in manifest.scripts))).toEqual([]);
});

test.each(DOCUMENTS)('the links of %s lead somewhere', (path) => {
  const broken = linksOf(path).filter((target) => {
    const [file = '', anchor] = target.split('#');
    const to = file === '' ? path : posix.join(posix.dirname(path), file);
    return !existsSync(to) || (anchor !== undefined && !anchorsOf(to).includes(anchor));
  });
  expect(broken).toEqual([]);
});

test('links to a file of this repository on GitHub name one that is there', () => {
  const named = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/bump-testclient\/(?:blob|tree)\/main\/([\w./-]+\w)/g)].map(([, to = '']) => to),
  );
  expect(named).not.toEqual([]);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

describe('the README', () => {
  test('is a page of at most 6 kB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(6144);
  });

  test('links only documents that are in the package, or that are for contributors', () => {
    const packaged = [...manifest.files, 'CONTRIBUTING.md', 'ARCHITECTURE.md'];
    const linked = linksOf('README.md').map((target) => target.split('#')[0]!);
    expect(linked.filter((path) => !packaged.includes(path.split('/')[0]!))).toEqual([]);
  });
});

test('docs/cli.md documents every option, and no other', () => {
  const options = optionGroups().flatMap(([, all]) =>
    all.filter(({ hidden }) => !hidden).map(({ long }) => long ?? ''),
  );
  const documented = [...read('docs/cli.md').matchAll(/^\|.*?`(--[a-z]+(?:-[a-z]+)*)/gm)].map(
    ([, one]) => one,
  );
  const expected = [...options, '--version'];
  expect([...new Set(documented)].sort()).toEqual(expected.sort());
});
