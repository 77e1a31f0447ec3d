import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../process.ts';

/** Packs the build in `root` into the folder; returns the path of the tarball. */
export function pack(root: string, folder: string): string {
  run({ cwd: root }, 'npm', 'pack', '--ignore-scripts', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm packed nothing');
  return join(folder, tarball);
}

/** A Python in a new environment below the folder that has these packages of PyPI. */
export function pythonWith(folder: string, ...requirements: readonly string[]): string {
  const venv = join(folder, 'venv');
  run({ cwd: folder }, 'python3', '-m', 'venv', venv);
  const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  run(
    { cwd: folder },
    python,
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    ...requirements,
  );
  return python;
}

/** `SOURCE_DATE_EPOCH`, or the time of the last commit in seconds since 1970. */
export const commitSeconds = (root: string): number =>
  Number(process.env['SOURCE_DATE_EPOCH'] ?? run({ cwd: root }, 'git', 'log', '-1', '--format=%ct').trim());
