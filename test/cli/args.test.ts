import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments/parse.ts';
import type { Request, RunRequest } from '../../src/cli/arguments/request.ts';
import { UsageError } from '../../src/runner/errors.ts';

const parse = (line: string): Request => parseArguments(line.split(' ').filter(Boolean), '1.2.3');

const defaults: RunRequest = {
  kind: 'run',
  mode: 'write',
  diff: false,
  unsafe: false,
  interactive: false,
  evidence: [],
  noEvidence: false,
  noSeen: false,
  select: [],
  ignore: [],
  clients: [],
  noConfig: false,
  printConfig: false,
  paths: [],
  include: [],
  exclude: [],
  noIgnore: false,
  forceExclude: false,
  updateBaseline: false,
  strictParsing: false,
  allowUnmatched: false,
  allowDirty: false,
  format: 'text',
  outputs: [],
  colour: 'auto',
  quiet: false,
  verbose: false,
};

function mistake(argv: readonly string[]): { message: string; hint: string | undefined } {
  try {
    parseArguments(argv, '1.2.3');
  } catch (error) {
    if (error instanceof UsageError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the command line', () => {
  it.each<[string, Partial<RunRequest>]>([
    ['', {}],
    ['tests src/a.py', { paths: ['tests', 'src/a.py'] }],
    ['-n', { mode: 'dry-run', diff: true }],
    ['--dry-run tests', { mode: 'dry-run', diff: true, paths: ['tests'] }],
    ['--diff', { mode: 'dry-run', diff: true }],
    ['--check', { mode: 'check' }],
    ['tests --check --diff', { mode: 'check', diff: true, paths: ['tests'] }],
    ['--strict --unsafe --allow-dirty', { strict: 'warns', unsafe: true, allowDirty: true }],
    ['--evidence a.jsonl --evidence b.jsonl', { evidence: ['a.jsonl', 'b.jsonl'] }],
    ['--no-evidence --no-seen tests', { noEvidence: true, noSeen: true, paths: ['tests'] }],
    ['-i tests', { interactive: true, paths: ['tests'] }],
    ['--config a.json --print-config', { config: 'a.json', printConfig: true }],
    ['--no-config', { noConfig: true }],
    ['--changed tests', { changed: { since: '' }, paths: ['tests'] }],
    ['--changed=origin/main tests', { changed: { since: 'origin/main' }, paths: ['tests'] }],
    ['-- --changed=main', { paths: ['--changed=main'] }],
    ['--staged', { changed: 'staged' }],
    ['--shard 2/8', { shard: { index: 2, of: 8 } }],
    ['-j 2', { jobs: 2 }],
    ['--jobs=16', { jobs: 16 }],
    ['--cache --cache-location kept', { cache: true, cacheLocation: 'kept' }],
    ['--cache --no-cache --cache-location kept', { cache: false }],
    ['--baseline b.json --update-baseline', { baseline: 'b.json', updateBaseline: true }],
    ['--strict tests', { strict: 'warns', paths: ['tests'] }],
    ['--strict=differs tests', { strict: 'differs', paths: ['tests'] }],
    ['--strict=fails --level warns', { strict: 'fails', level: 'warns' }],
    ['-- --strict=fails', { paths: ['--strict=fails'] }],
    ['--select a,b --select c', { select: ['a', 'b', 'c'] }],
    ['--ignore a, --no-ignore', { ignore: ['a'], noIgnore: true }],
    ['--client api,self.http --client make_client()', { clients: ['api', 'self.http', 'make_client()'] }],
    ['--client @acme/testing', { clients: ['@acme/testing'] }],
    ['--target httpx2', { target: { client: 'httpx2', versions: {} } }],
    ['--target httpx', { target: { client: 'httpx', versions: {} } }],
    ['--include *.py --include {a,b} --exclude old', { include: ['*.py', '{a,b}'], exclude: ['old'] }],
    ['--force-exclude', { forceExclude: true }],
    ['--strict-parsing --no-error-on-unmatched', { strictParsing: true, allowUnmatched: true }],
    ['--files-from list a.py', { filesFrom: 'list', paths: ['a.py'] }],
    ['- --stdin-filename a.py', { stdinFilename: 'a.py' }],
    ['--format json --color never', { format: 'json', colour: 'never' }],
    [
      '--output-file a.txt --output-file json=b=c',
      { outputs: [{ path: 'a.txt' }, { format: 'json', path: 'b=c' }] },
    ],
    ['--output-file ./x=y', { outputs: [{ path: './x=y' }] }],
    ['-q', { quiet: true }],
    ['-v', { verbose: true }],
    ['./rules', { paths: ['./rules'] }],
    ['tests rules', { paths: ['tests', 'rules'] }],
    ['-- -n', { paths: ['-n'] }],
  ])('%j is parsed', (line, expected) => {
    expect(parse(line)).toStrictEqual({ ...defaults, ...expected });
  });

  it.each<[string, Request]>([
    ['rules', { kind: 'rules', format: 'text', colour: 'auto' }],
    ['rules --format json', { kind: 'rules', format: 'json', colour: 'auto' }],
    ['--format json rules --color always', { kind: 'rules', format: 'json', colour: 'always' }],
    ['explain data-to-content', { kind: 'explain', rule: 'data-to-content', colour: 'auto' }],
    ['--color never explain x', { kind: 'explain', rule: 'x', colour: 'never' }],
    ['help data-to-content', { kind: 'explain', rule: 'data-to-content', colour: 'auto' }],
  ])('%j is a command', (line, expected) => {
    expect(parse(line)).toStrictEqual(expected);
  });

  it.each([
    ['--chekc', "unknown option '--chekc'", 'did you mean --check?'],
    ['--target django', "'django' is no target; write httpx, httpx2", undefined],
    [
      '--strict=all',
      "option '--strict=<level>' argument 'all' is invalid. Allowed choices are fails, warns, differs.",
      undefined,
    ],
    ['--level all', 'Allowed choices are fails, warns, differs.', undefined],
    ['--format yaml', 'Allowed choices are text, json, sarif', undefined],
    ['rules --format sarif', 'Allowed choices are text, json.', undefined],
    ['--format sarif rules', '`rules` has no format sarif', 'use text or json'],
    ['--format', 'argument missing', undefined],
    ['--color maybe', 'Allowed choices are auto, always, never.', undefined],
    ['--select ,', 'The list is empty.', undefined],
    ['--client a-b', "'a-b' is not a name", undefined],
    ['--client @a', "'@a' is not a name", undefined],
    ['--client a.b().c', "'a.b().c' is not a name", undefined],
    ['--output-file yaml=x', "Unknown format 'yaml': use text, json, sarif", undefined],
    ['--output-file -', 'for a file of that name write ./-', undefined],
    ['--output-file json=-', 'for a file of that name write ./-', undefined],
    ['--output-file json=', 'The file name is missing.', undefined],
    ['--target httpx,httpx2', '--target: httpx and httpx2 cannot be combined', 'leave out one of them'],
    ['--target starlette==0.43 --target Starlette==1.0', 'starlette==0.43 and Starlette==1.0', undefined],
    ['-n --check', '--dry-run and --check cannot be combined', '`--check --diff` does both'],
    [
      '--evidence a --no-evidence',
      '--evidence and --no-evidence cannot be combined',
      'leave out one of them',
    ],
    ['--evidence=', '--evidence: the file name is missing', undefined],
    ['--config a --no-config', '--config and --no-config cannot be combined', 'leave out one of them'],
    ['--changed --staged', '--changed and --staged cannot be combined', 'leave out one of them'],
    ['--changed=', '--changed=: the name of a branch or a commit is missing', undefined],
    ['--cache --cache-location=', '--cache-location: the name of the folder is missing', undefined],
    ['--jobs 0', 'Write a whole number from 1 to 999.', 'see `bump-testclient --help`'],
    ['--jobs x', "'x' is invalid", 'see `bump-testclient --help`'],
    ['-j 1.5', 'Write a whole number from 1 to 999.', 'see `bump-testclient --help`'],
    ['--shard 0/8', '0/8', 'see `bump-testclient --help`'],
    ['--shard 9/8', 'Write 2/8 for the second of eight parts.', 'see `bump-testclient --help`'],
    ['-q -v', '--quiet and --verbose cannot be combined', undefined],
    ['-', '`-` needs --stdin-filename', 'the name decides the language'],
    ['- a.py --stdin-filename a.py', '`-` cannot be combined with other files', undefined],
    ['- --files-from list --stdin-filename a.py', '`-` cannot be combined with other files', undefined],
    ['a.py --stdin-filename a.py', '--stdin-filename works only with the path `-`', undefined],
    ['--check rules', 'the command `rules` has no option --check', 'write ./rules for a folder of that name'],
    ['--no-ignore explain x', 'the command `explain` has no option --no-ignore', './explain'],
    ['rules --format html', 'Allowed choices are text, json', undefined],
    ['--format html rules', '`rules` has no format html', 'use text or json'],
    ['--format json explain x', 'the command `explain` has no option --format', undefined],
    ['rules --strict', "unknown option '--strict'", undefined],
    ['rules x', 'too many arguments', undefined],
    ['explain', "missing required argument 'rule'", undefined],
    ['explain a b', 'too many arguments', undefined],
    ['help a b', 'too many arguments', undefined],
    ['help --strict', "unknown option '--strict'", undefined],
    ['--check help', 'the command `help` has no option --check', './help'],
  ])('%j is refused', (line, message, hint) => {
    const found = mistake(line.split(' '));
    expect(found.message).toContain(message);
    if (hint !== undefined) expect(found.hint).toContain(hint);
  });

  it('refuses an empty path, such as an unset shell variable', () => {
    expect(mistake(['']).message).toBe('a path is empty');
  });

  it('refuses an empty name of a list, such as an unset shell variable', () => {
    expect(mistake(['--files-from', '']).message).toBe('--files-from: the file name is missing');
  });

  it.each(['httpx2,starlette==1.2', 'latest,httpx', 'starlette==0.43,starlette==0.43', 'httpx2,httpx2==2.1'])(
    'takes the target %s',
    (words) => {
      expect(parse(`--target ${words}`)).toHaveProperty('target');
    },
  );

  it('points to --help if it has no better hint', () => {
    expect(mistake(['--zzzzzzzz']).hint).toBe('see `bump-testclient --help`');
  });

  it('prints the version', () => {
    expect(parse('--version')).toEqual({ kind: 'print', text: '1.2.3\n' });
  });

  it.each([
    ['help', '--help'],
    ['help rules', 'rules --help'],
    ['help explain', 'explain --help'],
  ])('%j prints what %j does', (line, same) => {
    expect(parse(line)).toEqual(parse(same));
  });

  it.each(['--help', '-h', 'rules --help', 'explain --help', 'help --help'])(
    '%s fits into 80 columns',
    (line) => {
      const request = parse(line);
      const text = request.kind === 'print' ? request.text : '';
      expect(text).toMatch(/^Usage: bump-testclient/);
      expect(text.split('\n').filter((one) => one.length > 80)).toEqual([]);
    },
  );

  it('documents every option and the exit codes in the help', () => {
    const request = parse('--help');
    const text = request.kind === 'print' ? request.text : '';
    const options = [
      '-n, --dry-run',
      '--check',
      '--diff',
      '--strict',
      '--stdin-filename',
      '--unsafe',
      '--select',
      '--ignore',
    ];
    const others = ['--client', '--include', '--exclude', '--no-ignore', '--force-exclude', '--files-from'];
    const output = [
      '--allow-dirty',
      '--format',
      '--level',
      '--output-file',
      '--color',
      '-q, --quiet',
      '-v, --verbose',
    ];
    others.push(
      '--cache',
      '--no-cache',
      '--cache-location',
      '-j, --jobs',
      '--strict-parsing',
      '--no-error-on-unmatched',
    );
    for (const option of [...options, ...others, ...output]) expect(text).toContain(`\n  ${option}`);
    expect(text).toContain('Exit status:');
  });
});
