import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beside, migrated } from '../bench/torture/beside.ts';
import { disk, whyNoMount } from '../bench/torture/disk.ts';
import { errors, meet } from '../bench/torture/errors.ts';
import { fuzz } from '../bench/torture/fuzz/fuzz.ts';
import { judge } from '../bench/torture/fuzz/judge.ts';
import { mutantOf } from '../bench/torture/fuzz/mutate.ts';
import { readSeeds } from '../bench/torture/fuzz/seeds.ts';
import { inspect } from '../bench/torture/inspect.ts';
import { kills, learn, type Known } from '../bench/torture/kills.ts';
import { parseOptions } from '../bench/torture/options.ts';
import { pairs } from '../bench/torture/pairs.ts';
import { fromSource, type Tool } from '../bench/torture/tools.ts';
import { makeTree, writeTree } from '../bench/torture/tree.ts';
import { randomOf, type PartResult, type Plan } from '../bench/torture/trial.ts';

const few = (trials: number, seed = 11): Plan => ({ seed, first: 0, trials, jobs: 2, minutes: 1 });

let top = '';
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'torture-test-'));
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** What went wrong, without the folders, which are removed. */
function problemsOf({ failures }: PartResult): readonly string[] {
  for (const { folder } of failures) rmSync(folder, { recursive: true, force: true });
  return failures.flatMap(({ problems }) => problems);
}

// Signals and modes are what they are on POSIX.
describe.skipIf(process.platform === 'win32')('the command under torture', () => {
  const tree = makeTree(40);
  let known: Known;
  beforeAll(async () => {
    known = await learn(fromSource(), tree, top);
  });

  it('loses nothing when it is killed', async () => {
    expect(problemsOf(await kills(known, few(2)))).toEqual([]);
  });

  it('loses nothing when a call of the file system fails', async () => {
    const result = await errors(known, few(1));
    expect(problemsOf(result)).toEqual([]);
    expect(result.figures['errors injected']).toBe(1);
  });

  it.each([
    ['a file that was read is closed', { call: 'closeSync', nth: 12, error: 'EIO' }],
    ['a file is replaced', { call: 'renameSync', nth: 2, error: 'ENOSPC' }],
  ] as const)('loses nothing when the call fails by which %s', async (_, fault) => {
    const folder = mkdtempSync(join(top, 'fault-'));
    const { problems, hit } = await meet(fault, known, folder);
    expect(problems).toEqual([]);
    expect(hit?.call).toBe(fault.call);
  });

  it('runs twice at once', async () => {
    expect(problemsOf(await pairs(known, few(1)))).toEqual([]);
  });

  it('keeps what is changed beside it', async () => {
    expect(problemsOf(await beside(known, few(1)))).toEqual([]);
  });

  it.skipIf(whyNoMount() !== undefined)('loses nothing on a full disk', async () => {
    expect(problemsOf(await disk(known, few(1)))).toEqual([]);
  });

  it('migrates the tree as the harness believes', () => {
    const changed = [...tree].filter(([path, bytes]) => !known.after.get(path)?.equals(bytes));
    expect(changed).not.toEqual([]);
    for (const [path, bytes] of changed)
      expect(known.after.get(path)?.toString()).toBe(migrated(bytes.toString()));
  });
});

/** A tool that writes in place, in two halves, as it pleases. */
function careless(folder: string, write: string): Tool {
  const program = join(folder, 'careless.mjs');
  writeFileSync(
    program,
    `import fs from 'node:fs';
     for (const path of fs.readdirSync('.', { recursive: true }).map(String)) {
       if (!path.endsWith('.py')) continue;
       const text = fs.readFileSync(path, 'utf8') + '# seen\\n';
       ${write}
     }`,
  );
  const command = (): [string, string] => [process.execPath, program];
  return { name: 'careless', command, temporary: /\.tmp$/, isInjectable: false, keepsModes: true, ok: 0 };
}

describe.skipIf(process.platform === 'win32')('the harness', () => {
  it('finds a tool that tears files when it is killed', async () => {
    const slowly = `fs.writeFileSync(path, text.slice(0, 20));
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      fs.appendFileSync(path, text.slice(20));`;
    const tool = careless(top, `if (!text.includes('# seen\\n# seen')) { ${slowly} }`);
    const known = await learn(tool, makeTree(60), top);
    expect(problemsOf(await kills(known, few(6)))).toContainEqual(expect.stringMatching(/: torn: tests\//));
  });

  it.skipIf(whyNoMount() !== undefined)('finds a tool that tears files on a full disk', async () => {
    const tool = careless(top, `if (!text.includes('# seen\\n# seen')) fs.writeFileSync(path, text);`);
    const known = await learn(tool, makeTree(40, 4095), top);
    expect(problemsOf(await disk(known, few(3)))).toContainEqual(expect.stringMatching(/: torn: tests\//));
  });

  it('finds what is torn, lost, left and foreign', () => {
    const folder = mkdtempSync(join(top, 'inspect-'));
    const before = makeTree(5);
    const [first = '', second = '', ...others] = before.keys();
    const after = new Map([...before].map(([path, bytes]) => [path, Buffer.concat([bytes, bytes])]));
    writeTree(folder, before);
    writeFileSync(join(folder, first), 'half');
    rmSync(join(folder, second));
    writeFileSync(join(folder, 'other.py'), '');
    writeFileSync(join(folder, 'x.py.0123456789ab.tmp'), '');
    expect(inspect(folder, { before, after }, fromSource())).toMatchObject({
      torn: [expect.stringContaining(first)],
      missing: [second],
      foreign: ['other.py'],
      temporary: ['x.py.0123456789ab.tmp'],
      done: [],
      left: others,
    });
  });

  it('refuses options that mean nothing', () => {
    expect(() => parseOptions(['--only', 'kils'])).toThrow('no part is called kils');
    expect(() => parseOptions(['--trials', 'many'])).toThrow('--trials: many is not a whole number');
  });
});

describe('mutants', () => {
  it('are told by seed and number alone', () => {
    const seeds = readSeeds();
    const make = (seed: number, trial: number) =>
      mutantOf(randomOf(seed, trial), seeds).bytes.toString('base64');
    const all = Array.from({ length: 20 }, (_, trial) => make(5, trial));
    expect(Array.from({ length: 20 }, (_, trial) => make(5, trial))).toEqual(all);
    expect(new Set(all).size).toBeGreaterThan(15);
  });

  it('neither crash nor hang, and change once', async () => {
    expect(problemsOf(await fuzz(few(40)))).toEqual([]);
  });

  it('are changed where they can be', async () => {
    const [text, path] = [
      'from starlette.testclient import TestClient\nTestClient(app).post("/", data=b"1")\n',
      'test_a.py',
    ];
    const mutant = { kind: 'python', path, bytes: Buffer.from(text), unsafe: false } as const;
    const isText = await judge({ ...mutant, text }, join(top, 'project'));
    const areBytes = await judge(mutant, join(top, 'project'));
    expect([isText, areBytes]).toMatchObject([
      { outcome: 'changed', problems: [] },
      { outcome: 'changed', problems: [] },
    ]);
  });
});
