import fc from 'fast-check';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { formatReport, listFormats, run, type RunOptions } from '../../../src/index.ts';
import { broken, clean, legacy, unclear } from '../../cli/command.ts';
import { code } from '../../support/snippets.ts';
import { fill, folder, repository, textOf } from '../support.ts';

const HELPER = code`
  from starlette.testclient import TestClient

  def make(app):
      return TestClient(app)
`;
const USER = code`
  from helper import make

  def test_a(app):
      make(app).get("/", allow_redirects=False)
`;
const SCRIPT = code`
  import { TestClient } from '@/client';

  const client = new TestClient(app);
  client.get('/', { allowRedirects: false });
`;
const FILES = {
  'a.py': legacy,
  'sub/b.py': unclear,
  'c.py': clean,
  'helper.py': HELPER,
  'test_user.py': USER,
};

type Phases = Set<string>;

/** A run as all formats and notes tell it, and whether a file was migrated in it: a hit opens none. */
async function told(
  cwd: string,
  options: RunOptions,
): Promise<{ readonly text: string; readonly isOpened: boolean; readonly notes: readonly string[] }> {
  const phases: Phases = new Set();
  const { report, notes } = await run({
    ...{ jobs: 1, cwd },
    ...options,
    onProgress: ({ phase }) => void phases.add(phase),
  });
  const still = { ...report, summary: { ...report.summary, ms: 0 } };
  const texts: string[] = [];
  for (const format of await listFormats()) texts.push(await formatReport(still, format));
  return { text: texts.join('\n'), isOpened: phases.has('reading') || phases.has('migrating'), notes };
}

const placeIn = (cwd: string): string => join(cwd, '.bump-testclient-cache');

const entriesIn = (place: string): readonly string[] =>
  readdirSync(place).filter((name) => name.endsWith('.cache'));

