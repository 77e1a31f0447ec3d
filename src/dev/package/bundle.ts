import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { build, transform, type BuildOptions, type Metafile, type Plugin } from 'esbuild';
import { entryOfGroup, groupsAsFiles, groupsOf, withGroups, type Group } from './groups.ts';

/** The compiler looks for it while it is debugged. */
const NOT_NEEDED = ['source-map-support'];

/** The main file of these loads its parts by a `require` that is handed over (UMD), so a bundle would have none of them. */
const MODULES = { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' };

interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string; readonly types?: string }>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Where the build has what several of its entry points share, and files that stand beside it. */
export const SHARED = 'dist/lib';

/** The transforms, all in one file: a bundle has a file for each set of entry points that share code, and two dozen of them make many sets. */
export const TRANSFORMS = `${SHARED}/transforms.js`;

/** What package.json does not name: the first module of a thread. */
const THREADS = ['src/runner/jobs/worker.ts'];

/** What the command begins with, and what it loads unless it has only to tell its version. */
const COMMAND = { start: ['src/cli/start.ts'], main: ['src/cli/main.ts'] };

/** The file of what is loaded together. */
const fileOf = ({ name }: Group): string => `${SHARED}/of-${name}.js`;

/** A file of the build. */
export interface Output {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

/**
 * Bundles the sources for `dist/`: a file for each that package.json names, and `lib/` for what they share. Packages are bundled too,
 * but for those that package.json lists under `dependencies`, which npm installs.
 */
export async function bundle(root: string): Promise<readonly Output[]> {
  const groups = await groupsIn(root);
  const { metafile, outputFiles } = await build(optionsFor(root, groups, [minified]));
  const outputs = outputFiles.map(async ({ path, text }) => {
    const name = relative(resolve(root), path).replaceAll('\\', '/');
    const linked = withGroups(text, name, groups, fileOf);
    return { path: name, text: isOfPackages(metafile, name) ? await dense(linked) : linked };
  });
  return [...(await Promise.all(outputs)), ...transformsIn(root).map(entryOf)];
}

/** The folders of the packages that parts of a bundle are from, relative to the root and sorted: `node_modules/<name>`. */
export async function packagesInBundle(root: string): Promise<readonly string[]> {
  const { metafile } = await build(optionsFor(root, await groupsIn(root)));
  const inputs = Object.values(metafile.outputs).flatMap((one) => Object.entries(one.inputs));
  // Much is read and dropped.
  const kept = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return [...new Set(kept.map(([path]) => packageOf(path)).filter((path) => path !== undefined))].sort();
}

/** What is loaded together, whoever loads it. */
const groupsIn = (root: string): Promise<readonly Group[]> => {
  const threads = { worker: THREADS };
  const exported = { transforms: transformsIn(root), index: ['src/index.ts'] };
  return groupsOf(root, { ...COMMAND, ...threads, ...exported }, ['main'], {
    ...sharedOptions(root),
    packages: 'external',
  });
};

const optionsFor = (root: string, groups: readonly Group[], more: readonly Plugin[] = []) =>
  ({
    ...sharedOptions(root),
    entryPoints: [
      ...entryPointsIn(root).filter((source) => !isTransform(source)),
      { in: TOGETHER, out: outOf(TRANSFORMS) },
      ...groups.map((group) => entryOfGroup(group, outOf(fileOf(group)))),
    ].map((one) => (typeof one === 'string' ? { in: one, out: one.replace(/\.ts$/, '') } : one)),
    plugins: [builtins, ...more, together(transformsIn(root)), groupsAsFiles(resolve(root), groups)],
    write: false,
    metafile: true,
  }) as const satisfies BuildOptions;

const outOf = (file: string): string => file.replace(/^dist\/|\.js$/g, '');

const sharedOptions = (root: string) =>
  ({
    absWorkingDir: resolve(root),
    outdir: 'dist',
    outbase: '.',
    chunkNames: `${SHARED.replace('dist/', '')}/[name]-[hash]`,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    // Packages that were written for CommonJS look for files beside them; the compiler of TypeScript asks at its start.
    define: { __filename: 'import.meta.filename', __dirname: 'import.meta.dirname' },
    // Licences are in THIRD-PARTY.md, whole.
    legalComments: 'none',
    external: [...Object.keys(readManifest(root).dependencies ?? {}), ...NOT_NEEDED],
    alias: MODULES,
    logLevel: 'warning',
  }) as const satisfies BuildOptions;

/** Writes the files of a bundle. */
export function writeBundle(root: string, outputs: readonly Output[]): void {
  for (const { path, text } of outputs) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Whether an output has nothing of this project's own code. */
function isOfPackages({ outputs }: Metafile, path: string): boolean {
  const inputs = Object.keys(outputs[path]?.inputs ?? {});
  return inputs.length > 0 && inputs.every((input) => isBuiltin(input) || packageOf(input) !== undefined);
}

const dense = async (text: string): Promise<string> =>
  (await transform(text, { minifyWhitespace: true, legalComments: 'none' })).code;

/** The folder of the package that a file is of; `undefined` for one of this project. */
const packageOf = (path: string): string | undefined =>
  /\bnode_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];

const readManifest = (root: string): Manifest =>
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;

/** The declarations that package.json names, relative to `dist/` and with `/`. */
export const declarationsOf = (root: string): readonly string[] =>
  Object.values(readManifest(root).exports)
    .map((one) => (typeof one === 'string' ? undefined : one.types))
    .filter((path) => path !== undefined)
    .map((path) => path.replace(/^\.\/dist\//, '').replace(/\.d\.ts$/, '.ts'))
    .flatMap((source) => sourcesOf(root, source))
    .map((source) => source.replace(/\.ts$/, '.d.ts'));

/** The sources of the files that package.json names, and of those that threads begin with, relative to the root and with `/`. */
export function entryPointsIn(root: string): readonly string[] {
  const { bin, exports } = readManifest(root);
  const named = [
    ...Object.values(bin),
    ...Object.values(exports).map((one) => (typeof one === 'string' ? one : one.default)),
  ];
  return [
    ...named
      .filter((path) => path.endsWith('.js'))
      .map((path) => path.replace(/^(?:\.\/)?dist\//, '').replace(/\.js$/, '.ts'))
      .flatMap((source) => sourcesOf(root, source)),
    ...THREADS,
  ];
}

/** A source, or each of the folder where `*` stands for its name. */
const sourcesOf = (root: string, source: string): readonly string[] =>
  source.endsWith('/*.ts') ? sourcesIn(root, dirname(source)) : [source];

const sourcesIn = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.ts'))
    .sort()
    .map((file) => `${folder}/${file}`);

const isTransform = (source: string): boolean => source.startsWith('transforms/');

const transformsIn = (root: string): readonly string[] => entryPointsIn(root).filter(isTransform);

const TOGETHER = 'together:transforms';

/** A module that exports each transform by its place among them. */
const together = (transforms: readonly string[]): Plugin => ({
  name: 'together',
  setup({ initialOptions: { absWorkingDir: root }, onLoad, onResolve }) {
    onResolve({ filter: new RegExp(`^${TOGETHER}$`) }, ({ path }) => ({ path, namespace: TOGETHER }));
    onLoad({ filter: /./, namespace: TOGETHER }, () => ({
      contents: transforms
        .map((source, at) => `export { default as transform${at}, rule as rule${at} } from './${source}';`)
        .join('\n'),
      ...(root !== undefined && { resolveDir: root }),
    }));
  },
});

/** The file that package.json names for a transform. */
const entryOf = (source: string, at: number): Output => ({
  path: `dist/${source.replace(/\.ts$/, '.js')}`,
  text: `export { transform${at} as default, rule${at} as rule } from "../lib/transforms.js";\n`,
});

const BUILTIN = 'builtin';
const isBuiltin = (input: string): boolean => input.startsWith(`${BUILTIN}:`);

/** A module of ECMAScript has no `require`, by which packages of CommonJS load what Node brings. */
const builtins: Plugin = {
  name: 'builtins',
  setup({ onLoad, onResolve }) {
    const names = new Set(builtinModules.flatMap((name) => [name, `node:${name}`]));
    onResolve({ filter: /^[\w:/]+$/ }, ({ kind, path }) =>
      kind === 'require-call' && names.has(path) ? { path, namespace: BUILTIN } : undefined,
    );
    onLoad({ filter: /./, namespace: BUILTIN }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
      loader: 'js',
    }));
  },
};

/** Only what others wrote: a stack trace of this project's code has to be of use. */
const minified: Plugin = {
  name: 'minified',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]node_modules[\\/].*\.[cm]?js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, { minify: true, legalComments: 'none', platform: 'node' });
      return { contents: code, loader: 'js' };
    });
  },
};
