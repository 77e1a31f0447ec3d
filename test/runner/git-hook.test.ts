import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { platform } from 'node:process';
import { describe, expect, test } from 'vitest';
import { builtCommand } from '../support/built.ts';
import { fill, folder, git, repository, textOf } from './support.ts';

const bin = await builtCommand();

const suite = (option: string): string =>
  `from fastapi.testclient import TestClient\nTestClient(app).get("/", ${option}=False)\n`;
const OLD = suite('allow_redirects');
const NEW = suite('follow_redirects');

/** Puts the command into the pre-commit hook of a repository: it writes, and the hook fails if it failed. */
function hook(root: string): void {
  mkdirSync(join(root, '.git/hooks'), { recursive: true });
  const command = [process.execPath, bin].map((word) => `'${word}'`).join(' ');
  writeFileSync(join(root, '.git/hooks/pre-commit'), `#!/bin/sh\nexec ${command} a.py 2>&1\n`, {
    mode: 0o755,
  });
}

describe.skipIf(platform === 'win32')(
  'as a pre-commit hook (not on Windows: its paths need other quotes)',
  () => {
    test.each<[string, readonly string[], 'in the repository' | 'in a work tree']>([
      ['git commit', [], 'in the repository'],
      ['git commit --all', ['--all'], 'in the repository'],
      ['git commit FILE', ['a.py'], 'in the repository'],
      ['git commit --all', ['--all'], 'in a work tree'],
    ])('%s %j %s: changes what is about to be committed', (_, args, where) => {
      const root = repository({ 'a.py': '' });
      hook(root);
      const cwd = where === 'in the repository' ? root : join(folder(), 'other');
      if (cwd !== root) git(root, 'worktree', 'add', '-q', cwd);
      fill(cwd, { 'a.py': OLD });
      if (args.length === 0) git(cwd, 'add', 'a.py');
      git(cwd, 'commit', '-q', '-m', 'next', ...args);
      expect(textOf(cwd, 'a.py')).toBe(NEW);
      expect(git(cwd, 'show', 'HEAD:a.py')).toBe(OLD);
    });

    test('git commit: does not change what is not staged, and stops the commit', () => {
      const root = repository({ 'a.py': '' });
      hook(root);
      fill(root, { 'a.py': OLD });
      expect(() => git(root, 'commit', '-q', '--allow-empty', '-m', 'next')).toThrow(
        /have uncommitted changes/,
      );
      expect(textOf(root, 'a.py')).toBe(OLD);
    });
  },
);
