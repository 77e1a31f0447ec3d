import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../runner/errors.ts';
import { checkGlobalInstall, checkPreCommit, cloneOf, PRE_COMMITS } from './check-git.ts';
import { runChecks, type Check } from './checks.ts';
import { run } from './process.ts';
import { requireNpmRegistry } from './registries.ts';
import { ruleNames } from '../rules/files.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The examples that the installed package migrates, by the folder they are copied to. */
const EXAMPLES = {
  suite: join(ROOT, 'examples/legacy-suite'),
  'suite-ts': join(ROOT, 'examples/legacy-suite-ts'),
};

/** Files that the package must have, besides those of each rule. */
const NEEDED = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CLIENTS.md',
  'docs/cli.md',
  'docs/rules/README.md',
  'dist/bin/bump-testclient.js',
  'dist/src/index.js',
  'dist/src/index.d.ts',
  'dist/src/languages/python/tree-sitter-python.wasm',
];

/** Files for contributors must not be in the package. */
const UNWANTED =
  /^(?:test|bench|examples|src|transforms|__testfixtures__)\/|^dist\/(?:src\/dev|test|bench)\/|\.tsbuildinfo$/;

/** What has to hold of the packed build, and of what users make of this repository. */
const checksIn = (folder: string): readonly Check[] => {
  const packed = pack(folder);
  return [
    { name: 'the package holds what it has to and nothing else', run: () => checkContents(packed) },
    { name: 'publint and attw find nothing wrong with it', run: () => checkForm(packed) },
    { name: 'it works when npm installs it from the tarball', run: () => checkTarball(folder, packed) },
    ...checksOfClone(folder),
  ];
};

const checksOfClone = (folder: string): readonly Check[] => {
  const clone = cloneOf(ROOT, folder);
  return [
    {
      name: 'it works when npm installs it globally from git',
      run: () => checkGlobalInstall(clone, EXAMPLES.suite, newFolder(folder, 'global')),
    },
    ...PRE_COMMITS.map((requirement) => ({
      name: `it works as a hook of ${requirement}`,
      run: () => checkPreCommit(requirement, clone, newFolder(folder, requirement)),
    })),
  ];
};

function newFolder(parent: string, name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  return folder;
}

interface Packed {
  readonly tarball: string;
  /** Relative, with `/`. */
  readonly paths: readonly string[];
}

interface PackOutcome {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

function pack(folder: string): Packed {
  // Without the package's own scripts: this checks the build that exists.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const said = run({ cwd: ROOT }, 'npm', ...args);
  // npm's own output, documented with `npm pack --json`: a list, and from npm 12 on an object by name.
  const outcomes = JSON.parse(said) as Readonly<Record<string, PackOutcome>> | readonly PackOutcome[];
  const { files, filename } = Object.values(outcomes)[0]!;
  return { tarball: join(folder, filename), paths: files.map(({ path }) => path) };
}

function checkContents({ paths }: Packed): string {
  const ofRules = ruleNames(ROOT).flatMap((name) => [`dist/transforms/${name}.js`, `docs/rules/${name}.md`]);
  const needed = [...NEEDED, ...ofRules];
  const missing = needed.filter((path) => !paths.includes(path));
  const unwanted = paths.filter((path) => UNWANTED.test(path));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(', ')}`);
  if (unwanted.length > 0) throw new Error(`the package must not contain ${unwanted.join(', ')}`);
  return `${paths.length} files`;
}

function checkForm({ tarball }: Packed): undefined {
  const transforms = ruleNames(ROOT).map((name) => `transforms/${name}`);
  const settings = { cwd: ROOT };
  run(settings, 'npx', 'publint', 'run', tarball, '--strict');
  const profile = ['--profile', 'esm-only', '--no-definitely-typed'];
  run(settings, 'npx', 'attw', tarball, ...profile, '--include-entrypoints', ...transforms);
}

/** Installs into an empty folder as a user would, and uses the command, the API and a transform. */
function checkTarball(folder: string, { tarball }: Packed): string {
  requireNpmRegistry();
  const user = newFolder(folder, 'user');
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const isOwn = (path: string): boolean => !path.includes('node_modules');
    cpSync(example, join(user, name), { recursive: true, filter: isOwn });
  }
  writeFileSync(join(user, 'package.json'), '{ "private": true }\n');
  const settings = { cwd: user };
  run(settings, 'npm', 'install', '--no-audit', '--no-fund', '--omit=dev', tarball);
  const version = run(settings, 'npx', 'bump-testclient', '--version').trim();
  const diffs = Object.keys(EXAMPLES).map((name) => dryRun(user, name));
  run(settings, process.execPath, '--input-type=module', '-e', useOfTheApi());
  const transform = 'node_modules/bump-testclient/dist/transforms/follow-redirects.js';
  const options = ['--no-babel', '--extensions=py,ts', '--run-in-band', '-t', transform];
  const counts = run(settings, 'npx', 'jscodeshift', ...options, ...Object.keys(EXAMPLES));
  if (!/^0 errors$/m.test(counts) || !/^[1-9]\d* ok$/m.test(counts))
    throw new Error(`jscodeshift failed:\n${counts}`);
  return `version ${version}; dry runs on the examples print ${diffs.join(' and ')} lines of diff`;
}

/** The number of lines of the diff that a dry run prints. */
function dryRun(user: string, suite: string): number {
  const diff = run({ cwd: user }, 'npx', 'bump-testclient', '--dry-run', suite);
  if (!diff.startsWith(`--- a/${suite}/`)) throw new Error(`a dry run on ${suite} printed no diff:\n${diff}`);
  return diff.split('\n').length;
}

/** A script that loads every entry point. */
const useOfTheApi = (): string => `
  const { migrate, rules } = await import('bump-testclient');
  if (typeof migrate !== 'function' || rules.length === 0) throw new Error('the public API is missing');
  for (const { name } of rules) {
    const { default: transform } = await import('bump-testclient/transforms/' + name);
    if (typeof transform !== 'function') throw new Error(name + ' is not a transform');
  }
`;

const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-'));
try {
  if (!existsSync(join(ROOT, 'dist'))) throw new Error('dist/ is missing: run `npm run build` first');
  process.exitCode = runChecks('package', checksIn(folder));
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
