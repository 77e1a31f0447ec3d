import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { replaceFile, type Replaced } from '../../src/runner/files/write.ts';
import { bringBack, type Back } from '../../src/runner/files/write/aside.ts';
import { folder } from './support.ts';

const BEFORE = 'before\n';

/** Replaces a file, and gives it its place back. */
function replace(file: string, after = 'after\n', before = BEFORE): Replaced | Back {
  const replaced = replaceFile({ file, before: Buffer.from(before), after: Buffer.from(after) });
  return replaced.status === 'replaced' && replaced.aside ? bringBack(replaced.aside) : replaced;
}

/** The folder holds this one file, with the text it had. */
function expectUntouched(root: string, text = BEFORE): void {
  expect(readdirSync(root)).toEqual(['a.py']);
  expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(text);
}

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

test.skipIf(isWindows).each([0o644, 0o600, 0o755, 0o4711])('a replaced file keeps its mode', (mode) => {
  const root = folder({ 'a.py': BEFORE });
  const file = join(root, 'a.py');
  chmodSync(file, mode);
  expect(replace(file)).toEqual({ status: 'back' });
  expect(statSync(file).mode & 0o7777).toBe(mode);
  expectUntouched(root, 'after\n');
});

test.runIf(isRoot)('a replaced file keeps its owner', () => {
  const root = folder({ 'a.py': BEFORE });
  execFileSync('chown', ['12345:54321', join(root, 'a.py')]);
  replace(join(root, 'a.py'));
  expect(statSync(join(root, 'a.py'))).toMatchObject({ uid: 12345, gid: 54321 });
});

test('other hard links are counted, and keep the old content', () => {
  const root = folder({ 'a.py': BEFORE });
  linkSync(join(root, 'a.py'), join(root, 'b.py'));
  expect(replace(join(root, 'a.py'))).toMatchObject({ status: 'replaced', otherLinks: 1, isTwin: false });
  expect(readFileSync(join(root, 'b.py'), 'utf8')).toBe(BEFORE);
});

// An access list, which Node cannot see, may give the group less than the mode tells.
test.skipIf(isWindows)(
  'a file with other hard links gives its group no more than others, which is told',
  () => {
    const root = folder({ 'a.py': BEFORE });
    linkSync(join(root, 'a.py'), join(root, 'b.py'));
    chmodSync(join(root, 'a.py'), 0o664);
    expect(replace(join(root, 'a.py'))).toMatchObject({ lost: 'has mode 0644 instead of 0664' });
    expect(statSync(join(root, 'a.py')).mode & 0o7777).toBe(0o644);
    expect(statSync(join(root, 'b.py')).mode & 0o7777).toBe(0o664);
  },
);

test('a file may become empty, or large', () => {
  const root = folder({ 'a.py': BEFORE });
  const large = 'x'.repeat(3_000_000);
  replace(join(root, 'a.py'), large);
  expectUntouched(root, large);
  replace(join(root, 'a.py'), '', large);
  expectUntouched(root, '');
});

// 255 bytes are the most that file systems take.
test.each(['a'.repeat(252) + '.py', 'ä'.repeat(126) + '.py'])(
  'a name may be as long as names are',
  (name) => {
    const root = folder({ [name]: BEFORE });
    expect(replace(join(root, name))).toEqual({ status: 'back' });
    expect(readdirSync(root)).toEqual([name]);
    expect(readFileSync(join(root, name), 'utf8')).toBe('after\n');
  },
);

