import { getStaticTOMLValue, parseTOML, type AST } from 'toml-eslint-parser';
import type { Span } from '../../core/text.ts';
import { filtersOfOptions } from './ini.ts';
import type { Entry } from './listed.ts';
import { readRequirement, readVersions, normalized, type Specified } from './specifiers.ts';

/** The requirements that a TOML file lists, in the order of the text; none where it does not parse. */
export const requirementsInToml = (source: string): readonly Specified[] =>
  entriesInToml(source).map(({ name, extras, versions }) => ({ name, extras, versions }));

/** The same with their places. */
export function entriesInToml(source: string): readonly Entry[] {
  const program = programOf(source);
  return (program ? pairsIn(program) : []).flatMap(({ path, pair }) =>
    pair.value.type === 'TOMLArray' && isList(path) ? inArray(pair.value) : inTable(pair, path),
  );
}

/** Undefined: it does not parse. */
function programOf(source: string): AST.TOMLProgram | undefined {
  try {
    return parseTOML(source);
  } catch {
    return undefined;
  }
}

interface Pair {
  readonly path: readonly string[];
  readonly pair: AST.TOMLKeyValue;
}

const pairsIn = ({ body: [top] }: AST.TOMLProgram): readonly Pair[] =>
  top.body.flatMap((node) =>
    node.type === 'TOMLTable'
      ? node.body.flatMap((pair) => pairsOf(pair, node.resolvedKey.map(String)))
      : pairsOf(node, []),
  );

function pairsOf(pair: AST.TOMLKeyValue, above: readonly string[]): readonly Pair[] {
  const path = [...above, ...getStaticTOMLValue(pair.key)];
  const { value } = pair;
  const isNested = value.type === 'TOMLInlineTable' && !isTable(path.slice(0, -1));
  return isNested ? value.body.flatMap((one) => pairsOf(one, path)) : [{ path, pair }];
}

/** What pytest is told about warnings, in `[tool.pytest.ini_options]` or `[tool.pytest]`; undefined where there is no such table. */
export function pytestInToml(
  source: string,
): { readonly filters: readonly string[]; readonly start: number } | undefined {
  const program = programOf(source);
  const pairs = (program ? pairsIn(program) : []).filter(({ path }) =>
    path.join('.').startsWith('tool.pytest.'),
  );
  const [first] = pairs;
  if (!first) return undefined;
  const named = (name: string): readonly Pair[] => pairs.filter(({ path }) => path.at(-1) === name);
  const filters = named('filterwarnings').flatMap(({ pair }) => textsOf(getStaticTOMLValue(pair.value)));
  const options = named('addopts').flatMap(({ pair }) => textsOf(getStaticTOMLValue(pair.value)));
  const { pair } = named('filterwarnings')[0] ?? named('addopts')[0] ?? first;
  return { filters: [...filters, ...filtersOfOptions(options.join(' '))], start: spanOf(pair).start };
}

/** A list, or a text with a line for each. */
function textsOf(value: unknown): readonly string[] {
  const all: readonly unknown[] = Array.isArray(value)
    ? value
    : typeof value === 'string'
      ? value.split('\n')
      : [];
  return all
    .filter((one): one is string => typeof one === 'string' && one.trim() !== '')
    .map((one) => one.trim());
}

/**
 * `[project] dependencies`, `[project.optional-dependencies] test`, `[dependency-groups] dev`, `[tool.uv] dev-dependencies`. What only
 * limits versions requires nothing.
 */
const isList = (path: readonly string[]): boolean =>
  path.some((name) => /(?:^|-)dependenc(?:ies|y-groups)$/.test(name)) &&
  !path.some((name) => /^(?:constraint|override|exclude|build-constraint)-dependencies$/.test(name));

/** `[tool.poetry.dependencies]`, `[tool.poetry.group.dev.dependencies]`, and `[packages]` of a Pipfile. */
const isTable = (path: readonly string[]): boolean =>
  (path[0] === 'tool' && path[1] === 'poetry' && /(?:^|-)dependencies$/.test(path.at(-1) ?? '')) ||
  (path.length === 1 && /^(?:dev-)?packages$/.test(path[0] ?? ''));

const inArray = ({ elements }: AST.TOMLArray): readonly Entry[] =>
  elements.flatMap((element) => {
    if (element.type !== 'TOMLValue' || element.kind !== 'string') return [];
    const read = readRequirement(element.value);
    return read ? [{ ...read, ...spanOf(element), form: 'text' as const }] : [];
  });

const spanOf = ({ range: [start, end] }: AST.TOMLNode): Span => ({ start, end });

function inTable(pair: AST.TOMLKeyValue, path: readonly string[]): readonly Entry[] {
  if (!isTable(path.slice(0, -1))) return [];
  const { version, extras } = detailsOf(getStaticTOMLValue(pair.value));
  const name = normalized(path.at(-1) ?? '');
  return [{ name, extras, versions: readVersions(version), ...spanOf(pair), form: 'entry' }];
}

/** `"^0.95"`, `{ version = "^0.95", extras = ["all"] }`. */
function detailsOf(value: unknown): { readonly version: string; readonly extras: readonly string[] } {
  if (typeof value === 'string') return { version: value, extras: [] };
  if (typeof value !== 'object' || value === null) return { version: '', extras: [] };
  const version = 'version' in value && typeof value.version === 'string' ? value.version : '';
  const extras = 'extras' in value && Array.isArray(value.extras) ? value.extras : [];
  return { version, extras: extras.filter((one): one is string => typeof one === 'string') };
}
