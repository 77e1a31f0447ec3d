import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src/runner/errors.ts';
import type { RunOptions } from '../../../src/runner/run.ts';
import { makeFifo } from '../../support/special.ts';
import { commit, folder, git, NEW, OLD, repository, runTiny, statuses, textOf } from '../support.ts';

const ODD = 'client.get(odd=1)\n';
const without = '{"ignore": ["rename-old"]}';
const only = '{"select": ["rename-old"]}';
const check = { mode: 'check' } as const;

/** What a run in a folder would do to each file. */
async function told(files: Readonly<Record<string, string>>, options: Partial<RunOptions> = {}) {
  return statuses(await runTiny(repository(files), { ...check, ...options }));
}

async function refusal(work: Promise<unknown>): Promise<readonly string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UsageError) return [...error.lines, ...(error.hint ? [error.hint] : [])];
    throw error;
  }
  throw new Error('it was accepted');
}

describe('a file goes by', () => {
  test.each([
    ['bump-testclient.config.json', without],
    ['bump-testclient.config.jsonc', `// why\n${without}`],
    ['package.json', `{"name": "x", "bump-testclient": ${without}}`],
    ['pyproject.toml', '[project]\nname = "x"\n[tool.bump-testclient]\nignore = ["rename-old"]\n'],
    ['pyproject.toml', '\uFEFF[tool]\r\nbump-testclient.ignore = ["rename-old"]\r\n'],
  ])('%s above it', async (name, text) => {
    expect(await told({ [name]: text, 'a/b/t.py': OLD, 'u.py': OLD })).toEqual([]);
  });

  test('the nearest configuration, which replaces those above', async () => {
    const files = {
      'pyproject.toml': '[tool.bump-testclient]\nignore = ["rename-old"]\n',
      'a/package.json': '{"bump-testclient": {"ignore": ["odd-option"]}}',
      'a/t.py': OLD + ODD,
      'b/package.json': '{"name": "bump-testclient-example"}',
      'b/t.py': OLD + ODD,
    };
    const root = repository(files);
    const whole = await runTiny(root, check);
    expect(whole.report.files.map(({ path, edits, manual }) => [path, edits.length, manual.length])).toEqual([
      ['a/t.py', 1, 0],
      ['b/t.py', 0, 1],
    ]);
    for (const part of ['a', 'b']) {
      const { report } = await runTiny(join(root, part), check);
      const same = whole.report.files.filter(({ path }) => path.startsWith(part));
      expect(report.files.map(({ edits, manual }) => [edits, manual])).toEqual(
        same.map(({ edits, manual }) => [edits, manual]),
      );
    }
  });

  test('none above the root of its repository', async () => {
    const root = folder({
      'pyproject.toml': '[tool.bump-testclient]\nignore = ["rename-old"]',
      'r/t.py': OLD,
    });
    git(join(root, 'r'), 'init', '-q');
    commit(join(root, 'r'));
    expect(statuses(await runTiny(join(root, 'r'), check))).toEqual(['t.py: changed']);
  });

  test('that of its real path, where a link leads to it', async () => {
    const root = repository({
      'a/package.json': `{"bump-testclient": ${without}}`,
      'a/t.py': OLD,
      'b/x.md': '',
    });
    symlinkSync('../a/t.py', join(root, 'b/t.py'));
    expect(statuses(await runTiny(root, { ...check, paths: ['b/t.py'] }))).toEqual([]);
  });

  test('the one that --config names, and --no-config by none', async () => {
    const files = { 'bump-testclient.config.json': without, 'other/c.json': only, 'other/t.py': OLD };
    expect(await told(files)).toEqual([]);
    expect(await told(files, { config: 'other/c.json' })).toEqual(['other/t.py: changed']);
    expect(await told(files, { noConfig: true })).toEqual(['other/t.py: changed']);
  });

  test('what its configuration extends, where that gives no value of its own', async () => {
    const files = {
      'base.json':
        '{"ignore": ["rename-old"], "level": "fails", "overrides": [{"files": "b.py", "ignore": []}]}',
      'p/bump-testclient.config.json': '{"extends": "../base.json", "ignore": ["odd-option"]}',
      'p/t.py': OLD + ODD,
    };
    const { report } = await runTiny(repository(files), check);
    expect(report.files.map(({ edits, manual }) => [edits.length, manual.length])).toEqual([[1, 0]]);
  });
});

