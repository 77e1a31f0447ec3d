import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pid, ppid } from 'node:process';
import { expect, test } from 'vitest';
import { isLeftover } from '../../src/runner/files/write/leftovers.ts';
import { machine, temporaryName } from '../../src/runner/files/write/names.ts';
import { fill, folder, NEW, OLD, repository, runTiny, statuses } from './support.ts';

/** The id of a process that has ended. */
const dead = (): number => spawnSync(process.execPath, ['-e', '']).pid;

const nameOf = (process: number, where = machine()): string =>
  `.bump-testclient-${where}-${process}-0123456789ab.tmp`;

const ELSEWHERE = machine() === '00000000' ? '00000001' : '00000000';

test('a run that writes removes the temporary files of dead runs, also beside files that need no change', async () => {
  const left = nameOf(dead());
  const root = folder({ 'a.py': OLD, [left]: 'x', 'done/b.py': NEW, [`done/${left}`]: 'x' });
  const { report, notes } = await runTiny(root);
  expect(report.summary).toMatchObject({ changed: 1, failed: 0 });
  expect(readdirSync(root)).toEqual(['a.py', 'done']);
  expect(readdirSync(join(root, 'done'))).toEqual(['b.py']);
  expect(notes).toEqual([
    'not a git repository: changes cannot be undone with git',
    `removed temporary files of a run that was killed: ${left}, done/${left}`,
  ]);
});

test('a file that git tracks stays, whatever its name; one beside it that git does not track goes', async () => {
  const [own, left] = [nameOf(dead()), nameOf(dead()).replace('0123', 'aaaa')];
  const root = repository({ 'a.py': OLD, [own]: 'x', 'in [x]/b.py': OLD, [`in [x]/${own}`]: 'x' });
  fill(root, { [left]: 'x', [`in [x]/${left}`]: 'x' });
  const { notes } = await runTiny(root);
  expect(readdirSync(root)).toEqual([own, '.git', 'a.py', 'in [x]'].toSorted());
  expect(readdirSync(join(root, 'in [x]'))).toEqual([own, 'b.py']);
  expect(notes).toEqual([`removed temporary files of a run that was killed: ${left}, in [x]/${left}`]);
});

test('nothing is removed where git cannot tell whether it tracks it', async () => {
  const left = nameOf(dead());
  const root = repository({ 'a.py': OLD });
  fill(root, { [left]: 'x', '.git/index': 'damaged' });
  expect(statuses(await runTiny(root, { allowDirty: true }))).toEqual(['a.py: changed']);
  expect(readdirSync(root)).toContain(left);
});

test.each(['dry-run', 'check'] as const)('%s removes nothing', async (mode) => {
  const left = nameOf(dead());
  const root = folder({ 'a.py': OLD, [left]: 'x' });
  await runTiny(root, { mode });
  expect(readdirSync(root)).toEqual([left, 'a.py']);
});

test.skipIf(process.platform === 'win32')('what is not beyond doubt of a dead run stays', async () => {
  const gone = dead();
  const stay = [
    temporaryName(),
    nameOf(gone, ELSEWHERE),
    `${nameOf(gone)}x`,
    `x${nameOf(gone)}`,
    nameOf(gone).replace('ab.tmp', 'AB.tmp'),
    nameOf(gone).replace('.tmp', '.py'),
    '.bump-testclient.tmp',
  ];
  const root = folder(Object.fromEntries(['a.py', ...stay].map((name) => [name, OLD])));
  const [link, inner] = [nameOf(gone).replace('0123', 'aaaa'), nameOf(gone).replace('0123', 'bbbb')];
  symlinkSync('a.py', join(root, link));
  mkdirSync(join(root, inner));
  const named = nameOf(gone).replace('.tmp', '.py');
  expect(statuses(await runTiny(root))).toEqual([`${named}: changed`, 'a.py: changed']);
  expect(readdirSync(root).toSorted()).toEqual(['a.py', ...stay, link, inner].toSorted());
});

test('a run of another machine or container counts as dead after an hour', () => {
  expect(isLeftover(nameOf(dead(), ELSEWHERE), 3_500_000)).toBe(false);
  expect(isLeftover(nameOf(pid, ELSEWHERE), 3_700_000)).toBe(true);
});

test('a run that is alive is never dead, however old its file is', () => {
  expect(isLeftover(temporaryName(), 1e12)).toBe(false);
  expect(isLeftover(nameOf(ppid), 1e12)).toBe(false);
});

test('what earlier versions left is named, and stays', async () => {
  const root = folder({ 'a.py': OLD });
  const names = ['a.py', 'b.py', 'c.ts', 'd.txt'].map((name) => `${name}.0123456789ab.tmp`);
  fill(root, Object.fromEntries(names.map((name) => [`in/${name}`, 'x'])));
  fill(root, { 'in/b.py': NEW });
  const { notes } = await runTiny(root);
  expect(notes).toContainEqual(
    expect.stringMatching(
      /^temporary files, which .* have left: in\/a\.py\.0123456789ab\.tmp, .*, and 1 more$/,
    ),
  );
  expect(readdirSync(join(root, 'in'))).toHaveLength(5);
});
