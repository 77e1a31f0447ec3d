import { execFileSync } from 'node:child_process';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { command, folderOf, legacy, memory, runIn, unclear } from './command.ts';

/** Everything that a terminal acts on, in a row, and what would forge a line of ours. */
const NASTY = '\x1b]0;title\x07\x9b31m\u202E\u2066\u200B\x7f\uFEFF';
const FORGED = 'error: forged';

/** Windows takes none of these in a name. */
const isNamable = process.platform !== 'win32';

/** None is left, but for our own colours and the progress. */
const RAW = /[^\P{C}\n]|[\u2028\u2029]/u;
const OURS = /\x1b\[\d+m|\r\x1b\[K/g;

const lines = (text: string): readonly string[] => text.split('\n');

function expectHarmless(...outputs: readonly string[]): void {
  for (const output of outputs) {
    expect(output.replace(OURS, '')).not.toMatch(RAW);
    expect(lines(output).filter((line) => line.startsWith(FORGED))).toEqual([]);
  }
}

const inSource = (source: string): string => source.replace('"/"', `"/${NASTY}"`);

const LINES: readonly string[] = [
  '',
  '-v',
  '-n',
  '--check',
  '--check -v',
  '--check --diff',
  '--unsafe',
  '-q',
];

/** The line of progress is erased again and again; each version counts as a line. */
const withoutErasing = (text: string): string => text.replaceAll('\r\x1b[K', '\n');

describe.each([
  ['a terminal', { isTTY: true }],
  ['a terminal without colours', { isTTY: true, env: { NO_COLOR: '1' } }],
])('on %s', (_, setting) => {
  it.each([...LINES, '--format json'])('nothing in a source acts on it: %j', async (line) => {
    const files = { 'a.py': inSource(legacy), 'b.py': inSource(unclear), 'c.py': `client.get(${NASTY}` };
    const { stdout, stderr } = await command(line, { files, ...setting });
    expectHarmless(stdout, withoutErasing(stderr));
  });

  it('nothing in a source that is printed acts on it', async () => {
    const { stdout } = await command('- --stdin-filename a.py', { stdin: inSource(legacy), ...setting });
    expect(stdout).toContain('follow_redirects');
    expectHarmless(stdout);
  });

  it.runIf(isNamable).each(LINES)('nothing in the name of a file: %j', async (line) => {
    const name = `a\n${FORGED} ${NASTY}`;
    const files = {
      [`${name}/a.py`]: legacy,
      [`${name}/b.py`]: `${unclear}${unclear}`,
      [`${name}/c.py`]: unclear,
      [`${name}/d.py`]: 'client.get(',
      [`${name}/requirements.txt`]: 'starlette==0.46\n',
    };
    const { stdout, stderr } = await command(line, { files, ...setting });
    expectHarmless(stdout, withoutErasing(stderr));
  });
});

describe('in a pipe', () => {
  it.runIf(isNamable).each(['', '-v', '--check', '--check -v', '-q', '--format json'])(
    'neither a source nor the name of a file acts on what shows it: %j',
    async (line) => {
      const files = { [`a\n${FORGED} ${NASTY}.py`]: inSource(legacy), 'b.py': inSource(unclear) };
      const { stdout, stderr } = await command(line, { files });
      expectHarmless(stdout, stderr);
    },
  );

  it('a patch and the result of stdin stay as the bytes are', async () => {
    const source = inSource(legacy);
    expect((await command('-n', { files: { 'a.py': source } })).stdout).toContain(NASTY);
    expect((await command('- --stdin-filename a.py', { stdin: source })).stdout).toBe(
      source.replace('allow_', 'follow_'),
    );
  });
});

const text = `a\n${FORGED} ${NASTY}`;

it.runIf(isNamable)('a refusal to overwrite names each file in a line', async () => {
  const folder = folderOf({ [`${text}.py`]: legacy, 'b.py': legacy });
  execFileSync('git', ['init', '-q'], { cwd: folder });
  const { stderr } = await runIn(folder, '');
  expectHarmless(stderr);
  expect(lines(stderr)).toEqual([
    expect.stringMatching(/^error: these files would be changed, .*:$/),
    expect.stringMatching(/^ {2}a<U\+000A>error: forged .*\.py$/),
    '  b.py',
    expect.stringContaining('commit or stage them first'),
    '',
  ]);
});

it.each([
  ['a path', [text]],
  ['a path behind --', ['--', text]],
  ['an option', [`--${text}`]],
  ['a command', ['help', text]],
  ['a rule to explain', ['explain', text]],
  ['a rule to select', ['--select', text]],
  ['a rule to ignore', ['--ignore', text]],
  ['a client', ['--client', text]],
  ['a target', ['--target', text]],
  ['a format', ['--format', text]],
  ['a colour', ['--color', text]],
  ['a level', ['--level', text]],
  ['a strictness', [`--strict=${text}`]],
  ['a list', ['--files-from', text]],
  ['a listed path', ['--files-from', '-']],
  ['a report', ['--output-file', `${text}/a`]],
  ['a format of a report', ['--output-file', `nasty=${NASTY}`]],
  ['a name for stdin', ['-', '--stdin-filename', text]],
  ['an include', ['--include', text]],
  ['a path that the next steps repeat', [`${text}.py`]],
])('%s on the command line acts on nothing', async (_, argv) => {
  for (const isTTY of [true, false]) {
    const [stdout, stderr] = [memory(isTTY), memory(isTTY)];
    await main({
      argv,
      cwd: folderOf({ 'a.py': legacy, ...(isNamable && { [`${text}.py`]: legacy + unclear }) }),
      env: {},
      stdin: Readable.from([Buffer.from(`${text}.py\0`)]),
      stdout,
      stderr,
      onInterrupt: () => () => undefined,
    });
    const said = stderr.written().toString();
    expect(said).not.toBe('');
    expectHarmless(said, stdout.written().toString());
  }
});
