import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runChecks } from '../../src/dev/package/checks.ts';
import { PARTS } from './parts.ts';

/** Uses the built command with the real tools that it is made for. `--only a,b` runs some parts. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' } } });
  const only = values.only?.split(',');
  const unknown = only?.filter((name) => !PARTS.some((part) => part.name === name)) ?? [];
  if (unknown.length > 0)
    throw new Error(
      `--only: no part ${unknown.join(', ')}; there are ${PARTS.map(({ name }) => name).join(', ')}`,
    );
  const folder = mkdtempSync(join(tmpdir(), 'bump-testclient-tools-'));
  try {
    const checks = PARTS.filter(({ name }) => only?.includes(name) ?? true).flatMap((part) => {
      const own = join(folder, part.name);
      mkdirSync(own);
      return part.checks(own);
    });
    return await runChecks('tools', checks);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
