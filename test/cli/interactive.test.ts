import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { askOn } from '../../src/cli/interactive/ask.ts';
import { editable, readPatch } from '../../src/cli/interactive/patch-text.ts';
import { sinkOf } from '../../src/cli/io.ts';
import { run } from '../../src/runner/run.ts';
import { parseArguments } from '../../src/cli/arguments/parse.ts';
import { command, folderOf, memory, runIn } from './command.ts';

const CALLS = [
  'client.get("/a", allow_redirects=False)',
  'client.get("/b", allow_redirects=False)',
  'client.get("/c", allow_redirects=False)',
] as const;
const suite = (lines: readonly string[]): string =>
  `from starlette.testclient import TestClient\n\nclient = TestClient(app)\n\n\ndef test_it():\n${lines.map((line) => `    ${line}\n`).join('')}`;

/** A terminal on which this is typed. */
const typing = (keys: string): Readable => Object.assign(Readable.from([Buffer.from(keys)]), { isTTY: true });

/** Which calls of two files are migrated after these keys. */
async function decided(keys: string): Promise<string> {
  const outcome = await command('-i', {
    files: { 'a.py': suite(CALLS), 'b.py': suite(CALLS) },
    stdin: typing(keys),
    isTTY: true,
  });
  expect(outcome.code).toBe(0);
  return ['a.py', 'b.py']
    .map((file) =>
      outcome
        .read(file)
        .split('\n')
        .filter((line) => line.includes('_redirects'))
        .map((line) => (line.includes('follow_') ? 'x' : '-'))
        .join(''),
    )
    .join(' ');
}

it.each<[keys: string, made: string]>([
  ['y\ny\ny\ny\ny\ny\n', 'xxx xxx'],
  ['n\nn\nn\nn\nn\nn\n', '--- ---'],
  ['y\nn\ny\nn\ny\nn\n', 'x-x -x-'],
  ['n\na\nd\n', '-xx ---'],
  ['y\nd\na\n', 'x-- xxx'],
  ['n\nA\n', '-xx xxx'],
  ['y\nn\nq\n', 'x-- ---'],
  ['y\n', 'x-- ---'],
  ['', '--- ---'],
  ['?\n\nwhat\nYES\nNo\nq\n', 'x-- ---'],
])('the keys %j decide %s', async (keys, made) => {
  expect(await decided(keys)).toBe(made);
});

it.each<[config: string, questions: number]>([
  ['{}', 2],
  ['{ "unsafe": ["file-parts"] }', 2],
  ['{ "unsafe": ["json-body"] }', 1],
])('with the configuration %s, A asks %d times', async (config, questions) => {
  const { code, stderr, read } = await command('-i --color never', {
    files: {
      'a.py': readFileSync('__testfixtures__/json-body/basic.input.py', 'utf8'),
      'bump-testclient.config.json': config,
    },
    stdin: typing('A\nn\n'),
    isTTY: true,
  });
  expect(code).toBe(0);
  expect(stderr.match(/Make this edit/g)).toHaveLength(questions);
  expect(read('a.py').includes('Item(name="pen").json(), headers=')).toBe(questions === 1);
});

it('what is declined is reported, with what was said', async () => {
  const { stderr } = await command('-i --color never', {
    files: { 'a.py': suite(CALLS) },
    stdin: typing('y\nn\nq\n'),
    isTTY: true,
  });
  expect(stderr).toContain('(1/3) Make this edit');
  expect(stderr).toContain('(3/3) Make this edit');
  expect(stderr).toContain('changed');
  expect(stderr.replace(/\s+/g, ' ')).toContain('changed 1 (1 edit), 2 need a look');
});

