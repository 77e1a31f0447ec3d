import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, test, vi } from 'vitest';
import { optionGroups } from '../../src/cli/arguments/groups.ts';
import { RUN_OPTIONS } from '../../src/api/checked.ts';
import { formatReport, listFormats, patchOf, run, UsageError, type RunOptions } from '../../src/index.ts';
import { broken, clean, folderOf, legacy, migrated, runIn, unclear } from '../cli/command.ts';
import { git, repository, textOf } from '../runner/support.ts';

const INDEX = new URL('../../src/index.ts', import.meta.url).href;
const TSX = import.meta.resolve('tsx');
const TSX_API = import.meta.resolve('tsx/esm/api');
const FILES = { 'a.py': legacy, 'sub/b.py': unclear, 'sub/c.py': clean };

/** A report without what is another time each time. */
const timeless = (text: string): string => text.replace(/"ms": \d+/, '"ms": 0');

/** What a call that has to fail rejects with. */
const rejection = (options: unknown): Promise<unknown> =>
  run(options as RunOptions).then(
    () => 'it was fulfilled',
    (error: unknown) => error,
  );

describe('run()', () => {
  it.each([
    ['a dry run by default', {}, '-n', 0, legacy],
    ['a check', { mode: 'check' }, '--check', 1, legacy],
    ['strictly', { strict: true, mode: 'check' }, '--check --strict', 1, legacy],
    ['strictly to a level', { strict: 'differs' }, '-n --strict=differs', 1, legacy],
    ['writing', { mode: 'write' }, '', 0, migrated],
    [
      'some rules',
      { ignore: 'follow-redirects,json-body' },
      '-n --ignore follow-redirects,json-body',
      0,
      legacy,
    ],
    ['one folder', { paths: 'sub', exclude: ['**/c.py'] }, '-n sub --exclude **/c.py', 0, legacy],
    ['a level', { level: 'fails' }, '-n --level fails', 0, legacy],
    ['a target', { target: ['httpx2', 'starlette==1.2'] }, '-n --target httpx2,starlette==1.2', 0, legacy],
    [
      'nothing of a type',
      { include: '*.ts', noErrorOnUnmatched: true },
      '-n --include *.ts --no-error-on-unmatched',
      0,
      legacy,
    ],
  ] as const)('finds and does what the command does: %s', async (_, options, line, exitCode, after) => {
    const [own, other] = [repository(FILES), repository(FILES)];
    const { report, interrupted } = await run({ cwd: own, ...options });
    const command = await runIn(other, `${line} --format json`);
    expect(report.summary.exitCode).toBe(exitCode);
    expect(command.code).toBe(exitCode);
    expect(timeless(await formatReport(report, 'json'))).toBe(timeless(command.stdout));
    expect([textOf(own, 'a.py'), textOf(other, 'a.py')]).toEqual([after, after]);
    expect(interrupted).toBe(false);
  });

  it('leaves files with uncommitted changes alone, as the command does', async () => {
    const cwd = repository(FILES);
    git(cwd, 'rm', '-q', '--cached', 'a.py');
    const error = await rejection({ cwd, mode: 'write' });
    expect(error).toBeInstanceOf(UsageError);
    expect(textOf(cwd, 'a.py')).toBe(legacy);
    await run({ cwd, mode: 'write', allowDirty: true });
    expect(textOf(cwd, 'a.py')).toBe(migrated);
  });

  it('has files that cannot be migrated in the report', async () => {
    const { report } = await run({ cwd: folderOf({ 'a.py': broken, 'b.py': legacy }) });
    expect(report.summary).toMatchObject({ failed: 1, changed: 1, exitCode: 2 });
    expect(report.files[0]).toMatchObject({
      path: 'a.py',
      status: 'failed',
      error: { reason: 'syntax-error' },
    });
  });

  it.each(['text', 'bytes'])('migrates a source that is given as %s in its project', async (form) => {
    const cwd = folderOf({
      'conftest.py':
        'import pytest\nfrom starlette.testclient import TestClient\n\n@pytest.fixture\ndef web():\n    return TestClient(app)\n',
    });
    const content = 'def test_é(web):\n    web.get("/", allow_redirects=False)\n';
    const outcome = await run({
      cwd,
      source: { path: 'test_a.py', content: form === 'text' ? content : Buffer.from(content) },
    });
    expect(Buffer.from(outcome.output ?? []).toString()).toBe(content.replace('allow_', 'follow_'));
  });

  it('takes a list of files, and skips what is none of ours', async () => {
    const cwd = folderOf({ ...FILES, 'notes.txt': '' });
    const { report } = await run({ cwd, filesFrom: ['a.py', 'notes.txt'] });
    expect(report.summary).toMatchObject({ scanned: 1, changed: 1 });
  });

  it('does not ask for the working directory of the process where one is given', async () => {
    const asked = vi.spyOn(process, 'cwd').mockImplementation(() => {
      throw new Error('asked for');
    });
    const cwd = folderOf(FILES);
    const { report } = await run({ cwd }).finally(() => asked.mockRestore());
    expect(report.summary.changed).toBe(1);
  });

  it('ends early where its signal says so, and tells it', async () => {
    const cwd = folderOf(FILES);
    const { interrupted, report } = await run({ cwd, mode: 'write', signal: AbortSignal.abort() });
    expect([interrupted, report.summary.exitCode, textOf(cwd, 'a.py')]).toEqual([true, 2, legacy]);
  });

  it('tells its progress', async () => {
    const onProgress = vi.fn();
    await run({ cwd: folderOf(FILES), onProgress });
    expect(onProgress).toHaveBeenLastCalledWith(
      expect.objectContaining({ done: expect.any(Number) as number, total: expect.any(Number) as number }),
    );
  });

  it('rejects with what the progress throws', async () => {
    const reason = new Error('enough');
    const onProgress = (): void => {
      throw reason;
    };
    expect(await rejection({ cwd: folderOf(FILES), onProgress })).toBe(reason);
  });

  it('finds the same when several run at once', async () => {
    const folders = [FILES, { 'x.py': legacy, 'y.py': legacy }, { 'z.ts': 'export const a = 1;\n' }].map(
      folderOf,
    );
    const found = async (cwd: string): Promise<string> =>
      timeless(await formatReport((await run({ cwd })).report, 'json'));
    const together = await Promise.all([...folders, ...folders].map(found));
    const alone: string[] = [];
    for (const cwd of folders) alone.push(await found(cwd));
    expect(together).toEqual([...alone, ...alone]);
  });

  it('runs in a worker thread', async () => {
    const source = `import(${JSON.stringify(TSX_API)})
      .then(({ register }) => (register(), import(${JSON.stringify(INDEX)})))
      .then(({ run }) => run({ cwd: require('node:worker_threads').workerData, mode: 'write' }))
      .then(({ report }) => require('node:worker_threads').parentPort.postMessage(report.summary.changed))`;
    const cwd = folderOf(FILES);
    const worker = new Worker(source, { eval: true, workerData: cwd });
    expect(await once(worker, 'message')).toEqual([1]);
    expect(textOf(cwd, 'a.py')).toBe(migrated);
  });

  it('prints nothing, listens to no signal and leaves nothing running', () => {
    const program = `
      import { run } from ${JSON.stringify(INDEX)};
      const names = () => process.eventNames().filter((name) => /^SIG|exit|uncaught|unhandled/i.test(String(name)));
      const before = names().join();
      const { report } = await run({ mode: 'write' });
      await run({ paths: 'nowhere' }).catch(() => undefined);
      if (names().join() !== before) throw new Error('it listens to ' + names().join());
      if (process.exitCode !== undefined) throw new Error('it set the exit code');
      if (report.summary.failed !== 1) throw new Error('nothing failed');`;
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', TSX, '--input-type=module', '-e', program],
      { cwd: folderOf({ ...FILES, 'd.py': broken }), encoding: 'utf8' },
    );
    expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: '' });
  });
});

