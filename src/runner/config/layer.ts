import { basename, dirname } from 'node:path';
import type { Spelling } from '../../config/keys.ts';
import { entryOf, type Node, type Parsed } from '../../config/node.ts';
import { readConfiguration, type Configuration } from '../../config/read.ts';
import type { Names } from '../../config/shapes.ts';
import { linesOf } from '../../core/lines.ts';
import { UsageError } from '../errors.ts';
import { decodeUtf8 } from '../files/encoding.ts';
import { realPath, shown } from '../files/paths.ts';
import { readBytes } from '../files/read.ts';

/** A configuration file that was read. */
export interface Layer {
  /** As shown to people: relative to the working directory. */
  readonly path: string;
  /** Its real path. */
  readonly file: string;
  /** The real path of the folder that it was found in: paths and globs are relative to that. */
  readonly folder: string;
  readonly configuration: Configuration;
  /** "pyproject.toml:12" */
  readonly lineOf: (at: number) => string;
  /** "pyproject.toml:12:1" */
  readonly placeOf: (at: number) => string;
}

/** In bytes: what people write is far below. */
const MAX_CONFIG = 1024 * 1024;

/** Whether the file of that name is mostly about something else. */
export const isShared = (name: string): boolean => name === 'pyproject.toml' || name === 'package.json';

/**
 * Reads a configuration file. Undefined: it is a package.json or a pyproject.toml that says nothing about this tool. Rejects with a
 * `UsageError` that names every mistake with its place.
 */
export async function readLayer(file: string, cwd: string, names: Names): Promise<Layer | undefined> {
  const name = basename(file);
  const path = shown(cwd, file);
  if (!/\.jsonc?$/.test(name) && name !== 'pyproject.toml')
    throw new UsageError(
      `${path}: not a configuration file`,
      'it is a .json or .jsonc file, a package.json or a pyproject.toml',
    );
  const text = textOf(file, path);
  if (isShared(name) && !text.includes('bump-testclient')) return undefined;
  const parsed = await parse(name, text);
  const lines = linesOf(text);
  const lineOf = (at: number): string => `${path}:${lines.at(at).line}`;
  const placeOf = (at: number): string => `${lineOf(at)}:${lines.at(at).column}`;
  if ('problem' in parsed) throw new UsageError(`${placeOf(parsed.problem.at)}: ${parsed.problem.message}`);
  const root = sectionOf(name, parsed.root);
  if (!root) return undefined;
  const spelling: Spelling = name === 'pyproject.toml' ? 'kebab-case' : 'camelCase';
  const { configuration, problems } = readConfiguration(root, spelling, names);
  if (problems.length > 0)
    throw new UsageError(problems.map(({ at, message }) => `${placeOf(at)}: ${message}`));
  return {
    ...{ path, file: realPath(file), folder: realPath(dirname(file)) },
    ...{ configuration, lineOf, placeOf },
  };
}

function textOf(file: string, path: string): string {
  const read = readBytes(file, MAX_CONFIG);
  if (!('bytes' in read)) throw new UsageError(`${path}: ${read.problem}`);
  const decoded = decodeUtf8(read.bytes);
  if ('text' in decoded) return decoded.text.replace(/^\uFEFF/, '');
  throw new UsageError(`${path}:${decoded.line ?? 1}:1: ${decoded.problem}`);
}

/** A run without such a file loads no parser for it. */
async function parse(name: string, text: string): Promise<Parsed> {
  if (name === 'pyproject.toml') return (await import('../../config/toml.ts')).parseToml(text);
  return (await import('../../config/json.ts')).parseJson(text, { comments: name !== 'package.json' });
}

function sectionOf(name: string, root: Node): Node | undefined {
  const own = 'bump-testclient';
  if (name === 'pyproject.toml') return entryOf(entryOf(root, 'tool')?.value, own)?.value;
  return name === 'package.json' ? entryOf(root, own)?.value : root;
}
