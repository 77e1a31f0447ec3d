import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { findGit } from '../../src/runner/files/git/program.ts';
import { folder, repository } from '../runner/support.ts';
import { legacy, runIn } from './command.ts';

/** A git that notes what it is asked for. Returns the file with its notes, a line for each call. */
function notingGit(): string {
  const place = folder();
  const notes = join(place, 'calls');
  writeFileSync(notes, '');
  writeFileSync(
    join(place, 'git'),
    `#!/bin/sh\nfor one; do case $one in rev-parse|ls-files|config|status) echo "$one" >> '${notes}';; esac; done\n` +
      `exec '${findGit(process.env['PATH'])}' "$@"\n`,
  );
  chmodSync(join(place, 'git'), 0o755);
  onTestFinished(() => void vi.unstubAllEnvs());
  vi.stubEnv('PATH', `${place}:${process.env['PATH']}`);
  return notes;
}

test.skipIf(process.platform === 'win32')(
  'a run asks git once where the repository is, and once for its files',
  async () => {
    const root = repository({ 'test_a.py': legacy });
    const notes = notingGit();
    await runIn(root, '--check .');
    expect(readFileSync(notes, 'utf8').split('\n').filter(Boolean)).toEqual(['rev-parse', 'ls-files']);
  },
);