describe('a run with a cache', () => {
  test.each<RunOptions>([
    {},
    { mode: 'check' },
    { unsafe: true },
    { paths: ['sub', 'a.py'] },
    { shard: '1/2' },
  ])('tells with an empty and a warm one what it tells without: %j', async (options) => {
    const cwd = repository({ ...FILES, 'broken.py': broken });
    const without = await told(cwd, options);
    const empty = await told(cwd, { ...options, cache: true });
    const warm = await told(cwd, { ...options, cache: true });
    expect([empty.text, warm.text]).toEqual([without.text, without.text]);
    expect([empty.notes, warm.notes]).toEqual([without.notes, without.notes]);
    expect([without.isOpened, empty.isOpened, warm.isOpened]).toEqual([true, true, false]);
  });

  test('uses none unless it is told to', async () => {
    const cwd = repository(FILES);
    await told(cwd, {});
    await told(cwd, { cache: true, noCache: true });
    expect(existsSync(placeIn(cwd))).toBe(false);
  });

  test('a migrated tree is answered from it in write mode, and no source is written from it', async () => {
    const cwd = repository(FILES);
    await told(cwd, { mode: 'write', cache: true });
    expect(existsSync(placeIn(cwd))).toBe(false);
    const second = await told(cwd, { mode: 'write', cache: true, allowDirty: true });
    const third = await told(cwd, { mode: 'write', cache: true, allowDirty: true });
    expect([second.isOpened, third.isOpened]).toEqual([true, false]);
    expect(third.text).toBe(second.text);
  });

  test('a file that is read besides the listed ones counts, also one that comes later', async () => {
    const cwd = repository({
      'a.ts': SCRIPT,
      'src/client.ts': "export { TestClient } from 'starlette-testclient';\n",
      'package.json': '{}',
    });
    const at = { cache: true, noIgnore: true };
    for (const target of ['other', 'src', undefined]) {
      const paths = { compilerOptions: { baseUrl: '.', paths: { '@/*': [`${target}/*`] } } };
      if (target === undefined) rmSync(join(cwd, 'tsconfig.json'));
      else fill(cwd, { 'tsconfig.json': JSON.stringify(paths) });
      const own = await told(cwd, at);
      expect(own.text).toBe((await told(cwd, { noIgnore: true })).text);
      expect((await told(cwd, at)).isOpened).toBe(false);
    }
  });

  test('a minified file that was opened since it was named is not, where its folder is', async () => {
    const body = 'function a(e,t){if(e)return t+e.length;for(const r of e)t(r);return e}'.repeat(1800);
    const call = 'import{TestClient as T}from"testing";new T().get("/",{allowRedirects:!1});';
    const cwd = repository({ 'lib.js': `${call}${body}\n` });
    const named = await told(cwd, { paths: ['lib.js'], cache: true });
    const found = await told(cwd, { cache: true });
    expect(found.text).not.toBe(named.text);
    expect([found.text, found.notes]).toEqual([(await told(cwd, {})).text, (await told(cwd, {})).notes]);
  });

  test('what the suite is to run on counts', async () => {
    const cwd = repository({ ...FILES, 'requirements.txt': 'starlette==0.20\n' });
    await told(cwd, { cache: true });
    fill(cwd, { 'requirements.txt': 'starlette==1.0\n' });
    expect((await told(cwd, { cache: true })).text).toBe((await told(cwd, {})).text);
  });

  test('any changes of files, options and order are seen', async () => {
    const contents = fc.constantFrom(legacy, unclear, clean, broken, HELPER, USER, undefined);
    const step = fc.record({
      path: fc.constantFrom('a.py', 'helper.py', 'test_user.py', 'sub/b.py', 'requirements.txt'),
      content: contents,
      options: fc.constantFrom<RunOptions>(
        ...[{}, { unsafe: true }, { ignore: 'follow-redirects' }, { mode: 'check' as const }],
        ...[{ clients: 'api' }, { target: 'httpx2' }, { paths: ['sub', '.'] }, { paths: ['.', 'sub'] }],
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        const cwd = repository(FILES);
        for (const { path, content, options } of steps) {
          if (content === undefined) rmSync(join(cwd, path), { force: true });
          else fill(cwd, { [path]: content });
          mkdirSync(join(cwd, 'sub'), { recursive: true });
          const given = { ...options, noErrorOnUnmatched: true };
          const without = await told(cwd, given);
          for (const _ of ['stale', 'warm'])
            expect((await told(cwd, { ...given, cache: true })).text).toBe(without.text);
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

describe('the folder of a cache', () => {
  test('is hidden from git, and only the user may read it', async () => {
    const cwd = repository(FILES);
    await told(cwd, { cache: true });
    const place = placeIn(cwd);
    expect(textOf(place, '.gitignore')).toBe('*\n');
    expect(entriesIn(place)).toHaveLength(1);
    for (const name of entriesIn(place)) expect(lstatSync(join(place, name)).mode & 0o777).toBe(0o600);
  });

  test('is in node_modules where there is one, but not behind a link', async () => {
    const own = repository({ ...FILES, 'node_modules/x.txt': '' });
    await told(own, { cache: true });
    expect(entriesIn(join(own, 'node_modules/.cache/bump-testclient'))).toHaveLength(1);
    const linked = repository(FILES);
    symlinkSync(folder(), join(linked, 'node_modules'));
    await told(linked, { cache: true });
    expect(entriesIn(placeIn(linked))).toHaveLength(1);
  });

  test('is the one that is named', async () => {
    const cwd = repository(FILES);
    await told(cwd, { cache: true, cacheLocation: 'kept/here' });
    expect(entriesIn(join(cwd, 'kept/here'))).toHaveLength(1);
    await expect(run({ cwd, cacheLocation: 'kept' })).rejects.toThrow('works only with --cache');
  });

  test('keeps sixteen entries, the newest', async () => {
    const cwd = repository(FILES);
    mkdirSync(placeIn(cwd));
    for (let n = 0; n < 20; n++)
      fill(placeIn(cwd), { [`${String(n).padStart(64, '0')}.cache`]: '', 'kept.txt': '' });
    await told(cwd, { cache: true });
    expect(entriesIn(placeIn(cwd))).toHaveLength(16);
    expect((await told(cwd, { cache: true })).isOpened).toBe(false);
    expect(existsSync(join(placeIn(cwd), 'kept.txt'))).toBe(true);
  });

  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ['cut off', (file) => writeFileSync(file, readFileSync(file).subarray(0, 300))],
    ['empty', (file) => writeFileSync(file, '')],
    ['of another content', (file) => writeFileSync(file, `${readFileSync(file, 'utf8')} `)],
    ['no text', (file) => writeFileSync(file, Buffer.from([0xff, 0, 0xfe]))],
    [
      'a link',
      (file) => {
        const other = join(folder({ x: readFileSync(file) }), 'x');
        rmSync(file);
        symlinkSync(other, file);
      },
    ],
    [
      'a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
    ],
  ];
  test.each(damages)('an entry that is %s is no answer', async (_, damage) => {
    const cwd = repository(FILES);
    const { text } = await told(cwd, { cache: true });
    for (const name of entriesIn(placeIn(cwd))) damage(join(placeIn(cwd), name));
    const again = await told(cwd, { cache: true });
    expect(again.text.replace(JSON.stringify(again.notes), '[]')).toBe(text);
    expect(again.isOpened).toBe(true);
  });

  type Change = (body: string) => string;
  const forgeries: readonly (readonly [string, Change])[] = [
    ['names a file elsewhere that it depends on', (body) => body.replace('[]', '[["../x","none"]]')],
    ['names no files that it depends on', (body) => body.replace('[]', '{"a":1}')],
    ['tells of a file that is not of the run', (body) => body.replaceAll('"a.py"', '"../../a.py"')],
    ['tells of a file by a number', (body) => body.replaceAll('"a.py"', '1')],
    ['has no such shape', (body) => body.replace('"files"', '"__proto__"')],
    ['is no report', () => '[]\n[]'],
  ];
  test.each(forgeries)('an entry that somebody made, and that %s, is no answer', async (_, forged) => {
    const cwd = repository(FILES);
    const { text } = await told(cwd, { cache: true });
    for (const name of entriesIn(placeIn(cwd))) {
      const whole = textOf(placeIn(cwd), name);
      const body = whole.slice(whole.indexOf('\n') + 1);
      expect(forged(body)).not.toBe(body);
      const digest = createHash('sha256').update(forged(body)).digest('hex');
      writeFileSync(join(placeIn(cwd), name), `${digest}\n${forged(body)}`);
    }
    const again = await told(cwd, { cache: true });
    expect([again.isOpened, again.text]).toEqual([true, text]);
    expect((await told(cwd, { cache: true })).isOpened).toBe(false);
  });

  test('serves several runs at once', async () => {
    const cwd = repository(FILES);
    const { text } = await told(cwd, {});
    const runs = await Promise.all(Array.from({ length: 4 }, () => told(cwd, { cache: true })));
    expect(runs.map((one) => one.text)).toEqual([text, text, text, text]);
    expect(readdirSync(placeIn(cwd)).toSorted()).toEqual(['.gitignore', ...entriesIn(placeIn(cwd))]);
    expect(await told(cwd, { cache: true })).toEqual({ text, isOpened: false, notes: [] });
  });

  test('that cannot be made is a note', async () => {
    const cwd = repository(FILES);
    const { text } = await told(cwd, {});
    const own = await told(cwd, { cache: true, cacheLocation: 'a.py/kept' });
    expect(own.text.replace(JSON.stringify(own.notes), '[]')).toBe(text);
    expect(own.notes.join()).toContain('nothing is kept in the cache a.py/kept: ');
    expect(textOf(cwd, 'a.py')).toBe(legacy);
  });

  test('is not used for a source on stdin', async () => {
    const cwd = repository(FILES);
    const source = { path: 'a.py', content: legacy };
    await told(cwd, { paths: [], source, cache: true });
    expect(existsSync(placeIn(cwd))).toBe(false);
  });

  test.each<readonly [string, (cwd: string) => void]>([
    ['a link', (cwd) => symlinkSync(folder(), placeIn(cwd))],
    ['a file', (cwd) => writeFileSync(placeIn(cwd), 'mine')],
  ])('%s in its place is left alone, and a note says so', async (_, put) => {
    const cwd = repository(FILES);
    const { text } = await told(cwd, {});
    put(cwd);
    const { text: own, notes } = await told(cwd, { cache: true });
    // A blob has the notes too.
    expect(own.replace(JSON.stringify(notes), '[]')).toBe(text);
    expect(notes.join()).toContain('nothing is kept in the cache .bump-testclient-cache: it is ');
  });

  test.runIf(process.getuid?.() !== 0)('one that may not be written is a note', async () => {
    const cwd = repository(FILES);
    mkdirSync(placeIn(cwd));
    chmodSync(placeIn(cwd), 0o500);
    const { notes } = await told(cwd, { cache: true });
    chmodSync(placeIn(cwd), 0o700);
    expect(notes.join()).toContain('EACCES');
  });
});
