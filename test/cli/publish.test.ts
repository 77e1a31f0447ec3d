import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/parse.ts';
import { fileText, publish, type Publication } from '../../src/cli/publish.ts';
import { command, unclear } from './command.ts';
import { edit, file, manual, on, plainly, report } from '../reporters/reports.ts';

const output = Buffer.from('result\n');

function published(line: string): Promise<Publication> {
  const request = parseArguments(line.split(' ').filter(Boolean), '1.2.3');
  if (request.kind !== 'run') throw new Error('not a run');
  const files = [
    file('a.py', {
      before: 'old\n',
      after: 'new\n',
      edits: [edit(on(1, 1, 4))],
      manual: [manual(on(1, 2, 3))],
    }),
    file('b.py', { status: 'failed', error: { line: 2, column: 3, reason: 'syntax-error', message: 'no' } }),
    file('c.py', { status: 'skipped', error: { reason: 'ignored', message: 'asked for' } }),
  ];
  const outcome = {
    report: report(files, { mode: request.mode }),
    notes: ['no git here'],
    output,
    interrupted: false,
  };
  const style = { ...plainly, verbose: request.verbose };
  return publish(request, outcome, {
    stdout: { ...style, isTerminal: false },
    stderr: style,
    cwd: process.cwd(),
    program: 'bump-testclient',
  });
}

/** Which of its parts a stream carries, in order. */
function parts(data: string | Uint8Array): string {
  const known: Readonly<Record<string, RegExp>> = {
    note: /^note: no git here$/,
    changed: /^changed a\.py \(1 edit\)$/,
    patch: /^--- a\/a\.py$/,
    json: /^\{$/,
    source: /^result$/,
    edit: /^a\.py:1:1: follow-redirects/,
    finding: /^a\.py:1:2: ✖ data-to-content/,
    failed: /^b\.py:2:3: syntax-error: no$/,
    skipped: /^c\.py:1:1: ignored/,
    summary: /^Scanned 214/,
  };
  const found = Buffer.from(data)
    .toString()
    .split('\n')
    .flatMap((line) => Object.keys(known).filter((name) => known[name]?.test(line)));
  return found.join(' ');
}

const stdin = '- --stdin-filename a.py';

describe('stdout carries data and stderr the log', () => {
  it.each([
    ['', 'finding', 'note changed failed skipped summary'],
    ['-q', 'finding', 'failed'],
    ['-v', 'edit finding', 'note changed failed skipped summary'],
    ['-n', 'patch', 'note finding failed skipped summary'],
    ['-n -q', 'patch', 'failed'],
    ['--diff', 'patch', 'note finding failed skipped summary'],
    ['--check', 'edit finding', 'note failed skipped summary'],
    ['--check -q', 'edit finding', 'failed'],
    ['--check --diff', 'patch', 'note edit finding failed skipped summary'],
    ['--format json', 'json', 'note changed failed skipped summary'],
    ['--format json -q', 'json', 'failed'],
    ['--format json -n', 'json', 'note failed skipped summary'],
    ['--format json --check --diff', 'json', 'note failed skipped summary'],
    [stdin, 'source', 'note finding failed skipped summary'],
    [`${stdin} -q`, 'source', 'failed'],
    [`${stdin} -n`, 'patch', 'note finding failed skipped summary'],
    [`${stdin} --check`, 'edit finding', 'note failed skipped summary'],
    [`${stdin} --format json`, 'json', 'note failed skipped summary'],
  ])('with %j', async (line, stdout, stderr) => {
    const found = await published(line);
    expect({ stdout: parts(found.stdout), stderr: parts(found.stderr) }).toEqual({ stdout, stderr });
  });
});

it.each([
  ['--strict --level fails', true],
  ['--strict=differs --level fails', true],
  ['--strict=fails --level fails', false],
  ['--strict --level warns', false],
  ['--level fails', false],
])('with %j says whether --strict counts what --level hides: %j', async (line, isSaid) => {
  const { stderr } = await command(line, { files: { 'a.py': unclear } });
  expect(/^note: --strict counts 1 finding that --level fails does not show$/m.test(stderr)).toBe(isSaid);
});

it('prints a blank line between the list and the totals', async () => {
  expect((await published('-n')).stderr).toMatch(/data-to-content: .*\n\nb\.py:2:3: syntax-error/);
});

describe('a report in a file', () => {
  const files = [file('b.py', { status: 'failed', error: { reason: 'unreadable', message: 'no' } })];

  it('includes failures and totals as text', async () => {
    expect(parts(await fileText('text', report(files), false))).toBe('summary');
    expect(await fileText('text', report(files), false)).toMatch(/^b\.py:1:1: unreadable: no\n/);
  });

  it('is only JSON with the format json', async () => {
    expect(JSON.parse(await fileText('json', report(files), false))).toHaveProperty('version', 1);
  });
});