test('globs of overrides are relative to the folder of the file, and the last one decides', async () => {
  const files = {
    'a/pyproject.toml': `[tool.bump-testclient]
ignore = ["rename-old"]
[[tool.bump-testclient.overrides]]
files = ["tests/**"]
ignore = []
[[tool.bump-testclient.overrides]]
files = "tests/old/*.py"
ignore = ["rename-old"]
`,
    'a/tests/t.py': OLD,
    'a/tests/old/t.py': OLD,
    'a/t.py': OLD,
    'tests/t.py': OLD,
  };
  expect(await told(files)).toEqual(['a/tests/t.py: changed', 'tests/t.py: changed']);
});

describe('excludes and includes of a configuration', () => {
  const files = {
    'p/bump-testclient.config.json': '{"exclude": ["old"], "include": ["**/t*.py"]}',
    'p/old/t.py': OLD,
    'p/t.py': OLD,
    'p/u.py': OLD,
    'old/t.py': OLD,
  };

  test('are relative to its folder', async () => {
    expect(await told(files)).toEqual(['old/t.py: changed', 'p/t.py: changed']);
  });

  test('are joined by --exclude, and --include takes the place of includes', async () => {
    expect(await told(files, { exclude: ['t.py'], include: ['*.py'] })).toEqual(['p/u.py: changed']);
  });

  test('are not about files that are named, unless excludes are forced', async () => {
    const named = { paths: ['p/old/t.py', 'p/u.py'] };
    expect(await told(files, named)).toEqual(['p/old/t.py: changed', 'p/u.py: changed']);
    expect(await told(files, { ...named, forceExclude: true })).toEqual(['p/u.py: changed']);
    const forced = {
      ...files,
      'p/bump-testclient.config.json': '{"exclude": ["old"], "forceExclude": true}',
    };
    expect(await told(forced, named)).toEqual(['p/u.py: changed']);
  });

  test('are named where they leave nothing', async () => {
    const { notes, report } = await runTiny(repository({ ...files, 'p/t.py': '' }), {
      ...check,
      paths: ['p/old'],
    });
    expect(report.summary.scanned).toBe(0);
    expect(notes).toEqual(['p/old: the configuration leaves no file; `--print-config` shows it']);
  });

  test('hold for a source on stdin', async () => {
    const root = repository(files);
    const stdin = { filename: 'p/old/t.py', source: Buffer.from(OLD) };
    const result = async (options: Partial<RunOptions>) =>
      Buffer.from((await runTiny(root, { stdin, ...options })).output ?? []).toString();
    expect(await result({})).toBe(NEW);
    expect(await result({ forceExclude: true })).toBe(OLD);
  });
});

test('findings are hidden and counted by the levels of each file', async () => {
  const files = {
    'a/package.json': '{"bump-testclient": {"strict": "fails"}}',
    'a/t.py': ODD,
    'b/t.py': ODD,
  };
  const root = repository(files);
  const codeOf = async (paths: readonly string[], options: Partial<RunOptions> = {}) =>
    (await runTiny(root, { ...check, paths, ...options })).report.summary.exitCode;
  expect(await codeOf(['.'])).toBe(1);
  expect(await codeOf(['a'])).toBe(1);
  expect(await codeOf(['b'])).toBe(0);
  expect(await codeOf(['b'], { strict: 'warns' })).toBe(1);
});

