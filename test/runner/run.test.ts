import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Mode } from '../../src/core/report.ts';
import { UsageError } from '../../src/runner/errors.ts';
import type { RunOptions } from '../../src/runner/options.ts';
import { commit, fill, folder, git, NEW, OLD, repository, runTiny, statuses, textOf } from './support.ts';

describe('modes', () => {
  test.each<[Mode, boolean, number]>([
    ['write', true, 0],
    ['dry-run', false, 0],
    ['check', false, 1],
  ])('%s', async (mode, writes, code) => {
    const root = repository({ 'a.py': OLD, 'b.py': 'x = 1\n' });
    const { report, notes, interrupted } = await runTiny(root, { mode });
    expect(textOf(root, 'a.py')).toBe(writes ? NEW : OLD);
    expect(report).toMatchObject({
      mode,
      summary: { scanned: 2, changed: 1, edits: 1, manual: 0, failed: 0, exitCode: code },
      rules: [{ rule: 'rename-old', edits: 1, manual: 0 }],
    });
    expect([notes, interrupted]).toEqual([[], false]);
    expect(report.summary.ms).toBeGreaterThanOrEqual(0);
    expect(report.version).toMatch(/^\d+\.\d+\.\d+/);
  });

  test('a second run changes nothing', async () => {
    const root = repository({ 'a.py': OLD });
    await runTiny(root);
    commit(root);
    expect((await runTiny(root)).report).toMatchObject({ summary: { changed: 0 }, files: [] });
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('--strict counts findings that are left', async () => {
    const root = repository({ 'a.py': 'client.get(odd=1)\n' });
    expect((await runTiny(root)).report.summary).toMatchObject({ manual: 1, exitCode: 0 });
    expect((await runTiny(root, { strict: 'warns' })).report.summary).toMatchObject({
      manual: 1,
      exitCode: 1,
    });
  });
});

describe('a report', () => {
  test('counts what tells too little in one note, and lists no file for it', async () => {
    const root = repository({
      'a.py': 'client.get(dim=1)\n',
      'b.py': 'client.get(old=1)\nclient.get(dim=1)\n',
    });
    const { report } = await runTiny(root, { mode: 'write', strict: 'warns' });
    expect(report.files.map(({ path }) => path)).toEqual(['b.py']);
    expect(report.summary).toMatchObject({ manual: 0, exitCode: 0 });
    expect(report.notes).toEqual([
      {
        rule: 'odd-option',
        tally: 'that are dim',
        places: [
          { path: 'a.py', line: 1, column: 12, endLine: 1, endColumn: 17 },
          { path: 'b.py', line: 2, column: 12, endLine: 2, endColumn: 17 },
        ],
      },
    ]);
  });

  test('gives edits and findings by line and column, and the text before and after', async () => {
    const source = '# one\r\n  client.get(odd=1, old=2)\r\n';
    const root = repository({ 't/a.py': source });
    const { report } = await runTiny(root, { mode: 'dry-run' });
    expect(report.files).toEqual([
      {
        path: 't/a.py',
        status: 'changed',
        edits: [
          {
            rule: 'rename-old',
            safety: 'safe',
            level: 'fails',
            since: null,
            message: 'old is new',
            line: 2,
            column: 21,
            endLine: 2,
            endColumn: 26,
          },
        ],
        manual: [
          {
            rule: 'odd-option',
            level: 'fails',
            since: null,
            message: 'odd option',
            why: 'nobody knows',
            unsafeFix: false,
            writes: null,
            line: 2,
            column: 14,
            endLine: 2,
            endColumn: 19,
          },
        ],
        error: null,
        text: source,
        before: source,
        after: source.replace('old', 'new'),
        real: join(root, 't/a.py'),
      },
    ]);
  });

  test('gives findings that are left their position in the text on disk after the run', async () => {
    const source = 'client.get(euro=1, odd=1)\n';
    const places = async (mode: 'write' | 'dry-run'): Promise<unknown> => {
      const { report } = await runTiny(repository({ 'a.py': source }), { mode, allowDirty: true });
      const [file] = report.files;
      return { column: file?.manual[0]?.column, edit: file?.edits[0]?.column, text: file?.text };
    };
    const before = { column: source.indexOf('odd') + 1, edit: source.indexOf('euro') + 1, text: source };
    expect(await places('dry-run')).toEqual(before);
    const written = source.replace('euro', '€');
    expect(await places('write')).toEqual({ ...before, text: written, column: written.indexOf('odd') + 1 });
  });

  test('lists files by path, unchanged files only with findings', async () => {
    const root = repository({
      'b.py': OLD,
      'a/z.py': OLD,
      'a.py': 'client.get(odd=1)',
      'B.py': OLD,
      'c.py': 'client.get()',
      'd.py': '1',
    });
    expect(statuses(await runTiny(root, { mode: 'check' }))).toEqual([
      'B.py: changed',
      'a.py: unchanged',
      'a/z.py: changed',
      'b.py: changed',
    ]);
  });

  test('names files that failed or were skipped, with place and reason, and migrates the others', async () => {
    const root = repository({
      'crash.py': 'client.get(CRASH)',
      'good.py': OLD,
      'ignored.py': `# bump-testclient: ignore-file\n${OLD}`,
      'latin.py': Buffer.from(`x\nclient.get('\xe9')`, 'latin1'),
      'syntax.py': '\uFEFFclient.get() # TestClient\n  SYNTAX ERROR',
      'utf16.py': Buffer.from(`\uFEFF${OLD}`, 'utf16le'),
      'nul.py': `${OLD}\0`,
    });
    const outcome = await runTiny(root);
    expect(statuses(outcome)).toEqual([
      'crash.py: failed (crashed)',
      'good.py: changed',
      'ignored.py: skipped (ignored)',
      'latin.py: failed (encoding)',
      'nul.py: failed (encoding)',
      'syntax.py: failed (syntax-error)',
      'utf16.py: failed (encoding)',
    ]);
    const errors = Object.fromEntries(outcome.report.files.map(({ path, error }) => [path, error]));
    expect(errors).toMatchObject({
      'crash.py': { message: expect.stringContaining('crashed on purpose') },
      'latin.py': { line: 2 },
      'nul.py': { line: 2 },
      'syntax.py': { line: 2, column: 3, message: 'not expected here' },
      'utf16.py': { line: 1 },
    });
    expect(outcome.report.summary).toMatchObject({ scanned: 7, changed: 1, failed: 5, exitCode: 2 });
    expect(textOf(root, 'good.py')).toBe(NEW);
  });
});

describe('a run keeps', () => {
  test.each<[string, string, BufferEncoding]>([
    ['CRLF', `a\r\n${OLD.trim()}\r\n`, 'utf8'],
    ['mixed line ends', `a\r\nb\n\rc\r${OLD}`, 'utf8'],
    ['no final newline', OLD.trim(), 'utf8'],
    ['a byte-order mark', `\uFEFF${OLD}`, 'utf8'],
    ['tabs, form feeds and spaces at line ends', `\tx  \n\f\n${OLD}\t `, 'utf8'],
    ['characters beyond 16 bits', `'🎈日é'\n${OLD}`, 'utf8'],
    ['Latin-1', `# coding: latin-1\n'é\x80'\n${OLD}`, 'latin1'],
    ['a line of a megabyte', `x = '${'é'.repeat(1_000_000)}'; ${OLD}`, 'utf8'],
  ])('%s', async (_, source, encoding) => {
    const root = repository({ 'a.py': Buffer.from(source, encoding) });
    git(root, 'config', 'core.autocrlf', 'false');
    await runTiny(root);
    const expected = Buffer.from(source.replace(OLD.trim(), NEW.trim()), encoding);
    expect(readFileSync(join(root, 'a.py')).equals(expected)).toBe(true);
  });

  test.skipIf(process.platform === 'win32')('mode bits', async () => {
    const root = repository({ 'a.py': OLD });
    chmodSync(join(root, 'a.py'), 0o755);
    commit(root);
    await runTiny(root);
    expect(statSync(join(root, 'a.py')).mode & 0o777).toBe(0o755);
    expect(git(root, 'diff', '--summary')).toBe('');
  });

  test.skipIf(process.platform === 'win32')('links: it changes their target', async () => {
    const root = repository({ 'real/a.py': OLD });
    symlinkSync('real/a.py', join(root, 'link.py'));
    commit(root);
    expect(statuses(await runTiny(root, { paths: ['link.py'] }))).toEqual(['link.py: changed']);
    expect(readlinkSync(join(root, 'link.py'))).toBe('real/a.py');
    expect(lstatSync(join(root, 'real/a.py')).isFile() && textOf(root, 'real/a.py')).toBe(NEW);
  });

  test('not hard links, with a note', async () => {
    const root = repository({ 'a.py': OLD });
    linkSync(join(root, 'a.py'), join(root, 'other.txt'));
    const { notes } = await runTiny(root);
    expect(notes).toEqual([expect.stringMatching(/^a\.py has other hard links/)]);
    expect([textOf(root, 'a.py'), textOf(root, 'other.txt')]).toEqual([NEW, OLD]);
  });
});

describe('a file that does not parse', () => {
  const broken = 'client.get() SYNTAX ERROR';

  test.each<[string, Readonly<Record<string, string>>, Partial<RunOptions>, string, number]>([
    ['is left, where nothing speaks of a client', { 'a.py': broken }, {}, 'skipped', 0],
    ['fails where it names a class of clients', { 'a.py': `${broken} TestClient` }, {}, 'failed', 2],
    [
      'fails where a connected file brings a client',
      { 'a.py': broken, 'conftest.py': 'client = TestClient(app)' },
      {},
      'failed',
      2,
    ],
    [
      'is left, where the file with a client is not connected with it',
      { 'data/a.py': broken, 'tests/conftest.py': 'client = TestClient(app)' },
      {},
      'skipped',
      0,
    ],
    ['fails where the user names a client', { 'a.py': broken }, { clients: ['client'] }, 'failed', 2],
    ['fails on request', { 'a.py': broken }, { strictParsing: true }, 'failed', 2],
  ])('%s', async (_, files, options, status, exitCode) => {
    const { report } = await runTiny(repository(files), options);
    const [found] = report.files.filter(({ path }) => path.endsWith('a.py'));
    expect({ status: found?.status, reason: found?.error?.reason }).toEqual({
      status,
      reason: 'syntax-error',
    });
    expect(report.summary.exitCode).toBe(exitCode);
    expect(found?.error?.message.includes('no test client is known here')).toBe(status === 'skipped');
  });
});

describe('odd files', () => {
  test.each<[string, string | Uint8Array]>([
    ['an empty file', ''],
    ['a binary file', Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7919) % 256))],
    ['20 MB without a client', 'x = 1\n'.repeat(3_500_000)],
    ['Latin-1 without a client', Buffer.from('caf\xe9', 'latin1')],
  ])('%s is skipped silently', async (_, content) => {
    const { report } = await runTiny(repository({ 'a.py': content }));
    expect(report).toMatchObject({ summary: { scanned: 1, failed: 0, exitCode: 0 }, files: [] });
  });

  test('a file that is too large is reported', async () => {
    const outcome = await runTiny(repository({ 'a.py': OLD + '#'.repeat(6 * 1024 * 1024) }));
    expect(statuses(outcome)).toEqual(['a.py: failed (too-large)']);
    expect(outcome.report.files[0]?.error?.message).toBe('6.0 MB; the limit is 5.0 MB');
  });

  test('a file that is far too large is not read', async () => {
    const root = repository({ 'a.py': OLD });
    const { truncate } = await import('node:fs/promises');
    await truncate(join(root, 'a.py'), 3 * 1024 ** 3);
    expect(statuses(await runTiny(root))).toEqual(['a.py: failed (too-large)']);
  });

  test('a result that the encoding cannot represent is not written', async () => {
    const source = '# coding: ascii\nclient.get(euro=1)\n';
    const root = repository({ 'a.py': source, 'b.py': source.replace('ascii', 'utf-8') });
    expect(statuses(await runTiny(root))).toEqual(['a.py: failed (encoding)', 'b.py: changed']);
    expect(textOf(root, 'a.py')).toBe(source);
  });

  test.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
    'one that may not be read is named',
    async () => {
      const root = repository({ 'a.py': OLD });
      chmodSync(join(root, 'a.py'), 0);
      expect(statuses(await runTiny(root))).toEqual(['a.py: failed (unreadable)']);
    },
  );

  test.runIf(process.platform !== 'win32' && process.getuid?.() !== 0)(
    'a folder that may not be listed is named',
    async () => {
      const root = folder({ 'b.py': OLD, 'closed/a.py': OLD });
      chmodSync(join(root, 'closed'), 0);
      try {
        expect(statuses(await runTiny(root))).toEqual(['b.py: changed', 'closed: failed (unreadable)']);
      } finally {
        chmodSync(join(root, 'closed'), 0o755);
      }
    },
  );
});

