import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../runner/errors.ts';
import { ruleNames } from './rules.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What is tried on the installed package, by the folder it is copied to. */
const EXAMPLES: Readonly<Record<string, string>> = {
  suite: join(ROOT, 'examples/legacy-suite'),
  'suite-ts': join(ROOT, 'examples/legacy-suite-ts'),
};

/** What a package of ours always holds, besides the transforms. */
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

/** The workshop stays at home. */
const UNWANTED =
  /^(?:test|bench|examples|src|transforms|__testfixtures__)\/|^dist\/(?:src\/dev|test|bench)\/|\.tsbuildinfo$/;

/** Packs the build, looks at what is in it, and uses it from an empty folder as a user would. */
function checkPackage(folder: string): void {
  // Its own scripts do not run here: the build that stands there is the one to look at.
  const packed = run(ROOT, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder);
  const tarball = join(
    folder,
    readdirSync(folder).find((file) => file.endsWith('.tgz'))!,
  );
  console.log(`packed ${checkContents(packed)} files`);
  run(ROOT, 'npx', 'publint', 'run', tarball, '--strict');
  const transforms = ruleNames(ROOT).map((name) => `transforms/${name}`);
  run(
    ROOT,
    'npx',
    'attw',
    tarball,
    '--profile',
    'esm-only',
    '--no-definitely-typed',
    '--include-entrypoints',
    ...transforms,
  );
  console.log('publint and attw agree');
  useIt(folder, tarball);
}

function checkContents(packed: string): number {
  // npm's own output; its shape is documented with `npm pack --json`.
  const [{ files }] = JSON.parse(packed) as [{ readonly files: readonly { readonly path: string }[] }];
  const paths = files.map(({ path }) => path);
  const ofRules = ruleNames(ROOT).flatMap((name) => [`dist/transforms/${name}.js`, `docs/rules/${name}.md`]);
  const needed = [...NEEDED, ...ofRules];
  const missing = needed.filter((path) => !paths.includes(path));
  const unwanted = paths.filter((path) => UNWANTED.test(path));
  if (missing.length > 0) throw new Error(`the package lacks ${missing.join(', ')}`);
  if (unwanted.length > 0) throw new Error(`the package holds ${unwanted.join(', ')}`);
  return paths.length;
}

function useIt(folder: string, tarball: string): void {
  const user = join(folder, 'user');
  for (const [name, example] of Object.entries(EXAMPLES)) {
    const isOwn = (path: string): boolean => !path.includes('node_modules');
    cpSync(example, join(user, name), { recursive: true, filter: isOwn });
  }
  writeFileSync(join(user, 'package.json'), '{ "private": true }\n');
  run(user, 'npm', 'install', '--no-audit', '--no-fund', '--omit=dev', tarball);
  const version = run(user, 'npx', 'bump-testclient', '--version').trim();
  const diffs = Object.keys(EXAMPLES).map((name) => dryRun(user, name));
  run(user, process.execPath, '--input-type=module', '-e', useOfTheApi());
  const transform = 'node_modules/bump-testclient/dist/transforms/follow-redirects.js';
  const counts = run(
    user,
    'npx',
    'jscodeshift',
    '--no-babel',
    '--extensions=py,ts',
    '--run-in-band',
    '-t',
    transform,
    ...Object.keys(EXAMPLES),
  );
  if (!/^0 errors$/m.test(counts) || !/^[1-9]\d* ok$/m.test(counts))
    throw new Error(`jscodeshift did not do it:\n${counts}`);
  console.log(
    `installed ${version}; dry runs on the examples print ${diffs.join(' and ')} lines of diff, and jscodeshift runs a transform`,
  );
}

/** The lines of the diff that a dry run prints. */
function dryRun(user: string, suite: string): number {
  const diff = run(user, 'npx', 'bump-testclient', '--dry-run', suite);
  if (!diff.startsWith(`--- a/${suite}/`)) throw new Error(`a dry run on ${suite} printed no diff:\n${diff}`);
  return diff.split('\n').length;
}

/** Every entry point loads, and nothing else is open. */
const useOfTheApi = (): string => `
  const { migrate, rules } = await import('bump-testclient');
  if (typeof migrate !== 'function' || rules.length === 0) throw new Error('the public API is not there');
  for (const { name } of rules) {
    const { default: transform } = await import('bump-testclient/transforms/' + name);
    if (typeof transform !== 'function') throw new Error(name + ' is no transform');
  }
`;

/** What the program printed; throws with everything it said when it fails. */
function run(cwd: string, program: string, ...args: readonly string[]): string {
  try {
    // npm and npx are scripts on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && program !== process.execPath;
    return execFileSync(program, args, {
      cwd,
      shell,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      maxBuffer: 2 ** 28,
    });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { readonly stdout?: string; readonly stderr?: string };
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error });
  }
}

const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-'));
try {
  if (!existsSync(join(ROOT, 'dist'))) throw new Error('there is nothing built: run `npm run build` first');
  checkPackage(folder);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
