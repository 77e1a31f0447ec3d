import fs, { linkSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RunOptions } from '../../src/runner/run.ts';
import { folder, NEW, OLD, runTiny, statuses, textOf } from './support.ts';

/** Lets something happen to the files at the last progress that is reported: all were read then, and none was written. */
const meanwhile = (work: () => void): Pick<RunOptions, 'onProgress'> => ({
  onProgress: ({ phase, done, total }) => {
    if (phase === 'migrating' && done === total) work();
  },
});

test('a file that became a folder during the run is reported, and the others are written', async () => {
  const root = folder({ 'a.py': OLD, 'b.py': OLD, 'c.py': OLD });
  const outcome = await runTiny(
    root,
    meanwhile(() => {
      rmSync(join(root, 'b.py'));
      fs.mkdirSync(join(root, 'b.py'));
    }),
  );
  expect(statuses(outcome)).toEqual(['a.py: changed', 'b.py: failed (changed-on-disk)', 'c.py: changed']);
  expect(outcome.report.summary.exitCode).toBe(2);
  expect([textOf(root, 'a.py'), textOf(root, 'c.py')]).toEqual([NEW, NEW]);
  expect(readdirSync(root)).toEqual(['a.py', 'b.py', 'c.py']);
});

test('files of a folder that became a link during the run are reported, and nothing is written through it', async () => {
  const root = folder({ 'in/a.py': OLD, 'other.txt': '', 'z.py': OLD });
  const elsewhere = folder({ 'a.py': OLD });
  const outcome = await runTiny(
    root,
    meanwhile(() => {
      rmSync(join(root, 'in'), { recursive: true });
      symlinkSync(elsewhere, join(root, 'in'));
    }),
  );
  expect(statuses(outcome)).toEqual(['in/a.py: failed (changed-on-disk)', 'z.py: changed']);
  expect(textOf(elsewhere, 'a.py')).toBe(OLD);
});

test('an error that no call of a file system makes fails one file, and the others are written', async () => {
  const root = folder({ 'a.py': OLD, 'b.py': OLD });
  const { renameSync } = fs;
  let calls = 0;
  fs.renameSync = (from, to) => {
    if (++calls === 1) throw new TypeError('odd');
    renameSync(from, to);
  };
  syncBuiltinESMExports();
  const outcome = await runTiny(root).finally(() => {
    fs.renameSync = renameSync;
    syncBuiltinESMExports();
  });
  expect(statuses(outcome)).toEqual(['a.py: failed (unwritable)', 'b.py: changed']);
  expect([textOf(root, 'a.py'), textOf(root, 'b.py')]).toEqual([OLD, NEW]);
});

test('a full disk fails the files that find no room, and each is as it was', async () => {
  const root = folder({ 'a.py': OLD, 'b.py': OLD, 'c.py': OLD });
  const { writeFileSync } = fs;
  let calls = 0;
  fs.writeFileSync = (file, data, options) => {
    if (typeof file === 'number' && ++calls <= 2)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    writeFileSync(file, data, options);
  };
  syncBuiltinESMExports();
  const outcome = await runTiny(root).finally(() => {
    fs.writeFileSync = writeFileSync;
    syncBuiltinESMExports();
  });
  expect(statuses(outcome)).toEqual([
    'a.py: failed (unwritable)',
    'b.py: failed (unwritable)',
    'c.py: changed',
  ]);
  expect(outcome.report.files[0]?.error?.message).toBe(
    'cannot write a.py: ENOSPC: no space left on device, write',
  );
  expect(['a.py', 'b.py', 'c.py'].map((path) => textOf(root, path))).toEqual([OLD, OLD, NEW]);
  expect(readdirSync(root)).toEqual(['a.py', 'b.py', 'c.py']);
});