describe('a mistake in the options of run()', () => {
  test.each<[unknown, string, string?]>([
    [{ selekt: 'json-body' }, 'there is no option `selekt`', 'did you mean select?'],
    [{ dryRun: true }, 'there is no option `dryRun`'],
    [{ format: 'json' }, 'there is no option `format`'],
    [null, 'the options: expected an object, not null'],
    [{ select: 'json-bod' }, '--select: there is no rule json-bod', 'did you mean json-body?'],
    [{ select: 3 }, '`select`: expected a string or an array of strings, not number'],
    [{ select: '' }, '`select`: The list is empty.'],
    [{ unsafe: 'yes' }, '`unsafe`: expected true or false, not "yes"'],
    [{ mode: 'fix' }, '`mode`: expected dry-run, check, write, not "fix"'],
    [{ strict: 'all' }, '`strict`: expected fails, warns, differs, not "all"'],
    [{ level: 'all' }, '`level`: Allowed choices are fails, warns, differs.'],
    [{ clients: '1st' }, "`clients`: '1st' is not a name"],
    [{ target: 'django' }, "`target`: 'django' is no target"],
    [{ shard: '3/2' }, '`shard`: Write 2/8 for the second of eight parts.'],
    [{ config: ['a', 'b'] }, '`config`: expected a string, not object'],
    [{ cwd: 3 }, '`cwd`: expected a string, not number'],
    [{ paths: [3] }, '`paths`: expected a string or an array of strings, not number'],
    [{ paths: '-' }, 'the path `-` has no meaning here', 'pass a text as `source`'],
    [{ paths: '' }, 'a path is empty'],
    [{ changed: true, staged: true }, '--changed and --staged cannot be combined'],
    [{ evidence: 'a', noEvidence: true }, '--evidence and --no-evidence cannot be combined'],
    [{ source: { path: '', content: '' } }, '`source.path`: expected the name of a file'],
    [{ source: { path: 'a.py', content: 3 } }, '`source.content`: expected a string or a Uint8Array'],
    [{ source: { path: 'a.py', content: '' }, paths: 'a' }, '`source` cannot be combined with `paths`'],
    [{ signal: {} }, '`signal`: expected an AbortSignal, not object'],
    [{ onProgress: 3 }, '`onProgress`: expected a function, not number'],
    [{ paths: 'nowhere' }, 'nowhere'],
  ])('%j is a UsageError', async (options, message, hint) => {
    const cwd = folderOf(FILES);
    const error = await rejection(options === null ? options : { cwd, ...(options as RunOptions) });
    expect(error).toBeInstanceOf(UsageError);
    expect(String(error)).toContain(message);
    if (hint !== undefined) expect(error).toMatchObject({ hint });
  });

  test('options that are undefined are options that are not given', async () => {
    const undefinedOnes = Object.fromEntries([...RUN_OPTIONS, 'more'].map((key) => [key, undefined]));
    const { report } = await run({ ...undefinedOnes, cwd: folderOf(FILES) });
    expect(report.summary.changed).toBe(1);
  });
});

