import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Unavailable, type Check } from '../../src/dev/package/checks.ts';
import type { Part } from './parts.ts';

const BIN = fileURLToPath(new URL('../../dist/bin/bump-testclient.js', import.meta.url));
const DRIVER = fileURLToPath(new URL('terminal.py', import.meta.url));

/** What is typed at a question. `columns`: the window is resized before. */
interface Typed {
  readonly keys: string;
  readonly columns?: number;
}

interface Ended {
  readonly written: string;
  readonly status: number;
}

const HEAD = 'from starlette.testclient import TestClient\n\nclient = TestClient(app)\n';
const OLD = ['/a', '/b', '/c'].map((url) => `client.get("${url}", allow_redirects=False)\n`);
const NEW = OLD.map((line) => line.replace('allow', 'follow'));

interface Case {
  readonly name: string;
  readonly typed: readonly (string | Typed)[];
  readonly status: number;
  /** The calls in the end. */
  readonly calls: readonly (string | undefined)[];
  readonly says?: RegExp;
}

const CASES: readonly Case[] = [
  { name: 'y and n', typed: ['y\n', 'n\n', 'y\n'], status: 0, calls: [NEW[0], OLD[1], NEW[2]] },
  { name: 'a', typed: ['n\n', 'a\n'], status: 0, calls: [OLD[0], NEW[1], NEW[2]] },
  { name: 'd', typed: ['y\n', 'd\n'], status: 0, calls: [NEW[0], OLD[1], OLD[2]] },
  { name: 'q', typed: ['y\n', 'q\n'], status: 0, calls: [NEW[0], OLD[1], OLD[2]] },
  {
    name: '?',
    typed: ['?\n', 'q\n'],
    status: 0,
    calls: OLD,
    says: /y - make this edit\r\n/,
  },
  {
    name: 'e',
    typed: ['e\n', 'q\n'],
    status: 0,
    calls: ['client.get("/a", follow_redirects=False)  # mine\n', OLD[1], OLD[2]],
  },
  { name: 'Ctrl-D', typed: ['y\n', '\u0004'], status: 0, calls: [NEW[0], OLD[1], OLD[2]] },
  {
    name: 'Ctrl-C',
    typed: ['y\n', '\u0003'],
    status: 130,
    calls: OLD,
    says: /interrupted: nothing was written/,
  },
  {
    name: 'a window that becomes narrow',
    typed: [{ keys: 'n\n', columns: 40 }, 'q\n'],
    status: 0,
    calls: OLD,
    says: /\n\S*test_it\.py:5:\d+\S*: \S*✖\S* \S*follow-redirects\S*:\r\n/,
  },
];

function inTerminal(folder: string, typed: readonly (string | Typed)[], args: readonly string[]): Ended {
  const answers = typed.map((one): Typed => (typeof one === 'string' ? { keys: one } : one));
  const editor = join(folder, '..', 'editor.sh');
  writeFileSync(editor, '#!/bin/sh\nsed "s/^+.*/&  # mine/" "$1" > "$1.new" && mv "$1.new" "$1"\n');
  chmodSync(editor, 0o755);
  const { stdout, error, status } = spawnSync(
    'python3',
    [DRIVER, JSON.stringify(answers), process.execPath, BIN, ...args],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, VISUAL: `'${editor}'`, TERM: 'xterm' } },
  );
  if (error || process.platform === 'win32') throw new Unavailable('There is no python3 with `pty`.');
  if (status !== 0) throw new Error(`the pseudo-terminal failed: ${stdout}`);
  // The driver prints this shape.
  return JSON.parse(stdout) as Ended;
}

/** A repository with one suite. */
function suiteIn(folder: string): string {
  mkdirSync(folder);
  writeFileSync(join(folder, 'test_it.py'), HEAD + OLD.join(''));
  const git = (...args: readonly string[]): void => {
    const { status } = spawnSync('git', args, { cwd: folder });
    if (status !== 0) throw new Error(`git ${args.join(' ')} failed`);
  };
  git('init', '-q');
  git('add', '.');
  return folder;
}

function expect(isTrue: boolean, what: string, { written }: Ended): void {
  if (!isTrue) throw new Error(`${what}\n${JSON.stringify(written)}`);
}

const asks =
  (folder: string, { typed, status, calls, says }: Case) =>
  (): undefined => {
    const cwd = suiteIn(folder);
    const ended = inTerminal(cwd, typed, ['-i', '.']);
    expect(ended.status === status, `exit code ${ended.status}`, ended);
    const text = readFileSync(join(cwd, 'test_it.py'), 'utf8');
    expect(text === HEAD + calls.join(''), `the file became ${text}`, ended);
    expect(says?.test(ended.written) ?? true, `it does not say ${says}`, ended);
  };

/** A first sign, then each phase in its order, and nothing of them in the end. */
function progresses(folder: string): undefined {
  const cwd = suiteIn(folder);
  const ended = inTerminal(cwd, [], ['-n', '--color', 'never', '.']);
  const lines = ended.written.split('\r\u001b[K');
  const order = ['starting', 'finding files', 'reading 0 of 1 file', 'migrating 0 of 1 file'].map((start) =>
    lines.findIndex((line) => line.startsWith(start)),
  );
  expect(
    order.every((at, index) => at >= 0 && (index === 0 || at > order[index - 1]!)),
    `the phases come as ${order.join()}`,
    ended,
  );
  expect(/^(?:diff|---|test_it)/.test(lines.at(-1)?.trimStart() ?? ''), 'a line of progress is left', ended);
}

const checks = (folder: string): readonly Check[] => [
  ...CASES.map((one, index) => ({
    name: `on a terminal, --interactive understands ${one.name}`,
    run: asks(join(folder, `case-${index}`), one),
  })),
  {
    name: 'on a terminal, the progress shows each phase and no trace',
    run: () => progresses(join(folder, 'progress')),
  },
];

/** The dialogue and the progress in a pseudo-terminal. */
export const terminal: Part = { name: 'terminal', checks };