it('a question names the place, the reason and the safety, and shows the edit', async () => {
  const { stderr } = await command('-i --color never', {
    files: { 'a.py': suite(CALLS) },
    stdin: typing('q\n'),
    isTTY: true,
  });
  expect(stderr).toMatch(/^a\.py:7:22: ✖ follow-redirects: /m);
  expect(stderr).toMatch(/^ {4}= fails since /m);
  expect(stderr).toMatch(/^ {4}= safe$/m);
  expect(stderr).toMatch(
    /^- {4}client\.get\("\/a", allow_redirects=False\)\n\+ {4}client\.get\("\/a", follow_/m,
  );
});

it('a file that may not be written is refused before the first question', async () => {
  const cwd = folderOf({ 'a.py': suite(CALLS) });
  execFileSync('git', ['init', '-q'], { cwd });
  const { code, stderr } = await runIn(cwd, '-i', { stdin: typing('y\n'), isTTY: true });
  expect(code).toBe(2);
  expect(stderr).not.toContain('Make this edit');
});

it('a signal at a question writes nothing', async () => {
  const stdin = Object.assign(new Readable({ read: () => undefined }), { isTTY: true });
  const outcome = await command('-i', {
    files: { 'a.py': suite(CALLS) },
    stdin,
    isTTY: true,
    onInterrupt: (listener) => {
      const timer = setImmediate(() => listener('SIGINT'));
      return () => clearImmediate(timer);
    },
  });
  expect(outcome.code).toBe(130);
  // A terminal that is listened to would keep the process alive.
  expect(stdin.isPaused()).toBe(true);
  expect(outcome.stderr).toContain('interrupted: nothing was written');
  expect(outcome.read('a.py')).toBe(suite(CALLS));
});

it('without a terminal nothing is asked', async () => {
  const { code, stderr, read } = await command('-i', { files: { 'a.py': suite(CALLS) } });
  expect(code).toBe(2);
  expect(stderr).toContain('--interactive needs a terminal');
  expect(read('a.py')).toBe(suite(CALLS));
});

it.each([
  '-i -n',
  '-i --check',
  '-i --diff',
  '-i -q',
  '-i --format json',
  '-i - --stdin-filename a.py',
  '-i --files-from -',
])('%s is refused', (line) => {
  expect(() => parseArguments(line.split(' '), '1.0.0')).toThrow(/--interactive .*cannot be combined/);
});

const TEXTS = { original: 'a\nold\nb\n', before: 'a\nold\nb\n', after: 'a\nnew\nb\n' };

it.each<[string, (patch: string) => string, unknown]>([
  ['as it is', (patch) => patch, 'same'],
  ['emptied', () => '', 'nothing'],
  ['with the old line kept', (patch) => patch.replace('-old', ' old').replace('+new\n', ''), 'no edit'],
  ['with another context', (patch) => patch.replace(' a', ' z'), 'does not fit'],
  ['without its header', (patch) => patch.replace(/^@@.*\n/, ''), 'does not fit'],
  [
    'with two lines, and Windows line ends',
    (patch) => patch.replace('+new', '+one\n+two').replaceAll('\n', '\r\n'),
    { handwritten: { accepted: [], edits: [{ start: 2, end: 6, text: 'one\ntwo\n' }] } },
  ],
])('a patch that comes back %s is understood', (_, change, expected) => {
  expect(readPatch(change(editable(TEXTS)), TEXTS)).toEqual(expected);
});

it('what is written by hand stays, and what does not parse is refused', async () => {
  const cwd = folderOf({ 'a.py': suite(CALLS) });
  const texts = ['mine((', 'mine(allow_redirects=False)'];
  const stderr = memory(true);
  const request = parseArguments(['-i'], '1.0.0');
  if (request.kind !== 'run') throw new Error('no run');
  const io = {
    ...{ argv: [], cwd, env: {}, stdin: typing('e\ne\ny\nn\n'), stdout: memory(true), stderr },
    onInterrupt: () => () => undefined,
  };
  const terminal = { io, out: sinkOf(io.stdout), err: sinkOf(stderr) };
  const review = askOn({
    request,
    terminal,
    clear: () => Promise.resolve(),
    editor: (patch) => ({ text: patch.replace(/^\+.*$/m, `+    ${texts.shift()}`) }),
  });
  const { filesFrom: _, ...asked } = request;
  const { report } = await run({ ...asked, cwd, paths: ['.'], review });
  expect(readFileSync(`${cwd}/a.py`, 'utf8')).toBe(
    suite(['mine(allow_redirects=False)', CALLS[1].replace('allow', 'follow'), CALLS[2]]),
  );
  expect(stderr.written().toString()).toContain('the result would not parse');
  expect(report.summary).toMatchObject({ changed: 1, edits: 2, manual: 1 });
});
