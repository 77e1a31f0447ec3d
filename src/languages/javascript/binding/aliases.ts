import type { Project } from '../../../core/language.ts';
import { onceWithin } from '../../kernel/once.ts';
import { fileAt, folderOf, join } from './resolve.ts';

/** What a `tsconfig.json` says of where modules are. */
interface Config {
  readonly baseUrl?: string;
  readonly paths: readonly Alias[];
}

interface Alias {
  /** With one `*` at most. */
  readonly pattern: string;
  /** Paths of the project. */
  readonly targets: readonly string[];
}

const NAMES = ['tsconfig.json', 'jsconfig.json'];

/** Chains and circles of `extends` end here. */
const MAX_DEPTH = 8;

/** The file that an import leads to by the `paths` or the `baseUrl` of the nearest configuration. */
export function resolveAlias(project: Project, importer: string, from: string): string | undefined {
  const config = /^[./]/.test(from) ? undefined : nearestConfig(project, importer);
  if (!config) return undefined;
  for (const { pattern, targets } of config.paths) {
    const rest = matched(pattern, from);
    if (rest === undefined) continue;
    for (const target of targets) {
      const found = fileAt(
        project,
        target.replace('*', () => rest),
      );
      if (found !== undefined) return found;
    }
  }
  const base = config.baseUrl === undefined ? undefined : join(foldersOf(config.baseUrl), from);
  return base === undefined ? undefined : fileAt(project, base);
}

/** What `*` stands for; empty where there is none. */
function matched(pattern: string, from: string): string | undefined {
  const [before = '', after] = pattern.split('*');
  if (after === undefined) return from === pattern ? '' : undefined;
  const fits = from.length >= before.length + after.length && from.startsWith(before) && from.endsWith(after);
  return fits ? from.slice(before.length, from.length - after.length) : undefined;
}

/** The configuration of the nearest folder above a file that has one. */
function nearestConfigPath(project: Project, file: string): string | undefined {
  const folders = folderOf(file);
  for (let depth = folders.length; depth >= 0; depth--) {
    const folder = folders.slice(0, depth);
    const found = NAMES.map((name) => [...folder, name].join('/')).find((path) => project.has(path));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The configuration that a compiler is to use for a file: the nearest, or the one it refers to where it is but a list. */
export function configFor(project: Project, file: string): string | undefined {
  const path = nearestConfigPath(project, file);
  const json = path === undefined ? undefined : parseLoosely(project.read(path));
  if (
    path === undefined ||
    !isRecord(json) ||
    !Array.isArray(json['references']) ||
    isRecord(json['compilerOptions'])
  )
    return path;
  const paths = referredBy(path, json).filter((one) => project.has(one));
  const isTest = /\b(?:test|spec|vitest|jest)/;
  return (isTest.test(file) ? paths.find((one) => isTest.test(one)) : undefined) ?? paths[0] ?? path;
}

/** What that configuration says: the same for all files of a folder. */
const nearestConfig = onceWithin(
  (file: string) => folderOf(file).join('/'),
  undefined,
  (project: Project, file: string): Config | undefined => {
    const path = nearestConfigPath(project, file);
    return path === undefined ? undefined : readConfig(project, path, 0);
  },
);

function readConfig(project: Project, path: string, depth: number): Config | undefined {
  const json = depth > MAX_DEPTH ? undefined : parseLoosely(project.read(path));
  if (!isRecord(json)) return undefined;
  const folder = folderOf(path);
  const options = isRecord(json['compilerOptions']) ? json['compilerOptions'] : {};
  const bases = listOf(json['extends']).map((base) => readBase(project, folder, base, depth));
  const base = bases.findLast((one) => one !== undefined);
  const baseUrl = typeof options['baseUrl'] === 'string' ? join(folder, options['baseUrl']) : base?.baseUrl;
  const own = isRecord(options['paths'])
    ? aliasesOf(options['paths'], baseUrl === undefined ? folder : foldersOf(baseUrl))
    : undefined;
  const paths = own ?? base?.paths ?? [];
  // A configuration that is nothing but a list of others leaves it to them to say.
  const referred =
    paths.length > 0
      ? []
      : referredBy(path, json).flatMap((one) => readConfig(project, one, depth + 1) ?? []);
  const inherited = baseUrl ?? referred.find((one) => one.baseUrl !== undefined)?.baseUrl;
  return {
    ...(inherited !== undefined && { baseUrl: inherited }),
    paths: [...paths, ...referred.flatMap((one) => one.paths)],
  };
}

function readBase(
  project: Project,
  folder: readonly string[],
  base: string,
  depth: number,
): Config | undefined {
  const path = base.startsWith('.') ? join(folder, base) : undefined;
  if (path === undefined) return undefined;
  return readConfig(project, path.endsWith('.json') ? path : `${path}.json`, depth + 1);
}

/** The configurations that the configuration at `path` refers to: files, or folders with a `tsconfig.json`. */
function referredBy(path: string, json: Readonly<Record<string, unknown>>): readonly string[] {
  const { references } = json;
  if (!Array.isArray(references)) return [];
  return references.flatMap((one: unknown) => {
    const target =
      isRecord(one) && typeof one['path'] === 'string' ? join(folderOf(path), one['path']) : undefined;
    if (target === undefined) return [];
    return [target.endsWith('.json') ? target : `${target}/tsconfig.json`];
  });
}

const aliasesOf = (paths: Readonly<Record<string, unknown>>, folder: readonly string[]): readonly Alias[] =>
  Object.entries(paths)
    .map(([pattern, targets]) => ({
      pattern,
      targets: listOf(targets).flatMap((one) => join(folder, one) ?? []),
    }))
    .toSorted((a, b) => b.pattern.split('*')[0]!.length - a.pattern.split('*')[0]!.length);

const foldersOf = (path: string): readonly string[] => (path === '' ? [] : path.split('/'));

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter((one) => typeof one === 'string');

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What never ends, a string or a comment, is taken to the end: so each place of a text is looked at once. */
const STRING = /"[^"\\]*(?:\\[^][^"\\]*)*"?/.source;
const COMMENT = new RegExp(`(${STRING})|//[^\\n]*|/\\*[^]*?(?:\\*/|$)`, 'g');
const TRAILING_COMMA = new RegExp(`(${STRING})|,(?=\\s*[}\\]])`, 'g');

/** JSON with comments and trailing commas, as TypeScript takes it; `undefined` for anything else. */
function parseLoosely(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const kept = (_: string, string: string | undefined): string => string ?? '';
  try {
    return JSON.parse(text.replace(COMMENT, kept).replace(TRAILING_COMMA, kept)) as unknown;
  } catch {
    return undefined;
  }
}