/** Lets something happen once the first file is migrated. */
const afterFirst = (work: () => void): Pick<RunOptions, 'onProgress'> => ({
  onProgress: ({ phase, done }) => {
    if (phase === 'migrating' && done === 1) work();
  },
});

describe('during a run', () => {
  test('a file that disappears is reported', async () => {
    const root = repository({ 'a.py': OLD, 'b.py': OLD });
    const outcome = await runTiny(
      root,
      afterFirst(() => rmSync(join(root, 'b.py'), { force: true })),
    );
    expect(statuses(outcome)).toEqual(['a.py: changed', 'b.py: failed (unreadable)']);
  });

  test('a file that another program changes is not overwritten', async () => {
    const root = repository({ 'a.py': OLD, 'b.py': OLD });
    const outcome = await runTiny(root, {
      allowDirty: true,
      ...afterFirst(() => fill(root, { 'a.py': 'mine now' })),
    });
    expect(statuses(outcome)).toEqual(['a.py: failed (changed-on-disk)', 'b.py: changed']);
    expect(textOf(root, 'a.py')).toBe('mine now');
    expect(outcome.report.summary).toMatchObject({ changed: 1, edits: 1, failed: 1, exitCode: 2 });
  });

  test('a file that another program removes is reported', async () => {
    const root = repository({ 'a.py': OLD, 'b.py': OLD });
    const meanwhile = afterFirst(() => rmSync(join(root, 'a.py'), { force: true }));
    expect(statuses(await runTiny(root, { allowDirty: true, ...meanwhile }))).toEqual([
      'a.py: failed (unwritable)',
      'b.py: changed',
    ]);
    expect(existsSync(join(root, 'a.py'))).toBe(false);
  });

  test('progress counts the files of each phase, by size where it takes time', async () => {
    const seen: string[] = [];
    const root = repository({ 'a.py': OLD, 'tests/b.py': OLD, 'tests/c.py': '' });
    await runTiny(root, {
      onProgress: ({ phase, folder = '', done, total = '?', share = '' }) =>
        seen.push(`${phase} ${done}/${total} ${folder} ${share}`.trim()),
    });
    expect([...new Set(seen)]).toEqual([
      'finding 0/?',
      'reading 0/3 .',
      'reading 1/3 .',
      'reading 1/3 tests',
      'reading 2/3 tests',
      'reading 3/3 tests',
      'migrating 0/2 . 0',
      'migrating 1/2 . 0.5',
      'migrating 1/2 tests 0.5',
      'migrating 2/2 tests 1',
      'writing 0/2 .',
      'writing 1/2 .',
      'writing 1/2 tests',
      'writing 2/2 tests',
    ]);
  });

  test('a signal during migration leaves every file unchanged', async () => {
    const root = repository({ 'a.py': OLD, 'b.py': OLD, 'c.py': OLD });
    const stop = new AbortController();
    const outcome = await runTiny(root, {
      signal: stop.signal,
      onProgress: ({ phase, done }) => (phase === 'migrating' && done === 2 ? stop.abort() : undefined),
    });
    expect(outcome.interrupted).toBe(true);
    expect(statuses(outcome)).toEqual(['a.py: skipped (interrupted)', 'b.py: skipped (interrupted)']);
    expect(outcome.report.summary).toMatchObject({ scanned: 3, changed: 0, edits: 0, exitCode: 2 });
    expect(git(root, 'status', '--porcelain')).toBe('');
  });

  test('a signal during writing leaves each file old or new as a whole, and the report says which', async () => {
    const names = Array.from({ length: 40 }, (_, index) => `t${index + 10}.py`);
    const root = repository(Object.fromEntries(names.map((name) => [name, OLD])));
    const stop = new AbortController();
    const watch = (): void => {
      if (textOf(root, 't12.py') === NEW) stop.abort();
      else setImmediate(watch);
    };
    const outcome = await runTiny(root, {
      signal: stop.signal,
      onProgress: ({ phase, done }) => (phase === 'migrating' && done === 40 ? watch() : undefined),
    });
    const changed = outcome.report.files.filter(({ status }) => status === 'changed').map(({ path }) => path);
    expect(changed.length).toBeGreaterThan(2);
    expect(changed.length).toBeLessThan(40);
    expect(names.filter((name) => textOf(root, name) === NEW)).toEqual(changed);
    expect(names.filter((name) => textOf(root, name) === OLD)).toHaveLength(40 - changed.length);
  });

  test('a signal before the start stops the run at once', async () => {
    const outcome = await runTiny(repository({ 'a.py': OLD }), { signal: AbortSignal.abort() });
    expect(outcome).toMatchObject({ interrupted: true, report: { summary: { scanned: 0 }, files: [] } });
  });
});

