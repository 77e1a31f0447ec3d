import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile, type Replaced } from '../../src/runner/files/write.ts';
import { bringBack, type Back } from '../../src/runner/files/write/aside.ts';
import { folder } from './support.ts';

type Call = (...args: unknown[]) => unknown;

/** Every synchronous function of `node:fs`. */
const FUNCTIONS = Object.entries(fs).filter(
  (entry): entry is [string, Call] => entry[0].endsWith('Sync') && typeof entry[1] === 'function',
);

const CODES = ['EIO', 'ENOSPC', 'EACCES', 'EPERM', 'ENOENT'];

interface Failure {
  readonly name: string;
  readonly nth: number;
  readonly code: string;
}

/** Does some work while the nth call of a function fails, and names the functions that were called, in order. */
function failing<T>(work: () => T, ...failures: readonly Failure[]): { result: T; calls: readonly string[] } {
  const calls: string[] = [];
  const instead = (one: string, call: Call): Call => {
    const called: Call = (...args) => {
      calls.push(one);
      const nth = calls.filter((other) => other === one).length;
      const failure = failures.find((each) => each.name === one && each.nth === nth);
      if (!failure) return call(...args);
      if (one === 'closeSync') call(...args);
      const { code } = failure;
      throw Object.assign(new Error(`${code}: injected, ${one} '${String(args[0])}'`), { code });
    };
    // `realpathSync.native`
    return Object.assign(called, call);
  };
  for (const [one, call] of FUNCTIONS) Reflect.set(fs, one, instead(one, call));
  syncBuiltinESMExports();
  try {
    return { result: work(), calls };
  } finally {
    for (const [one, call] of FUNCTIONS) Reflect.set(fs, one, call);
    syncBuiltinESMExports();
  }
}

const BEFORE = 'before\n';
const AFTER = 'after, and longer\n';

interface Outcome {
  readonly replaced: Replaced;
  readonly back?: Back;
}

interface Afterwards {
  readonly result: Outcome;
  readonly calls: readonly string[];
  readonly text: string;
  readonly names: readonly string[];
  readonly mode: number;
  /** Whether it is still the same file, and not another of this name. */
  readonly isSame: boolean;
}

function replaceWith(...failures: readonly Failure[]): Afterwards {
  const root = folder({ 'a.py': BEFORE });
  const file = join(root, 'a.py');
  fs.chmodSync(file, 0o664);
  const { ino } = fs.statSync(file);
  const replace = (): Outcome => {
    const replaced = replaceFile({ file, before: Buffer.from(BEFORE), after: Buffer.from(AFTER) });
    return replaced.status === 'replaced' && replaced.aside
      ? { replaced, back: bringBack(replaced.aside) }
      : { replaced };
  };
  const outcome = failing(replace, ...failures);
  const stat = fs.statSync(file);
  return {
    ...outcome,
    text: fs.readFileSync(file, 'utf8'),
    names: fs.readdirSync(root),
    mode: stat.mode & 0o777,
    isSame: stat.ino === ino,
  };
}

const placesOf = ({ calls }: Pick<Afterwards, 'calls'>): readonly Omit<Failure, 'code'>[] =>
  calls.map((name, index) => ({
    name,
    nth: calls.slice(0, index + 1).filter((one) => one === name).length,
  }));

// Modes of Windows tell nothing of groups.
test.skipIf(process.platform === 'win32')(
  'whichever call of the writer fails, the old or the new text is there, and no other file',
  () => {
    const failed = new Set<string>();
    const left = new Set<string>();
    for (const { name, nth } of placesOf(replaceWith()))
      for (const code of CODES) {
        const { result, text, names, mode, isSame } = replaceWith({ name, nth, code });
        const { replaced, back } = result;
        const what = `${name}, call ${nth}, ${code}`;
        if (name !== 'unlinkSync') expect(names, what).toEqual(['a.py']);
        expect(text, what).toBe(replaced.status === 'replaced' ? AFTER : BEFORE);
        const isNew = replaced.status === 'replaced' && back?.status !== 'back';
        expect(isSame, what).toBe(!isNew);
        // Less than it was, and told; never more.
        expect(mode, what).toBe(isNew ? 0o644 : 0o664);
        if (isNew) expect(back?.lost ?? replaced.lost, what).toContain('mode 0644 instead of 0664');
        if (back?.status === 'left') left.add(name);
        if (replaced.status === 'replaced') continue;
        failed.add(name);
        expect(replaced.problem, what).not.toContain('.bump-testclient');
      }
    const kinds = ['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync'];
    expect([...failed]).toEqual(expect.arrayContaining(kinds));
    expect([...left]).toEqual(expect.arrayContaining(kinds));
  },
);

test('a temporary file that cannot be removed is named', () => {
  const { result, names } = replaceWith(
    { name: 'renameSync', nth: 1, code: 'EIO' },
    { name: 'unlinkSync', nth: 1, code: 'EROFS' },
  );
  expect(names).toHaveLength(2);
  expect(result.replaced).toMatchObject({
    reason: 'unwritable',
    problem: expect.stringMatching(
      /^cannot write a\.py: EIO: .*the temporary file \.bump-testclient-\S+\.tmp is left: EROFS/,
    ),
  });
});

test('a file that cannot be removed after it was set aside is named', () => {
  const { result, names } = replaceWith(
    { name: 'renameSync', nth: 2, code: 'EIO' },
    { name: 'unlinkSync', nth: 1, code: 'EROFS' },
  );
  expect(names).toHaveLength(2);
  expect(result.back).toEqual({
    status: 'left',
    lost: expect.stringMatching(/mode 0644 .*EIO.*\.bump-testclient-\S+\.tmp .*cannot be removed: EROFS/),
  });
});
