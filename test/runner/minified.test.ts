import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { blob } from '../../src/reporters/blob/index.ts';
import { readBlob } from '../../src/reporters/blob/read.ts';
import { plain } from '../../src/reporters/reporter.ts';
import { run, type RunOptions, type RunOutcome } from '../../src/runner/run.ts';
import { mergeParts } from '../../src/runner/shards/merge.ts';
import { code } from '../support/snippets.ts';
import { folder, repository, textOf } from './support.ts';

/** Of 130 kB, with a call that would be edited. */
const MINIFIED = `import{TestClient as T}from"testing";export const made=new T;made.get("/",{allowRedirects:!1});${'function a(e,t){if(e)return t+e.length;for(const r of e)t(r);return e}'.repeat(1800)}
`;

const CALL = `made.get('/', { allowRedirects: false });\n`;

const FILES = {
  'public/b.js': MINIFIED,
  'public/a.js': MINIFIED,
  'own.test.ts': code`
    import { TestClient } from 'testing';
    new TestClient().get('/', { allowRedirects: false });
  `,
  'plain.ts': 'export const one = 1;\n',
  'other.test.ts': `import { made } from './public/a.js';\n${CALL}`,
};

const NOTE = '2 files of minified code were not opened, such as public/a.js; one is if it is named as a path';

const runIn = async (cwd: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> =>
  run({
    ...{ cwd, paths: ['.'], mode: 'check', unsafe: false, allowDirty: false },
    ...{ select: [], ignore: [], clients: [], include: [], exclude: [] },
    ...{ noIgnore: false, forceExclude: false, strictParsing: false, allowUnmatched: false },
    ...options,
  });

const aboutMinified = (notes: readonly string[]): readonly string[] =>
  notes.filter((note) => note.includes('minified'));

const changed = ({ report }: RunOutcome): readonly string[] =>
  report.files.filter(({ status }) => status === 'changed').map(({ path }) => path);

const edited = ({ report }: RunOutcome): unknown =>
  report.files.map(({ path, edits, manual, after }) => ({ path, edits, manual, after }));

describe('files of minified code', () => {
  test('are not opened, and one note tells how many there are', async () => {
    const outcome = await runIn(repository(FILES));
    expect(changed(outcome)).toEqual(['own.test.ts']);
    expect(outcome.report.summary).toMatchObject({ scanned: 5, failed: 0 });
    expect(aboutMinified(outcome.notes)).toEqual([NOTE]);
  });

  test('are opened if they are named, also beside their folder', async () => {
    const root = repository(FILES);
    for (const paths of [['public/a.js'], ['.', 'public/a.js'], ['public/a.js', 'public']]) {
      const outcome = await runIn(root, { paths });
      expect(changed(outcome)).toContain('public/a.js');
      expect(aboutMinified(outcome.notes)).toEqual(
        paths.length === 1
          ? []
          : ['public/b.js is minified code and was not opened; it is if it is named as a path'],
      );
    }
  });

  test('are opened if a link to them is named', async () => {
    const root = repository({ ...FILES, 'own.test.ts': '' });
    symlinkSync('public/a.js', join(root, 'link.js'));
    const outcome = await runIn(root, { paths: ['.', 'link.js'] });
    expect(changed(outcome)).toContain('public/a.js');
  });

  test('are not named by a list of files', async () => {
    const outcome = await runIn(repository(FILES), { paths: [], filesFrom: ['public/a.js', 'own.test.ts'] });
    expect(changed(outcome)).toEqual(['own.test.ts']);
    expect(aboutMinified(outcome.notes)).toHaveLength(1);
  });

  test('are of no interest where nothing in them would be', async () => {
    const root = repository({ ...FILES, 'public/a.js': 'function a(e){if(e){return e}}'.repeat(5000) });
    expect(aboutMinified((await runIn(root)).notes)).toEqual([
      NOTE.replace(
        /2 files.*/,
        'public/b.js is minified code and was not opened; it is if it is named as a path',
      ),
    ]);
  });

  test('export what is not known, as a module that is not there', async () => {
    const { 'public/a.js': _, ...without } = FILES;
    const [there, missing] = [await runIn(repository(FILES)), await runIn(repository(without))];
    expect(edited(there)).toEqual(edited(missing));
    expect(changed(there)).toEqual(['own.test.ts']);
  });

  test('are told of once by all parts of a run', async () => {
    const root = repository(FILES);
    const parts = await Promise.all(
      [1, 2, 3].map(async (index) => {
        const { report, notes } = await runIn(root, { shard: { index, of: 3 } });
        expect(aboutMinified(notes)).toEqual([NOTE]);
        const read = readBlob(blob(report, { paint: plain, width: 100, verbose: false }));
        if ('problem' in read) throw new Error(read.problem);
        return read.part;
      }),
    );
    const merged = mergeParts([parts[0]!, ...parts.slice(1)]);
    expect(aboutMinified(merged.origin?.notes ?? [])).toEqual([NOTE]);
    expect(merged.summary).toEqual({ ...(await runIn(root)).report.summary, ms: merged.summary.ms });
  });

  test('are left as they are, and read from a pipe they are migrated', async () => {
    const root = folder(FILES);
    await runIn(root, { mode: 'write', allowDirty: true });
    expect(textOf(root, 'public/a.js')).toBe(MINIFIED);
    const { output } = await runIn(root, {
      paths: [],
      stdin: { filename: join(root, 'public/a.js'), source: Buffer.from(MINIFIED) },
    });
    expect(Buffer.from(output ?? []).toString()).toContain('made.get("/",{followRedirects:!1});');
  });
});
