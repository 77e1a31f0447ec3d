import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

interface Layer {
  readonly files: string;
  /** What its files may import: beginnings of paths, and packages by name. */
  readonly imports: readonly string[];
  /** Knows nothing of the machine it runs on. */
  readonly pure?: boolean;
}

/** The first layer that fits a file is the one it belongs to. */
const LAYERS: readonly Layer[] = [
  { files: 'bin/', imports: ['src/cli/'] },
  { files: 'src/core/', imports: ['src/core/'], pure: true },
  // What a recorded run leaves behind, and how it is read.
  { files: 'src/evidence/', imports: ['src/core/', 'src/evidence/'], pure: true },
  // What two recorded runs show to be different.
  { files: 'src/proof/', imports: ['src/core/', 'src/evidence/', 'src/proof/'], pure: true },
  { files: 'src/clients/', imports: ['src/clients/', 'src/core/'], pure: true },
  {
    files: 'src/languages/kernel/',
    imports: ['src/clients/', 'src/core/', 'src/languages/kernel/'],
    pure: true,
  },
  {
    files: 'src/languages/python/',
    imports: [
      'src/clients/',
      'src/core/',
      'src/languages/kernel/',
      'src/languages/python/',
      'web-tree-sitter',
      'node:fs',
      'node:module',
      'node:url',
    ],
    pure: true,
  },
  {
    files: 'src/languages/javascript/',
    imports: [
      'src/clients/',
      'src/core/',
      'src/languages/kernel/',
      'src/languages/javascript/',
      '@babel/types',
      'jscodeshift',
      'ts-morph',
    ],
    pure: true,
  },
  {
    files: 'src/languages/config/',
    imports: [
      'src/clients/',
      'src/core/',
      'src/languages/config/',
      'src/languages/kernel/',
      'toml-eslint-parser',
    ],
    pure: true,
  },
  // What configuration files say: texts become settings.
  {
    files: 'src/config/',
    imports: ['src/config/', 'src/core/', 'jsonc-parser', 'toml-eslint-parser'],
    pure: true,
  },
  { files: 'src/languages/', imports: ['src/clients/', 'src/core/', 'src/languages/'], pure: true },
  { files: 'src/reporters/', imports: ['src/core/', 'src/proof/', 'src/reporters/', 'diff'], pure: true },
  {
    files: 'src/runner/',
    imports: [
      'src/clients/targets/',
      'src/config/',
      'src/core/',
      'src/evidence/',
      'src/languages/index.ts',
      'src/proof/',
      'src/registry.ts',
      // The cache keeps what was found in the form of a blob.
      'src/reporters/blob/',
      'src/runner/',
      'node:',
      'ignore',
      'picomatch',
    ],
  },
  {
    files: 'src/cli/',
    imports: [
      'src/cli/',
      'src/config/',
      'src/clients/targets/',
      'src/clients/warnings.ts',
      'src/core/',
      'src/evidence/',
      'src/proof/',
      'src/reporters/',
      'src/runner/',
      'src/registry.ts',
      'src/explanations.ts',
      'src/languages/index.ts',
      'node:',
      'chalk',
      'commander',
      'diff',
    ],
  },
  {
    files: 'src/jscodeshift.ts',
    imports: ['src/clients/targets/', 'src/core/', 'src/languages/index.ts', 'jscodeshift'],
    pure: true,
  },
  { files: 'src/registry.ts', imports: ['src/core/', 'transforms/'] },
  { files: 'src/explanations.ts', imports: ['src/core/'] },
  {
    files: 'src/api/',
    imports: [
      'src/api/',
      'src/cli/arguments/',
      'src/cli/config/',
      'src/cli/patch.ts',
      'src/cli/publish.ts',
      'src/clients/targets/',
      'src/core/',
      'src/languages/index.ts',
      'src/registry.ts',
      'src/reporters/',
      'src/runner/',
      'node:path',
      'node:process',
      'commander',
    ],
  },
  {
    files: 'src/index.ts',
    imports: [
      'src/api/',
      'src/cli/patch.ts',
      'src/core/',
      'src/reporters/index.ts',
      'src/runner/errors.ts',
      'src/runner/progress/',
    ],
    pure: true,
  },
  { files: 'transforms/', imports: ['src/clients/', 'src/core/', 'src/jscodeshift.ts'], pure: true },
];

/** Names that reach the machine: its process, terminal, clock, dice. */
const MACHINE = new Set([
  'process',
  'console',
  'Date',
  'performance',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'fetch',
]);

const FILES = ['bin', 'src', 'transforms']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(
      (file) => `${folder}/${file.replaceAll('\\', '/')}`,
    ),
  )
  .filter((file) => file.endsWith('.ts') && !file.startsWith('src/dev/'))
  .sort();

