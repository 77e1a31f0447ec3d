import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inParallel, run } from './process.ts';

/** A set of exact pins, and the names by which results speak of it. */
export interface Environment {
  readonly name: string;
  /** One `package==version` a line. */
  readonly pins: string;
  /** A module that can be imported once it is made; that of the test client by default. */
  readonly proof?: string;
}

/** Says what cannot be had without PyPI. */
export class Unreachable extends Error {
  constructor(missing: readonly string[]) {
    super(`PyPI cannot be reached, and these are not there: ${missing.join(', ')}.`);
  }
}

export type Ensured =
  | { readonly status: 'ready'; readonly python: (environment: Environment) => string }
  | { readonly status: 'unreachable'; readonly missing: readonly string[] };

const HERE = dirname(fileURLToPath(import.meta.url));
/** Where environments, and whatever else is fetched, are kept. */
export const KEPT = join(HERE, '../../.clients');

const OLD_NAME = 'starlette-0.20.4';
const NEW_NAMES = [
  'starlette-0.21.0',
  'starlette-0.25.0',
  'starlette-0.27.0',
  'starlette-0.36.3',
  'starlette-0.43.0',
  'starlette-1.10.0',
] as const;

const fromFile = (name: string): Environment => ({
  name,
  pins: readFileSync(join(HERE, 'environments', `${name}.txt`), 'utf8'),
});

/** The last release whose test client is built on requests. */
export const OLD = fromFile(OLD_NAME);
/** Those built on httpx, and in the end on httpx2, oldest first. */
export const NEW = NEW_NAMES.map(fromFile);

/** The version that an environment pins a package to. */
export const pinned = ({ pins }: Environment, name: string): string | undefined =>
  new RegExp(`^${name}==(\\S+)$`, 'm').exec(pins)?.[1];

/** All that an environment pins, with the versions. */
export const packagesOf = ({ pins }: Environment): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Array.from(
      pins.matchAll(/^([\w.-]+)==(\S+)$/gm),
      ([, name = '', version = '']) => [name, version] as const,
    ),
  );

/** `starlette 0.27.0, httpx 0.24.1, fastapi 0.106.0`: what the test client of an environment is made of. */
export function versionsOf(environment: Environment): string {
  const library = ['httpx2', environment.name === OLD_NAME ? 'requests' : 'httpx'].find((name) =>
    pinned(environment, name),
  );
  return ['starlette', library ?? '', 'fastapi']
    .flatMap((name) => pinned(environment, name)?.replace(/^/, `${name} `) ?? [])
    .join(', ');
}

/**
 * Makes the environments that are not there yet, two at a time, below `.clients/`. Throws the words of pip where an
 * installation fails although PyPI can be reached.
 */
export async function ensureEnvironments(
  environments: readonly Environment[],
  say: (line: string) => void,
): Promise<Ensured> {
  const interpreter = await interpreterOf();
  const folderOf = (one: Environment): string => join(KEPT, `${one.name}-${keyOf(one, interpreter)}`);
  const missing = environments.filter((one) => !existsSync(folderOf(one)));
  const unreachable = { status: 'unreachable', missing: missing.map(({ name }) => name) } as const;
  if (missing.length > 0 && !(await reachesPyPI())) return unreachable;
  const problems = await inParallel(missing, 2, async (one) => {
    say(`making the environment ${one.name}: ${versionsOf(one)}`);
    return make(one, folderOf(one));
  });
  const problem = problems.find((one) => one !== undefined);
  if (problem !== undefined && !(await reachesPyPI())) return unreachable;
  if (problem !== undefined) throw new Error(problem);
  return { status: 'ready', python: (one) => pythonIn(folderOf(one)) };
}

/** Another version of Python cannot use what was installed for this one. */
async function interpreterOf(): Promise<string> {
  const { status, stdout, stderr } = await run('python3', ['--version']);
  if (status !== 0) throw new Error(`python3 --version: ${stderr}`);
  return stdout.trim();
}

const keyOf = ({ pins }: Environment, interpreter: string): string =>
  createHash('sha256').update(`${interpreter}\n${pins}`).digest('hex').slice(0, 12);

const pythonIn = (folder: string): string =>
  process.platform === 'win32' ? join(folder, 'Scripts/python.exe') : join(folder, 'bin/python');

/** Asks the index itself: neither pip's cache nor a folder of wheels answers for it. */
export async function reachesPyPI(): Promise<boolean> {
  const folder = join(KEPT, `probe-${process.pid}`);
  const args = ['download', '--quiet', '--no-deps', '--no-cache-dir', '--retries', '1', '--timeout', '20'];
  const { status } = await run('python3', ['-m', 'pip', ...args, '--dest', folder, 'iniconfig==2.3.1'], {
    env: { PIP_FIND_LINKS: '' },
  });
  rmSync(folder, { recursive: true, force: true });
  return status === 0;
}

/** Installs beside the final place and moves there, so that a folder of that name is always whole. */
async function make(environment: Environment, folder: string): Promise<string | undefined> {
  const draft = `${folder}.${process.pid}`;
  const problem = await install(environment, draft);
  if (problem === undefined && !existsSync(folder)) {
    renameSync(draft, folder);
    removeOlder(environment, folder);
  }
  rmSync(draft, { recursive: true, force: true });
  return problem;
}

async function install({ name, pins, proof }: Environment, folder: string): Promise<string | undefined> {
  const file = join(folder, 'pins.txt');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, pins);
  const steps = [
    ['python3', '-m', 'venv', folder],
    [pythonIn(folder), '-m', 'pip', 'install', '--quiet', '--no-deps', '-r', file],
    [pythonIn(folder), '-m', 'pip', 'check'],
    [pythonIn(folder), '-c', `import ${proof ?? 'starlette.testclient'}`],
  ] as const;
  for (const [command, ...args] of steps) {
    const { status, stdout, stderr } = await run(command, args);
    if (status !== 0) return `the environment ${name} cannot be made: ${args.join(' ')}\n${stdout}${stderr}`;
  }
  return undefined;
}

function removeOlder({ name }: Environment, folder: string): void {
  const older = readdirSync(KEPT).filter(
    (one) => /^-[0-9a-f]{12}$/.test(one.slice(name.length)) && one.startsWith(name),
  );
  for (const one of older.map((entry) => join(KEPT, entry)).filter((path) => path !== folder))
    rmSync(one, { recursive: true, force: true });
}
