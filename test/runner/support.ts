import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Document, Language } from '../../src/core/language.ts';
import { option, type ClientCall } from '../../src/core/model/calls.ts';
import type { Option } from '../../src/core/model/options.ts';
import { defineRule, safe } from '../../src/core/rule.ts';
import type { LanguageEntry } from '../../src/languages/index.ts';
import { run, type RunOptions, type RunOutcome } from '../../src/runner/run.ts';
import { anyCall } from '../support/wants.ts';
import { unanswered } from '../../src/core/model/unanswered.ts';

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** A folder of its own, by its real path, that is gone after the test. */
export function folder(files: Contents = {}): string {
  const root = realpathSync.native(mkdtempSync(join(tmpdir(), 'bump-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  fill(root, files);
  return root;
}

export function fill(root: string, files: Contents): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** A folder under git in which everything is committed. */
export function repository(files: Contents = {}): string {
  const root = folder(files);
  git(root, 'init', '-q');
  commit(root);
  return root;
}

export function commit(root: string): void {
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '--allow-empty', '-m', 'state');
}

const IDENTITY = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];

export const git = (cwd: string, ...args: readonly string[]): string =>
  execFileSync('git', [...IDENTITY, '-c', 'protocol.file.allow=always', ...args], {
    cwd,
    encoding: 'utf8',
    stdio: 'pipe',
  });

export const textOf = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

/**
 * A language small enough to hold in mind: `x.get(y=z)` is a client call with the options `y` and so on, the text
 * `SYNTAX ERROR` is one, and at `CRASH` the language crashes.
 */
const tiny: Language = {
  name: 'python',
  spell: (name) => name,
  open: async (source): Promise<Document> => {
    if (source.includes('CRASH')) throw new TypeError('crashed on purpose');
    const at = source.indexOf('SYNTAX ERROR');
    return {
      ...unanswered,
      ...(at >= 0 && { problem: { at, message: 'not expected here' } }),
      sites: Array.from(source.matchAll(/(\w+)\.get\(([^)]*)\)/g), call),
      comments: Array.from(source.matchAll(/#.*/g), ({ index, 0: text }) => ({
        start: index,
        end: index + text.length,
      })),
      lower: (intent) =>
        intent.do === 'rename'
          ? [{ start: intent.target.start, end: intent.target.end, text: intent.to }]
          : undefined,
    };
  },
};

function call(match: RegExpExecArray): ClientCall {
  const [text, receiver = '', options = ''] = match;
  const start = match.index;
  const from = start + text.length - 1 - options.length;
  const span = { start, end: start + text.length };
  return {
    kind: 'call',
    ...span,
    receiver: {
      start,
      end: start + receiver.length,
      text: receiver,
      certainty: 'proven',
      because: 'named',
      is: 'client',
      library: 'test-client',
    },
    callee: { via: 'member', span },
    method: { name: 'get', start: start + receiver.length + 1, end: start + receiver.length + 4 },
    args: [],
    options: Array.from(options.matchAll(/(\w+)=([^,]+)/g), (one) => optionAt(one, from)),
    hidden: { may: 'nothing' },
  };
}

function optionAt({ index, 1: key = '', 2: value = '' }: RegExpExecArray, from: number): Option {
  const start = from + index;
  const end = start + key.length + 1 + value.length;
  return {
    start,
    end,
    key: { name: key, start, end: start + key.length },
    value: { start: start + key.length + 1, end, kinds: ['unknown'] },
    place: 'call',
  };
}

/** Renames `old` to `new`, and `euro` to what few encodings hold. */
const rename = defineRule({
  name: 'rename-old',
  summary: 'old is new',
  safety: 'safe',
  wants: anyCall,
  *call(site) {
    for (const [from, to] of Object.entries({ old: 'new', euro: '€' })) {
      const at = option(site, from);
      if (at)
        yield {
          at,
          message: `${from} is ${to}`,
          level: 'fails',
          fix: safe({ do: 'rename', target: at.key, to }),
        };
    }
  },
});

/** Leaves `odd` to a person, and counts `dim`. */
const odd = defineRule({
  name: 'odd-option',
  summary: 'odd',
  safety: 'safe',
  wants: anyCall,
  *call(site) {
    const found = option(site, 'odd');
    if (found) yield { at: found, message: 'odd option', level: 'fails', why: 'nobody knows' };
    const dim = option(site, 'dim');
    if (dim)
      yield {
        at: dim,
        message: 'dim option',
        level: 'differs',
        tally: 'that are dim',
      };
  },
});

export const tinyPython: LanguageEntry = {
  name: 'python',
  extensions: ['.py'],
  onlyNamed: ['.pyi'],
  // It finds its clients by their names, whatever else a project speaks of.
  loadGate: async () => ({
    ...(await import('../../src/languages/python/gate/gate.ts')),
    speaksOfClients: () => true,
  }),
  load: async () => tiny,
};

export const OLD = 'client.get(old=1)\n';
export const NEW = 'client.get(new=1)\n';

/** Runs over the tiny language with two rules: `rename-old` fixes, `odd-option` does not. */
export const runTiny = (cwd: string, options: Partial<RunOptions> = {}): Promise<RunOutcome> =>
  run({ ...defaults, cwd, ...options }, { languages: [tinyPython], rules: [odd, rename] });

/** Writes, with every rule. */
export const defaults: Omit<RunOptions, 'cwd'> = {
  paths: ['.'],
  mode: 'write',
  level: 'differs',
  unsafe: false,
  select: [],
  ignore: [],
  clients: [],
  include: [],
  exclude: [],
  noIgnore: false,
  forceExclude: false,
  strictParsing: false,
  allowUnmatched: false,
  allowDirty: false,
};

/** `path: status`, with the reason where there is one. */
export const statuses = ({ report }: RunOutcome): readonly string[] =>
  report.files.map(({ path, status, error }) => `${path}: ${status}${error ? ` (${error.reason})` : ''}`);
