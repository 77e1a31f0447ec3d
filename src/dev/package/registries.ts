import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Unavailable } from './checks.ts';
import { succeeds } from './process.ts';

/** Throws an `Unavailable` where nothing can be installed with npm. */
export function requireNpmRegistry(): void {
  // A cache does not answer for the registry.
  const args = ['view', 'typescript', 'version', '--prefer-online', '--fetch-retries=1'];
  if (!succeeds({ cwd: tmpdir() }, 'npm', ...args))
    throw new Unavailable('The npm registry cannot be reached.');
}

/** Throws an `Unavailable` where pip cannot install the requirement into an environment of its own. */
export function requirePyPI(requirement: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-pypi-'));
  const settings = { cwd: folder };
  try {
    if (!succeeds(settings, 'python3', '-c', 'import ensurepip, venv'))
      throw new Unavailable('There is no python3 with venv.');
    const args = ['download', '--quiet', '--no-deps', '--no-cache-dir', '--retries', '1', '--timeout', '20'];
    if (!succeeds(settings, 'python3', '-m', 'pip', ...args, requirement))
      throw new Unavailable('PyPI cannot be reached.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
