import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Names } from '../../config/shapes.ts';
import { UsageError } from '../errors.ts';
import type { Roots } from '../files/git.ts';
import { realPath, shown } from '../files/paths.ts';
import { home } from '../files/source-file.ts';
import { isShared, readLayer, type Layer } from './layer.ts';

/** A configuration: the file itself and all that it extends, which come first. */
export interface Loaded {
  readonly layers: readonly Layer[];
}

/** The configurations of files. */
export interface Configurations {
  /** That of a file, by its real path, which need not exist. Undefined: there is none. Rejects with a `UsageError`. */
  of(real: string): Promise<Loaded | undefined>;
}

export interface ConfigOptions {
  /** Absolute. */
  readonly cwd: string;
  /** As typed: the configuration of all files. */
  readonly config?: string;
  readonly noConfig?: boolean;
}

/** What a folder may hold. */
const PLACES = [
  'bump-testclient.config.json',
  'bump-testclient.config.jsonc',
  'pyproject.toml',
  'package.json',
] as const;

/**
 * Finds the configuration that is nearest to each file: in its folder, or above it up to the root of its repository. Outside of a
 * repository the home folder is the last one, or the root of the disk where that is not above the file.
 */
export function configurationsOf(
  { cwd, config, noConfig = false }: ConfigOptions,
  roots: Roots,
  names: Names,
): Configurations {
  if (noConfig) return { of: () => Promise.resolve(undefined) };
  const reader: Reader = { cwd, names };
  if (config !== undefined) {
    const one = loadNamed(config, reader);
    // It is awaited with the first file, and there may be none.
    one.catch(() => undefined);
    return { of: () => one };
  }
  const byFolder = new Map<string, Promise<Loaded | undefined>>();
  const nearest = (folder: string): Promise<Loaded | undefined> => {
    const known = byFolder.get(folder);
    if (known) return known;
    const found = search(folder);
    byFolder.set(folder, found);
    return found;
  };
  const search = async (folder: string): Promise<Loaded | undefined> => {
    const own = await inFolder(folder, reader);
    if (own) return own;
    const parent = dirname(folder);
    const root = await roots.of(folder);
    const isLast = root ? root.folder === folder : folder === home();
    return isLast || parent === folder ? undefined : nearest(parent);
  };
  return { of: (real) => nearest(dirname(real)) };
}

interface Reader {
  readonly cwd: string;
  readonly names: Names;
}

async function inFolder(folder: string, reader: Reader): Promise<Loaded | undefined> {
  const found: Layer[] = [];
  for (const name of placesIn(folder)) {
    const file = join(folder, name);
    // A project may have anything of that name.
    if (isShared(name) && !isRegular(file)) continue;
    const layer = await readLayer(file, reader.cwd, reader.names);
    if (layer) found.push(layer);
  }
  const [first, second] = found;
  if (first && second)
    throw new UsageError(
      `two configurations in one folder: ${first.path} and ${second.path}`,
      'put the settings of both into one of them',
    );
  return first && chain(first, reader);
}

function placesIn(folder: string): readonly string[] {
  try {
    const names = new Set(readdirSync(folder));
    return PLACES.filter((name) => names.has(name));
  } catch {
    // A folder that cannot be listed may still let its files be read.
    return PLACES.filter((name) => existsSync(join(folder, name)));
  }
}

function isRegular(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

async function loadNamed(typed: string, reader: Reader): Promise<Loaded> {
  const file = resolve(reader.cwd, typed);
  if (!existsSync(file)) throw new UsageError(`--config: ${typed}: no such file`);
  const layer = await readLayer(file, reader.cwd, reader.names);
  if (!layer) throw new UsageError(`--config: ${typed} ${lacking(file)}`);
  return chain(layer, reader);
}

const lacking = (file: string): string =>
  basename(file) === 'pyproject.toml'
    ? 'has no table [tool.bump-testclient]'
    : 'has no key "bump-testclient"';

/** Adds what a file extends, and what that extends. */
async function chain(own: Layer, { cwd, names }: Reader): Promise<Loaded> {
  const layers = [own];
  const files = [own.file];
  for (let layer = own; layer.configuration.extends;) {
    const { value, at } = layer.configuration.extends;
    const place = `${layer.placeOf(at)}: extends`;
    const file = resolve(layer.folder, value);
    if (!existsSync(file)) throw new UsageError(`${place}: there is no file ${value}`);
    const base = await readLayer(file, cwd, names);
    if (!base) throw new UsageError(`${place}: ${shown(cwd, file)} ${lacking(file)}`);
    if (files.includes(base.file)) throw new UsageError(`${place}: ${value} extends this file`);
    layers.unshift(base);
    files.push(realPath(base.file));
    layer = base;
  }
  return { layers };
}
