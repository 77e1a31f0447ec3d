import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf } from '../../../runner/errors.ts';
import { commitSeconds, pack, pythonWith } from './tools.ts';
import { buildWheel } from './wheel.ts';

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * Writes the wheel for PyPI and prints its path. `--tarball` takes the npm package that is published; by default the build is packed.
 * `--out`: the folder, by default `wheel/`. The files in it have the time of the last commit, or of `SOURCE_DATE_EPOCH`.
 */
function main(): void {
  const { values } = parseArgs({
    options: { tarball: { type: 'string' }, out: { type: 'string', default: join(ROOT, 'wheel') } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'testclient-migrate-tools-'));
  try {
    const tarball = values.tarball ?? pack(ROOT, folder);
    const python = pythonWith(folder, 'hatchling==1.33.0');
    console.log(buildWheel({ tarball, out: values.out, time: commitSeconds(ROOT), python }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  main();
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
