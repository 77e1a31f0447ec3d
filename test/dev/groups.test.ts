import { build } from 'esbuild';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeBundle } from '../../src/dev/package/bundle.ts';
import {
  entryOfGroup,
  groupsAsFiles,
  groupsOf,
  withGroups,
  type Group,
} from '../../src/dev/package/groups.ts';
import { folder } from '../runner/support.ts';

const SOURCES = {
  'command.ts': [
    "import { name } from './of-command.ts';",
    "import { name as other } from './of-both.ts';",
    'export const command = [name, other];',
    "export const late = () => import('./late.ts');",
  ].join('\n'),
  'thread.ts': "import { name } from './of-both.ts'; export const thread = [name];",
  'of-command.ts': "import { name as other } from './of-both.ts'; export const name = `own, not ${other}`;",
  'of-both.ts': "import { deeper } from './deeper.ts'; export const name = `${deeper} of both`;",
  'deeper.ts': "export const deeper = 'deeper';",
  'late.ts':
    "import { name } from './of-command.ts'; import { only } from './only-late.ts'; export const late = [name, only];",
  'only-late.ts': "export const only = 'only';",
};

const STARTS = { command: ['command.ts'], thread: ['thread.ts'] };

const optionsFor = (root: string) =>
  ({ absWorkingDir: root, format: 'esm', platform: 'node', outdir: 'dist', outbase: '.' }) as const;

const grouped = (root: string): Promise<readonly Group[]> =>
  groupsOf(root, STARTS, ['command'], optionsFor(root));

test('sources that the same starts load are a group; what is loaded later and the starts are in none', async () => {
  const groups = await grouped(folder(SOURCES));
  expect(
    Object.fromEntries(groups.map(({ name, exported }) => [name, Object.fromEntries(exported)])),
  ).toEqual({
    command: { 'of-command.ts': ['name'] },
    // What nobody outside imports has no names.
    'command-thread': { 'of-both.ts': ['name'], 'deeper.ts': [] },
  });
});

test('what one start loads alone is left to the bundler unless it is asked for', async () => {
  const root = folder(SOURCES);
  const groups = await groupsOf(root, STARTS, [], optionsFor(root));
  expect(groups.map(({ name }) => name)).toEqual(['command-thread']);
});

test('groups are files of a bundle, which runs as its sources do', async () => {
  const root = folder({ ...SOURCES, 'package.json': '{ "type": "module" }' });
  const groups = await grouped(root);
  const { outputFiles } = await build({
    ...optionsFor(root),
    bundle: true,
    splitting: true,
    write: false,
    entryPoints: [
      ...Object.values(STARTS)
        .flat()
        .map((one) => ({ in: one, out: `starts/${one.replace('.ts', '')}` })),
      ...groups.map((group) => entryOfGroup(group, `lib/of-${group.name}`)),
    ],
    plugins: [groupsAsFiles(root, groups)],
  });
  const outputs = outputFiles.map(({ path, text }) => {
    const name = path.slice(root.length + 1);
    return { path: name, text: withGroups(text, name, groups, (group) => `dist/lib/of-${group.name}.js`) };
  });
  writeBundle(root, outputs);
  expect(
    outputs
      .filter(({ text }) => text.includes('=> import') || text.includes('"deeper"'))
      .map(({ path }) => path),
  ).toEqual(['dist/starts/command.js', 'dist/lib/of-command-thread.js']);
  const { command, late } = (await import(join(root, 'dist/starts/command.js'))) as {
    command: unknown;
    late: () => Promise<{ late: unknown }>;
  };
  expect(command).toEqual(['own, not deeper of both', 'deeper of both']);
  expect((await late()).late).toEqual(['own, not deeper of both', 'only']);
  expect(await import(join(root, 'dist/starts/thread.js'))).toMatchObject({ thread: ['deeper of both'] });
});