describe('uncommitted changes', () => {
  test('stop the run before anything is written', async () => {
    const root = repository({ 'a.py': OLD, 'b.py': OLD });
    writeFileSync(join(root, 'b.py'), `${OLD}# edited\n`);
    await expect(runTiny(root)).rejects.toThrow(UsageError);
    expect(textOf(root, 'a.py')).toBe(OLD);
    expect((await runTiny(root, { mode: 'check' })).report.summary.changed).toBe(2);
    expect((await runTiny(root, { allowDirty: true })).report.summary.changed).toBe(2);
  });

  test('of an earlier run are no obstacle, and are named', async () => {
    const root = repository({ 'a.py': OLD + OLD });
    writeFileSync(join(root, 'a.py'), NEW + OLD);
    const outcome = await runTiny(root);
    expect(textOf(root, 'a.py')).toBe(NEW + NEW);
    expect(outcome.notes).toEqual([
      'the unstaged edits of 1 file are those of an earlier run: this run adds to them',
    ]);
  });

  test.each([
    ['beside those of an earlier run', `${NEW}${OLD}# edited\n`],
    ['that do not parse', `${NEW}${OLD}SYNTAX ERROR TestClient\n`],
  ])('%s stop the run', async (_, text) => {
    const root = repository({ 'a.py': OLD + OLD, 'b.py': OLD });
    writeFileSync(join(root, 'a.py'), text);
    const outcome = runTiny(root);
    if (text.includes('SYNTAX'))
      expect(statuses(await outcome)).toEqual(['a.py: failed (syntax-error)', 'b.py: changed']);
    else await expect(outcome).rejects.toThrow(UsageError);
    expect(textOf(root, 'a.py')).toBe(text);
  });

  test('matter only in files that would change', async () => {
    const root = repository({ 'a.py': OLD, 'b.py': 'x' });
    fill(root, { 'b.py': 'edited', 'new.py': 'y' });
    expect(statuses(await runTiny(root))).toEqual(['a.py: changed']);
  });

  test('are not checked outside git, with one note', async () => {
    const root = folder({ 'a.py': OLD, 'b.py': OLD });
    const outcome = await runTiny(root);
    expect(statuses(outcome)).toEqual(['a.py: changed', 'b.py: changed']);
    expect(outcome.notes).toEqual([expect.stringContaining('not a git repository')]);
  });
});

