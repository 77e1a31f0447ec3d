import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { bundle, writeBundle } from '../../../src/dev/package/bundle.ts';
import { carriedFiles } from '../../../src/dev/package/carried.ts';

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command in a folder; `before`: a program that runs first in each of its threads. */
export type Command = (cwd: string, args: readonly string[], before?: string) => Ran;

/** The command as it is published, in a folder of its own until the tests of the file are over. */
export function builtCommand(): {
  readonly run: Command;
  /** Runs another module. */
  readonly runModule: Command;
  /** Where `dist` is. */
  readonly folder: () => string;
} {
  let root = '';
  beforeAll(async () => {
    root = realpathSync.native(mkdtempSync(join(tmpdir(), 'bump-built-')));
    writeBundle(root, await bundle('.'));
    for (const { source, copy } of carriedFiles()) copyFileSync(source, join(root, copy));
    copyFileSync('package.json', join(root, 'package.json'));
  }, 240_000);
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  const runModule: Command = (cwd, args, before = '') => {
    const preload = `data:text/javascript,${encodeURIComponent(before)}`;
    const words = ['--import', preload, ...args];
    const { error, ...ran } = spawnSync(process.execPath, words, { cwd, encoding: 'utf8' });
    if (error) throw error;
    return ran;
  };
  const run: Command = (cwd, args, before) =>
    runModule(cwd, [join(root, 'dist/bin/bump-testclient.js'), ...args], before);
  return { run, runModule, folder: () => root };
}
