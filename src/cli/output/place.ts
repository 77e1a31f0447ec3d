import { accessSync, constants, lstatSync, statSync, type BigIntStats } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import { languageOf, languages, loadManifests } from '../../languages/index.ts';
import { codeOf, messageOf, UsageError } from '../../runner/errors.ts';
import { realPath } from '../../runner/files/paths.ts';
import type { OutputFile } from '../arguments/options.ts';

/** Where a report goes. */
export type Place = OutputFile &
  (
    | { readonly to: 'stdout' | 'stderr' }
    /** A device, a FIFO or what a descriptor of this process leads to, which may be a regular file too. */
    | { readonly to: 'stream'; readonly at: string; readonly file?: RegularFile }
    | { readonly to: 'file'; readonly file: RegularFile }
  );

interface RegularFile {
  /** Its real path. It may not exist yet. */
  readonly real: string;
  /** Tells an existing file from others, whatever its name. */
  readonly id?: string;
  readonly hasOtherNames?: boolean;
}

const STREAMS: Readonly<Record<string, 'stdout' | 'stderr'>> = {
  '/dev/stdout': 'stdout',
  '/dev/fd/1': 'stdout',
  '/proc/self/fd/1': 'stdout',
  '/dev/stderr': 'stderr',
  '/dev/fd/2': 'stderr',
  '/proc/self/fd/2': 'stderr',
};

const DESCRIPTOR = /^\/(?:dev\/(?:stdin|fd\/\d+)|proc\/self\/fd\/\d+)$/;

/** Looks where the reports are to go, before any file is rewritten. Throws a `UsageError` where one cannot, or must not. */
export async function placesOf(outputs: readonly OutputFile[], cwd: string): Promise<readonly Place[]> {
  const places = outputs.map((output) => placeOf(output, cwd));
  for (const [index, place] of places.entries()) {
    const file = fileOf(place);
    if (file) await refuseName(place, [basename(place.path), basename(file.real)]);
    const other = places.slice(0, index).find((one) => isSame(one, place));
    if (other) throw refused(place, `two reports cannot go to ${namesOf(other, place)}`);
  }
  return places;
}

function placeOf(output: OutputFile, cwd: string): Place {
  const path = resolve(cwd, output.path);
  const stream = STREAMS[path];
  if (stream) return { ...output, to: stream };
  const stat = statOf(output, path);
  if (!stat) return { ...output, to: 'file', file: newFile(output, path) };
  if (stat.isDirectory()) throw problem(output, `${output.path} is a folder`);
  if (stat.isSocket() || stat.isBlockDevice())
    throw problem(output, `${output.path} is ${stat.isSocket() ? 'a socket' : 'a disk'}`);
  if (!stat.isFile()) return { ...output, to: 'stream', at: path };
  const file: RegularFile = { real: realPath(path), id: idOf(stat), hasOtherNames: stat.nlink > 1n };
  refuseGit(output, file);
  if (DESCRIPTOR.test(path)) return { ...output, to: 'stream', at: path, file };
  if (!isWritable(file.real)) throw problem(output, `${output.path} is read-only`);
  return { ...output, to: 'file', file };
}

/** What is there, behind links. */
function statOf(output: OutputFile, path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined;
    throw problem(output, `cannot write ${output.path}: ${messageOf(error)}`);
  }
}

function newFile(output: OutputFile, path: string): RegularFile {
  if (DESCRIPTOR.test(path)) throw problem(output, `${output.path} is not open`);
  const folder = dirname(path);
  if (!statOf(output, folder)?.isDirectory())
    throw problem(output, `the folder of ${output.path} does not exist`);
  if (/[\\/]$/.test(output.path)) throw problem(output, `${output.path} is a folder that does not exist`);
  if (lstatSync(path, { throwIfNoEntry: false }))
    throw problem(output, `${output.path} is a link to what does not exist`);
  if (!isWritable(folder)) throw problem(output, `the folder of ${output.path} is read-only`);
  const file = { real: realPath(path) };
  refuseGit(output, file);
  return file;
}

/** They tell which files a run finds, and how git has them. */
const FOR_GIT = /[\\/]\.git(?:ignore|attributes|modules)$/i;

function refuseGit(output: OutputFile, { real }: RegularFile): void {
  if (real.split(sep).some((part) => part.toLowerCase() === '.git') || FOR_GIT.test(real))
    throw refused(output, `${output.path} is among the files of git`);
}

/** A name that a run would read, now or the next time. */
async function refuseName(output: OutputFile, names: readonly string[]): Promise<void> {
  const { isManifest } = await loadManifests();
  const isRead = (name: string): boolean =>
    languageOf(name) !== undefined || languages.some(({ reads }) => reads?.(name)) || isManifest(name);
  if (names.some(isRead))
    throw refused(output, `${output.path} has the name of a source or of a list of packages`);
  if (names.some((name) => /^bump-testclient\.config\.jsonc?$/i.test(name)))
    throw refused(output, `${output.path} has the name of a configuration`);
}

/**
 * Throws a `UsageError` if a report would replace one of these files, by whatever name: the sources of a run, or what
 * lists them.
 */
export function refuseToReplace(files: readonly string[], places: readonly Place[]): void {
  for (const place of places) {
    const file = fileOf(place);
    if (!file) continue;
    // Another name of the same file is a link, which the real path tells, or a hard link.
    const hit = files.find((one) => one === file.real || (file.hasOtherNames && idAt(one) === file.id));
    if (hit !== undefined) throw refused(place, `${place.path} is a file of this run (${basename(hit)})`);
  }
}

const fileOf = (place: Place): RegularFile | undefined => ('file' in place ? place.file : undefined);

function isSame(first: Place, second: Place): boolean {
  const [one, other] = [fileOf(first), fileOf(second)];
  if (!one || !other) return false;
  return fold(one.real) === fold(other.real) || (one.id !== undefined && one.id === other.id);
}

/** Names that may be one file here. */
const fold = (path: string): string => (process.platform === 'linux' ? path : path.normalize().toLowerCase());

const idOf = ({ dev, ino }: BigIntStats): string => `${dev}:${ino}`;

function idAt(file: string): string | undefined {
  try {
    return idOf(statSync(file, { bigint: true }));
  } catch {
    return undefined;
  }
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

const namesOf = ({ path }: OutputFile, other: OutputFile): string =>
  path === other.path ? path : `${path} and ${other.path}, which are one file`;

const problem = ({ option }: OutputFile, said: string, hint?: string): UsageError =>
  new UsageError(`${option ?? '--output-file'}: ${said}`, hint);

const refused = (output: OutputFile, said: string): UsageError =>
  problem(
    output,
    said,
    output.option ? 'name another file' : 'give each report a file of its own, such as json=report.json',
  );
