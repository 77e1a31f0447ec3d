import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../../runner/errors.ts';
import { checkApi } from './check-api.ts';
import { carriedBy, type Carried } from './carried.ts';
import { checkGlobalInstall, checkPreCommit, cloneOf, PRE_COMMITS, type Clone } from './check-git.ts';
import { runChecks, type Check } from './checks.ts';
import { contentProblems, secretProblems, type PackedFile } from './contents.ts';
import { licenceProblems, ownScriptProblems, scriptProblems } from './licences.ts';
import { readLock } from './lock.ts';
import { noticeProblems } from './notices.ts';
import { run } from './process.ts';
import { requireNpmRegistry } from './registries.ts';
import { schemaProblems } from './sbom-schema.ts';
import { sbomOf, sbomProblems } from './sbom.ts';
import { ruleNames } from '../rules/files.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The examples that the installed package migrates, by the folder they are copied to. */
const EXAMPLES = {
  suite: join(ROOT, 'examples/legacy-suite'),
  'suite-ts': join(ROOT, 'examples/legacy-suite-ts'),
};

/** Whose command runs the transforms; users install it themselves. */
const JSCODESHIFT = '17';

/** What has to hold of the packed build, and of what users make of this repository. */
const checksIn = (folder: string, carried: readonly Carried[]): readonly Check[] => {
  const packed = pack(folder);
  return [
    { name: 'the package holds what it has to and nothing else', run: () => checkContents(packed) },
    { name: 'no file of it holds a secret or a path of this machine', run: () => checkTexts(packed) },
    {
      name: 'the licences of what users get are allowed, and THIRD-PARTY.md has them',
      run: () => checkLicences(carried),
    },
    { name: 'nothing that users install runs a script of its own', run: checkScripts },
    { name: 'the bill of materials has all of it, and is valid', run: () => checkSbom(carried) },
    { name: 'publint and attw find nothing wrong with it', run: () => checkForm(packed) },
    tarballCheck(folder, packed),
    ...checksOfClone(folder),
  ];
};

/** What another version of Node may do otherwise: the rest looks at files. */
const installsIn = (folder: string): readonly Check[] => {
  const packed = pack(folder);
  return [tarballCheck(folder, packed), globalCheck(folder, cloneOf(ROOT, folder))];
};

const tarballCheck = (folder: string, packed: Packed): Check => ({
  name: 'it works when npm installs it from the tarball',
  run: () => checkTarball(folder, packed),
});

const globalCheck = (folder: string, clone: Clone): Check => ({
  name: 'it works when npm installs it globally from git',
  run: () => checkGlobalInstall(clone, EXAMPLES.suite, newFolder(folder, 'global')),
});

const checksOfClone = (folder: string): readonly Check[] => {
  const clone = cloneOf(ROOT, folder);
  return [
    globalCheck(folder, clone),
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
  /** In bytes. */
  readonly size: number;
  readonly files: readonly PackedFile[];
}

interface PackOutcome {
  readonly filename: string;
  readonly size: number;
  readonly files: readonly PackedFile[];
}

function pack(folder: string): Packed {
  // Without the package's own scripts: this checks the build that exists.
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const said = run({ cwd: ROOT }, 'npm', ...args);
  // npm's own output, documented with `npm pack --json`: a list, and from npm 12 on an object by name.
  const outcomes = JSON.parse(said) as Readonly<Record<string, PackOutcome>> | readonly PackOutcome[];
  const { files, filename, size } = Object.values(outcomes)[0]!;
  return { tarball: join(folder, filename), size, files };
}

function checkContents({ files, size }: Packed): string {
  throwIfAny(contentProblems(ROOT, files, size));
  return `${files.length} files, ${Math.ceil(size / 1000)} kB packed`;
}

function checkTexts({ files }: Packed): undefined {
  throwIfAny(secretProblems(ROOT, files));
}

function checkLicences(carried: readonly Carried[]): string {
  const installed = readLock(ROOT).filter(({ dev }) => !dev);
  throwIfAny([...licenceProblems([...installed, ...carried]), ...noticeProblems(ROOT, carried)]);
  return `${installed.length} packages beside it, ${carried.length} in it`;
}

function checkScripts(): undefined {
  const { scripts, allowScripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
    readonly allowScripts: Readonly<Record<string, boolean>>;
  };
  throwIfAny([...scriptProblems(readLock(ROOT), allowScripts), ...ownScriptProblems(scripts)]);
}

function checkSbom(carried: readonly Carried[]): string {
  const sbom = sbomOf(ROOT, carried);
  throwIfAny([...schemaProblems(sbom), ...sbomProblems(ROOT, carried, sbom)]);
  return `CycloneDX ${sbom.specVersion}, ${sbom.components.length} components`;
}

function throwIfAny(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'));
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
  const installed = readdirSync(join(user, 'node_modules')).filter((name) => !name.startsWith('.'));
  if (installed.length > 1) throw new Error(`more than the package is installed: ${installed.join(', ')}`);
  const version = run(settings, 'npx', 'bump-testclient', '--version').trim();
  const diffs = Object.keys(EXAMPLES).map((name) => dryRun(user, name));
  run(settings, process.execPath, '--input-type=module', '-e', useOfTheTransforms());
  checkApi(ROOT, user);
  const transform = 'node_modules/bump-testclient/dist/transforms/follow-redirects.js';
  const options = ['--no-babel', '--extensions=py,ts', '--run-in-band', '-t', transform];
  run(settings, 'npm', 'install', '--no-audit', '--no-fund', `jscodeshift@${JSCODESHIFT}`);
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

/** A script that loads every transform. */
const useOfTheTransforms = (): string => `
  const { listRules } = await import('bump-testclient');
  for (const { name } of await listRules()) {
    const { default: transform } = await import('bump-testclient/transforms/' + name);
    if (typeof transform !== 'function') throw new Error(name + ' is not a transform');
  }
`;

const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-'));
try {
  if (!existsSync(join(ROOT, 'dist'))) throw new Error('dist/ is missing: run `npm run build` first');
  const { values } = parseArgs({ options: { installs: { type: 'boolean', default: false } } });
  const checks = values.installs ? installsIn(folder) : checksIn(folder, await carriedBy(ROOT));
  process.exitCode = await runChecks('package', checks);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
