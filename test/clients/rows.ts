import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from './collect.ts';
import { run } from './process.ts';

const ROOT = join(import.meta.dirname, '../..');
const FIXTURES = join(ROOT, '__testfixtures__');

/** Every row in Python of the tables in test/transforms, and every fixture. */
export const collectRows = async (): Promise<readonly Row[]> => [...(await tableRows()), ...fixtures()];

async function tableRows(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  const file = join(folder, 'rows.jsonl');
  const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
  const config = join(import.meta.dirname, 'collect.config.ts');
  try {
    const { status, stdout, stderr } = await run(process.execPath, [vitest, 'run', '--config', config], {
      env: { COLLECTED: file },
    });
    if (status !== 0) throw new Error(`the tables cannot be collected:\n${stdout}${stderr}`);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    // Written by collect.ts.
    // In an order of their own: vitest takes the files by how long they took last time.
    const placeOf = ({ rule, kind, name, source }: Row): string => JSON.stringify([rule, kind, name, source]);
    return lines
      .map((line) => JSON.parse(line) as Row)
      .toSorted((a, b) => Number(placeOf(a) > placeOf(b)) - Number(placeOf(a) < placeOf(b)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const fixtures = (): readonly Row[] =>
  readdirSync(FIXTURES).flatMap((rule) =>
    readdirSync(join(FIXTURES, rule))
      .filter((file) => file.endsWith('.input.py'))
      .map((file) => ({
        kind: 'fixture',
        rule,
        name: file.replace('.input.py', ''),
        source: readFileSync(join(FIXTURES, rule, file), 'utf8'),
      })),
  );
