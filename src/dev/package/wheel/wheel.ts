import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../process.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const REPOSITORY = 'https://github.com/bump-testclient/bump-testclient';
const NPM_NAME = 'bump-testclient';
/** Where the wheel has the npm package. */
const PACKAGE = 'testclient_migrate/package';

/** What of the npm package only programs in JavaScript and readers use. */
const LEFT_OUT = [
  'docs',
  'dist/transforms',
  'dist/src/index.js',
  'README.md',
  'CHANGELOG.md',
  'CLIENTS.md',
  'SECURITY.md',
];
/** What no package needs at run time. */
const NOT_RUN = /(?:\.d\.[cm]?ts|\.map|\.tsbuildinfo)$/;

export interface WheelOptions {
  /** The npm package as it is published. */
  readonly tarball: string;
  /** The folder that the wheel is written to. */
  readonly out: string;
  /** In seconds since 1970; the time of every file in the wheel. */
  readonly time: number;
  /** A Python that has hatchling. */
  readonly python: string;
}

/** Makes the wheel of a tarball, the same bytes for the same tarball and time; returns its path. Throws with what failed. */
export function buildWheel({ tarball, out, time, python }: WheelOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'testclient-migrate-'));
  try {
    const project = join(folder, 'project');
    stage(resolve(tarball), join(folder, 'npm'), project);
    const env = { SOURCE_DATE_EPOCH: String(time), PYTHONDONTWRITEBYTECODE: '1' };
    const built = join(folder, 'built');
    run({ cwd: project, env }, python, '-m', 'hatchling', 'build', '--target', 'wheel', '--directory', built);
    const [wheel = ''] = readdirSync(built);
    mkdirSync(out, { recursive: true });
    cpSync(join(built, wheel), join(out, wheel));
    return join(out, wheel);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Installs the tarball as npm does for users, and puts a project of Python around it. */
function stage(tarball: string, npm: string, project: string): void {
  mkdirSync(npm);
  writeFileSync(join(npm, 'package.json'), '{ "private": true }\n');
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--omit=dev'];
  run({ cwd: npm }, 'npm', 'install', ...quiet, tarball);
  cpSync(join(HERE, 'testclient_migrate'), join(project, 'testclient_migrate'), {
    recursive: true,
    filter: (path) => !path.includes('__pycache__'),
  });
  cpSync(join(HERE, 'pyproject.toml'), join(project, 'pyproject.toml'));
  const installed = join(npm, 'node_modules');
  const carried = join(project, PACKAGE);
  cpSync(join(installed, NPM_NAME), carried, { recursive: true });
  for (const other of readdirSync(installed).filter((name) => name !== NPM_NAME && !name.startsWith('.')))
    cpSync(join(installed, other), join(carried, 'node_modules', other), { recursive: true });
  // Licences have a place of their own in a wheel.
  for (const file of ['LICENSE', 'THIRD-PARTY.md']) renameSync(join(carried, file), join(project, file));
  writeFileSync(join(project, 'README.md'), absolute(readFileSync(join(carried, 'README.md'), 'utf8')));
  prune(carried);
}

/** PyPI shows a page that has none of the files that it links to. */
const absolute = (readme: string): string =>
  readme.replace(/\]\((?!https?:|#)(?:\.\/)?([^)]+)\)/g, `](${REPOSITORY}/blob/main/$1)`);

function prune(carried: string): void {
  for (const path of LEFT_OUT) rmSync(join(carried, path), { recursive: true, force: true });
  for (const path of readdirSync(carried, { recursive: true, encoding: 'utf8' }))
    if (NOT_RUN.test(path)) rmSync(join(carried, path));
  if (!existsSync(join(carried, 'dist/bin/bump-testclient.js')))
    throw new Error('the tarball lacks dist/bin/bump-testclient.js: run `npm run build` first');
}
