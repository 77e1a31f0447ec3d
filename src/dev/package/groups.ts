import { join, posix, relative, resolve } from 'node:path';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

/** Sources that a process may begin with, relative to the root and with `/`. By a name for those that are alike. */
export type Starts = Readonly<Record<string, readonly string[]>>;

/** Sources that are one file of the bundle: all that the same starts load. */
export interface Group {
  /** The names of these starts: `main-worker`. */
  readonly name: string;
  /** The names that each source exports, if others import it. By its path relative to the root, with `/`. */
  readonly exported: ReadonlyMap<string, readonly string[]>;
}

/**
 * Groups the sources that are loaded with one start, or with several. A bundler that splits makes a file for each set of entry points and
 * of dynamic imports that share code, and Node takes a third of a millisecond for each file. What a start loads is loaded then, whatever
 * else may load it. Starts themselves are in no group, nor is what only one of those loads that are not in `split`.
 */
export async function groupsOf(
  root: string,
  starts: Starts,
  split: readonly string[],
  options: BuildOptions,
): Promise<readonly Group[]> {
  const all = Object.values(starts).flat();
  const { metafile } = await build({ ...options, ...UNWRITTEN, entryPoints: all, bundle: true });
  const reached = new Map<string, string[]>();
  for (const [name, sources] of Object.entries(starts))
    for (const source of loadedWith(metafile, sources))
      reached.set(source, [...(reached.get(source) ?? []), name]);
  const grouped = [...reached].filter(
    ([source, names]) =>
      !all.includes(source) && (names.length > 1 || names.some((one) => split.includes(one))),
  );
  const nameOf = new Map(grouped.map(([source, names]) => [source, names.join('-')]));
  const imported = Object.entries(metafile.inputs).flatMap(([importer, { imports }]) =>
    imports.flatMap(({ path }) => (nameOf.get(path) === nameOf.get(importer) ? [] : [path])),
  );
  const exported = await exportsOf(
    root,
    [...new Set(imported)].filter((source) => nameOf.has(source)),
  );
  return [...new Set(nameOf.values())].map((name) => ({
    name,
    exported: new Map(
      [...nameOf].flatMap(([source, its]) => (its === name ? [[source, exported.get(source) ?? []]] : [])),
    ),
  }));
}

const UNWRITTEN = { write: false, metafile: true, logLevel: 'silent' } as const satisfies BuildOptions;

/** The sources that a start loads before its first line runs, and the start. */
function loadedWith({ inputs }: Metafile, starts: readonly string[]): ReadonlySet<string> {
  const loaded = new Set(starts);
  // A set yields what is added while it is gone through.
  for (const source of loaded)
    for (const { path, kind, external } of inputs[source]?.imports ?? [])
      if (kind === 'import-statement' && !external && !path.includes('node_modules/')) loaded.add(path);
  return loaded;
}

async function exportsOf(
  root: string,
  sources: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { metafile } = await build({
    ...UNWRITTEN,
    absWorkingDir: resolve(root),
    entryPoints: [...sources],
    outdir: 'dist',
    outbase: '.',
    format: 'esm',
  });
  return new Map(
    Object.values(metafile.outputs).map(({ entryPoint, exports }) => {
      if (entryPoint === undefined) throw new Error('a source has no output');
      return [entryPoint, exports];
    }),
  );
}

const GROUP = 'group';
const MEMBER = 'member';

/** What is imported of a group: a name that no path has, until it is known which file imports it. */
const specifierOf = ({ name }: Group): string => `${GROUP}:${name}`;

/** The entry point of a group, for the file `out`. */
export const entryOfGroup = (group: Group, out: string): { readonly in: string; readonly out: string } => ({
  in: specifierOf(group),
  out,
});

/** Exports of several sources may have the same name. */
const nameIn = (group: Group, source: string, name: string): string =>
  `m${[...group.exported.keys()].indexOf(source)}_${name}`;

/** Makes a file of each group, from which all others import what they import of its sources. */
export const groupsAsFiles = (root: string, groups: readonly Group[]): Plugin => ({
  name: 'groups',
  setup({ onLoad, onResolve }) {
    const groupOf = new Map(groups.flatMap((group) => [...group.exported.keys()].map((one) => [one, group])));
    const byName = new Map(groups.map((group) => [specifierOf(group), group]));
    const pathOf = (file: string): string => relative(root, file).replaceAll('\\', '/');
    onResolve({ filter: new RegExp(`^${GROUP}:`) }, ({ path, kind }) =>
      kind === 'entry-point' ? { path, namespace: GROUP } : { path, external: true },
    );
    onLoad({ filter: /./, namespace: GROUP }, ({ path }) => {
      const group = byName.get(path);
      return group && { contents: contentsOf(group), resolveDir: root };
    });
    onResolve({ filter: /^\.{1,2}\// }, ({ path, importer, resolveDir, namespace }) => {
      const source = pathOf(join(resolveDir, path));
      const group = groupOf.get(source);
      const own = namespace === GROUP ? byName.get(importer) : groupOf.get(pathOf(importer));
      // Each importer has its own: one for several would be split off as a file of what they share.
      return group && group !== own
        ? { path: source, suffix: `?${pathOf(importer)}`, namespace: MEMBER }
        : undefined;
    });
    onLoad({ filter: /./, namespace: MEMBER }, ({ path }) => {
      const group = groupOf.get(path);
      return group && { contents: importsOf(group, path) };
    });
  },
});

const contentsOf = (group: Group): string =>
  [...group.exported]
    .filter(([, names]) => names.length > 0)
    .map(
      ([source, names]) =>
        `export { ${names.map((name) => `${name} as ${nameIn(group, source, name)}`).join(', ')} } from './${source}';`,
    )
    .join('\n');

const importsOf = (group: Group, source: string): string => {
  const names = (group.exported.get(source) ?? []).map((name) => `${nameIn(group, source, name)} as ${name}`);
  return `export { ${names.join(', ')} } from '${specifierOf(group)}';`;
};

/** The text of an output with the files of groups in place of their names. `outputOf`: the file of a group; paths are relative to the root. */
export const withGroups = (
  text: string,
  path: string,
  groups: readonly Group[],
  outputOf: (group: Group) => string,
): string =>
  groups.reduce((all, group) => {
    const file = posix.relative(posix.dirname(path), outputOf(group));
    return all.replaceAll(`"${specifierOf(group)}"`, `"${file.startsWith('.') ? file : `./${file}`}"`);
  }, text);