/** As vitest takes them: `$files` in a title would be quoted and cut. */
const BY_NAME = LAYERS.map((layer) => [layer.files, layer] as const);

const layerOf = (file: string): Layer | undefined => LAYERS.find(({ files }) => file.startsWith(files));

const filesOf = (layer: Layer): readonly string[] => FILES.filter((file) => layerOf(file) === layer);

const importsOf = (file: string): readonly string[] =>
  ts
    .preProcessFile(readFileSync(file, 'utf8'), true, true)
    .importedFiles.map(({ fileName }) =>
      fileName.startsWith('.') ? posix.join(posix.dirname(file), fileName) : fileName,
    );

/** A whole name, or the beginning of one where it ends in `/` or `:`. */
const isAllowed = (target: string, { imports }: Layer): boolean =>
  imports.some(
    (one) => target === one || (/[/:]$/.test(one) && target.startsWith(one)) || target.startsWith(`${one}/`),
  );

function machineNames(file: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && MACHINE.has(node.text) && !isMember(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
  return found;
}

const isMember = ({ parent, pos }: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(parent) && parent.name.pos === pos) ||
  ts.isPropertyAssignment(parent) ||
  ts.isPropertySignature(parent);

test('every source file belongs to a layer', () => {
  expect(FILES.filter((file) => !layerOf(file))).toEqual([]);
});

describe.each(BY_NAME)('%s', (_files, layer) => {
  const files = filesOf(layer);

  test('exists', () => {
    expect(files).not.toEqual([]);
  });

  test('imports only what it may', () => {
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((target) => !isAllowed(target, layer))
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

test.each(BY_NAME.filter(([, { pure }]) => pure))(
  '%s knows nothing of process, terminal or clock',
  (_files, layer) => {
    const files = filesOf(layer);
    expect(files.flatMap((file) => machineNames(file).map((name) => `${file} uses ${name}`))).toEqual([]);
  },
);

/**
 * Groups of files that import each other, directly or through others: the strongly connected components of the graph
 * (Tarjan's algorithm) with more than one file, each sorted. A file that imports itself is a group of its own.
 */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const open: string[] = [];
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    open.push(file);
    let lowest = own;
    for (const target of graph.get(file) ?? []) {
      const seen = order.get(target);
      if (seen === undefined) lowest = Math.min(lowest, visit(target));
      else if (open.includes(target)) lowest = Math.min(lowest, seen);
    }
    if (lowest < own) return lowest;
    const group = open.splice(open.indexOf(file)).sort();
    if (group.length > 1 || graph.get(file)?.includes(file)) found.push(group);
    return own;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found.sort();
}

/** Imports of types count: a file is read together with what it names, whether or not anything is left of that at run time. */
test('no files import each other in a circle', () => {
  expect(circlesIn(new Map(FILES.map((file) => [file, importsOf(file)])))).toEqual([]);
});

/** Windows has none of them, and an import of a name that a module does not have ends the command before it begins. */
test('no file imports by name what node:process has on some systems alone', () => {
  const partial = /^(?:[gs]ete?[ug]id|[gs]etgroups|initgroups)$/;
  const found = FILES.flatMap((file) =>
    Array.from(readFileSync(file, 'utf8').matchAll(/import \{([^}]*)\} from 'node:process'/g)).flatMap(
      ([, names = '']) =>
        names
          .split(',')
          .filter((name) => partial.test(name.trim()))
          .map((name) => `${file}: ${name}`),
    ),
  );
  expect(found).toEqual([]);
});

test.each<[string, Record<string, string[]>, string[][]]>([
  ['none in a chain', { a: ['b'], b: ['c'], c: [] }, []],
  ['none where two ways lead to one file', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, []],
  ['two files', { a: ['b'], b: ['a'] }, [['a', 'b']]],
  ['a file that imports itself', { a: ['a'] }, [['a']]],
  ['only the files of the circle', { a: ['b'], b: ['c'], c: ['d', 'e'], d: ['b'], e: [] }, [['b', 'c', 'd']]],
  ['circles that share a file as one', { a: ['b', 'c'], b: ['a'], c: ['a'] }, [['a', 'b', 'c']]],
  [
    'circles apart',
    { a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] },
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
  ],
])('circles of imports are found: %s', (_, graph, circles) => {
  expect(circlesIn(new Map(Object.entries(graph)))).toEqual(circles);
});

/** The parts of each language's inference in the order of ARCHITECTURE.md: each imports its own row and those above it. */
const ROWS: readonly (readonly [language: string, rows: readonly (readonly string[])[]])[] = [
  [
    'python',
    [
      ['analysis.ts', 'types.ts', 'subjects.ts', 'knowledge.ts', 'corrected.ts'],
      ['collections/'],
      ['functions/'],
      ['changes/'],
      ['classes/'],
      ['pytest/'],
      ['replaced/'],
      ['callers.ts', 'dependencies.ts', 'lambdas.ts', 'parameters.ts', 'named.ts', 'assigned.ts'],
      ['names/', 'annotations.ts', 'members.ts'],
      ['calls/'],
      ['infer.ts', 'answers.ts'],
    ],
  ],
  [
    'javascript',
    [
      ['analysis.ts', 'types.ts', 'subjects.ts', 'keys.ts', 'knowledge.ts', 'clients.ts'],
      ['collections/'],
      ['functions/'],
      ['classes/'],
      ['runners/'],
      ['callers.ts', 'callbacks.ts', 'parameters.ts', 'named.ts'],
      ['names.ts', 'annotations.ts', 'members.ts'],
      ['calls/'],
      ['infer.ts', 'answers.ts'],
    ],
  ],
];

test.each(ROWS)('the parts of the inference of %s import nothing below them', (language, rows) => {
  const home = `src/languages/${language}/inference/`;
  const rowOf = (file: string): number =>
    rows.findIndex((parts) => parts.some((part) => file.startsWith(home + part)));
  const files = FILES.filter((file) => file.startsWith(home));
  expect(files.filter((file) => rowOf(file) < 0)).toEqual([]);
  const wrong = files.flatMap((file) =>
    importsOf(file)
      .filter((target) => rowOf(target) > rowOf(file))
      .map((target) => `${file} imports ${target}`),
  );
  expect(wrong).toEqual([]);
});

/**
 * Files that may open others: a FIFO or a device in the place of a file hangs or never ends. Everything of a user's tree is read by
 * `readBytes`; the rest is for pipes, for writing, and for what belongs to this package.
 */
const READERS = [
  'src/runner/files/read.ts',
  'src/runner/files/write',
  // `/proc` of a process that the run started.
  'src/runner/files/git/watch.ts',
  'src/cli/inputs.ts',
  // What an editor has left of a file that it was given.
  'src/cli/interactive/editor.ts',
  'src/runner/version.ts',
  // The terminal of this process, of which nothing is read.
  'src/runner/record/command.ts',
];
const READS =
  /\b(?:readFile|readFileSync|createReadStream|readSync|open|openSync|openAsBlob|readv|readvSync)\b/;

/** The names that a file imports from the modules of Node for files; all of them where it takes a module as a whole. */
const importedForFiles = (source: string): readonly string[] =>
  Array.from(
    source.matchAll(/^import\s+(?!type\b)([^'";]*?)\s+from\s+'(?:node:)?fs(?:\/promises)?'/gm),
    ([, names = '']) => (names.startsWith('{') ? names : 'readFile'),
  );

test('files are opened by `readBytes` and few others', () => {
  const reading = FILES.filter((file) =>
    importedForFiles(readFileSync(file, 'utf8')).some((names) => READS.test(names)),
  );
  expect(reading).toContain('src/runner/files/read.ts');
  expect(reading.filter((file) => !READERS.some((known) => file.startsWith(known)))).toEqual([]);
});

test.each([
  ["import { readFile } from 'node:fs/promises';", true],
  ["import { existsSync, openSync as open } from 'node:fs';", true],
  ["import {\n  statSync,\n  createReadStream,\n} from 'fs';", true],
  ["import * as fs from 'node:fs';", true],
  ["import { existsSync, readdirSync, opendirSync } from 'node:fs';", false],
  ["import type { FileHandle } from 'node:fs/promises';", false],
])('opening a file is seen: %j %s', (source, expected) => {
  expect(importedForFiles(source).some((names) => READS.test(names))).toBe(expected);
});

const MOST_FILES = 15;

/** A folder is read like a page: more files than this want rooms. `transforms` is a list of rules, however long. */
test(`no folder but \`transforms\` holds more than ${MOST_FILES} files`, () => {
  const folders = FILES.map((file) => posix.dirname(file)).filter((folder) => folder !== 'transforms');
  const crowded = [...new Set(folders)].filter(
    (folder) => folders.filter((one) => one === folder).length > MOST_FILES,
  );
  expect(crowded).toEqual([]);
});

test('what a rule imports is found, whatever the kind of import', () => {
  const found = ts.preProcessFile(
    "import a from 'a'; import type { B } from 'b'; export { c } from 'c'; void import('d');",
  );
  expect(found.importedFiles.map(({ fileName }) => fileName)).toEqual(['a', 'b', 'c', 'd']);
});
