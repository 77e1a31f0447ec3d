import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { nextSteps } from '../../src/cli/next.ts';
import type { Summary } from '../../src/core/report.ts';
import { counts, edit, file, manual, on, report } from '../reporters/reports.ts';
import { command, folderOf, legacy, runIn } from './command.ts';

const request = { mode: 'write', paths: [], unsafe: false } as const;
const one = (path: string, left: readonly ReturnType<typeof manual>[] = []) =>
  file(path, { edits: [edit(on(1, 1, 2))], manual: left });
const steps = (
  files: Parameters<typeof report>[0],
  summary: Partial<Summary> = {},
  more: Partial<Parameters<typeof nextSteps>[0]> = {},
): readonly string[] =>
  nextSteps(
    { ...request, ...more },
    report(files, { summary: counts({ changed: 1, ...summary }) }),
    'bump-testclient',
  ).split('\n');

describe('after a run', () => {
  it('says how to run the tests of Python', () => {
    expect(steps([one('a.py')])).toEqual([
      'Next:',
      "  run the tests, with the client's warnings as errors:",
      "    python -m pytest -W 'error:The `allow_redirects`' -W \"error:Use 'content=\" -W \"error:The 'app' shortcut\" -W 'error:Setting per-request cookies'",
      '',
    ]);
  });

  it('says that the tests of JavaScript are to be run', () => {
    expect(steps([one('a.test.ts')])).toEqual(['Next:', '  run the tests and the type checker', '']);
  });

  it('says how to look at unsafe fixes and at what is left', () => {
    const left = [manual(on(1, 1, 2), { level: 'differs', rule: 'redirect-default' }), manual(on(2, 1, 2))];
    expect(steps([one('a.ts', left)], { fixable: 2 }, { paths: ['tests', 'my tests'] }).slice(2)).toEqual([
      '  look at 2 unsafe fixes:',
      "    bump-testclient --unsafe --diff tests 'my tests'",
      '  read what is left to you:',
      '    bump-testclient explain data-to-content',
      '',
    ]);
  });

  it.each<[string, readonly string[], string]>([
    ['a path like an option', ['-a.ts'], './-a.ts'],
    ['a path that a terminal would act on', ['a\x1b[2J.ts'], '.'],
    ['a path with a line end', ['a\nb.ts'], '.'],
    ['more paths than anyone reads', Array.from({ length: 21 }, (_, index) => `${index}.ts`), '.'],
  ])('writes for %s what a shell can be given', (_, paths, expected) => {
    expect(steps([one('a.ts')], { fixable: 1 }, { paths })[3]).toBe(
      `    bump-testclient --unsafe --diff ${expected}`,
    );
  });

  it.each([
    ['nothing was changed', {}, { changed: 0 }],
    ['nothing was written', { mode: 'check' } as const, {}],
    ['the source came from stdin', { stdinFilename: 'a.py' }, {}],
  ])('says nothing where %s', (_, more, summary) => {
    expect(steps([one('a.py')], summary, more)).toEqual(['']);
  });

  it('names the command as PyPI does for who has it from there', async () => {
    const files = { 'a.py': `${legacy}    client.get("/", proxies=f())\n` };
    const env = { BUMP_TESTCLIENT_NAME: 'testclient-migrate' };
    expect((await command('', { files, env })).stderr).toMatch(/^ {4}testclient-migrate explain \S+$/m);
    expect((await command('--chek', { env })).stderr).not.toContain('bump-testclient');
    expect((await command('--nothing-like-it', { env })).stderr).toContain('see `testclient-migrate --help`');
    expect((await command('--help', { env })).stdout).toMatch(/^Usage: testclient-migrate /);
    const other = { BUMP_TESTCLIENT_NAME: 'rm' };
    expect((await command('--help', { env: other })).stdout).toMatch(/^Usage: bump-testclient /);
  });

  it('has a shell pass the very warnings on', async () => {
    const cwd = folderOf({ 'a.py': legacy });
    const { stderr } = await runIn(cwd, '');
    const line = /^ {4}python -m pytest (.*)$/m.exec(stderr)?.[1] ?? '';
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' }).split('\n');
    expect(words).toEqual([
      ...['-W', 'error:The `allow_redirects`', '-W', "error:Use 'content="],
      ...['-W', "error:The 'app' shortcut", '-W', 'error:Setting per-request cookies', ''],
    ]);
    expect((await command('-q', { files: { 'a.py': legacy } })).stderr).toBe('');
  });
});
