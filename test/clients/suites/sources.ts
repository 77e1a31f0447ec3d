import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT, reachesPyPI, Unreachable } from '../environments.ts';
import { inParallel, run } from '../process.ts';

/** A source distribution on PyPI. */
export interface Source {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** A suite in a folder beside this file, for what no suite on PyPI has. */
export interface Own {
  readonly name: string;
  readonly folder: string;
}

/** Tests for a TestClient, all written for the old client. */
export type Suite = (Source | Own) & {
  /** What of it is needed, at its root. */
  readonly keep: readonly string[];
  /** What a user would migrate: the tests, and what only they use. */
  readonly migrate: readonly string[];
  /** What pytest is given. */
  readonly tests: readonly string[];
  /** Tests, or folders of them, that are left out, and why. */
  readonly without?: Readonly<Record<string, string>>;
  /** Exact pins that only this suite needs, or that another suite could not live with. */
  readonly packages: readonly string[];
  /** The environments that its library can be imported in; that of 2022 knows pydantic 1 alone. */
  readonly clients: readonly string[];
};

const read = (name: string): unknown => JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8'));

// The two files beside this one.
export const SUITES = read('suites.json') as readonly Suite[];
export const OTHERS = read('others.json') as readonly Source[];

export const isFetched = <One extends Source | Own>(one: One): one is One & Source => 'sha256' in one;

export const labelOf = (one: Source | Own): string =>
  isFetched(one) ? `${one.name} ${one.version}` : one.name;

/** Fetches and unpacks what is not there yet; answers with the folder of a distribution. */
export async function fetchSources<One extends Source | Own>(
  python: string,
  sources: readonly One[],
  say: (line: string) => void,
): Promise<(source: One) => string> {
  const missing = sources.filter(isFetched).filter((one) => !existsSync(folderOf(one)));
  const problems = await inParallel(missing, 2, async (one) => {
    say(`fetching ${labelOf(one)}`);
    return fetchSource(python, one);
  });
  const failed = missing.filter((_, index) => problems[index] !== undefined);
  if (failed.length > 0 && !(await reachesPyPI())) throw new Unreachable(failed.map(labelOf));
  const problem = problems.find((one) => one !== undefined);
  if (problem !== undefined) throw new Error(problem);
  return folderOf;
}

const folderOf = (one: Source | Own): string =>
  isFetched(one)
    ? join(KEPT, 'sources', `${one.name}-${one.version}-${one.sha256.slice(0, 12)}`)
    : join(import.meta.dirname, one.folder);

/** Unpacks beside the final place and moves there, so that a folder of that name is always whole. */
async function fetchSource(python: string, source: Source): Promise<string | undefined> {
  const draft = `${folderOf(source)}.${process.pid}`;
  const archives = join(draft, 'archives');
  mkdirSync(archives, { recursive: true });
  try {
    const pin = join(draft, 'pin.txt');
    writeFileSync(pin, `${source.name}==${source.version} --hash=sha256:${source.sha256}\n`);
    const download = await run(python, [...DOWNLOAD, '--dest', archives, '-r', pin]);
    if (download.status !== 0) return `${labelOf(source)} cannot be fetched:\n${download.stderr}`;
    const [archive] = readdirSync(archives);
    const unpack = await run(python, [
      '-m',
      'tarfile',
      '-e',
      join(archives, archive!),
      join(draft, 'unpacked'),
    ]);
    if (unpack.status !== 0) return `${labelOf(source)} cannot be unpacked:\n${unpack.stderr}`;
    const [root] = readdirSync(join(draft, 'unpacked'));
    renameSync(join(draft, 'unpacked', root!), folderOf(source));
    return undefined;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

// Without isolation the pinned backends build, whatever is newest today.
const DOWNLOAD = [
  ...['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps'],
  ...['--no-binary', ':all:', '--no-build-isolation', '--require-hashes'],
];
