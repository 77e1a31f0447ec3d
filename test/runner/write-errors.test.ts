import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { replaceFile, type Replaced } from '../../src/runner/files/write.ts';
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
  readonly result: Replaced;
  readonly calls: readonly string[];
  readonly text: string;
  readonly names: readonly string[];
}

function replaceWith(...failures: readonly Failure[]): Outcome {
  const root = folder({ 'a.py': BEFORE });
  const file = join(root, 'a.py');
  const replace = (): Replaced =>
    replaceFile({ file, before: Buffer.from(BEFORE), after: Buffer.from(AFTER) });
  const outcome = failing(replace, ...failures);
  return { ...outcome, text: fs.readFileSync(file, 'utf8'), names: fs.readdirSync(root) };
}

test('whichever call of the writer fails, the old or the new text is there, and no other file', () => {
  const places = replaceWith().calls.map((name, index, all) => ({
    name,
    nth: all.slice(0, index + 1).filter((one) => one === name).length,
  }));
  expect(places.length).toBeGreaterThan(15);
  const failed = new Set<string>();
  for (const { name, nth } of places)
    for (const code of CODES) {
      const { result, text, names } = replaceWith({ name, nth, code });
      const what = `${name}, call ${nth}, ${code}`;
      expect(names, what).toEqual(['a.py']);
      expect(text, what).toBe(result.status === 'replaced' ? AFTER : BEFORE);
      if (result.status === 'replaced') continue;
      failed.add(name);
      expect(result.problem, what).not.toContain('.bump-testclient');
    }
  expect([...failed]).toEqual(
    expect.arrayContaining(['openSync', 'writeFileSync', 'fsyncSync', 'closeSync', 'renameSync']),
  );
});

test('a temporary file that cannot be removed is named', () => {
  const { result, names } = replaceWith(
    { name: 'renameSync', nth: 1, code: 'EIO' },
    { name: 'unlinkSync', nth: 1, code: 'EROFS' },
  );
  expect(names).toHaveLength(2);
  expect(result).toMatchObject({
    reason: 'unwritable',
    problem: expect.stringMatching(
      /^cannot write a\.py: EIO: .*the temporary file \.bump-testclient-\S+\.tmp is left: EROFS/,
    ),
  });
});