describe('the command line counts over the file:', () => {
  const file = (text: string) => ({ 'bump-testclient.config.json': text, 't.py': OLD + ODD });
  const found = async (text: string, options: Partial<RunOptions>) => {
    const { report } = await runTiny(repository(file(text)), { ...check, ...options });
    const [one] = report.files;
    return [one?.edits.length ?? 0, one?.manual.length ?? 0];
  };

  test.each<[string, string, Partial<RunOptions>, number[]]>([
    ['--select replaces', only, { select: ['odd-option'] }, [0, 1]],
    ['--select brings back what the file ignores', without, { select: ['rename-old'] }, [1, 0]],
  ])('%s', async (_, text, options, expected) => {
    expect(await found(text, options)).toEqual(expected);
  });

  test('--ignore adds', async () => {
    expect(await refusal(found(without, { ignore: ['odd-option'] }))).toEqual([
      'no rule is left: bump-testclient.config.json:1, --ignore names every rule',
    ]);
  });
});

describe('a configuration is refused:', () => {
  test.each<[string, Readonly<Record<string, string>>, readonly string[], Partial<RunOptions>?]>([
    [
      'mistakes in it',
      { 'p/bump-testclient.config.json': '{"levle": "fails",\n "select": ["rename"]}', 'p/t.py': OLD },
      [
        'p/bump-testclient.config.json:1:2: there is no key "levle"; did you mean level?',
        'p/bump-testclient.config.json:2:13: there is no rule "rename"; did you mean rename-old?',
      ],
    ],
    [
      'two in one folder',
      {
        'package.json': `{"bump-testclient": ${only}}`,
        'pyproject.toml': '[tool.bump-testclient]\n',
        't.py': OLD,
      },
      [
        'two configurations in one folder: pyproject.toml and package.json',
        'put the settings of both into one of them',
      ],
    ],
    [
      'one that does not parse',
      { 'pyproject.toml': '[tool.bump-testclient\n', 't.py': OLD },
      ['pyproject.toml:2:1: Unterminated table-key'],
    ],
    ['one that is missing', { 't.py': OLD }, ['--config: no.json: no such file'], { config: 'no.json' }],
    [
      'one of another kind',
      { 't.py': OLD },
      ['t.py: not a configuration file', 'it is a .json or .jsonc file, a package.json or a pyproject.toml'],
      { config: 't.py' },
    ],
    [
      'one that says nothing of the tool',
      { 'package.json': '{}', 't.py': OLD },
      ['--config: package.json has no key "bump-testclient"'],
      { config: 'package.json' },
    ],
    [
      'one that extends nothing',
      { 'bump-testclient.config.json': '{"extends": "no.json"}', 't.py': OLD },
      ['bump-testclient.config.json:1:2: extends: there is no file no.json'],
    ],
    [
      'one that extends itself',
      {
        'bump-testclient.config.json': '{"extends": "b.json"}',
        'b.json': '{"extends": "bump-testclient.config.json"}',
        't.py': OLD,
      },
      ['b.json:1:2: extends: bump-testclient.config.json extends this file'],
    ],
    [
      'one that leaves no rule',
      { 'bump-testclient.config.json': '{\n"ignore": ["rename-old", "odd-option"]}', 't.py': OLD },
      ['no rule is left: bump-testclient.config.json:2 names every rule'],
    ],
  ])('%s', async (_, files, lines, options) => {
    const told = await refusal(runTiny(repository(files), { ...check, ...options }));
    expect(told).toHaveLength(lines.length);
    for (const [index, line] of lines.entries()) expect(told[index]).toContain(line);
  });

  test('a FIFO of its name', async () => {
    const root = folder({ 't.py': OLD });
    makeFifo(join(root, 'bump-testclient.config.json'));
    expect(await refusal(runTiny(root, check))).toEqual([
      'bump-testclient.config.json: it is a FIFO, not a regular file',
    ]);
  });
});

test('what only has the name of a shared file is none', async () => {
  const root = folder({ 't.py': OLD });
  mkdirSync(join(root, 'package.json'));
  makeFifo(join(root, 'pyproject.toml'));
  await runTiny(root);
  expect(textOf(root, 't.py')).toBe(NEW);
});
