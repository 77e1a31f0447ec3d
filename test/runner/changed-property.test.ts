import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { languages } from '../../src/languages/index.ts';
import { rules } from '../../src/registry.ts';
import { run } from '../../src/runner/run.ts';
import { pythonProjects, scriptProjects } from './gate-projects.ts';
import { commit, defaults, fill, folder, git } from './support.ts';

/** What a run says of each file with edits or findings. */
async function told(cwd: string, changed?: { readonly since: string }) {
  const { report } = await run(
    { ...defaults, cwd, paths: ['.'], mode: 'check', level: 'differs', ...(changed && { changed }) },
    { languages, rules },
  );
  return new Map(report.files.map(({ path, edits, manual }) => [path, { edits, manual }] as const));
}

/** Fails where `--changed` tells of a changed file otherwise than a run over everything; gives how many it tells of. */
async function expectSame(files: Readonly<Record<string, string>>, picked: readonly boolean[]) {
  const root = folder(files);
  git(root, 'init', '-q', '-b', 'main');
  commit(root);
  const sources = Object.keys(files).filter((path) => /\.(?:py|[jt]sx?)$/.test(path));
  const edited = new Set(sources.filter((_, at) => picked[at % picked.length]));
  for (const path of edited) fill(root, { [path]: `${readFileSync(join(root, path), 'utf8')}\n` });
  const all = await told(root);
  const expected = [...all].filter(([path]) => edited.has(path));
  expect([...(await told(root, { since: 'main' }))]).toEqual(expected);
  return expected.length;
}

test.each([
  ['Python', pythonProjects],
  ['JavaScript', scriptProjects],
] as const)(
  '--changed says of each file what a run over the whole project of %s says',
  async (_, projects) => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(
        projects,
        fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
        async (files, picked) => {
          count += await expectSame(files, picked);
        },
      ),
      { numRuns: 15, seed: 1 },
    );
    // A test that finds nothing says nothing.
    expect(count).toBeGreaterThan(0);
  },
);
