import { describe, expect, it } from 'vitest';
import { failures, problems } from '../../src/reporters/problems.ts';
import { file, plainly, report } from './reports.ts';

const broken = file('a.py', {
  status: 'failed',
  error: { line: 3, column: 7, reason: 'syntax-error', message: 'unexpected `)`' },
});
const unreadable = file('b.py', {
  status: 'failed',
  error: { reason: 'unreadable', message: 'permission denied' },
});
const ignored = file('c.py', {
  status: 'skipped',
  error: { reason: 'ignored', message: 'an ignore-file comment' },
});
const crashed = file('d.py', {
  status: 'failed',
  error: { reason: 'crashed', message: 'Error: oops\n    at f (x.ts:1:1)' },
});

describe('the files that were not migrated', () => {
  it('are listed with position and reason; 1:1 stands for the whole file', () => {
    expect(problems(report([broken, unreadable, ignored, file('fine.py')]), plainly)).toBe(
      [
        'a.py:3:7: syntax-error: unexpected `)`',
        'b.py:1:1: unreadable: permission denied',
        'c.py:1:1: ignored: an ignore-file comment',
        '',
      ].join('\n'),
    );
  });

  it('can be limited to failures', () => {
    expect(failures(report([broken, ignored]), plainly)).toBe('a.py:3:7: syntax-error: unexpected `)`\n');
  });

  it.each([
    [
      false,
      'd.py:1:1: crashed: Error: oops\n  this is a bug in bump-testclient; --verbose shows the stack\n',
    ],
    [true, 'd.py:1:1: crashed: Error: oops\n        at f (x.ts:1:1)\n  this is a bug in bump-testclient\n'],
  ])('show the stack of a crash: %s', (verbose, expected) => {
    expect(problems(report([crashed]), { ...plainly, verbose }).replace(/^ +at/m, '        at')).toBe(
      expected,
    );
  });
});