describe('rules', () => {
  const source = {
    'a.py': 'client.get(odd=1, old=2)  # bump-testclient: ignore[odd-option]\nclient.get(odd=1)\n',
  };

  test.each<[string, object, readonly string[]]>([
    ['all', {}, ['odd-option', 'rename-old']],
    ['selected', { select: ['rename-old'] }, ['rename-old']],
    ['ignored', { ignore: ['rename-old'] }, ['odd-option']],
    [
      'selected and ignored',
      { select: ['rename-old', 'odd-option'], ignore: ['odd-option'] },
      ['rename-old'],
    ],
  ])(
    '%s; a suppression of a rule that does not run is not reported as unused',
    async (_, options, expected) => {
      const { report } = await runTiny(repository(source), { mode: 'check', ...options });
      expect(report.rules.map(({ rule }) => rule)).toEqual(expected);
    },
  );

  test.each([
    [{ select: ['rename-odl'] }, '--select: there is no rule rename-odl', 'did you mean rename-old?'],
    [{ ignore: ['quite-something-else'] }, '--ignore: there is no rule', 'the command `rules` lists them'],
  ])('%j is refused', async (options, message, hint) => {
    const failure = runTiny(folder({ 'a.py': '' }), options);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toMatchObject({ hint: expect.stringContaining(hint) });
  });
});