test('a note tells once where no hard link keeps access lists and extended attributes', async () => {
  const root = folder(Object.fromEntries(['a', 'b', 'c', 'd'].map((name) => [`${name}.py`, OLD])));
  const { linkSync } = fs;
  fs.linkSync = () => {
    throw Object.assign(new Error("EPERM: operation not permitted, link '/x' -> '/y'"), { code: 'EPERM' });
  };
  syncBuiltinESMExports();
  const outcome = await runTiny(root).finally(() => {
    fs.linkSync = linkSync;
    syncBuiltinESMExports();
  });
  expect(outcome.report.summary).toMatchObject({ changed: 4, failed: 0 });
  expect(outcome.notes.filter((note) => note.startsWith('access lists'))).toEqual([
    'access lists and extended attributes are lost, if there were any, of a.py, b.py, c.py, and 1 more: ' +
      'no hard link could be made (EPERM: operation not permitted, link)',
  ]);
  expect(readdirSync(root)).toEqual(['a.py', 'b.py', 'c.py', 'd.py']);
});

test('a file that somebody wrote to after it was replaced is not told as written', async () => {
  const root = folder({ 'a.py': OLD, 'b.py': OLD });
  const open = fs.openSync(join(root, 'a.py'), 'a');
  const written: string[] = [];
  let isChanged = false;
  const { renameSync } = fs;
  fs.renameSync = (from, to) => {
    renameSync(from, to);
    if (!isChanged) fs.writeSync(open, 'theirs\n');
    isChanged = true;
  };
  syncBuiltinESMExports();
  const outcome = await runTiny(root, { onWritten: (path) => written.push(path) }).finally(() => {
    fs.renameSync = renameSync;
    syncBuiltinESMExports();
    fs.closeSync(open);
  });
  expect(statuses(outcome)).toEqual(['a.py: failed (changed-on-disk)', 'b.py: changed']);
  expect(written).toEqual(['b.py']);
});

describe('hard links', () => {
  const ino = (root: string, path: string): number => statSync(join(root, path)).ino;

  test('that are both in the run stay one file', async () => {
    const root = folder({ 'a.py': OLD });
    linkSync(join(root, 'a.py'), join(root, 'b.py'));
    linkSync(join(root, 'a.py'), join(root, 'c.py'));
    const outcome = await runTiny(root);
    expect(statuses(outcome)).toEqual(['a.py: changed', 'b.py: changed', 'c.py: changed']);
    expect(outcome.notes).toEqual([
      'not a git repository: changes cannot be undone with git',
      'b.py is a hard link of a.py, and stays one',
      'c.py is a hard link of a.py, and stays one',
    ]);
    for (const path of ['b.py', 'c.py']) expect(ino(root, path)).toBe(ino(root, 'a.py'));
    expect(textOf(root, 'b.py')).toBe(NEW);
    expect(readdirSync(root)).toEqual(['a.py', 'b.py', 'c.py']);
  });

  test('that are not in the run keep the old content, which one note tells', async () => {
    const root = folder({ 'a.py': OLD });
    const outside = folder();
    linkSync(join(root, 'a.py'), join(root, 'b.py'));
    linkSync(join(root, 'a.py'), join(outside, 'c.py'));
    const { notes } = await runTiny(root);
    expect(notes.slice(1)).toEqual([
      'b.py is a hard link of a.py, and stays one',
      'a.py has other hard links: these still have the old content',
    ]);
    expect(ino(root, 'b.py')).toBe(ino(root, 'a.py'));
    expect(textOf(outside, 'c.py')).toBe(OLD);
  });

  test('are two files where the first changed again', async () => {
    const root = folder({ 'a.py': OLD });
    linkSync(join(root, 'a.py'), join(root, 'b.py'));
    const { renameSync } = fs;
    fs.renameSync = (from, to) => {
      renameSync(from, to);
      if (String(to).endsWith('/a.py')) fs.appendFileSync(to, 'theirs\n');
    };
    syncBuiltinESMExports();
    const outcome = await runTiny(root).finally(() => {
      fs.renameSync = renameSync;
      syncBuiltinESMExports();
    });
    expect(statuses(outcome)).toEqual(['a.py: changed', 'b.py: changed']);
    expect([textOf(root, 'a.py'), textOf(root, 'b.py')]).toEqual([`${NEW}theirs\n`, NEW]);
    expect(readdirSync(root)).toEqual(['a.py', 'b.py']);
  });
});
