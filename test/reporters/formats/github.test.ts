import { describe, expect, it } from 'vitest';
import { github, githubShown } from '../../../src/reporters/github/github.ts';
import { edit, file, manual, on, plainly, report } from '../reports.ts';
import { HOSTILE, hostileReport } from './hostile.ts';

const COMMAND =
  /^::(error|warning|notice) ((?:file=[^,:\r\n]*,)?(?:(?:line|endLine|col|endColumn)=\d+,)*title=[^,:\r\n]*)::([^\r\n]*)$/;

const lines = (text: string): readonly string[] => text.split('\n').slice(0, -1);

describe('annotations of GitHub', () => {
  it('begin with files that failed, then with the most urgent findings', () => {
    const files = [
      file('a.py', {
        edits: [edit(on(1, 5, 9))],
        manual: [manual(on(2, 1, 4), { level: 'differs' }), manual(on(3, 1, 4), { why: 'nobody knows' })],
      }),
      file('b.py', {
        status: 'failed',
        error: { line: 3, column: 7, reason: 'syntax-error', message: 'no' },
      }),
    ];
    const url = 'https://github.com/bump-testclient/bump-testclient/blob/main/docs/rules';
    expect(lines(github(report(files, { mode: 'check' }), plainly))).toEqual([
      '::error file=b.py,line=3,col=7,title=syntax-error::no',
      `::error file=a.py,line=3,endLine=3,col=1,endColumn=4,title=data-to-content::cannot see what \`data\` holds%0Afails: nobody knows%0A${url}/data-to-content.md`,
      `::error file=a.py,line=1,endLine=1,col=5,endColumn=9,title=follow-redirects (can be migrated)::write \`follow_redirects\`%0Afails since Starlette 0.43%0A${url}/follow-redirects.md`,
      '::notice title=bump-testclient::Scanned 214 files, would change 37 (118 edits), 5 need a look, 1 failed',
      `::notice file=a.py,line=2,endLine=2,col=1,endColumn=4,title=data-to-content::cannot see what \`data\` holds%0Amay differ%0A${url}/data-to-content.md`,
    ]);
  });

  it('have no columns where there are several lines, which GitHub would refuse', () => {
    const files = [file('a.py', { manual: [manual({ line: 2, column: 3, endLine: 4, endColumn: 5 })] })];
    expect(github(report(files), plainly)).toContain('::error file=a.py,line=2,endLine=4,title=');
  });

  it('name files from the root of the repository', () => {
    const files = [file('../x/a.py', { manual: [manual(on(1, 1, 2))] })];
    const inFolder = { ...plainly, repository: { prefix: 'backend/app/' } };
    expect(github(report(files), inFolder)).toContain('file=backend/x/a.py,');
  });

  it('are no edits that a run has made', () => {
    expect(lines(github(report([file('a.py', { edits: [edit(on(1, 1, 2))] })]), plainly))).toHaveLength(1);
  });

  it('tell how many GitHub does not show, and are cut to those for a log', () => {
    const many = (level: 'fails' | 'differs') =>
      Array.from({ length: 30 }, (_, index) => manual(on(index + 1, 1, 2), { level }));
    const one = report([file('a.py', { manual: [...many('fails'), ...many('differs')] })], { mode: 'check' });
    expect(lines(github(one, plainly))).toHaveLength(61);
    const shown = lines(githubShown(one, plainly));
    expect(shown.filter((line) => line.startsWith('::error'))).toHaveLength(10);
    expect(shown.filter((line) => line.startsWith('::notice'))).toHaveLength(10);
    // 20 errors, and 21 notices beside the one that says so.
    expect(shown[10]).toContain('GitHub does not show 41 more annotations of this step');
    expect(githubShown(report([]), plainly)).toBe('');
  });

  it.each(HOSTILE)('are one command a line, whatever stands in a text: %j', (text) => {
    const output = github(hostileReport(text), plainly);
    expect(lines(output).filter((line) => !COMMAND.test(line))).toEqual([]);
    expect(lines(output)).toHaveLength(5);
    expect(output).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]/);
  });
});