describe('from standard input', () => {
  const stdin = (source: string | Uint8Array, filename = 'a.py') => ({
    filename,
    source: Buffer.from(source),
  });

  test('the result is returned and nothing is written', async () => {
    const root = repository({ 'a.py': 'on disk' });
    const outcome = await runTiny(root, { paths: [], stdin: stdin(`\uFEFF${OLD}`) });
    expect(Buffer.from(outcome.output ?? []).toString()).toBe(`\uFEFF${NEW}`);
    expect(statuses(outcome)).toEqual(['a.py: changed']);
    expect(textOf(root, 'a.py')).toBe('on disk');
  });

  test.each<[string, string | Uint8Array, number]>([
    ['nothing to do', 'x = 1', 0],
    ['nothing at all', '', 0],
    ['a syntax error', 'client.get() SYNTAX ERROR', 2],
    ['bytes that are no text', Buffer.from('client.get(\xff)', 'latin1'), 2],
  ])('%s returns the source', async (_, source, exitCode) => {
    const outcome = await runTiny(folder(), { paths: [], stdin: stdin(source) });
    expect(Buffer.from(outcome.output ?? [])).toEqual(Buffer.from(source));
    expect(outcome.report.summary).toMatchObject({ scanned: 1, exitCode });
  });

  test('neither the file nor its folder has to exist', async () => {
    const outcome = await runTiny(folder(), { paths: [], mode: 'check', stdin: stdin(OLD, 'no/such/a.py') });
    expect(outcome.report).toMatchObject({ summary: { exitCode: 1 }, files: [{ path: 'no/such/a.py' }] });
  });

  test('an excluded name is left unchanged with --force-exclude', async () => {
    const options = { paths: [], exclude: ['a.py'], stdin: stdin(OLD) };
    expect(
      Buffer.from((await runTiny(folder(), { ...options, forceExclude: true })).output ?? []).toString(),
    ).toBe(OLD);
    expect(Buffer.from((await runTiny(folder(), options)).output ?? []).toString()).toBe(NEW);
  });

  test('an unsupported file type is refused', async () => {
    await expect(runTiny(folder(), { paths: [], stdin: stdin(OLD, 'a.md') })).rejects.toThrow(
      'a.md is not a supported file type',
    );
  });
});

