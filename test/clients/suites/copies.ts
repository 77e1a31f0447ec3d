import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { KEPT } from '../environments.ts';
import { PYTHON_FILES } from '../execute.ts';
import { run } from '../process.ts';
import { labelOf, type Suite } from './sources.ts';

const OWN_PYTHON = join(import.meta.dirname, 'python');

/** Copies what a suite needs from its distribution. */
export function copySuite(from: string, { keep }: Suite, to: string): void {
  for (const entry of keep) cpSync(join(from, entry), join(to, entry), { recursive: true });
}

/** What Python has to know to run a copy: the library is found in it, ahead of any that is installed. */
export const pathOf = (copy: string, packages: string): string =>
  [PYTHON_FILES, OWN_PYTHON, copy, packages].join(delimiter);

/** Installs what only this suite needs into a folder of its own; answers with the folder. */
export async function installPackages(python: string, suite: Suite): Promise<string> {
  const key = createHash('sha256').update(suite.packages.join('\n')).digest('hex').slice(0, 12);
  const folder = join(KEPT, 'sources', `${suite.name}-packages-${key}`);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  const args = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '--target',
    draft,
  ];
  const { status, stderr } =
    suite.packages.length > 0 ? await run(python, [...args, ...suite.packages]) : { status: 0, stderr: '' };
  if (status !== 0) throw new Error(`what ${labelOf(suite)} needs cannot be installed:\n${stderr}`);
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return folder;
}
