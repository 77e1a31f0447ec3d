import { execFileSync } from 'node:child_process';
import { readFileSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, legacy, migrated, runIn } from './command.ts';

const top = (): string => {
  const folder = folderOf({ 'top.py': legacy, 'tests/a.py': legacy, 'other/b.py': legacy });
  symlinkSync('../other/b.py', join(folder, 'tests/link.py'));
  symlinkSync('other', join(folder, 'linked'));
  return realpathSync.native(folder);
};

describe('a patch', () => {
  it.each([
    ['of a folder above', 'tests', '..', '.', ['other/b.py', 'tests/a.py', 'top.py']],
    ['of a file beside', 'tests', '../other/b.py', '.', ['other/b.py']],
    ['of files here and above', 'tests', '. ../top.py', '.', ['tests/a.py', 'top.py']],
    ['of a link that leads above', 'tests', 'link.py', '.', ['other/b.py']],
    ['of files below', '.', 'tests/a.py top.py', undefined, ['tests/a.py', 'top.py']],
    ['of a link to a file', '.', 'tests/link.py', undefined, ['other/b.py']],
    ['of a folder that is a link', '.', 'linked', undefined, ['other/b.py']],
  ])(
    '%s applies in the folder that its paths are relative to, which a note names',
    async (_, cwd, paths, noted, changed) => {
      const folder = top();
      const { output, stderr } = await runIn(join(folder, cwd), `-n ${paths}`);
      const place = noted === undefined ? join(folder, cwd) : join(folder, noted);
      expect(stderr.includes(`note: the paths in the patch are relative to ${place}\n`)).toBe(
        noted !== undefined,
      );
      execFileSync('git', ['apply'], { cwd: place, input: output, stdio: 'pipe' });
      const files = ['other/b.py', 'tests/a.py', 'top.py'];
      const now = files.map((path) => readFileSync(join(folder, path), 'utf8'));
      expect(now).toEqual(files.map((path) => (changed.includes(path) ? migrated : legacy)));
    },
  );

  it('stays plain in a pipe even with FORCE_COLOR, unless --color always is given', async () => {
    const folder = top();
    const env = { FORCE_COLOR: '1' };
    expect((await runIn(folder, '-n top.py', { env })).stdout).toMatch(/^--- a\/top\.py\n/);
    expect((await runIn(folder, '-n top.py --color always', { env })).stdout).toContain('\x1b[31m-');
  });
});