test('files of several repositories belong to their own projects', async () => {
  const conftest = 'from x import TestClient\n@pytest.fixture\ndef api(): return TestClient()\n';
  const [one, two] = [
    repository({ 'conftest.py': conftest, 'a.py': 'api.get(old=1)' }),
    repository({ 'a.py': 'api.get(old=1)' }),
  ];
  const { report } = await runTiny(one, { paths: ['.', two], mode: 'check' });
  expect(report.files.map(({ path }) => path)).toEqual(['a.py']);
});

describe('a call on a name that no file binds to a client', () => {
  const source = { 'a.py': 'settings.get(old=1)\n', 'b.py': '' };

  test('is skipped if the run sees the whole project', async () => {
    expect(statuses(await runTiny(repository(source), { mode: 'check' }))).toEqual([]);
  });

  test('is read if another file might pass it a client', async () => {
    expect(statuses(await runTiny(repository(source), { mode: 'check', paths: ['a.py'] }))).toEqual([
      'a.py: changed',
    ]);
  });

  test.skipIf(process.platform === 'win32')('is skipped even if the project has a link', async () => {
    const root = repository(source);
    symlinkSync('a.py', join(root, 'link.py'));
    expect(statuses(await runTiny(root, { mode: 'check' }))).toEqual([]);
  });
});
