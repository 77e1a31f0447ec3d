import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { broken, command, folderOf, legacy, migrated, runIn, unclear } from './command.ts';

const ACTIONS = { GITHUB_ACTIONS: 'true' };
const files = { 'tests/test_a.py': legacy, 'tests/test_b.py': unclear };

const annotations = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line.startsWith('::'));

describe('a gate in GitHub Actions', () => {
  it.each(['--check', '--check --diff', '--check --format json', '--check --format sarif'])(
    'is annotated by itself, on stderr: %s',
    async (line) => {
      const plain = await command(line, { files });
      const { code, stdout, stderr } = await command(line, { files, env: ACTIONS });
      const timeless = (text: string): string => text.replace(/"ms": \d+/, '');
      expect([code, timeless(stdout)]).toEqual([1, timeless(plain.stdout)]);
      expect(annotations(stderr)).toEqual([
        expect.stringMatching(/^::error file=tests\/test_a\.py,line=7,.*title=follow-redirects/),
        expect.stringMatching(/^::warning file=tests\/test_b\.py,line=7,/),
        expect.stringMatching(/^::notice title=bump-testclient::Scanned 2 files/),
      ]);
      expect(annotations(plain.stderr)).toEqual([]);
    },
  );

  it.each(['--check --quiet', '--check', '-n --format text', '--check --verbose'])(
    'tells no command that stands in a name or a source: %s',
    async (line) => {
      const hostile = {
        '::error::a.py': unclear.replaceAll(/client\.\w+\(.*$/gm, '$&  # ##[add-mask]x'),
        '::add-mask::b.py': broken,
        'c.py': legacy,
      };
      const told = await command(line, { files: hostile, env: ACTIONS });
      const lines = `${line.startsWith('-n') ? '' : told.stdout}${told.stderr}`.split('\n');
      // What it says itself names them within a value.
      const commands = lines.filter((one) => /^\s*::/.test(one) || one.includes('##['));
      expect(commands.filter((one) => !/^::(?:error|warning|notice) (?:file|title)=/.test(one))).toEqual([]);
      expect(told.stderr).toMatch(/^<U\+003A>:add-mask::b\.py:\d/m);
      expect(told.stdout + told.stderr).toContain('##<U+005B>add-mask]x');
      const plain = await command(line, { files: hostile });
      expect(plain.stderr).toMatch(/^::add-mask::b\.py:\d/m);
    },
  );

  it('is annotated once with --format github, on stdout', async () => {
    const { stdout, stderr } = await command('--check --format github', { files, env: ACTIONS });
    expect([annotations(stdout).length, annotations(stderr).length]).toEqual([3, 0]);
  });

  it.each<[string, NodeJS.ProcessEnv]>([
    ['-n', ACTIONS],
    ['', ACTIONS],
    ['--check --quiet', ACTIONS],
    ['--check', { GITHUB_ACTIONS: 'false' }],
    ['--check', {}],
  ])('is the only thing that is: %s %j', async (line, env) => {
    const summary = join(folderOf({}), 'summary.md');
    const { stderr } = await command(line, { files, env: { ...env, GITHUB_STEP_SUMMARY: summary } });
    expect(annotations(stderr)).toEqual([]);
    expect(() => readFileSync(summary)).toThrow('ENOENT');
  });

  it('says nothing where there is nothing to say', async () => {
    const { code, stderr } = await command('--check', { files: { 'a.py': migrated }, env: ACTIONS });
    expect([code, annotations(stderr)]).toEqual([0, []]);
  });

  it('names files from the root of the repository, in whatever folder it runs', async () => {
    const root = folderOf({ 'back end/tests/test_a.py': legacy });
    execFileSync('git', ['init', '-q', root]);
    const { stderr } = await runIn(join(root, 'back end'), '--check', { env: ACTIONS });
    expect(annotations(stderr)[0]).toMatch(/^::error file=back end\/tests\/test_a\.py,/);
  });
});

describe('the summary of a step', () => {
  const run = async (summary: string): Promise<{ readonly code: number; readonly stderr: string }> =>
    command('--check', {
      files,
      env: {
        ...ACTIONS,
        ...{ GITHUB_STEP_SUMMARY: summary, GITHUB_SERVER_URL: 'https://git.example' },
        ...{ GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc' },
      },
    });

  it('gets the report in Markdown, behind what is there', async () => {
    const summary = join(folderOf({ 'summary.md': 'earlier\n' }), 'summary.md');
    expect((await run(summary)).code).toBe(1);
    const text = readFileSync(summary, 'utf8');
    expect(text).toMatch(/^earlier\n## bump-testclient\n\n\*\*Scanned 2 files/);
    expect(text).toContain('- [ ] ▲ [`tests/test_b.py:7`](tests/test_b.py#L7)');
  });

  it('links files where GitHub shows them', async () => {
    const root = folderOf(files);
    execFileSync('git', ['init', '-q', root]);
    const summary = join(folderOf({}), 'summary.md');
    const env = {
      ...ACTIONS,
      ...{ GITHUB_STEP_SUMMARY: summary, GITHUB_SERVER_URL: 'https://git.example' },
      ...{ GITHUB_REPOSITORY: 'o/r', GITHUB_SHA: 'abc' },
    };
    await runIn(root, '--check', { env });
    expect(readFileSync(summary, 'utf8')).toContain('(https://git.example/o/r/blob/abc/tests/test_b.py#L7)');
  });

  it.each<[string, (folder: string) => string, string]>([
    ['a folder', (folder) => folder, 'it is no regular file'],
    ['in no folder', (folder) => join(folder, 'no', 'summary.md'), 'ENOENT'],
    [
      'full',
      (folder) => {
        writeFileSync(join(folder, 'full.md'), 'x'.repeat(1024 * 1024 - 10));
        return join(folder, 'full.md');
      },
      'it would be longer than 1 MiB',
    ],
  ])('that is %s is a note, and changes no exit code', async (_, at, reason) => {
    const folder = join(folderOf({}), 'here');
    mkdirSync(folder);
    const { code, stderr } = await run(at(folder));
    expect(code).toBe(1);
    expect(stderr).toContain('note: the summary of the step (GITHUB_STEP_SUMMARY) was not written: ');
    expect(stderr).toContain(reason);
  });
});