/** Options that are about the process or its output, which `run` does not have. */
const OF_THE_PROCESS = [
  ...['dryRun', 'check', 'diff', 'interactive', 'stdinFilename', 'strictLevel', 'changedSince', 'client'],
  ...['printConfig', 'updateBaseline', 'format', 'outputFile', 'color', 'quiet', 'verbose'],
];

test('run() has every option of the command line but those about the process and its output', () => {
  const all = optionGroups().flatMap(([, options]) => options.map((option) => option.attributeName()));
  expect(all.filter((name) => !RUN_OPTIONS.includes(name)).sort()).toEqual(OF_THE_PROCESS.sort());
});

describe('formatReport()', () => {
  test('renders every format as --output-file does', async () => {
    const { report } = await run({ cwd: folderOf(FILES) });
    for (const format of await listFormats()) {
      const cwd = folderOf(FILES);
      await runIn(cwd, `-n --quiet --output-file ${format}=report.out`);
      const own = await formatReport(report, format);
      // The times differ.
      const timeless = (text: string): string =>
        text.replace(/\d+(\.\d+)? s\b|"\w*ms": ?\d+|time="[\d.]+"/gi, '');
      expect(timeless(own), format).toBe(timeless(textOf(cwd, 'report.out')));
    }
  });

  test('rejects a format that there is not', async () => {
    const { report } = await run({ cwd: folderOf(FILES) });
    await expect(formatReport(report, 'jsn' as 'json')).rejects.toMatchObject({
      message: "there is no format 'jsn'",
      hint: 'did you mean json?',
    });
  });
});

test('patchOf() gives what git applies', async () => {
  const cwd = repository({ 'ä b.py': legacy.replaceAll('\n', '\r\n') });
  const { report } = await run({ cwd });
  const { bytes, folder } = await patchOf(report, { cwd });
  expect(folder).toBe(cwd);
  const { status } = spawnSync('git', ['apply', '-'], { cwd, input: bytes });
  expect(status).toBe(0);
  expect(textOf(cwd, 'ä b.py')).toBe(migrated.replaceAll('\n', '\r\n'));
});

test('whoever only imports the module loads next to nothing', () => {
  const importedBy = (file: string): readonly string[] =>
    Array.from(
      readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type )[^;]*? from '(.*)';$/gm),
      ([, path = '']) => path,
    );
  expect(importedBy('src/index.ts')).toEqual(['./runner/errors.ts']);
  expect(importedBy('src/runner/errors.ts')).toEqual([]);
});