describe('is left unchanged, without a temporary file', () => {
  test('a file that changed since it was read', () => {
    const root = folder({ 'a.py': 'someone else\n' });
    expect(replace(join(root, 'a.py'))).toMatchObject({ status: 'failed', reason: 'changed-on-disk' });
    expectUntouched(root, 'someone else\n');
  });

  test('a file that is gone', () => {
    const root = folder();
    expect(replace(join(root, 'a.py'))).toMatchObject({
      status: 'failed',
      reason: 'unwritable',
      problem: expect.stringContaining('ENOENT'),
    });
    expect(readdirSync(root)).toEqual([]);
  });

  test.skipIf(isWindows)('a file that is read-only', () => {
    const root = folder({ 'a.py': BEFORE });
    chmodSync(join(root, 'a.py'), 0o444);
    expect(replaceAsUser(root)).toEqual({
      status: 'failed',
      reason: 'unwritable',
      problem: 'cannot write a.py: EACCES: permission denied, access; make it writable (chmod u+w)',
    });
    expectUntouched(root);
  });

  test.skipIf(isWindows)('a file in a read-only folder', () => {
    const root = folder({ 'a.py': BEFORE });
    chmodSync(join(root, 'a.py'), 0o666);
    chmodSync(root, 0o555);
    onTestFinished(() => chmodSync(root, 0o755));
    expect(replaceAsUser(root)).toEqual({
      status: 'failed',
      reason: 'unwritable',
      problem:
        'cannot write a.py: EACCES: permission denied, open; a file is replaced by a new one beside it, so make its folder writable (chmod u+w)',
    });
    expectUntouched(root);
  });

  test.runIf(isRoot)('a file of somebody else in a folder with the sticky bit', () => {
    const root = folder({ 'a.py': BEFORE });
    chmodSync(join(root, 'a.py'), 0o666);
    chmodSync(root, 0o1777);
    expect(replaceAsNobody(root)).toEqual({
      status: 'failed',
      reason: 'unwritable',
      problem:
        'cannot write a.py: it belongs to another user, and in a folder with the sticky bit only its owner can replace it',
    });
    expectUntouched(root);
  });

  test('a file that became a folder', () => {
    const root = folder({ 'a.py/b.py': BEFORE });
    expect(replace(join(root, 'a.py'))).toMatchObject({
      reason: 'changed-on-disk',
      problem: 'it is a folder now; not overwritten',
    });
    expect(readdirSync(root)).toEqual(['a.py']);
  });

  test.skipIf(isWindows)('a file that became a link, and what the link leads to', () => {
    const root = folder({ 'other/a.py': BEFORE });
    symlinkSync('other/a.py', join(root, 'a.py'));
    expect(replace(join(root, 'a.py'))).toMatchObject({
      reason: 'changed-on-disk',
      problem: 'it is a link now; not overwritten',
    });
    expectUntouched(join(root, 'other'));
  });

  // A reader of a FIFO waits for a writer: where that is done, this test does not end.
  test.skipIf(isWindows)('a file that became a FIFO', () => {
    const root = folder();
    execFileSync('mkfifo', [join(root, 'a.py')]);
    expect(replace(join(root, 'a.py'))).toMatchObject({
      reason: 'changed-on-disk',
      problem: 'it is a FIFO now; not overwritten',
    });
    expect(readdirSync(root)).toEqual(['a.py']);
  });

  test.skipIf(isWindows).each(['in', 'in/deep'])('a file whose folder %s became a link', (swapped) => {
    const root = folder({ 'in/deep/a.py': BEFORE, 'elsewhere/a.py': BEFORE, 'elsewhere/deep/a.py': BEFORE });
    renameSync(join(root, swapped), join(root, 'moved'));
    symlinkSync(join(root, 'elsewhere'), join(root, swapped));
    expect(replace(join(root, 'in/deep/a.py'))).toMatchObject({
      reason: 'changed-on-disk',
      problem: 'its folder was moved or became a link during the run; not overwritten',
    });
    for (const one of ['elsewhere/a.py', 'elsewhere/deep/a.py'])
      expect(readFileSync(join(root, one), 'utf8')).toBe(BEFORE);
    expect(readdirSync(join(root, 'elsewhere'))).toEqual(['a.py', 'deep']);
  });

  // Modes do not stop root, but a mount does; where mounting is not allowed there is nothing to try.
  test('a file on a full disk', ({ skip }) => {
    const root = mounted('size=64k', skip);
    const before = 'b'.repeat(20_000);
    writeFileSync(join(root, 'a.py'), before);
    mkdirSync(join(root, 'more'));
    writeFileSync(join(root, 'more/pad'), 'p'.repeat(24_000));
    const result = replace(join(root, 'a.py'), 'a'.repeat(20_500), before);
    expect(result).toMatchObject({ reason: 'unwritable', problem: expect.stringContaining('ENOSPC') });
    expect(readdirSync(root)).toEqual(['a.py', 'more']);
    expect(readFileSync(join(root, 'a.py'), 'utf8')).toBe(before);
  });

  test('a file on a disk that is read-only', ({ skip }) => {
    const root = mounted('size=64k', skip);
    writeFileSync(join(root, 'a.py'), BEFORE);
    execFileSync('mount', ['-o', 'remount,ro', root]);
    expect(replace(join(root, 'a.py'))).toMatchObject({
      reason: 'unwritable',
      problem: expect.stringContaining('EROFS'),
    });
    expectUntouched(root);
  });
});

/** As `replace`, for a.py. Modes do not stop root, so root lets another user do it. */
function replaceAsUser(root: string): unknown {
  if (!isRoot) return replace(join(root, 'a.py'));
  chownSync(root, NOBODY, NOBODY);
  chownSync(join(root, 'a.py'), NOBODY, NOBODY);
  return replaceAsNobody(root);
}

function replaceAsNobody(root: string): unknown {
  const module = new URL('../../src/runner/files/write.ts', import.meta.url).href;
  const code = `import { replaceFile } from ${JSON.stringify(module)};
    const file = ${JSON.stringify(join(root, 'a.py'))};
    console.log(JSON.stringify(replaceFile({ file, before: Buffer.from(${JSON.stringify(BEFORE)}), after: Buffer.from('after') })))`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    uid: NOBODY,
    gid: NOBODY,
    encoding: 'utf8',
  });
  return JSON.parse(output);
}

const NOBODY = 65534;

/** A small disk of its own. */
function mounted(options: string, skip: (reason: string) => never): string {
  const root = folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', root], { stdio: 'pipe' });
  } catch {
    return skip('mounting is not allowed here');
  }
  onTestFinished(() => void execFileSync('umount', [root]));
  return root;
}
