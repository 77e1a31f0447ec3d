import { execFileSync } from 'node:child_process';
import fs, {
  chmodSync,
  chownSync,
  closeSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { replaceFile } from '../../src/runner/files/write.ts';
import { bringBack, type Aside } from '../../src/runner/files/write/aside.ts';
import { fill, folder, NEW, OLD, runTiny, statuses, textOf } from './support.ts';

const isWindows = process.platform === 'win32';
const isRoot = process.getuid?.() === 0;

/** Has the content of a.py replaced, by a new file that has its place until the old one is brought back. */
function replaced(root: string): Aside {
  const result = replaceFile({
    file: join(root, 'a.py'),
    before: Buffer.from(OLD),
    after: Buffer.from(NEW),
  });
  if (result.status !== 'replaced' || !result.aside)
    throw new Error(`not set aside: ${JSON.stringify(result)}`);
  return result.aside;
}

test('a file stays the file it was', async () => {
  const root = folder({ 'a.py': OLD });
  const before = statSync(join(root, 'a.py'));
  expect(statuses(await runTiny(root))).toEqual(['a.py: changed']);
  const { ino, birthtimeMs, mode } = statSync(join(root, 'a.py'));
  expect({ ino, birthtimeMs, mode }).toEqual({
    ino: before.ino,
    birthtimeMs: before.birthtimeMs,
    mode: before.mode,
  });
  expect(textOf(root, 'a.py')).toBe(NEW);
  expect(readdirSync(root)).toEqual(['a.py']);
});

test('an access list and extended attributes stay', async ({ skip }) => {
  const root = folder({ 'a.py': OLD });
  const file = join(root, 'a.py');
  // For user 1000 to read and write, for the group nothing; in the form of the kernel.
  const list =
    '02000000' +
    '01000600ffffffff' +
    '02000600e8030000' +
    '04000000ffffffff' +
    '10000600ffffffff' +
    '20000000ffffffff';
  const python = (code: string): string =>
    execFileSync('python3', ['-c', `import os; p = ${JSON.stringify(file)}; ${code}`], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
  try {
    python(
      `os.setxattr(p, 'user.note', b'mine'); os.setxattr(p, 'system.posix_acl_access', bytes.fromhex('${list}'))`,
    );
  } catch {
    return skip('there is no Python, or the disk has no access lists');
  }
  const look = (): string =>
    python(`print([(one, os.getxattr(p, one).hex()) for one in sorted(os.listxattr(p))])`);
  const before = look();
  expect(before).toContain('user.note');
  expect(before).toContain(list);
  expect(statuses(await runTiny(root))).toEqual(['a.py: changed']);
  expect(look()).toBe(before);
});

test.runIf(isRoot)('a file of somebody else keeps its owner, and its group', () => {
  const root = folder({ 'a.py': OLD });
  chownSync(root, NOBODY, NOBODY);
  chmodSync(join(root, 'a.py'), 0o666);
  const at = (path: string): string =>
    JSON.stringify(new URL(`../../src/runner/files/${path}`, import.meta.url));
  const code = `import { replaceFile } from ${at('write.ts')};
    import { bringBack } from ${at('write/aside.ts')};
    import { statSync } from 'node:fs';
    const file = ${JSON.stringify(join(root, 'a.py'))};
    const [before, after] = [${JSON.stringify(OLD)}, ${JSON.stringify(NEW)}].map((text) => Buffer.from(text));
    const { aside } = replaceFile({ file, before, after });
    const meanwhile = statSync(file).uid;
    console.log(JSON.stringify([meanwhile, bringBack(aside)]));`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    uid: NOBODY,
    gid: NOBODY,
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual([NOBODY, { status: 'back' }]);
  expect(statSync(join(root, 'a.py'))).toMatchObject({ uid: 0, gid: 0 });
  expect(textOf(root, 'a.py')).toBe(NEW);
});

const NOBODY = 65534;

// The group of a file with an access list may have less than its mode tells.
test.skipIf(isWindows).each([
  [0o664, 0o644],
  [0o640, 0o600],
  [0o604, 0o604],
  [0o775, 0o755],
  [0o600, 0o600],
  [0o4755, 0o755],
])('until a file of mode %o is back, what has its place has mode %o', (mode, narrow) => {
  const root = folder({ 'a.py': OLD });
  chmodSync(join(root, 'a.py'), mode);
  const aside = replaced(root);
  expect(statSync(join(root, 'a.py')).mode & 0o7777).toBe(narrow);
  expect(bringBack(aside)).toEqual({ status: 'back' });
  expect(statSync(join(root, 'a.py')).mode & 0o7777).toBe(mode);
});

test.skipIf(isWindows)('nobody else may open a temporary file while it is written', () => {
  const root = folder({ 'a.py': OLD });
  chmodSync(join(root, 'a.py'), 0o666);
  const modes: number[] = [];
  const { writeFileSync: write } = fs;
  fs.writeFileSync = (file, data, options) => {
    if (typeof file === 'number') modes.push(fs.fstatSync(file).mode & 0o777);
    write(file, data, options);
  };
  syncBuiltinESMExports();
  try {
    replaced(root);
  } finally {
    fs.writeFileSync = write;
    syncBuiltinESMExports();
  }
  expect(modes).toEqual([0o600]);
});

describe('what somebody does between is not lost', () => {
  test('a save by who had the file open', () => {
    const root = folder({ 'a.py': OLD });
    const { ino } = statSync(join(root, 'a.py'));
    const open = openSync(join(root, 'a.py'), 'a');
    const aside = replaced(root);
    writeSync(open, 'theirs\n');
    closeSync(open);
    expect(bringBack(aside)).toEqual({ status: 'theirs' });
    expect(textOf(root, 'a.py')).toBe(`${OLD}theirs\n`);
    expect(statSync(join(root, 'a.py')).ino).toBe(ino);
    expect(readdirSync(root)).toEqual(['a.py']);
  });

  test('a save by another file of its name', () => {
    const root = folder({ 'a.py': OLD });
    const aside = replaced(root);
    fill(root, { 'new.py': 'theirs\n' });
    renameSync(join(root, 'new.py'), join(root, 'a.py'));
    expect(bringBack(aside)).toEqual({ status: 'left' });
    expect(textOf(root, 'a.py')).toBe('theirs\n');
    expect(readdirSync(root)).toEqual(['a.py']);
  });

  test('a save in place, which keeps the rights that the new file has', () => {
    const root = folder({ 'a.py': OLD });
    chmodSync(join(root, 'a.py'), 0o664);
    const aside = replaced(root);
    writeFileSync(join(root, 'a.py'), 'theirs\n');
    expect(bringBack(aside)).toEqual({
      status: 'left',
      lost: expect.stringContaining('written to during the run'),
    });
    expect(textOf(root, 'a.py')).toBe('theirs\n');
    expect(readdirSync(root)).toEqual(['a.py']);
  });

  test('the old content, where the file got another name', () => {
    const root = folder({ 'a.py': OLD });
    const aside = replaced(root);
    linkSync(join(root, aside.name), join(root, 'saved.py'));
    expect(bringBack(aside)).toMatchObject({ status: 'left' });
    expect(textOf(root, 'a.py')).toBe(NEW);
    expect(textOf(root, 'saved.py')).toBe(OLD);
    expect(readdirSync(root)).toEqual(['a.py', 'saved.py']);
  });

  test('a file that was deleted stays so', () => {
    const root = folder({ 'a.py': OLD });
    const aside = replaced(root);
    fs.rmSync(join(root, 'a.py'));
    expect(bringBack(aside)).toEqual({ status: 'left' });
    expect(readdirSync(root)).toEqual([]);
  });
});

test('who opened a file before it was replaced reads all of the old content', () => {
  const root = folder({ 'a.py': OLD });
  const open = openSync(join(root, 'a.py'), 'r');
  replaced(root);
  expect(readFileSync(open, 'utf8')).toBe(OLD);
  closeSync(open);
});
