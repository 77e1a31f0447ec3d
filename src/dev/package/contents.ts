import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ruleNames } from '../rules/files.ts';
import { entryPointsIn, SHARED, TRANSFORMS } from './bundle.ts';
import { carriedFiles } from './carried.ts';

/** A file of the package. */
export interface PackedFile {
  /** Relative, with `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

const RECORDERS = 'src/recorders';

/** Files that the package must have, besides those of each rule. */
const NEEDED = [
  'package.json',
  'README.md',
  'LICENSE',
  'CHANGELOG.md',
  'CLIENTS.md',
  'SECURITY.md',
  'THIRD-PARTY.md',
  'docs/cli.md',
  'docs/evidence.md',
  'docs/evidence.schema.json',
  'docs/rules/README.md',
  'dist/bin/bump-testclient.js',
  'dist/src/index.js',
  'dist/src/index.d.ts',
  ...carriedFiles().map(({ copy }) => copy),
];

/** Files that may be in the package: these, and what is made of a source that is there. */
const ALLOWED = [
  /^(?:package\.json|LICENSE|(?:README|CHANGELOG|CLIENTS|SECURITY|THIRD-PARTY)\.md)$/,
  /^docs\/(?:rules\/)?[\w-]+\.md$/,
  /^docs\/[\w-]+\.schema\.json$/,
  // The chart of a page.
  /^docs\/performance\.svg$/,
  // What several files share, which has its hash in its name.
  new RegExp(`^${SHARED}/[\\w-]+-[A-Z0-9]{8}\\.js$`),
  // What is loaded together.
  new RegExp(`^${SHARED}/of-[a-z-]+\\.js$`),
];
/** Types, which have a source each. */
const DECLARATION = /^dist\/((?:src|transforms)\/.+?)\.d\.ts$/;
/** Sources for developers are in this folder. */
const OF_DEVELOPERS = 'src/dev/';

/** A quarter above what the package had with its bundle, in bytes: more has to be decided. The compiler is the largest file. */
const LIMITS = { file: 9_000_000, unpacked: 15_000_000, packed: 3_500_000 } as const;

/** A line for each file that the package lacks, must not have, or has too large. `packed`: the size of the tarball. */
export function contentProblems(
  root: string,
  files: readonly PackedFile[],
  packed: number,
): readonly string[] {
  const paths = files.map(({ path }) => path);
  const built = builtIn(root);
  const unpacked = files.reduce((sum, { size }) => sum + size, 0);
  return [
    ...neededIn(root)
      .filter((path) => !paths.includes(path))
      .map((path) => `it lacks ${path}`),
    ...paths.filter((path) => !mayHave(root, built, path)).map((path) => `it must not contain ${path}`),
    ...files
      .filter(({ size }) => size > LIMITS.file)
      .map(({ path, size }) => `${path} has ${size} bytes, of ${LIMITS.file} at most`),
    ...(unpacked > LIMITS.unpacked
      ? [`its files have ${unpacked} bytes, of ${LIMITS.unpacked} at most`]
      : []),
    ...(packed > LIMITS.packed ? [`the tarball has ${packed} bytes, of ${LIMITS.packed} at most`] : []),
  ];
}

/** The recorders, which are shipped as they are. */
const recordersIn = (root: string): readonly string[] =>
  readdirSync(join(root, RECORDERS), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:py|mjs)$/.test(path))
    .map((path) => `dist/${RECORDERS}/${path.replaceAll('\\', '/')}`);

const neededIn = (root: string): readonly string[] => [
  ...NEEDED,
  ...recordersIn(root),
  ...ruleNames(root).flatMap((name) => [`dist/transforms/${name}.js`, `docs/rules/${name}.md`]),
];

/** Besides what is allowed by its name: what is built, and what is copied into the build. */
const builtIn = (root: string): ReadonlySet<string> =>
  new Set([
    TRANSFORMS,
    ...entryPointsIn(root).map((entry) => `dist/${entry.replace(/\.ts$/, '.js')}`),
    ...carriedFiles().map(({ copy }) => copy),
    ...recordersIn(root),
  ]);

function mayHave(root: string, built: ReadonlySet<string>, path: string): boolean {
  const source = DECLARATION.exec(path)?.[1];
  if (source !== undefined)
    return !source.startsWith(OF_DEVELOPERS) && existsSync(join(root, `${source}.ts`));
  return built.has(path) || ALLOWED.some((pattern) => pattern.test(path));
}

/** What no file of the package may hold. */
const SECRETS: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b|:_authToken=/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})\b/],
  ['a key of AWS', /\bAKIA[0-9A-Z]{16}\b/],
];

/** Code of this package. A file of another one is taken as it is. */
const SOURCE_MAP = /^\/\/# sourceMappingURL=/m;

/** A line for each secret, source map and path of this machine in the text of a file. */
export function textProblems(path: string, text: string, machine: readonly string[]): readonly string[] {
  const isCarried = carriedFiles().some(({ copy }) => copy === path);
  const held = [
    ...SECRETS.filter(([, pattern]) => pattern.test(text)).map(([what]) => what),
    ...(!isCarried && SOURCE_MAP.test(text) ? ['the path of a source map, which is not in the package'] : []),
  ];
  const named = machine.filter((folder) => text.includes(folder)).map((folder) => `the path ${folder}`);
  return [...held, ...named].map((what) => `${path} holds ${what}`);
}

/** A line for whatever the files of the package hold that is for nobody else. Packed files are those of the work tree. */
export function secretProblems(root: string, files: readonly PackedFile[]): readonly string[] {
  // A home folder as short as `/root` is in texts that name no machine.
  const machine = [root, homedir()].filter((folder) => folder.length > '/root'.length);
  return files.flatMap(({ path }) => textProblems(path, readFileSync(join(root, path), 'latin1'), machine));
}
